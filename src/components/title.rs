//! The heading of a page.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use crate::services::page;
use unknot_core::i18n::{Key, text};

/// A page's heading, which also names the window. It takes the focus when the page is opened, so that a screen reader
/// begins there; a heading that changes later leaves the focus where it is.
#[component]
pub(crate) fn Title(
    /// The heading.
    #[prop(into)]
    heading: TextProp,
) -> impl IntoView {
    let shown = heading.clone();
    let window_title = move || format!("{} · {}", heading.get(), text(Key::AppName));
    page::arrive(untrack(&window_title), "title");
    Effect::watch(window_title, |title, _, _| page::set_title(title), false);
    view! {
        <h1
            class="title"
            id="title"
            tabindex="-1"
            prop:textContent=move || shown.get().to_string()
        ></h1>
    }
}
