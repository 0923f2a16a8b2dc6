//! Keys pressed anywhere on the page.

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

use super::globals::{document, window};

/// Calls `listener` with each key that no field or button of the page takes for itself. Where it
/// answers true the key is used up. It listens until the answer is dropped.
pub(crate) fn on_key(mut listener: impl FnMut(&str) -> bool + 'static) -> EventListener {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&window(), "keydown", options, move |event| {
        // Chromium's autofill dispatches a plain event of this name, without a key.
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        let chord = event.ctrl_key() || event.meta_key() || event.alt_key();
        if chord || event.repeat() || is_taken(&event.key()) {
            return;
        }
        if listener(&event.key()) {
            event.prevent_default();
        }
    })
}

/// Whether the focused element takes this key: a field all of them, a button those that press it. A
/// dialog, which is only there while it is open, takes all wherever the focus is.
fn is_taken(key: &str) -> bool {
    if document().query_selector("dialog").ok().flatten().is_some() {
        return true;
    }
    let Some(focused) = document().active_element() else { return false };
    let presses = matches!(key, " " | "Enter");
    let takes = |element: &Element| match element.tag_name().as_str() {
        "INPUT" | "SELECT" | "TEXTAREA" => true,
        "BUTTON" | "A" | "SUMMARY" => presses,
        _ => false,
    };
    takes(&focused)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::reflect;
    use crate::platform::testing::EventLog;
    use js_sys::Object;
    use wasm_bindgen::JsValue;
    use wasm_bindgen_test::wasm_bindgen_test;

    /// Presses a key, with what else is to be said of it. Answers whether it was used up.
    fn press(key: &str, more: &[&str]) -> bool {
        let about = Object::new();
        reflect::set(&about, "key", &key.into());
        for name in more.iter().chain(&["bubbles", "cancelable"]) {
            reflect::set(&about, name, &JsValue::TRUE);
        }
        let event = reflect::construct("KeyboardEvent", &[&"keydown".into(), &about]).unwrap();
        let target = document().active_element().unwrap();
        !target.dispatch_event(event.unchecked_ref()).unwrap()
    }

    /// An element with the focus, until it is dropped.
    struct Focused(Element);

    impl Focused {
        fn on(tag: &str) -> Self {
            let element = document().create_element(tag).unwrap();
            element.set_attribute("tabindex", "0").unwrap();
            document().document_element().unwrap().append_child(&element).unwrap();
            reflect::call(&element, "focus", &[]).unwrap();
            assert_eq!(document().active_element().unwrap(), element);
            Self(element)
        }
    }

    impl Drop for Focused {
        fn drop(&mut self) {
            self.0.remove();
        }
    }

    fn letters() -> (std::rc::Rc<EventLog<char>>, EventListener) {
        let heard = EventLog::new();
        let tell = heard.listener();
        let listener = on_key(move |key| {
            let letter = key.chars().next().unwrap();
            tell(letter);
            letter != 'n'
        });
        (heard, listener)
    }

    #[wasm_bindgen_test]
    fn a_key_is_used_up_where_the_listener_takes_it() {
        let (heard, _listener) = letters();
        assert!(press("y", &[]));
        assert!(!press("n", &[]));
        assert_eq!(heard.take(), ['y', 'n']);
    }

    #[wasm_bindgen_test]
    fn the_browsers_own_keys_and_a_key_held_down_are_left_alone() {
        let (heard, _listener) = letters();
        for more in ["ctrlKey", "metaKey", "altKey", "repeat"] {
            assert!(!press("y", &[more]), "{more}");
        }
        assert!(press("Y", &["shiftKey"]));
        assert_eq!(heard.take(), ['Y']);
    }

    #[wasm_bindgen_test]
    fn what_the_focused_element_needs_stays_with_it() {
        let (heard, _listener) = letters();
        for (tag, letter, space) in [
            ("input", false, false),
            ("textarea", false, false),
            ("select", false, false),
            ("button", true, false),
            ("summary", true, false),
            ("div", true, true),
        ] {
            let _focused = Focused::on(tag);
            assert_eq!(press("y", &[]), letter, "{tag}");
            assert_eq!(press(" ", &[]), space, "{tag}");
            assert_eq!(press("Enter", &[]), space, "{tag}");
        }
        assert_eq!(heard.take().len(), 5);
    }

    #[wasm_bindgen_test]
    fn a_dialog_takes_all_keys() {
        let (heard, _listener) = letters();
        let dialog = document().create_element("dialog").unwrap();
        document().document_element().unwrap().append_child(&dialog).unwrap();
        assert!(!press("y", &[]));
        dialog.remove();
        assert!(press("y", &[]));
        assert_eq!(heard.take(), ['y']);
    }

    #[wasm_bindgen_test]
    fn a_dropped_listener_hears_nothing_more() {
        let (heard, listener) = letters();
        let (others, _other) = letters();
        drop(listener);
        assert!(press("y", &[]));
        assert_eq!(heard.take(), [] as [char; 0]);
        assert_eq!(others.take(), ['y']);
    }
}
