//! Keys pressed anywhere on the page.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use super::globals::{document, window};
use super::page;

/// A listener, until it is dropped.
pub(crate) struct KeyListener {
    _listeners: [EventListener; 3],
}

/// Calls `listener` with each key that no field or button of the page needs, until the returned value
/// is dropped. If it returns `true`, the key is handled, and the browser does nothing with it.
pub(crate) fn on_key(mut listener: impl FnMut(&str) -> bool + 'static) -> KeyListener {
    let options = EventListenerOptions::enable_prevent_default();
    // Whether a pointer was used last, and not the keyboard, to move the focus.
    let points = Rc::new(Cell::new(false));
    let pointed = points.clone();
    let on_pointer = EventListener::new(&window(), "pointerdown", move |_| points.set(true));
    let handled = Rc::new(RefCell::new(None));
    let held = handled.clone();
    let on_down = EventListener::new_with_options(&window(), "keydown", options, move |event| {
        // Chromium's autofill dispatches a plain event of this name, without a key.
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        if event.key() == "Tab" {
            pointed.set(false);
        }
        let chord = event.ctrl_key() || event.meta_key() || event.alt_key();
        if chord || is_needed(&event.key(), pointed.get()) {
            return;
        }
        if event.repeat() {
            // A button that has the focus would be pressed again and again.
            if held.borrow().as_ref() == Some(&event.key()) {
                event.prevent_default();
            }
            return;
        }
        let is_handled = listener(&event.key());
        if is_handled {
            event.prevent_default();
            if pointed.get() {
                // Chromium would now show the focus, though the keys don't belong to the button.
                blur_button();
            }
        }
        held.replace(is_handled.then(|| event.key()));
    });
    // Firefox presses a focused button when the space bar is released.
    let on_up = EventListener::new_with_options(&window(), "keyup", options, move |event| {
        let key = event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key);
        if handled.borrow_mut().take_if(|held| Some(&*held) == key.as_ref()).is_some() {
            event.prevent_default();
        }
    });
    KeyListener { _listeners: [on_pointer, on_down, on_up] }
}

/// Whether the person may be in the middle of an entry: a dialog is open, or a field has the focus.
pub(crate) fn is_typing() -> bool {
    // Only fields and dialogs need a letter.
    is_needed("a", false)
}

/// Whether the page needs the key itself: a dialog of this app needs all keys, and so does a focused
/// field. A focused button needs those that press it, unless it was `pointed` at: someone who has clicked
/// a button doesn't know that the keys belong to it now.
fn is_needed(key: &str, pointed: bool) -> bool {
    // A dialog of this app is in the page only while it is open. Those of extensions are outside of it.
    if document().query_selector("main dialog").ok().flatten().is_some() {
        return true;
    }
    let Some(focused) = page::focused() else { return false };
    let presses = matches!(key, " " | "Enter");
    match focused.tag_name().as_str() {
        "INPUT" | "SELECT" | "TEXTAREA" | "DIALOG" | "IFRAME" => true,
        "BUTTON" | "A" | "SUMMARY" => presses && !pointed,
        // An element of an extension, or a text that can be edited.
        name => name.contains('-') || is_editable(&focused),
    }
}

/// Takes the focus from a button.
fn blur_button() {
    let focused = page::focused().filter(|focused| focused.tag_name() == "BUTTON");
    if let Some(button) = focused.and_then(|focused| focused.dyn_into::<HtmlElement>().ok()) {
        // If this fails, it keeps the focus.
        let _ = button.blur();
    }
}

fn is_editable(element: &Element) -> bool {
    element.dyn_ref::<HtmlElement>().is_some_and(HtmlElement::is_content_editable)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::EventLog;
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
            // A closed dialog can't have the focus.
            element.set_attribute("open", "").unwrap();
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
    fn log_letters() -> (Rc<EventLog<char>>, KeyListener) {
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
    fn button_that_was_clicked_leaves_the_keys_to_the_listener_until_the_keyboard_moves_the_focus()
    {
        let (log, _listener) = log_letters();
        for tag in ["button", "summary"] {
            let focused = Focused::on(tag);
            let init = EventInit::new();
            init.set_bubbles(true);
            let pointer = Event::new_with_event_init_dict("pointerdown", &init).unwrap();
            focused.0.dispatch_event(&pointer).unwrap();
            assert!(press(" "), "{tag}");
            press("Tab");
            focused.0.focus().unwrap();
            assert!(!press(" "), "{tag}");
        }
        assert_eq!(log.take(), [' ', 'T', ' ', 'T']);
    }

    #[wasm_bindgen_test]
    fn dialog_keeps_all_keys() {
        let (log, _listener) = log_letters();
        let main = document().create_element("main").unwrap();
        let dialog = document().create_element("dialog").unwrap();
        main.append_child(&dialog).unwrap();
        document().document_element().unwrap().append_child(&main).unwrap();
        assert!(!press("y"));
        main.remove();
        assert!(press("y"));
        assert_eq!(log.take(), ['y']);
    }

    #[wasm_bindgen_test]
    fn extensions_keep_keys_only_while_they_have_the_focus() {
        let (log, _listener) = log_letters();
        let dialog = Focused::on("dialog");
        assert!(!press("y"), "in a dialog of an extension");
        dialog.0.blur().unwrap();
        assert!(press("y"), "beside a dialog of an extension");
        for tag in ["test-widget", "iframe"] {
            let _widget = Focused::on(tag);
            assert!(!press("y"), "{tag}");
        }
        let note = Focused::on("div");
        note.0.set_content_editable("true");
        assert!(!press("y"), "in a text");
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
