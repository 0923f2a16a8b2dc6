//! The heading of a screen, which takes the focus when the screen is entered, so that a screen
//! reader begins there.

use leptos::prelude::*;

use crate::app::use_app;
use crate::words::{Key, text};

/// A screen's heading.
#[component]
pub(crate) fn Title(
    /// What it says.
    #[prop(into)]
    text: String,
    /// Whether it is there for screen readers only.
    #[prop(optional)]
    hidden: bool,
) -> impl IntoView {
    let app = use_app();
    let window_title = format!("{text} · {}", app_name());
    // After the heading is in the page.
    Effect::new(move |_| app.arrive(&window_title, "title"));
    view! { <h1 id="title" class="title" class:visually-hidden=hidden tabindex="-1">{text}</h1> }
}

fn app_name() -> &'static str {
    text(Key::AppName)
}
