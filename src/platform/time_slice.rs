//! Long work in time slices, between which the page can paint and respond to input.
//!
//! No crate does this without timers. A slice requests the next one with a message to itself, because
//! messages arrive at once, even in a hidden page, while browsers delay nested and hidden timers.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures::channel::oneshot;
use js_sys::{Date, Function};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageChannel, MessageEvent};

// In web-sys the channel's and the port's members don't catch.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = MessageChannel)]
    type Channel;

    #[wasm_bindgen(method, getter, catch)]
    fn port1(this: &Channel) -> Result<Port, JsValue>;

    #[wasm_bindgen(method, getter, catch)]
    fn port2(this: &Channel) -> Result<Port, JsValue>;

    #[wasm_bindgen(js_name = MessagePort)]
    type Port;

    #[wasm_bindgen(method, catch, js_name = postMessage)]
    fn post_message(this: &Port, message: &JsValue) -> Result<(), JsValue>;

    #[wasm_bindgen(method, setter, catch)]
    fn set_onmessage(this: &Port, listener: Option<&Function>) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch)]
    fn close(this: &Port) -> Result<(), JsValue>;

    #[wasm_bindgen(catch, js_namespace = performance, js_name = now)]
    fn performance_now() -> Result<f64, JsValue>;
}

/// A slice ends once it has taken this many milliseconds: less than a frame.
const SLICE: f64 = 10.0;

/// Work in progress. It stops when dropped.
pub(crate) struct TimeSliced {
    port: Port,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
}

impl TimeSliced {
    /// Calls `step` until it returns `false` because there is no more to do. The first slice starts once
    /// the current code has returned to the browser. In a browser without message channels all of the work is
    /// done at once, and nothing is returned.
    pub(crate) fn run(mut step: impl FnMut() -> bool + 'static) -> Option<Self> {
        let Ok((port, next)) = connected_ports() else {
            while step() {}
            return None;
        };
        let request_slice = move || next.post_message(&JsValue::NULL);
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |_| {
            let start = now();
            while step() {
                // A browser that has posted the first message posts the next.
                if now() - start >= SLICE && request_slice().is_ok() {
                    break;
                }
            }
        });
        // It has been possible before.
        let _ = port.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        Some(Self { port, _on_message: on_message })
    }
}

/// Calls `step` in slices until it returns `false`; without interruption if the browser has no message channels.
pub(crate) async fn in_slices(step: impl FnMut() -> bool + 'static) {
    let step = Rc::new(RefCell::new(step));
    let (sender, done) = oneshot::channel();
    let (mut sender, sliced) = (Some(sender), step.clone());
    let work = TimeSliced::run(move || {
        let has_more = sliced.borrow_mut()();
        if !has_more && let Some(sender) = sender.take() {
            // Only fails if nobody waits any more.
            let _ = sender.send(());
        }
        has_more
    });
    if work.is_some() {
        // The sender is dropped with the work, which isn't before the end.
        let _ = done.await;
    } else {
        while step.borrow_mut()() {}
    }
}

/// The slices of an async function that pauses.
pub(crate) struct Slices {
    start: Cell<f64>,
}

impl Slices {
    /// The first slice starts now.
    pub(crate) fn new() -> Self {
        Self { start: Cell::new(now()) }
    }

    /// Ends the slice once it is long enough, and lets the browser handle what is waiting. To be called after each small step.
    pub(crate) async fn pause(&self) {
        if now() - self.start.get() >= SLICE {
            pause().await;
            self.start.set(now());
        }
    }
}

/// Lets the browser handle what is waiting. Unlike a timer, it is not slowed down in a page that isn't shown.
pub(crate) async fn pause() {
    in_slices(|| false).await;
}

impl Drop for TimeSliced {
    fn drop(&mut self) {
        // Without a listener, which has been dropped, the port does nothing. Closing it frees it sooner.
        let _ = self.port.set_onmessage(None);
        let _ = self.port.close();
    }
}

/// The ports of a new channel. The first has received a message, for which it has no listener yet.
fn connected_ports() -> Result<(Port, Port), JsValue> {
    let channel = MessageChannel::new()?.unchecked_into::<Channel>();
    let (port, next) = (channel.port1()?, channel.port2()?);
    next.post_message(&JsValue::NULL)?;
    port.set_onmessage(None)?;
    Ok((port, next))
}

/// Milliseconds of a clock, a monotonic one if the browser has it.
fn now() -> f64 {
    performance_now().unwrap_or_else(|_| Date::now())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::scheduling::Scheduled;
    use crate::platform::testing::EventLog;
    use unknot_core::domain::time::Millis;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    async fn work_in_slices_is_waited_for() {
        let steps = Rc::new(Cell::new(0));
        let counted = steps.clone();
        in_slices(move || {
            counted.set(counted.get() + 1);
            counted.get() < 1000
        })
        .await;
        assert_eq!(steps.get(), 1000);
    }

    #[wasm_bindgen_test]
    async fn timers_run_between_two_slices() {
        // Work that only ends once a timer has fired between two slices.
        let (fired, log) = (Rc::new(Cell::new(false)), EventLog::new());
        let (fire, write) = (fired.clone(), log.listener());
        let _timeout = Scheduled::after(Millis::ZERO, move || fire.set(true));
        let _work = TimeSliced::run(move || {
            if fired.get() {
                write("done");
            }
            !fired.get()
        })
        .unwrap();
        log.until("done").await;
        assert_eq!(log.take(), ["done"]);
    }

    #[wasm_bindgen_test]
    async fn timers_run_when_a_slice_is_over() {
        let fired = Rc::new(Cell::new(false));
        let fire = fired.clone();
        let _timeout = Scheduled::after(Millis::ZERO, move || fire.set(true));
        let slices = Slices::new();
        // Work that only ends once a timer has fired in a pause.
        while !fired.get() {
            slices.pause().await;
        }
    }

    #[wasm_bindgen_test]
    async fn work_starts_asynchronously_and_stops_when_dropped() {
        let log = EventLog::new();
        let (dropped, kept) = (log.listener(), log.listener());
        let first = TimeSliced::run(move || {
            dropped("dropped");
            false
        });
        let _second = TimeSliced::run(move || {
            kept("kept");
            false
        });
        assert!(log.take().is_empty());
        drop(first);
        log.until("kept").await;
        assert_eq!(log.take(), ["kept"]);
    }

    #[wasm_bindgen_test]
    async fn work_can_drop_its_own_handle() {
        let (slot, log) = (Rc::new(RefCell::new(None)), EventLog::new());
        let (own, write) = (slot.clone(), log.listener());
        let work = TimeSliced::run(move || {
            own.take();
            write("step");
            false
        });
        *slot.borrow_mut() = work;
        log.until("step").await;
        assert!(slot.borrow().is_none());
    }
}
