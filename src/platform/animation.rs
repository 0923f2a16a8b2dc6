//! Animations that the browser runs off the main thread (Web Animations). The page only sets their
//! position.

use js_sys::{Array, Object};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

// web-sys keeps the options of `animate` behind its unstable flag, and the members of an animation don't catch.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = Element)]
    type Animatable;

    #[wasm_bindgen(method, catch)]
    fn animate(
        this: &Animatable,
        keyframes: &Array,
        timing: &Timing,
    ) -> Result<WebAnimation, JsValue>;

    #[wasm_bindgen(js_name = Animation)]
    #[derive(Clone)]
    type WebAnimation;

    #[wasm_bindgen(method, getter, catch, js_name = currentTime)]
    fn current_time(this: &WebAnimation) -> Result<Option<f64>, JsValue>;

    #[wasm_bindgen(method, setter, catch, js_name = currentTime)]
    fn set_current_time(this: &WebAnimation, ms: f64) -> Result<(), JsValue>;

    #[wasm_bindgen(method, getter, catch, js_name = playState)]
    fn play_state(this: &WebAnimation) -> Result<String, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn play(this: &WebAnimation) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch)]
    fn pause(this: &WebAnimation) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch)]
    fn cancel(this: &WebAnimation) -> Result<(), JsValue>;

    #[wasm_bindgen(extends = Object)]
    type Keyframe;

    #[wasm_bindgen(method, setter)]
    fn set_transform(this: &Keyframe, transform: &str);

    #[wasm_bindgen(extends = Object)]
    type Timing;

    #[wasm_bindgen(method, setter)]
    fn set_duration(this: &Timing, ms: f64);

    #[wasm_bindgen(method, setter)]
    fn set_fill(this: &Timing, fill: &str);
}

/// Differences in position up to this many milliseconds are ignored: the browser is accurate to
/// within a frame, and each correction restarts the animation.
const TOLERANCE: f64 = 20.0;

/// An animation of an element's transform. It is cancelled when dropped, and the element looks as
/// before.
pub(crate) struct Animation {
    inner: WebAnimation,
    /// In milliseconds.
    duration: f64,
}

impl Animation {
    /// Animates `element` from one transform, such as `scale(0.5)`, to another in `duration`
    /// milliseconds. The animation is paused at its start. Returns the browser's error if it doesn't
    /// support this.
    pub(crate) fn transform(
        element: &Element,
        from: &str,
        to: &str,
        duration: f64,
    ) -> Result<Self, JsValue> {
        let keyframes = Array::new();
        for transform in [from, to] {
            let keyframe = Object::new().unchecked_into::<Keyframe>();
            keyframe.set_transform(transform);
            keyframes.push(&keyframe);
        }
        let timing = Object::new().unchecked_into::<Timing>();
        timing.set_duration(duration);
        timing.set_fill("both");
        let inner = element.unchecked_ref::<Animatable>().animate(&keyframes, &timing)?;
        let animation = Self { inner, duration };
        animation.pause_at(0.0);
        Ok(animation)
    }

    /// Plays it from `position`, in milliseconds since its start. Beyond its end it stays there.
    pub(crate) fn play_at(&self, position: f64) {
        // The browser restarts an animation that is played at its end.
        if position >= self.duration {
            self.pause_at(position);
            return;
        }
        let current = self.inner.current_time().ok().flatten();
        if current.is_none_or(|current| (current - position).abs() > TOLERANCE) {
            self.set_position(position);
        }
        if self.inner.play_state().is_ok_and(|state| state == "paused") {
            // If this fails, the picture stands still, and the words and sounds go on.
            let _ = self.inner.play();
        }
    }

    /// Pauses it at `position`, in milliseconds since its start.
    pub(crate) fn pause_at(&self, position: f64) {
        // As for `play`.
        let _ = self.inner.pause();
        self.set_position(position);
    }

    fn set_position(&self, position: f64) {
        // As for `play`.
        let _ = self.inner.set_current_time(position);
    }
}

impl Drop for Animation {
    fn drop(&mut self) {
        // As for `play`.
        let _ = self.inner.cancel();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::globals::document;
    use crate::platform::task::next_frame;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn element() -> Element {
        let element = document().create_element("div").unwrap();
        document().document_element().unwrap().append_child(&element).unwrap();
        element
    }

    fn growing(element: &Element) -> Animation {
        Animation::transform(element, "scale(0.5)", "scale(1)", 60_000.0).unwrap()
    }

    fn position(animation: &Animation) -> f64 {
        animation.inner.current_time().unwrap().unwrap()
    }

    #[wasm_bindgen_test]
    async fn starts_paused_at_its_first_keyframe() {
        let element = element();
        let animation = growing(&element);
        next_frame().await;
        next_frame().await;
        assert_eq!(animation.inner.play_state().unwrap(), "paused");
        assert!(position(&animation).abs() < 0.001);
        element.remove();
    }

    #[wasm_bindgen_test]
    async fn plays_from_a_position_until_it_is_paused() {
        let element = element();
        let animation = growing(&element);
        animation.play_at(30_000.0);
        while position(&animation) <= 30_000.0 {
            next_frame().await;
        }
        animation.pause_at(10_000.0);
        next_frame().await;
        next_frame().await;
        assert!((position(&animation) - 10_000.0).abs() < 0.001);
        element.remove();
    }

    #[wasm_bindgen_test]
    fn position_is_corrected_only_beyond_the_tolerance() {
        let element = element();
        let animation = growing(&element);
        // Paused, so that its position is exact. The first play has to wait for a frame.
        for (wanted, corrected) in [(1015.0, 1000.0), (985.0, 1000.0), (1025.0, 1025.0)] {
            animation.pause_at(1000.0);
            animation.play_at(wanted);
            assert!((position(&animation) - corrected).abs() < 0.001, "{wanted}");
        }
        element.remove();
    }

    #[wasm_bindgen_test]
    async fn animation_at_its_end_is_not_started_again() {
        let element = element();
        let animation = Animation::transform(&element, "none", "scale(2)", 30.0).unwrap();
        animation.play_at(0.0);
        while animation.inner.play_state().unwrap() != "finished" {
            next_frame().await;
        }
        for _ in 0..2 {
            animation.play_at(100.0);
            next_frame().await;
            assert!(position(&animation) >= 30.0);
            animation.pause_at(100.0);
        }
        element.remove();
    }

    #[wasm_bindgen_test]
    fn dropped_animation_is_cancelled() {
        let element = element();
        let animation = growing(&element);
        let inner = animation.inner.clone();
        assert_eq!(inner.play_state().unwrap(), "paused");
        drop(animation);
        assert_eq!(inner.play_state().unwrap(), "idle");
        element.remove();
    }
}
