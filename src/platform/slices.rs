//! Long work in slices, between which the page can draw and answer a touch.
//!
//! A slice asks for the next by a message to itself: messages come at once, in a hidden page too,
//! while browsers make timers wait longer and longer.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageChannel, MessageEvent, MessagePort};

use super::globals::window;

/// A slice is over as soon as it has taken so many milliseconds: less than a frame.
const SLICE: f64 = 10.0;

/// Work that is going on. Dropped, it stops.
pub(crate) struct Slices {
    port: MessagePort,
    _body: Closure<dyn FnMut(MessageEvent)>,
}

impl Slices {
    /// Calls `step` until it answers that there is no more to do, from after the code that runs
    /// now. `None` where the browser can't.
    pub(crate) fn run(mut step: impl FnMut() -> bool + 'static) -> Option<Self> {
        let channel = MessageChannel::new().ok()?;
        let (port, next) = (channel.port1(), channel.port2());
        // A message of nothing can always be posted.
        let ask = move || drop(next.post_message(&JsValue::NULL));
        ask();
        let body = Closure::<dyn FnMut(MessageEvent)>::new(move |_| {
            let start = now();
            while step() {
                if now() - start >= SLICE {
                    ask();
                    break;
                }
            }
        });
        port.set_onmessage(Some(body.as_ref().unchecked_ref()));
        Some(Self { port, _body: body })
    }
}

impl Drop for Slices {
    fn drop(&mut self) {
        self.port.set_onmessage(None);
        self.port.close();
    }
}

/// Milliseconds on a clock that is never set.
fn now() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::Happened;
    use crate::platform::wake::Wake;
    use std::cell::{Cell, RefCell};
    use std::rc::Rc;
    use unknot_core::domain::time::Millis;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    async fn others_have_their_turn_between_two_slices() {
        // Work that only ends once a timer has come, for which it must make way.
        let (come, over) = (Rc::new(Cell::new(false)), Happened::new());
        let (comes, tell) = (come.clone(), over.listener());
        let _wake = Wake::after(Millis::ZERO, move || comes.set(true));
        let _slices = Slices::run(move || {
            if come.get() {
                tell("over");
            }
            !come.get()
        })
        .unwrap();
        over.until("over").await;
        assert_eq!(over.take(), ["over"]);
    }

    #[wasm_bindgen_test]
    async fn it_begins_after_the_code_that_runs_and_dropped_it_stops() {
        let happened = Happened::new();
        let (dropped, kept) = (happened.listener(), happened.listener());
        let first = Slices::run(move || {
            dropped("dropped");
            false
        });
        let _second = Slices::run(move || {
            kept("kept");
            false
        });
        assert!(happened.take().is_empty());
        drop(first);
        happened.until("kept").await;
        assert_eq!(happened.take(), ["kept"]);
    }

    #[wasm_bindgen_test]
    async fn work_may_drop_itself() {
        let (slot, happened) = (Rc::new(RefCell::new(None)), Happened::new());
        let (own, tell) = (slot.clone(), happened.listener());
        let slices = Slices::run(move || {
            own.take();
            tell("step");
            false
        });
        *slot.borrow_mut() = slices;
        happened.until("step").await;
        assert!(slot.borrow().is_none());
    }
}
