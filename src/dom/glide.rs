//! Elements that grow and shrink by themselves: the browser moves them, off the main thread, and the page only says where they are
//! to be by now.

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::Element;

/// A browser shows where it is to within a frame; nearer than this, in milliseconds, it is left alone.
const NEAR: f64 = 20.0;

/// An element on its way from one size to another. Dropped, it is as large as it was before.
pub(crate) struct Glide(JsValue);

impl Element {
    /// Has it go from one size to another, such as `scale(0.5)`, in so many milliseconds; it stands, until told where it is.
    pub(crate) fn glide(&self, from: &str, to: &str, millis: f64) -> Glide {
        let frames: Array =
            [from, to].into_iter().map(|size| object(&[("transform", size.into())])).collect();
        let timing = object(&[("duration", millis.into()), ("fill", "both".into())]);
        let glide = Glide(call(self.as_ref(), "animate", &[frames.into(), timing]));
        glide.stand(0.0);
        glide
    }
}

impl Glide {
    /// It moves, and has done so for so many milliseconds.
    pub(crate) fn go(&self, since: f64) {
        let at = get(&self.0, "currentTime").as_f64();
        if at.is_none_or(|at| (at - since).abs() > NEAR) {
            self.set(since);
        }
        // One that has come to its end would begin again.
        if get(&self.0, "playState") == "paused" {
            call(&self.0, "play", &[]);
        }
    }

    /// It stands where it is after so many milliseconds.
    pub(crate) fn stand(&self, since: f64) {
        call(&self.0, "pause", &[]);
        self.set(since);
    }

    fn set(&self, since: f64) {
        // A browser that has no such animations has none to set.
        let _ = Reflect::set(&self.0, &"currentTime".into(), &since.into());
    }
}

impl Drop for Glide {
    fn drop(&mut self) {
        call(&self.0, "cancel", &[]);
    }
}

fn object(fields: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in fields {
        // A fresh object takes what it is given.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object.into()
}

/// What is under a name; nothing where there is none.
fn get(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &name.into()).unwrap_or_default()
}

/// What a method answers; nothing where there is none.
fn call(of: &JsValue, method: &str, arguments: &[JsValue]) -> JsValue {
    let method: Option<Function> = get(of, method).dyn_into().ok();
    let arguments: Array = arguments.iter().collect();
    method.and_then(|method| method.apply(of, &arguments).ok()).unwrap_or_default()
}
