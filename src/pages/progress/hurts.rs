//! What hurt lately.

use leptos::prelude::*;

use crate::route::Route;
use crate::services::dates;
use crate::state::use_history;
use unknot_core::domain::civil::CivilDay;
use unknot_core::history::views::{Span, hurts};
use unknot_core::i18n::{self, Key, PluralKey, plural, text};

/// How many weeks are looked at, as the sentence says.
const WEEKS: u16 = 12;

/// The poses that hurt in the last weeks. Nothing if none did.
#[component]
pub(super) fn Hurts(
    /// Today.
    today: Memo<CivilDay>,
) -> impl IntoView {
    let history = use_history();
    let list = Memo::new(move |_| {
        let span = Span::weeks_to(today.get(), dates::first_weekday(), WEEKS);
        history.with(|log| hurts(log, span))
    });
    view! {
        <Show when=move || list.with(|list| !list.is_empty())>
            <section class="card">
                <h2>{text(Key::ProgressHurtsTitle)}</h2>
                <p>{text(Key::ProgressHurtsSentence)}</p>
                <ul class="hurts">
                    <For
                        each=move || list.get()
                        key=|hurt| (hurt.pose, hurt.sessions)
                        let(hurt)
                    >
                        <li>
                            <a class="link" href=Route::Pose(hurt.pose.slug().to_owned()).href()>
                                {i18n::pose(hurt.pose).name}
                            </a>
                            <span class="soft">
                                {plural(PluralKey::ProgressInSessions, hurt.sessions)}
                            </span>
                        </li>
                    </For>
                </ul>
            </section>
        </Show>
    }
}
