//! Apple's browsers, which treat what an app stores and saves in ways of their own.
//!
//! No feature tells these apart: what they do shows only afterwards, as a download that opens in place of the app, or as data
//! that is gone after a week.

use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Navigator;

use super::globals::window;

// In web-sys these don't catch, and one is missing.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = Navigator)]
    type AnyNavigator;

    #[wasm_bindgen(method, getter, catch)]
    fn standalone(this: &AnyNavigator) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter, catch)]
    fn vendor(this: &AnyNavigator) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter, catch, js_name = maxTouchPoints)]
    fn max_touch_points(this: &AnyNavigator) -> Result<JsValue, JsValue>;
}

/// Whether this is an iPhone or an iPad, which every browser there says: only they have `navigator.standalone`
/// and a touch screen.
pub(crate) fn is_mobile() -> bool {
    let knows_standalone = navigator().standalone().is_ok_and(|value| !value.is_undefined());
    let touches = navigator().max_touch_points().ok().and_then(|points| points.as_f64());
    knows_standalone && touches.is_some_and(|points| points > 0.0)
}

/// Whether the browser is Safari, or built on the same engine, as all are on an iPhone.
pub(crate) fn is_webkit() -> bool {
    let vendor = navigator().vendor().ok().and_then(|vendor| vendor.as_string());
    vendor.is_some_and(|vendor| vendor.starts_with("Apple"))
}

fn navigator() -> AnyNavigator {
    window().navigator().unchecked_into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::Stub;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn an_iphone_is_told_from_a_mac_and_from_other_phones() {
        for (standalone, points, is_iphone) in [
            ("false", "5", true),
            ("true", "5", true),
            ("false", "0", false),
            ("undefined", "5", false),
            ("false", "undefined", false),
        ] {
            let _standalone = Stub::property("navigator", "standalone", standalone);
            let _touch = Stub::property("navigator", "maxTouchPoints", points);
            assert_eq!(is_mobile(), is_iphone, "{standalone} {points}");
        }
    }

    #[wasm_bindgen_test]
    fn webkit_is_told_by_its_vendor() {
        for (vendor, is_apple) in [
            ("'Apple Computer, Inc.'", true),
            ("'Google Inc.'", false),
            ("''", false),
            ("undefined", false),
        ] {
            let _vendor = Stub::property("navigator", "vendor", vendor);
            assert_eq!(is_webkit(), is_apple, "{vendor}");
        }
    }
}
