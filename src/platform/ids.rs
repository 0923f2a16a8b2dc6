//! Ids for what is recorded.

use super::events::window;

/// An id that no other session has: a UUID.
pub(crate) fn fresh() -> String {
    window().crypto().map_or_else(
        // Without a secure context there is no crypto; time and chance will do for one person.
        |_| format!("{}-{}", js_sys::Date::now(), js_sys::Math::random()),
        |crypto| crypto.random_uuid(),
    )
}
