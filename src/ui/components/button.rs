//! Buttons, and links that look like them.

use super::icon::{Icon, icon};
use crate::dom::{Element, el};
use crate::words::{Key, text};

/// The one thing to do on a screen.
pub(crate) fn main_button(words: Key, press: impl FnMut() + 'static) -> Element {
    button("button button--main", words, press)
}

/// A button with words in it.
pub(crate) fn button(class: &str, words: Key, press: impl FnMut() + 'static) -> Element {
    el("button", class).text(text(words)).on_click(press)
}

/// A button that shows an icon and is called `name`.
pub(crate) fn icon_button(which: Icon, name: &str, press: impl FnMut() + 'static) -> Element {
    el("button", "icon-button").attribute("aria-label", name).child(icon(which)).on_click(press)
}

/// A button that stays down or up.
pub(crate) fn toggle_button(
    words: &str,
    is_down: impl Fn() -> bool + 'static,
    press: impl FnMut() + 'static,
) -> Element {
    el("button", "button button--quiet")
        .text(words)
        .on_click(press)
        .live_attribute("aria-pressed", move || Some(is_down().to_string()))
}

/// A link to another screen.
pub(crate) fn link(class: &str, href: &str, words: Key) -> Element {
    el("a", class).attribute("href", href).text(text(words))
}
