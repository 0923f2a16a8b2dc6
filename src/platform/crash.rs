//! Reports the program's life cycle to the page, so that the page can handle a crash.
//!
//! A panic aborts the program, and a trap or a JavaScript exception that unwinds through it leaves it in an unusable
//! state. A script of the page (`src/failure.js`) then stops all sound and shows what to do. It receives events on the
//! window, which have no effect if no script listens, as in tests.

use std::panic::PanicHookInfo;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CustomEvent, CustomEventInit, EventTarget};

/// Reports that the program is running, so that a failure from here on isn't the network's fault. Also reports each panic.
pub(crate) fn begin() {
    std::panic::set_hook(Box::new(report_panic));
    dispatch("unknot-begun", &JsValue::UNDEFINED);
}

/// Reports that the first page has been drawn, which means that the start has succeeded.
pub(crate) fn has_drawn() {
    dispatch("unknot-drawn", &JsValue::UNDEFINED);
}

/// Registers something that keeps running without the program and has to be stopped when the program crashes: an audio
/// element, a microphone's stream, a wake lock.
pub(crate) fn stop_with_program(running: &JsValue) {
    dispatch("unknot-runs", running);
}

/// Must not panic itself, and so doesn't use the helpers of other modules, which may.
fn report_panic(info: &PanicHookInfo) {
    console_error_panic_hook::hook(info);
    dispatch("unknot-panic", &info.to_string().into());
}

fn dispatch(event: &str, detail: &JsValue) {
    let init = CustomEventInit::new();
    init.set_detail(detail);
    if let Ok(event) = CustomEvent::new_with_event_init_dict(event, &init) {
        let window: EventTarget = js_sys::global().unchecked_into();
        // The event is well-formed, and nothing cancels it.
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
    fn page_learns_what_to_stop() {
        let received = Rc::new(RefCell::new(Vec::new()));
        let log = received.clone();
        let listener = Closure::<dyn Fn(CustomEvent)>::new(move |event: CustomEvent| {
            log.borrow_mut().push(event.detail());
        });
        let window: EventTarget = js_sys::global().unchecked_into();
        let callback = listener.as_ref().unchecked_ref();
        window.add_event_listener_with_callback("unknot-runs", callback).unwrap();
        let microphone = JsValue::from("a microphone");
        stop_with_program(&microphone);
        window.remove_event_listener_with_callback("unknot-runs", callback).unwrap();
        assert_eq!(*received.borrow(), [microphone]);
    }
}
