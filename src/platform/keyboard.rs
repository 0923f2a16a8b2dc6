//! Keys pressed anywhere on the page.

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

use super::globals::{document, window};
use super::page;

/// Calls `listener` with each key that no field or button of the page needs, until the returned value
/// is dropped. If it returns `true`, the key is handled, and the browser does nothing with it.
pub(crate) fn on_key(mut listener: impl FnMut(&str) -> bool + 'static) -> EventListener {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&window(), "keydown", options, move |event| {
        // Chromium's autofill dispatches a plain event of this name, without a key.
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        let chord = event.ctrl_key() || event.meta_key() || event.alt_key();
        if chord || event.repeat() || is_needed(&event.key()) {
            return;
        }
        if listener(&event.key()) {
            event.prevent_default();
        }
    })
}

/// Whether the page needs the key itself. A focused field needs all keys, a focused button those that
/// press it. A dialog, which is in the page only while it is open, needs all keys, regardless of the
/// focus.
fn is_needed(key: &str) -> bool {
    if document().query_selector("dialog").ok().flatten().is_some() {
        return true;
    }
    let Some(focused) = page::focused() else { return false };
    let presses = matches!(key, " " | "Enter");
    match focused.tag_name().as_str() {
        "INPUT" | "SELECT" | "TEXTAREA" => true,
        "BUTTON" | "A" | "SUMMARY" => presses,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::EventLog;
    use std::rc::Rc;
    use wasm_bindgen_test::wasm_bindgen_test;
    use web_sys::{Event, EventInit, HtmlElement, KeyboardEventInit};

    fn key_press(key: &str) -> KeyboardEventInit {
        let init = KeyboardEventInit::new();
        init.set_key(key);
        init.set_bubbles(true);
        init.set_cancelable(true);
        init
    }

    /// Presses a key. Returns whether it was handled.
    fn press_with(init: &KeyboardEventInit) -> bool {
        let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", init).unwrap();
        let target = document().active_element().unwrap();
        !target.dispatch_event(&event).unwrap()
    }

    fn press(key: &str) -> bool {
        press_with(&key_press(key))
    }

    /// An element with the focus, until it is dropped.
    struct Focused(HtmlElement);

    impl Focused {
        fn on(tag: &str) -> Self {
            let element: HtmlElement = document().create_element(tag).unwrap().unchecked_into();
            element.set_tab_index(0);
            document().document_element().unwrap().append_child(&element).unwrap();
            element.focus().unwrap();
            assert_eq!(document().active_element().unwrap(), *element);
            Self(element)
        }
    }

    impl Drop for Focused {
        fn drop(&mut self) {
            self.0.remove();
        }
    }

    /// Logs the first letter of each key, and handles all keys but `n`.
    fn log_letters() -> (Rc<EventLog<char>>, EventListener) {
        let log = EventLog::new();
        let write = log.listener();
        let listener = on_key(move |key| {
            let letter = key.chars().next().unwrap();
            write(letter);
            letter != 'n'
        });
        (log, listener)
    }

    #[wasm_bindgen_test]
    fn key_is_handled_if_the_listener_says_so() {
        let (log, _listener) = log_letters();
        assert!(press("y"));
        assert!(!press("n"));
        assert_eq!(log.take(), ['y', 'n']);
    }

    #[wasm_bindgen_test]
    fn shortcuts_of_the_browser_and_repeated_keys_are_ignored() {
        let (log, _listener) = log_letters();
        let ignored: [fn(&KeyboardEventInit); 4] = [
            |init| init.set_ctrl_key(true),
            |init| init.set_meta_key(true),
            |init| init.set_alt_key(true),
            |init| init.set_repeat(true),
        ];
        for set in ignored {
            let init = key_press("y");
            set(&init);
            assert!(!press_with(&init));
        }
        let init = key_press("Y");
        init.set_shift_key(true);
        assert!(press_with(&init));
        assert_eq!(log.take(), ['Y']);
    }

    #[wasm_bindgen_test]
    fn event_without_a_key_is_ignored() {
        let (log, _listener) = log_letters();
        let init = EventInit::new();
        init.set_bubbles(true);
        let event = Event::new_with_event_init_dict("keydown", &init).unwrap();
        document().dispatch_event(&event).unwrap();
        assert!(press("y"));
        assert_eq!(log.take(), ['y']);
    }

    #[wasm_bindgen_test]
    fn focused_element_keeps_the_keys_it_needs() {
        let (log, _listener) = log_letters();
        for (tag, letter, space) in [
            ("input", false, false),
            ("textarea", false, false),
            ("select", false, false),
            ("button", true, false),
            ("summary", true, false),
            ("div", true, true),
        ] {
            let _focused = Focused::on(tag);
            assert_eq!(press("y"), letter, "{tag}");
            assert_eq!(press(" "), space, "{tag}");
            assert_eq!(press("Enter"), space, "{tag}");
        }
        assert_eq!(log.take().len(), 5);
    }

    #[wasm_bindgen_test]
    fn dialog_keeps_all_keys() {
        let (log, _listener) = log_letters();
        let dialog = document().create_element("dialog").unwrap();
        document().document_element().unwrap().append_child(&dialog).unwrap();
        assert!(!press("y"));
        dialog.remove();
        assert!(press("y"));
        assert_eq!(log.take(), ['y']);
    }

    #[wasm_bindgen_test]
    fn dropped_listener_is_not_called_any_more() {
        let (dropped, listener) = log_letters();
        let (kept, _other) = log_letters();
        drop(listener);
        assert!(press("y"));
        assert_eq!(dropped.take(), [] as [char; 0]);
        assert_eq!(kept.take(), ['y']);
    }
}
