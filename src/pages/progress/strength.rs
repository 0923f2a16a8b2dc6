//! The strength of the practice.

use leptos::prelude::*;

use super::counts::counted;
use crate::state::{use_clock, use_history, use_settings};
use unknot_core::domain::settings::Settings;
use unknot_core::history::strength;
use unknot_core::i18n::{Key, fill, text};

/// A number out of 100, once there is some. Only somebody who wants days counted sees it, and nobody in a flare.
#[component]
pub(super) fn PracticeStrength() -> impl IntoView {
    let (history, clock) = (use_history(), use_clock());
    let goals = use_settings().select(Settings::goals);
    let counted = counted();
    let percent = Memo::new(move |_| {
        let today = clock.today();
        history.with(|log| {
            let pauses = log.pauses(today);
            goals.with(|goals| strength(log.practised_days(), &pauses, today, goals).percent())
        })
    });
    let is_shown = move || counted.get() && history.is_complete() && percent.get() > 0;
    let sentence = move || fill(Key::ProgressStrength, &[("percent", &percent.get().to_string())]);
    view! {
        <Show when=is_shown>
            <div class="strength">
                <p data-strength=move || percent.get().to_string() prop:textContent=sentence></p>
                <p class="soft">{text(Key::ProgressStrengthHow)}</p>
            </div>
        </Show>
    }
}
