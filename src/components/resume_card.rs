//! The offer to resume an interrupted session.

use leptos::prelude::*;

use super::button::VanishingButton;
use crate::services::dates;
use crate::state::use_session;
use unknot_core::i18n::{self, Key, fill, text};

/// The offer, while there is one. If the routine is in the library, it appears once the library has loaded.
#[component]
pub(crate) fn ResumeCard() -> impl IntoView {
    let session = use_session();
    let body = Memo::new(move |_| {
        let beat = session.interrupted().filter(|beat| session.can_look_up(&beat.routine))?;
        let name = i18n::routine_name(&beat.routine).to_owned();
        let left = beat.snapshot.as_ref().map(|snapshot| snapshot.left(beat.planned));
        let left = dates::length(left.unwrap_or_default());
        Some(fill(Key::TodayResumeBody, &[("routine", &name), ("left", &left)]))
    });
    let is_saved = Memo::new(move |_| {
        let record = session.interrupted().and_then(|beat| beat.to_record());
        record.is_some_and(|record| record.is_worth_keeping())
    });
    view! {
        <Show when=move || body.with(Option::is_some)>
            <section class="card resume" aria-labelledby="resume-title">
                <h2 id="resume-title">{text(Key::TodayResumeTitle)}</h2>
                <p prop:textContent=move || body.get().unwrap_or_default()></p>
                <Show when=move || is_saved.get()>
                    <p class="soft">{text(Key::TodayResumeKept)}</p>
                </Show>
                <div class="row">
                    <VanishingButton
                        class="button button--main"
                        label=text(Key::TodayResume)
                        focus_next="title"
                        on_press=move || session.resume_interrupted()
                    />
                    <VanishingButton
                        label=text(Key::TodayResumeEnd)
                        focus_next="title"
                        on_press=move || session.end_interrupted()
                    />
                </div>
            </section>
        </Show>
    }
}
