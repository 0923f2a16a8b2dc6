//! What an address that leads nowhere shows.

use leptos::prelude::*;

use crate::app::route::Route;
use crate::ui::components::title::Title;
use crate::words::{Key, text};

/// Says what is missing and where to go.
#[component]
pub(crate) fn Missing(
    /// What is missing.
    what: Key,
) -> impl IntoView {
    view! {
        <Title text=text(what)/>
        <p><a class="button" href=Route::Library.href()>{text(Key::ErrorToLibrary)}</a></p>
    }
}
