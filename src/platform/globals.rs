//! The page's global objects.
//!
//! Any member of the browser's interfaces may be missing or throw, and an exception that unwinds through the program
//! ends it. web-sys only catches what the specifications let throw, so the adapters bind the other members that they use
//! themselves, with `catch`.

use wasm_bindgen::JsValue;

/// The window. The shell only runs in a page, so there is one.
///
/// # Panics
/// If the page has been left. `WebKit` still runs some of its tasks then, and they must not touch the next page.
pub(super) fn window() -> web_sys::Window {
    web_sys::window().expect("the app runs in a page, which has a window")
}

/// The document of the window.
pub(super) fn document() -> web_sys::Document {
    window().document().expect("a page has a document")
}

/// The object, or `None` if the browser doesn't have it.
///
/// web-sys types the entry point of a capability as if every browser had it. In one that doesn't, the
/// getter returns `undefined` under that type.
pub(super) fn present<T: AsRef<JsValue>>(object: T) -> Option<T> {
    let value = object.as_ref();
    (!value.is_undefined() && !value.is_null()).then_some(object)
}
