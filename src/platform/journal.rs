//! The journal: what must outlive a kill, in `IndexedDB` with strict durability.
//!
//! Browsers write localStorage to disk late: a record was still missing 40 s after a hard kill of
//! Chromium. A transaction with `durability: "strict"` is on disk when it completes.

use std::cell::RefCell;

use js_sys::{Array, Function, Object, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbOpenDbRequest, IdbRequest, IdbTransaction};

use super::events::window;
use super::reflect;
use super::wake::Wake;
use crate::domain::time::Millis;

const DATABASE: &str = "unknot";
const STORE: &str = "journal";

thread_local! {
    /// The open database: opening takes longer than writing, and a heartbeat comes often.
    static OPEN: RefCell<Option<IdbDatabase>> = const { RefCell::new(None) };
}

/// How long a database may take to open or to be read: another page may be in the way for ever.
const PATIENCE: Millis = Millis::secs(3);

/// The journal could not be reached: a private window, a full disk, no such thing, or no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unreachable;

/// Puts a text under a key and answers when it is on disk.
pub(crate) async fn put(key: &str, text: &str) -> Result<(), Unreachable> {
    write(key, Some(text)).await
}

/// Forgets a key and answers when that is on disk.
pub(crate) async fn remove(key: &str) -> Result<(), Unreachable> {
    write(key, None).await
}

/// All keys and their texts.
pub(crate) async fn all() -> Result<Vec<(String, String)>, Unreachable> {
    let store = begin("readonly").await?.object_store(STORE).map_err(drop_detail)?;
    let keys = store.get_all_keys().map_err(drop_detail)?;
    let texts = store.get_all().map_err(drop_detail)?;
    let keys = Array::from(&done(&keys).await?);
    let texts = Array::from(&done(&texts).await?);
    let pairs = keys.iter().zip(texts.iter());
    Ok(pairs.filter_map(|(key, text)| Some((key.as_string()?, text.as_string()?))).collect())
}

async fn write(key: &str, text: Option<&str>) -> Result<(), Unreachable> {
    let transaction = begin("readwrite").await?;
    let store = transaction.object_store(STORE).map_err(drop_detail)?;
    let key = JsValue::from(key);
    let asked = match text {
        Some(text) => store.put_with_key(&text.into(), &key),
        None => store.delete(&key),
    };
    asked.map_err(drop_detail)?;
    let promise = Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onerror(Some(&reject));
        transaction.set_onabort(Some(&reject));
    });
    JsFuture::from(promise).await.map(|_| ()).map_err(drop_detail)
}

/// A transaction that is on disk when it completes.
async fn begin(mode: &str) -> Result<IdbTransaction, Unreachable> {
    let options = Object::new();
    reflect::set(&options, "durability", &"strict".into());
    // A connection may be closed under us, as is told of Safari in the background: then another is
    // opened.
    for _ in 0..2 {
        let database = open().await?;
        let arguments: [&JsValue; 3] = [&STORE.into(), &mode.into(), &options];
        if let Some(transaction) = reflect::call(&database, "transaction", &arguments) {
            return Ok(transaction.unchecked_into());
        }
        OPEN.take();
    }
    Err(Unreachable)
}

async fn open() -> Result<IdbDatabase, Unreachable> {
    if let Some(database) = OPEN.with_borrow(Clone::clone) {
        return Ok(database);
    }
    let factory = window().indexed_db().ok().flatten().ok_or(Unreachable)?;
    let request: IdbOpenDbRequest = factory.open_with_u32(DATABASE, 1).map_err(drop_detail)?;
    let upgrade = {
        let request = request.clone();
        Closure::once_into_js(move |_: JsValue| {
            if let Ok(database) = request.result() {
                // Only a fresh database has no such store.
                let _ = database.unchecked_into::<IdbDatabase>().create_object_store(STORE);
            }
        })
    };
    request.set_onupgradeneeded(Some(upgrade.unchecked_ref()));
    let database: IdbDatabase = done(&request).await?.unchecked_into();
    // Kept open it would be in the way of a page that deletes it, or of a newer version.
    if let Some(close) = reflect::get(&database, "close") {
        let close = close.unchecked_into::<Function>().bind0(&database);
        database.set_onversionchange(Some(&close));
    }
    OPEN.with_borrow_mut(|open| *open = Some(database.clone()));
    Ok(database)
}

/// The result of a request, when it is there.
async fn done(request: &IdbRequest) -> Result<JsValue, Unreachable> {
    let mut patience = None;
    let promise = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
        patience = Some(Wake::call(PATIENCE, reject));
    });
    JsFuture::from(promise).await.map_err(drop_detail)?;
    request.result().map_err(drop_detail)
}

/// Browsers' messages differ and help nobody: what matters is that it did not work.
fn drop_detail(_: JsValue) -> Unreachable {
    Unreachable
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::{OtherPage, empty_storage, script, together};
    use wasm_bindgen_test::wasm_bindgen_test;

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

    fn close_connection() {
        OPEN.take().expect("a connection is open").close();
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
        close_connection();
        together((0..20).map(|n| async move {
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
