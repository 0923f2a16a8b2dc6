//! localStorage: text by key, for history, streaks and settings.

use web_sys::Storage;

use super::events::window;

/// Why a text could not be stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StoreError {
    /// The browser lets the page store nothing.
    Refused,
    /// There is no room.
    Full,
}

/// The text under a key; `None` where there is none, or nothing may be read.
pub(crate) fn read(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

/// Stores a text under a key.
pub(crate) fn write(key: &str, text: &str) -> Result<(), StoreError> {
    let storage = storage().ok_or(StoreError::Refused)?;
    storage.set_item(key, text).map_err(|_| {
        // A full store refuses the text and still takes a letter; a refused one takes nothing.
        let probe = "unknot.probe";
        let takes_a_letter = storage.set_item(probe, "x").is_ok();
        let _ = storage.remove_item(probe);
        let holds_something = storage.length().unwrap_or(0) > 0;
        if takes_a_letter || holds_something { StoreError::Full } else { StoreError::Refused }
    })
}

/// Forgets a key.
pub(crate) fn remove(key: &str) {
    if let Some(storage) = storage() {
        // Removing what is not there is no error, and nothing else can be one.
        let _ = storage.remove_item(key);
    }
}

/// All keys that begin with `prefix`.
pub(crate) fn keys(prefix: &str) -> Vec<String> {
    let Some(storage) = storage() else { return Vec::new() };
    let count = storage.length().unwrap_or(0);
    let keys = (0..count).filter_map(|place| storage.key(place).ok().flatten());
    keys.filter(|key| key.starts_with(prefix)).collect()
}

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}
