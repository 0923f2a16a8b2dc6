//! Being woken once, at the next frame or after some time. Only for a page in front.

use gloo_timers::callback::Timeout;
use js_sys::Function;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

use super::globals::window;
use crate::domain::time::Millis;

/// A wake-up that has been asked for. Dropped, it is taken back.
pub(crate) enum Wake {
    /// At the next frame.
    Frame(#[expect(dead_code, reason = "held for its drop, which cancels the frame")] Frame),
    /// After some time.
    Later(#[expect(dead_code, reason = "held for its drop, which takes the timer back")] Timeout),
}

/// A frame that has been asked for.
pub(crate) struct Frame {
    id: i32,
    _body: Closure<dyn FnMut(f64)>,
}

impl Drop for Frame {
    fn drop(&mut self) {
        // A frame that has come can be cancelled too; that does nothing.
        let _ = window().cancel_animation_frame(self.id);
    }
}

impl Wake {
    /// Calls `body` at the next frame.
    pub(crate) fn at_frame(body: impl FnOnce() + 'static) -> Option<Self> {
        Self::frame(Box::new(body))
    }

    /// One function for every body, as below.
    fn frame(body: Box<dyn FnOnce()>) -> Option<Self> {
        let mut body = Some(body);
        let closure = Closure::<dyn FnMut(f64)>::new(move |_| {
            if let Some(body) = body.take() {
                body();
            }
        });
        let id = window().request_animation_frame(closure.as_ref().unchecked_ref()).ok()?;
        Some(Self::Frame(Frame { id, _body: closure }))
    }

    /// Calls `body` after `time`.
    pub(crate) fn after(time: Millis, body: impl FnOnce() + 'static) -> Self {
        Self::later(time, Box::new(body))
    }

    /// Calls a function of the browser after `time`.
    pub(crate) fn call(time: Millis, function: Function) -> Self {
        Self::after(time, move || {
            // What settles a promise can't fail.
            let _ = function.call0(&JsValue::UNDEFINED);
        })
    }

    fn later(time: Millis, body: Box<dyn FnOnce()>) -> Self {
        Self::Later(Timeout::new(time.0, body))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::Happened;
    use wasm_bindgen_test::wasm_bindgen_test;

    /// Two wakes of one kind, of which the first is dropped: it would have come before the second.
    async fn of_two_the_second(ask: impl Fn(Box<dyn FnOnce()>) -> Wake) {
        let woken = Happened::new();
        let (first, second) = (woken.listener(), woken.listener());
        let dropped = ask(Box::new(move || first("first")));
        let _kept = ask(Box::new(move || second("second")));
        drop(dropped);
        woken.until("second").await;
        assert_eq!(woken.take(), ["second"]);
    }

    #[wasm_bindgen_test]
    async fn a_dropped_wake_never_comes() {
        of_two_the_second(|body| Wake::after(Millis(5), body)).await;
        of_two_the_second(|body| Wake::at_frame(body).unwrap()).await;
    }

    #[wasm_bindgen_test]
    async fn a_wake_may_ask_for_the_next_in_its_own_place() {
        // As the driver does: the wake that calls is dropped within its own call.
        let woken = Happened::new();
        let tell = woken.listener();
        let slot = std::rc::Rc::new(std::cell::RefCell::new(None));
        let next = slot.clone();
        let wake = Wake::at_frame(move || {
            let again = tell.clone();
            *next.borrow_mut() = Wake::at_frame(move || again("again"));
            tell("once");
        });
        *slot.borrow_mut() = wake;
        woken.until("again").await;
        assert_eq!(woken.take(), ["once", "again"]);
    }
}
