//! localStorage: text by key, for history, streaks and settings. Each copy of the app on a host has [keys of its own](home).
//!
//! No crate is used: gloo-storage panics where access is refused, and can't distinguish a full store
//! from a refused one.

use gloo_events::EventListener;
use js_sys::JsString;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Storage, StorageEvent};

use super::globals::window;
use super::home;

#[wasm_bindgen]
extern "C" {
    /// `Storage`, with texts that stay in JavaScript.
    type TextStorage;

    #[wasm_bindgen(method, catch, js_name = getItem)]
    fn get_item(this: &TextStorage, key: &str) -> Result<Option<JsString>, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn key(this: &TextStorage, index: u32) -> Result<Option<JsString>, JsValue>;
}

/// Why a text could not be stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StorageError {
    /// The browser doesn't let the page store anything.
    Refused,
    /// The quota is exceeded.
    Full,
}

/// The text under a key. `None` if there is none, or if the browser refuses access.
pub(crate) fn read(key: &str) -> Option<String> {
    read_full(&home::name(key))
}

/// The text under a key of the copy of the app at the root of the host, under which earlier versions stored what is of all
/// copies.
pub(crate) fn read_at_root(key: &str) -> Option<String> {
    read_full(key)
}

fn read_full(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

/// Whether the text under a key contains one of `parts`. Doesn't copy the text into the program, which for ten
/// years of sessions takes a phone longer than the search.
pub(crate) fn contains_any(key: &str, parts: &[&str]) -> bool {
    let key = home::name(key);
    let text = storage()
        .and_then(|storage| storage.unchecked_ref::<TextStorage>().get_item(&key).ok().flatten());
    text.is_some_and(|text| parts.iter().any(|part| text.includes(part, 0)))
}

/// Stores a text under a key.
pub(crate) fn write(key: &str, text: &str) -> Result<(), StorageError> {
    let storage = storage().ok_or(StorageError::Refused)?;
    storage.set_item(&home::name(key), text).map_err(|_| {
        // Browsers name the error differently. A full store still accepts a letter, a refused one nothing.
        let probe = &home::name("unknot.probe");
        let takes_a_letter = storage.set_item(probe, "x").is_ok();
        let _ = storage.remove_item(probe);
        let holds_something = storage.length().unwrap_or(0) > 0;
        if takes_a_letter || holds_something { StorageError::Full } else { StorageError::Refused }
    })
}

/// Removes a key.
pub(crate) fn remove(key: &str) {
    if let Some(storage) = storage() {
        // Removing a missing key isn't an error, and nothing else can fail.
        let _ = storage.remove_item(&home::name(key));
    }
}

/// All keys that begin with `prefix`. None if the browser refuses access.
pub(crate) fn keys(prefix: &str) -> Vec<String> {
    let keys = full_keys(&home::name(prefix));
    keys.iter().filter_map(|key| home::without_path(key)).map(str::to_owned).collect()
}

/// All keys that begin with `prefix` of the copy of the app at the root of the host.
pub(crate) fn keys_at_root(prefix: &str) -> Vec<String> {
    full_keys(prefix)
}

fn full_keys(prefix: &str) -> Vec<String> {
    let Some(storage) = storage() else { return Vec::new() };
    let count = storage.length().unwrap_or(0);
    let storage = storage.unchecked_ref::<TextStorage>();
    let keys = (0..count).filter_map(|index| storage.key(index).ok().flatten());
    // Only those that are wanted are copied into the program: ten years have one for each month.
    keys.filter(|key| key.starts_with(prefix, 0)).map(String::from).collect()
}

/// Calls `listener` whenever another tab changes the text under a key, for the life of the page.
pub(crate) fn on_change(key: &'static str, listener: impl Fn() + 'static) {
    EventListener::new(&window(), "storage", move |event| {
        let changed = event.dyn_ref::<StorageEvent>().and_then(StorageEvent::key);
        if changed.is_some_and(|changed| changed == home::name(key)) {
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
    use web_sys::StorageEventInit;

    use crate::platform::testing::{FILLER, Moved, empty_storage, fill_local_storage};
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    async fn text_is_stored_until_it_is_removed() {
        empty_storage().await;
        assert_eq!(read("test.a"), None);
        write("test.a", "ünö \u{1f9d8}\n\t\0").unwrap();
        assert_eq!(read("test.a").as_deref(), Some("ünö \u{1f9d8}\n\t\0"));
        assert!(contains_any("test.a", &["x", "ö \u{1f9d8}"]));
        assert!(!contains_any("test.a", &["x"]) && !contains_any("test.b", &[""]));
        write("test.a", "").unwrap();
        assert_eq!(read("test.a").as_deref(), Some(""));
        remove("test.a");
        remove("test.a");
        assert_eq!(read("test.a"), None);
    }

    #[wasm_bindgen_test]
    fn listener_is_called_for_changes_of_its_key_alone() {
        let calls = Rc::new(Cell::new(0));
        let count = calls.clone();
        on_change("test.followed", move || count.set(count.get() + 1));
        for key in ["test.followed", "test.other", "test.followed"] {
            let init = StorageEventInit::new();
            init.set_key(Some(key));
            let event = StorageEvent::new_with_event_init_dict("storage", &init).unwrap();
            window().dispatch_event(&event).unwrap();
        }
        assert_eq!(calls.get(), 2);
    }

    #[wasm_bindgen_test]
    async fn keys_are_found_by_their_prefix() {
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
    async fn copies_in_two_folders_have_separate_keys() {
        empty_storage().await;
        write("test.a", "root").unwrap();
        for folder in ["/a/", "/b/", "/a/b/"] {
            let _moved = Moved::to(folder);
            assert_eq!(read("test.a"), None);
            assert_eq!(read_at_root("test.a").as_deref(), Some("root"));
            assert_eq!(keys("test."), [""; 0]);
            write("test.a", folder).unwrap();
            write("test.b", folder).unwrap();
            remove("test.b");
        }
        for folder in ["/a/", "/b/", "/a/b/"] {
            let _moved = Moved::to(folder);
            assert_eq!(read("test.a").as_deref(), Some(folder));
            assert!(contains_any("test.a", &[folder]));
            assert_eq!(keys("test."), ["test.a"]);
            assert_eq!(keys_at_root("test."), ["test.a"]);
        }
        assert_eq!(read("test.a").as_deref(), Some("root"));
        assert_eq!(keys("test."), ["test.a"]);
        empty_storage().await;
    }

    #[wasm_bindgen_test]
    async fn full_storage_reports_an_error_and_keeps_its_texts() {
        empty_storage().await;
        write("test.a", "old").unwrap();
        // More than any quota, in a store that is nearly empty and in one that is full.
        let long = "x".repeat(6_000_000);
        for _ in 0..2 {
            assert_eq!(write("test.a", &long), Err(StorageError::Full));
            assert_eq!(read("test.a").as_deref(), Some("old"));
            fill_local_storage();
        }
        assert_eq!(write("test.a", "old and more"), Err(StorageError::Full));
        assert_eq!(write("test.b", ""), Err(StorageError::Full));
        assert_eq!(read("test.a").as_deref(), Some("old"));
        assert_eq!(keys("unknot."), [""; 0]);
        // A text that takes no more room is still stored.
        write("test.a", "new").unwrap();

        remove(FILLER);
        write("test.a", "old and more").unwrap();
        empty_storage().await;
    }
}
