//! What the page is told about the program, so that it can go on without it.
//!
//! A panic aborts the program, and a trap or an exception of the browser on its way through it leaves it in no state to go on.
//! A script of the page (`src/failure.js`) then stops what sounds and shows what to do. It is told by events on the
//! window: with no script that listens, as in tests, they mean nothing.

use std::panic::PanicHookInfo;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CustomEvent, CustomEventInit, EventTarget};

/// The program runs from here on: what fails now is no longer the network's fault. Reports each panic.
pub(crate) fn begin() {
    std::panic::set_hook(Box::new(report_panic));
    tell("unknot-begun", &JsValue::UNDEFINED);
}

/// The program has drawn its first page: the start has succeeded.
pub(crate) fn has_drawn() {
    tell("unknot-drawn", &JsValue::UNDEFINED);
}

/// Names what goes on without the program, and has to be stopped when that fails: an audio element, a microphone's stream,
/// a wake lock.
pub(crate) fn stop_with_program(running: &JsValue) {
    tell("unknot-runs", running);
}

/// Must not panic itself, and so does without the helpers of this module's neighbours.
fn report_panic(info: &PanicHookInfo) {
    console_error_panic_hook::hook(info);
    tell("unknot-panic", &info.to_string().into());
}

fn tell(event: &str, detail: &JsValue) {
    let init = CustomEventInit::new();
    init.set_detail(detail);
    if let Ok(event) = CustomEvent::new_with_event_init_dict(event, &init) {
        let window: EventTarget = js_sys::global().unchecked_into();
        // The event is well-formed, and nobody cancels it.
        let _ = window.dispatch_event(&event);
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;

    use super::*;
    use wasm_bindgen::closure::Closure;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn page_is_told_what_to_stop() {
        let told = Rc::new(RefCell::new(Vec::new()));
        let heard = told.clone();
        let listener = Closure::<dyn Fn(CustomEvent)>::new(move |event: CustomEvent| {
            heard.borrow_mut().push(event.detail());
        });
        let window: EventTarget = js_sys::global().unchecked_into();
        let callback = listener.as_ref().unchecked_ref();
        window.add_event_listener_with_callback("unknot-runs", callback).unwrap();
        let microphone = JsValue::from("a microphone");
        stop_with_program(&microphone);
        window.remove_event_listener_with_callback("unknot-runs", callback).unwrap();
        assert_eq!(*told.borrow(), [microphone]);
    }
}
