//! What the stores of the settings and of the log share about localStorage.

use crate::platform::local_storage;
use unknot_core::storage::keys;

/// The keys that begin with `prefix`, with their values.
pub(super) fn values(prefix: &str) -> Vec<(String, String)> {
    let keys = local_storage::keys(prefix).into_iter();
    keys.filter_map(|key| local_storage::read(&key).map(|text| (key, text))).collect()
}

/// Copies an unreadable text to a key of its own, derived from its content: damaged lines stay where they are and are found
/// again at every start, but are copied only once. Returns whether it was copied now.
pub(super) fn quarantine(text: &str) -> bool {
    !is_quarantined(text) && local_storage::write(&keys::quarantine(text), text).is_ok()
}

/// Whether an unreadable text has been copied.
pub(super) fn is_quarantined(text: &str) -> bool {
    local_storage::read(&keys::quarantine(text)).is_some()
}
