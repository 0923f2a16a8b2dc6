//! The journal: what must outlive a kill, in `IndexedDB` with strict durability.
//!
//! Browsers write localStorage to disk late: a record was still missing 40 s after a hard kill of
//! Chromium. A transaction with `durability: "strict"` is on disk when it completes.

use std::thread::LocalKey;

use js_sys::Array;

pub(crate) use super::database::Unreachable;
use super::database::{self, Connection, Place, done, drop_detail};

thread_local! {
    static OPEN: Connection = const { Connection::new(None) };
}

struct Journal;

impl Place for Journal {
    const DATABASE: &'static str = "unknot";
    const STORE: &'static str = "journal";

    fn connection() -> &'static LocalKey<Connection> {
        &OPEN
    }
}

/// Puts a text under a key and answers when it is on disk.
pub(crate) async fn put(key: &str, text: &str) -> Result<(), Unreachable> {
    database::write::<Journal>(key, Some(text.into())).await
}

/// Forgets a key and answers when that is on disk.
pub(crate) async fn remove(key: &str) -> Result<(), Unreachable> {
    database::write::<Journal>(key, None).await
}

/// All keys and their texts.
pub(crate) async fn all() -> Result<Vec<(String, String)>, Unreachable> {
    let store = database::read::<Journal>().await?;
    let keys = store.get_all_keys().map_err(drop_detail)?;
    let texts = store.get_all().map_err(drop_detail)?;
    let keys = Array::from(&done(&keys).await?);
    let texts = Array::from(&done(&texts).await?);
    let pairs = keys.iter().zip(texts.iter());
    Ok(pairs.filter_map(|(key, text)| Some((key.as_string()?, text.as_string()?))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::{OtherPage, empty_storage, script};
    use futures::future::join_all;
    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_test::wasm_bindgen_test;

    const DATABASE: &str = Journal::DATABASE;
    const STORE: &str = Journal::STORE;

    /// What a connection that knows nothing of ours finds under a key.
    async fn found_elsewhere(key: &str) -> Option<String> {
        let body = format!(
            "new Promise((resolve, reject) => {{
                const request = indexedDB.open('{DATABASE}');
                request.onerror = reject;
                request.onsuccess = () => {{
                    const text = request.result.transaction('{STORE}').objectStore('{STORE}').get('{key}');
                    text.onerror = reject;
                    text.onsuccess = () => resolve(text.result);
                }};
            }})"
        );
        OtherPage::open().run(&body).await.as_string()
    }

    #[wasm_bindgen_test]
    async fn what_was_put_is_there_for_any_connection_once_it_answers() {
        empty_storage().await;
        put("entry.a", "ünö \u{1f9d8}").await.unwrap();
        assert_eq!(found_elsewhere("entry.a").await.as_deref(), Some("ünö \u{1f9d8}"));
        put("entry.a", "later").await.unwrap();
        assert_eq!(found_elsewhere("entry.a").await.as_deref(), Some("later"));
        remove("entry.a").await.unwrap();
        assert_eq!(found_elsewhere("entry.a").await, None);
        remove("entry.a").await.unwrap();
        assert_eq!(all().await.unwrap(), []);
    }

    #[wasm_bindgen_test]
    async fn keys_come_back_with_their_own_texts() {
        empty_storage().await;
        let mut pairs: Vec<(String, String)> = ["b", "entry.10", "a", "entry.9", "", "ä"]
            .map(|key| (key.to_owned(), format!("text of {key}")))
            .into();
        for (key, text) in &pairs {
            put(key, text).await.unwrap();
        }
        let mut found = all().await.unwrap();
        pairs.sort();
        found.sort();
        assert_eq!(found, pairs);
    }

    #[wasm_bindgen_test]
    async fn much_is_put_at_once_even_before_it_is_open() {
        empty_storage().await;
        OPEN.take().expect("a connection is open").close();
        join_all((0..20).map(|n| async move {
            put(&format!("entry.{n}"), &n.to_string()).await.unwrap();
        }))
        .await;
        let found = all().await.unwrap();
        assert_eq!(found.len(), 20);
        assert!(found.iter().all(|(key, text)| *key == format!("entry.{text}")));
    }

    #[wasm_bindgen_test]
    async fn every_write_asks_the_browser_for_the_disk() {
        empty_storage().await;
        // The browser says of a transaction what it made of the wish.
        let spy = script(
            "const begin = IDBDatabase.prototype.transaction;
            const seen = [];
            IDBDatabase.prototype.transaction = function (...wishes) {
                const transaction = begin.apply(this, wishes);
                seen.push(`${transaction.mode} ${transaction.durability}`);
                return transaction;
            };
            return () => {
                IDBDatabase.prototype.transaction = begin;
                return seen.join();
            };",
        );
        let seen: js_sys::Function = spy.call0(&JsValue::UNDEFINED).unwrap().unchecked_into();
        put("entry.a", "a").await.unwrap();
        remove("entry.a").await.unwrap();
        let seen = seen.call0(&JsValue::UNDEFINED).unwrap();
        assert_eq!(seen.as_string().unwrap(), "readwrite strict,readwrite strict");
    }

    #[wasm_bindgen_test]
    async fn it_is_in_nobodys_way() {
        empty_storage().await;
        put("entry.a", "a").await.unwrap();
        let deleted = OtherPage::open()
            .run(&format!(
                "new Promise((resolve) => {{
                    const request = indexedDB.deleteDatabase('{DATABASE}');
                    request.onsuccess = () => resolve(true);
                    request.onblocked = () => resolve(false);
                }})"
            ))
            .await;
        assert_eq!(deleted, JsValue::TRUE);
        put("entry.b", "b").await.unwrap();
        assert_eq!(all().await.unwrap(), [("entry.b".to_owned(), "b".to_owned())]);
    }

    #[wasm_bindgen_test]
    async fn a_connection_that_the_browser_has_closed_is_opened_again() {
        empty_storage().await;
        // As Safari does while a page is in the background.
        OPEN.with_borrow(|open| open.as_ref().unwrap().close());
        put("entry.a", "a").await.unwrap();
        OPEN.with_borrow(|open| open.as_ref().unwrap().close());
        assert_eq!(all().await.unwrap(), [("entry.a".to_owned(), "a".to_owned())]);
    }
}
