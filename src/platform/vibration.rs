//! Vibration, where web pages can use it: on Android phones.

use js_sys::Function;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Navigator;

use super::globals::window;

// In web-sys `vibrate` does not catch, though Safari has no such method.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = Navigator)]
    type VibrationNavigator;

    #[wasm_bindgen(method, getter, catch, js_name = vibrate)]
    fn vibrate_method(this: &VibrationNavigator) -> Result<Option<Function>, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn vibrate(this: &VibrationNavigator, pattern: &[u32]) -> Result<bool, JsValue>;
}

/// Whether the browser has the method. In some it does nothing.
pub(crate) fn is_supported() -> bool {
    matches!(navigator().vibrate_method(), Ok(Some(_)))
}

/// Vibrates in a pattern: alternating milliseconds of vibration and pause.
pub(crate) fn play(pattern: &[u32]) {
    // A session works without vibration, because the sounds give the same cues.
    let _ = navigator().vibrate(pattern);
}

fn navigator() -> VibrationNavigator {
    window().navigator().unchecked_into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::Stub;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn pattern_is_passed_on() {
        let browser = Stub::install(
            "let seen = '';
            navigator.vibrate = (pattern) => { seen = [...pattern].join(); };
            return { restore: () => delete navigator.vibrate, report: () => seen };",
        );
        assert!(is_supported());
        play(&[120, 80, 120]);
        assert_eq!(browser.report(), "120,80,120");
    }

    #[wasm_bindgen_test]
    fn browser_without_vibration_is_no_error() {
        let _browser = Stub::property("navigator", "vibrate", "undefined");
        assert!(!is_supported());
        play(&[120]);
    }
}
