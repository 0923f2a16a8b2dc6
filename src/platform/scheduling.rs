//! Callbacks at the next frame or after a delay. Browsers delay both while the page is hidden.

use std::cell::Cell;
use std::future::Future;
use std::pin::pin;
use std::rc::Rc;

use futures::future::{Either, select};
use gloo_timers::callback::Timeout;
use gloo_timers::future::TimeoutFuture;
use js_sys::Function;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use unknot_core::domain::time::Millis;

// gloo-render panics if the browser refuses a frame.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = requestAnimationFrame)]
    fn request_animation_frame(callback: &Function) -> Result<i32, JsValue>;

    #[wasm_bindgen(catch, js_name = cancelAnimationFrame)]
    fn cancel_animation_frame(id: i32) -> Result<(), JsValue>;
}

/// The delay in place of a frame, in milliseconds, if the browser refuses one.
const FRAME: u32 = 30;

/// A callback that is called once. It is cancelled if this is dropped earlier.
pub(crate) enum Scheduled {
    /// At the next frame.
    Frame(#[expect(dead_code, reason = "dropping it cancels the frame")] Frame),
    /// After a delay.
    Timeout(#[expect(dead_code, reason = "dropping it clears the timeout")] Timeout),
}

/// What is called at a frame, until it has been called.
type Callback = Rc<Cell<Option<Box<dyn FnOnce()>>>>;

/// A requested frame.
pub(crate) struct Frame {
    id: i32,
    callback: Callback,
    closure: Option<Closure<dyn Fn()>>,
}

impl Drop for Frame {
    fn drop(&mut self) {
        // A frame whose callback has run is over.
        let is_pending = self.callback.take().is_some();
        if is_pending
            && cancel_animation_frame(self.id).is_err()
            && let Some(closure) = self.closure.take()
        {
            // The frame comes anyway, and finds no callback.
            closure.forget();
        }
    }
}

impl Scheduled {
    /// Calls `callback` before the next frame is painted.
    pub(crate) fn next_frame(callback: impl FnOnce() + 'static) -> Self {
        let callback: Callback = Rc::new(Cell::new(Some(Box::new(callback))));
        let run = {
            let callback = callback.clone();
            move || {
                if let Some(callback) = callback.take() {
                    callback();
                }
            }
        };
        let closure = Closure::<dyn Fn()>::new(run.clone());
        match request_animation_frame(closure.as_ref().unchecked_ref()) {
            Ok(id) => Self::Frame(Frame { id, callback, closure: Some(closure) }),
            Err(_) => Self::Timeout(Timeout::new(FRAME, run)),
        }
    }

    /// Calls `callback` after `delay`.
    pub(crate) fn after(delay: Millis, callback: impl FnOnce() + 'static) -> Self {
        Self::Timeout(Timeout::new(browser_delay(delay), callback))
    }
}

/// The output of `future`, or `None` if it takes longer than `limit`.
pub(crate) async fn within<F: Future>(limit: Millis, future: F) -> Option<F::Output> {
    match select(pin!(future), TimeoutFuture::new(browser_delay(limit))).await {
        Either::Left((output, _)) => Some(output),
        Either::Right(_) => None,
    }
}

/// A delay in milliseconds, capped because browsers treat one beyond `i32::MAX` (25 days) as zero.
fn browser_delay(delay: Millis) -> u32 {
    delay.0.min(i32::MAX.unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::EventLog;
    use std::cell::RefCell;
    use std::rc::Rc;
    use wasm_bindgen_test::wasm_bindgen_test;

    /// Schedules two callbacks with the same due time and drops the first, which would come first.
    async fn only_second_of_two(schedule: impl Fn(Box<dyn FnOnce()>) -> Scheduled) {
        let log = EventLog::new();
        let (first, second) = (log.listener(), log.listener());
        let dropped = schedule(Box::new(move || first("first")));
        let _kept = schedule(Box::new(move || second("second")));
        drop(dropped);
        log.until("second").await;
        assert_eq!(log.take(), ["second"]);
    }

    #[wasm_bindgen_test]
    async fn dropped_callback_is_never_called() {
        only_second_of_two(|callback| Scheduled::after(Millis(5), callback)).await;
        only_second_of_two(Scheduled::next_frame).await;
    }

    #[wasm_bindgen_test]
    async fn callback_can_replace_its_own_handle() {
        // As the session runner does: the handle is dropped within its own callback.
        type Schedule = fn(Box<dyn FnOnce()>) -> Scheduled;
        let kinds: [Schedule; 2] =
            [|callback| Scheduled::after(Millis(1), callback), Scheduled::next_frame];
        for schedule in kinds {
            let log = EventLog::new();
            let write = log.listener();
            let slot = Rc::new(RefCell::new(None));
            let next = slot.clone();
            let scheduled = schedule(Box::new(move || {
                let again = write.clone();
                *next.borrow_mut() = Some(schedule(Box::new(move || again("again"))));
                write("once");
            }));
            *slot.borrow_mut() = Some(scheduled);
            log.until("again").await;
            assert_eq!(log.take(), ["once", "again"]);
        }
    }

    #[wasm_bindgen_test]
    async fn delay_of_months_is_not_over_at_once() {
        let log = EventLog::new();
        let (never, soon) = (log.listener(), log.listener());
        let _months = Scheduled::after(Millis(u32::MAX), move || never("months"));
        let _soon = Scheduled::after(Millis(20), move || soon("soon"));
        log.until("soon").await;
        assert_eq!(log.take(), ["soon"]);
    }

    #[wasm_bindgen_test]
    async fn future_is_given_up_at_its_limit() {
        assert_eq!(within(Millis::secs(60), async { 7 }).await, Some(7));
        assert_eq!(within(Millis(5), std::future::pending::<()>()).await, None);
    }
}
