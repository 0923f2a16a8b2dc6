//! Calls of browser functions that web-sys keeps behind its unstable flag, or lacks.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// The property `name`, where the object has it.
pub(super) fn get(of: &JsValue, name: &str) -> Option<JsValue> {
    let value = Reflect::get(of, &name.into()).ok()?;
    (!value.is_undefined() && !value.is_null()).then_some(value)
}

/// Sets the property `name`. A frozen object keeps what it has.
pub(super) fn set(of: &JsValue, name: &str, value: &JsValue) {
    let _ = Reflect::set(of, &name.into(), value);
}

/// Calls the method `name`; `None` where there is none or it throws.
pub(super) fn call(of: &JsValue, name: &str, arguments: &[&JsValue]) -> Option<JsValue> {
    let method: Function = get(of, name)?.dyn_into().ok()?;
    let list: Array = arguments.iter().copied().collect();
    method.apply(of, &list).ok()
}

/// A new instance of the global class `name`; `None` where there is none or it throws.
pub(super) fn construct(name: &str, arguments: &[&JsValue]) -> Option<JsValue> {
    construct_of(&js_sys::global(), name, arguments)
}

/// A new instance of the class `name` of an object; `None` where there is none or it throws.
pub(super) fn construct_of(of: &JsValue, name: &str, arguments: &[&JsValue]) -> Option<JsValue> {
    let class: Function = get(of, name)?.dyn_into().ok()?;
    let list: Array = arguments.iter().copied().collect();
    Reflect::construct(&class, &list).ok()
}

/// The browser's `navigator`.
pub(super) fn navigator() -> JsValue {
    get(&js_sys::global(), "navigator").unwrap_or(JsValue::UNDEFINED)
}
