//! The page: whether it is in front, and when it is about to go.

use std::sync::atomic::{AtomicU32, Ordering};

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{EventTarget, HtmlElement, VisibilityState};

use super::globals::{document, window};
use super::reflect;

/// Whether the page is in front.
pub(crate) fn is_visible() -> bool {
    document().visibility_state() == VisibilityState::Visible
}

/// Calls `listener` when the page comes to the front or leaves it, is thawed or shown again.
pub(crate) fn on_visibility(listener: impl Fn(bool) + Clone + 'static) {
    let targets: [(&EventTarget, &str); 3] =
        [(&document(), "visibilitychange"), (&document(), "resume"), (&window(), "pageshow")];
    for (target, name) in targets {
        let listener = listener.clone();
        EventListener::new(target, name, move |_| listener(is_visible())).forget();
    }
}

/// Calls `listener` when the page may be about to go for good.
pub(crate) fn on_hide(listener: impl Fn() + 'static) {
    EventListener::new(&window(), "pagehide", move |_| listener()).forget();
}

/// Whether the person asked the device for less motion.
pub(crate) fn wants_less_motion() -> bool {
    window()
        .match_media("(prefers-reduced-motion: reduce)")
        .ok()
        .flatten()
        .is_some_and(|query| query.matches())
}

/// Whether the app runs installed, in a window of its own.
pub(crate) fn is_installed() -> bool {
    let standalone = window().match_media("(display-mode: standalone)").ok().flatten();
    standalone.is_some_and(|query| query.matches())
}

/// Puts the keyboard's focus on the element of that id, and scrolls the page to its top.
pub(crate) fn focus(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        let _ = element.unchecked_ref::<HtmlElement>().focus();
    }
}

/// Shows the dialog of that id, and nothing behind it can be reached until it is closed.
pub(crate) fn show_dialog(id: &str) {
    if let Some(dialog) = document().get_element_by_id(id) {
        reflect::call(&dialog, "showModal", &[]);
    }
}

/// The language of the device, as a tag; empty where it isn't told.
pub(crate) fn language() -> String {
    window().navigator().language().unwrap_or_default()
}

/// Scrolls to the top.
pub(crate) fn scroll_to_top() {
    scroll_to(0.0);
}

/// Where the page has been marked, in pixels from its top.
static BOOKMARK: AtomicU32 = AtomicU32::new(0);

/// Marks how far the page has been scrolled.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "pixels of a page")]
pub(crate) fn bookmark() {
    BOOKMARK.store(window().scroll_y().unwrap_or_default() as u32, Ordering::Relaxed);
}

/// Scrolls to where the page has been marked.
pub(crate) fn scroll_to_bookmark() {
    scroll_to(BOOKMARK.load(Ordering::Relaxed).into());
}

fn scroll_to(y: f64) {
    window().scroll_to_with_x_and_y(0.0, y);
}

/// Sets the title of the window.
pub(crate) fn set_title(title: &str) {
    document().set_title(title);
}

/// Whether the picture is there that stands in until the app draws.
pub(crate) fn has_splash() -> bool {
    document().get_element_by_id("splash").is_some()
}

/// Takes away that picture.
pub(crate) fn remove_splash() {
    if let Some(splash) = document().get_element_by_id("splash") {
        splash.remove();
    }
}
