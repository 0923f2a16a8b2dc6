//! The page for an address that leads nowhere.

use leptos::prelude::*;

use crate::components::title::Title;
use crate::route::Route;
use unknot_core::i18n::{Key, text};

/// Says what is missing, and where to go instead.
#[component]
pub(crate) fn Missing(
    /// What is missing, as the heading.
    what: Key,
) -> impl IntoView {
    view! {
        <Title heading=text(what)/>
        <p>
            <a class="button" href=Route::Library.href()>
                {text(Key::ErrorToLibrary)}
            </a>
        </p>
    }
}
