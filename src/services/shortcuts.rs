//! Keyboard shortcuts of a page.

use leptos::prelude::StoredValue;

use crate::platform::keyboard;

/// Calls `listener` with each key that no field, button or dialog takes for itself; the key is used up if it returns `true`.
/// The listener ends when the current reactive owner, such as a page's component, is cleaned up.
pub(crate) fn on_key(listener: impl FnMut(&str) -> bool + 'static) {
    // The owner drops what is stored, and with it the listener.
    StoredValue::new_local(keyboard::on_key(listener));
}
