//! Vibration, where the device lets web pages have it (phones with Android).

use js_sys::Array;
use wasm_bindgen::JsValue;

use super::reflect;

/// Whether this browser has vibration at all. Some that have it do nothing.
pub(crate) fn is_there() -> bool {
    reflect::get(&reflect::navigator(), "vibrate").is_some()
}

/// Vibrates, pauses, vibrates: lengths in milliseconds, in turn.
pub(crate) fn play(pattern: &[u32]) {
    let list: Array = pattern.iter().map(|&ms| JsValue::from(ms)).collect();
    reflect::call(&reflect::navigator(), "vibrate", &[&list]);
}
