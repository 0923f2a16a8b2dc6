//! What comes before the results if the person has searched for a trouble.

use leptos::prelude::*;

use crate::route::Route;
use crate::state::{use_search, use_settings};
use unknot_core::i18n::{Key, text};

/// The way to the signs that need a doctor, if the words may be one, and to the questions about the person, if they name
/// something that these ask for and that isn't ticked.
#[component]
pub(super) fn TroubleCards() -> impl IntoView {
    let (search, settings) = (use_search(), use_settings());
    let trouble = Memo::new(move |_| search.trouble());
    let is_untold = move || {
        let cautions = trouble.get().cautions;
        settings.with(|person| !cautions.without(person.cautions).is_empty())
    };
    view! {
        <Show when=move || trouble.get().is_alarm>
            <section class="card card--alert">
                <p>{text(Key::FindAlarm)}</p>
                <a class="button" href=Route::Safety.href()>
                    {text(Key::FlareSignsOpen)}
                </a>
            </section>
        </Show>
        <Show when=is_untold>
            <section class="card">
                <p>{text(Key::FindTell)}</p>
                <a class="link" href=Route::AboutYou.href()>
                    {text(Key::AboutYouTitle)}
                </a>
            </section>
        </Show>
    }
}
