//! The card that leads to a few questions about the person.

use leptos::prelude::*;

use super::button::VanishingButton;
use crate::route::Route;
use crate::state::use_settings;
use unknot_core::i18n::{Key, text};

/// Offers the questions about the person. The card disappears once they are opened or postponed.
#[component]
pub(crate) fn AboutYouCard() -> impl IntoView {
    let settings = use_settings();
    view! {
        <section class="card">
            <h2>{text(Key::AboutYouTitle)}</h2>
            <p>{text(Key::AboutYouBody)}</p>
            <div class="row">
                <a class="button" href=Route::AboutYou.href()>
                    {text(Key::AboutYouOpen)}
                </a>
                <VanishingButton
                    class="link"
                    label=text(Key::AboutYouLater)
                    focus_next="title"
                    on_press=move || settings.dismiss_questions()
                />
            </div>
        </section>
    }
}
