//! Being woken once, at the next frame or after some time. Only for a page in front.

use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use super::events::window;
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
        Self::Later(Timeout::new(time.0, body))
    }
}
