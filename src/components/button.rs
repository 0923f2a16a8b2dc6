//! Buttons that are more than their label.

use leptos::prelude::*;

use super::icon::{Icon, IconShape};
use crate::services::page;

/// A button that shows an icon.
#[component]
pub(crate) fn IconButton(
    /// What it shows.
    shape: IconShape,
    /// What it is called.
    #[prop(into)]
    label: String,
    /// Called at each press.
    on_press: impl FnMut() + 'static,
) -> impl IntoView {
    let mut on_press = on_press;
    view! {
        <button class="icon-button" aria-label=label on:click=move |_| on_press()>
            <Icon shape/>
        </button>
    }
}

/// A button that is either pressed or not.
#[component]
pub(crate) fn ToggleButton(
    /// Its label.
    #[prop(into)]
    label: String,
    /// Whether it is pressed.
    #[prop(into)]
    pressed: Signal<bool>,
    /// Called at each press.
    on_press: impl FnMut() + 'static,
) -> impl IntoView {
    let mut on_press = on_press;
    view! {
        <button
            type="button"
            class="button button--quiet"
            aria-pressed=move || pressed.get().to_string()
            on:click=move |_| on_press()
        >
            {label}
        </button>
    }
}

/// A button that may disappear when it is pressed: the keyboard's focus then goes to another element, and is not lost.
#[component]
pub(crate) fn VanishingButton(
    /// Its classes.
    #[prop(default = "button")]
    class: &'static str,
    /// Its label.
    #[prop(into)]
    label: String,
    /// The id of the element that takes the focus.
    focus_next: &'static str,
    /// Called at each press.
    on_press: impl FnMut() + 'static,
) -> impl IntoView {
    let mut on_press = on_press;
    view! {
        <button
            type="button"
            class=class
            on:click=move |_| {
                on_press();
                page::focus(focus_next);
            }
        >
            {label}
        </button>
    }
}
