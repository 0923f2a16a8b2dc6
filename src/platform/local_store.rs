//! localStorage: text by key, for history, streaks and settings.

use gloo_events::EventListener;
use web_sys::Storage;

use super::globals::window;
use super::reflect;

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

/// Calls `listener` when another tab has stored something else under that key.
pub(crate) fn on_change(key: &'static str, listener: impl Fn() + 'static) {
    EventListener::new(&window(), "storage", move |event| {
        if reflect::get(event, "key").is_some_and(|changed| changed == key) {
            listener();
        }
    })
    .forget();
}

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;
    use std::rc::Rc;
    use wasm_bindgen::JsCast;

    use crate::platform::testing::{FILLER, empty_storage, fill_local_storage};
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    async fn a_text_is_kept_until_it_is_removed() {
        empty_storage().await;
        assert_eq!(read("test.a"), None);
        write("test.a", "ünö \u{1f9d8}\n\t\0").unwrap();
        assert_eq!(read("test.a").as_deref(), Some("ünö \u{1f9d8}\n\t\0"));
        write("test.a", "").unwrap();
        assert_eq!(read("test.a").as_deref(), Some(""));
        remove("test.a");
        remove("test.a");
        assert_eq!(read("test.a"), None);
    }

    #[wasm_bindgen_test]
    fn a_change_in_another_tab_is_told_by_its_key() {
        let told = Rc::new(Cell::new(0));
        let count = told.clone();
        on_change("test.followed", move || count.set(count.get() + 1));
        for key in ["test.followed", "test.other", "test.followed"] {
            let about = js_sys::Object::new();
            reflect::set(&about, "key", &key.into());
            let event = reflect::construct("StorageEvent", &[&"storage".into(), &about]).unwrap();
            window().dispatch_event(event.unchecked_ref()).unwrap();
        }
        assert_eq!(told.get(), 2);
    }

    #[wasm_bindgen_test]
    async fn keys_are_found_by_how_they_begin() {
        empty_storage().await;
        for key in ["test.log.2", "test.log.1", "test.logs", "test", "a.test.log."] {
            write(key, key).unwrap();
        }
        let mut found = keys("test.log.");
        found.sort();
        assert_eq!(found, ["test.log.1", "test.log.2"]);
        assert_eq!(keys("test.log.3"), [""; 0]);
        assert_eq!(keys("").len(), 5);
    }

    #[wasm_bindgen_test]
    async fn a_store_without_room_says_so_and_keeps_what_it_has() {
        empty_storage().await;
        write("test.a", "old").unwrap();
        // More than there is ever room for, in a store that is nearly empty and in one that is full.
        let long = "x".repeat(6_000_000);
        for _ in 0..2 {
            assert_eq!(write("test.a", &long), Err(StoreError::Full));
            assert_eq!(read("test.a").as_deref(), Some("old"));
            fill_local_storage();
        }
        assert_eq!(write("test.a", "old and more"), Err(StoreError::Full));
        assert_eq!(write("test.b", ""), Err(StoreError::Full));
        assert_eq!(read("test.a").as_deref(), Some("old"));
        assert_eq!(keys("unknot."), [""; 0]);
        // What takes no more room is written all the same.
        write("test.a", "new").unwrap();

        remove(FILLER);
        write("test.a", "old and more").unwrap();
        empty_storage().await;
    }
}
