//! Animations that the browser runs off the main thread (Web Animations). The page only says where one should be by now.

use js_sys::{Array, Object};
use wasm_bindgen::JsValue;
use web_sys::Element;

use super::reflect;

/// Differences in position up to this many milliseconds are left alone: the browser is right to within a frame, and each
/// correction costs it a new start.
const TOLERANCE: f64 = 20.0;

/// An element that changes its transform. Dropped, it is cancelled, and the element looks as before.
pub(crate) struct Animation {
    inner: JsValue,
    /// In milliseconds.
    duration: f64,
}

impl Animation {
    /// Takes `element` from one transform to another, such as `scale(0.5)`, in `duration` milliseconds. It is paused at its
    /// start.
    ///
    /// # Errors
    /// Returns an error if the browser has no such animations.
    pub(crate) fn transform(
        element: &Element,
        from: &str,
        to: &str,
        duration: f64,
    ) -> Result<Self, JsValue> {
        let keyframes: Array = [from, to]
            .into_iter()
            .map(|transform| options(&[("transform", transform.into())]))
            .collect();
        let timing = options(&[("duration", duration.into()), ("fill", "both".into())]);
        let inner = reflect::call(element, "animate", &[&keyframes, &timing])
            .ok_or_else(|| JsValue::from_str("no Web Animations"))?;
        let animation = Self { inner, duration };
        animation.pause_at(0.0);
        Ok(animation)
    }

    /// Lets it run from `position`, in milliseconds since its start. Beyond its end it stands there.
    pub(crate) fn play_at(&self, position: f64) {
        // The browser starts one again that is played at its end.
        if position >= self.duration {
            self.pause_at(position);
            return;
        }
        let current = reflect::get(&self.inner, "currentTime").and_then(|current| current.as_f64());
        if current.is_none_or(|current| (current - position).abs() > TOLERANCE) {
            self.set_position(position);
        }
        if reflect::get(&self.inner, "playState").is_some_and(|state| state == "paused") {
            reflect::call(&self.inner, "play", &[]);
        }
    }

    /// Pauses it at `position`, in milliseconds since its start.
    pub(crate) fn pause_at(&self, position: f64) {
        reflect::call(&self.inner, "pause", &[]);
        self.set_position(position);
    }

    fn set_position(&self, position: f64) {
        reflect::set(&self.inner, "currentTime", &position.into());
    }
}

impl Drop for Animation {
    fn drop(&mut self) {
        reflect::call(&self.inner, "cancel", &[]);
    }
}

fn options(fields: &[(&str, JsValue)]) -> JsValue {
    let options = Object::new();
    for (name, value) in fields {
        reflect::set(&options, name, value);
    }
    options.into()
}
