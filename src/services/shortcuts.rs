//! Keyboard shortcuts of a page.

use leptos::prelude::StoredValue;

use crate::platform::keyboard;

/// Calls `listener` with each key that no field, button or dialog needs, until the current reactive owner is cleaned
/// up. If it returns `true`, the key is handled, and the browser does nothing with it.
pub(crate) fn on_key(listener: impl FnMut(&str) -> bool + 'static) {
    // The owner drops the stored value, which removes the listener.
    StoredValue::new_local(keyboard::on_key(listener));
}
