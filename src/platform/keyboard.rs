//! Keys pressed anywhere on the page.

use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

use super::events::{Listener, document, window};

/// Calls `listener` with each key that no field or button of the page takes for itself. Where it
/// answers true the key is used up. It listens until the answer is dropped.
pub(crate) fn on_key(mut listener: impl FnMut(&str) -> bool + 'static) -> Listener {
    Listener::new(&window(), "keydown", move |event| {
        let event: KeyboardEvent = event.unchecked_into();
        let chord = event.ctrl_key() || event.meta_key() || event.alt_key();
        if chord || event.repeat() || is_taken(&event.key()) {
            return;
        }
        if listener(&event.key()) {
            event.prevent_default();
        }
    })
}

/// Whether the focused element takes this key: a field all of them, a button those that press it.
fn is_taken(key: &str) -> bool {
    let Some(focused) = document().active_element() else { return false };
    let presses = matches!(key, " " | "Enter");
    let takes = |element: &Element| match element.tag_name().as_str() {
        "INPUT" | "SELECT" | "TEXTAREA" => true,
        "BUTTON" | "A" | "SUMMARY" => presses,
        _ => false,
    };
    takes(&focused)
}
