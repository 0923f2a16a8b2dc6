//! The heading of a page.

use leptos::prelude::*;

use crate::services::page;
use unknot_core::i18n::{Key, text};

/// A page's heading. It takes the focus when the page is opened, so that a screen reader begins there, and names the
/// window.
#[component]
pub(crate) fn Title(
    /// The heading.
    #[prop(into)]
    heading: String,
) -> impl IntoView {
    page::arrive(format!("{heading} · {}", text(Key::AppName)), "title");
    view! {
        <h1 class="title" id="title" tabindex="-1">
            {heading}
        </h1>
    }
}
