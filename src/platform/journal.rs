//! The journal: data that must survive a kill of the browser, in `IndexedDB` with strict durability.
//!
//! Browsers write localStorage to disk late: a record was still missing 40 s after a hard kill of
//! Chromium. A transaction with `durability: "strict"` is on disk when it completes.

use std::collections::HashMap;
use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::JsValue;
use web_sys::IdbKeyRange;

use super::indexed_db::{Database, Unavailable, drop_detail, result_of};
use unknot_core::backup::Change;

const DATABASE: &str = "unknot";
const STORE: &str = "journal";

thread_local! {
    static JOURNAL: Rc<Database> = Rc::new(Database::new(DATABASE, 1, STORE));
}

/// Stores a text under a key. Returns once it is on disk.
pub(crate) async fn put(key: &str, text: &str) -> Result<(), Unavailable> {
    database().write(key, Some(text.into())).await
}

/// Stores a text under a key unless `keeps` says of the text that is there to keep it. Returns once
/// it is on disk.
pub(crate) async fn put_unless(
    key: &str,
    text: &str,
    keeps: impl FnOnce(&str) -> bool,
) -> Result<(), Unavailable> {
    let replaces = |found: JsValue| found.as_string().is_none_or(|found| !keeps(&found));
    database().write_if(key, text.into(), replaces).await
}

/// Removes a key. Returns once the change is on disk.
pub(crate) async fn remove(key: &str) -> Result<(), Unavailable> {
    database().write(key, None).await
}

/// Changes the texts under some keys, which are sorted and ASCII, in one transaction: `change` says what to do with the text
/// that is under a key. Returns once the changes are on disk.
pub(crate) async fn change_all(
    keys: &[&str],
    change: impl Fn(&str, Option<&str>) -> Change,
) -> Result<(), Unavailable> {
    let (Some(first), Some(last)) = (keys.first(), keys.last()) else { return Ok(()) };
    let range = IdbKeyRange::bound(&(*first).into(), &(*last).into()).map_err(drop_detail)?;
    let decide = |found: Vec<(JsValue, JsValue)>| {
        let text = |(key, text): (JsValue, JsValue)| Some((key.as_string()?, text.as_string()?));
        let found: HashMap<String, String> = found.into_iter().filter_map(text).collect();
        let changes = keys.iter().filter_map(|key| {
            let value = match change(key, found.get(*key).map(String::as_str)) {
                Change::Keep => return None,
                Change::Write(text) => Some(text.into()),
                Change::Remove => None,
            };
            Some(((*key).to_owned(), value))
        });
        changes.collect()
    };
    database().change(&range, decide).await
}

/// The text under a key, if there is one.
pub(crate) async fn get(key: &str) -> Result<Option<String>, Unavailable> {
    let request = database().read().await?.get(&key.into()).map_err(drop_detail)?;
    Ok(result_of(&request).await?.as_string())
}

/// All keys and their texts.
pub(crate) async fn all() -> Result<Vec<(String, String)>, Unavailable> {
    read(JsValue::UNDEFINED, |last| IdbKeyRange::lower_bound_with_open(last, true)).await
}

/// The keys that begin with `prefix`, and their texts.
pub(crate) async fn with_prefix(prefix: &str) -> Result<Vec<(String, String)>, Unavailable> {
    // The last key that an ASCII suffix can lead to.
    let end = JsValue::from(format!("{prefix}\u{7f}"));
    let range = IdbKeyRange::bound(&prefix.into(), &end).map_err(drop_detail)?;
    read(range.into(), |last| IdbKeyRange::bound_with_lower_open(last, &end, true)).await
}

/// The keys in a range, or all keys, with their texts. They are of one moment, but read in steps, between which the page
/// responds. `after` is the range after a key.
async fn read(
    mut range: JsValue,
    after: impl Fn(&JsValue) -> Result<IdbKeyRange, JsValue>,
) -> Result<Vec<(String, String)>, Unavailable> {
    let store = database().read().await?;
    let mut found = Vec::new();
    loop {
        let keys = store.get_all_keys_with_key_and_limit(&range, STEP).map_err(drop_detail)?;
        let texts = store.get_all_with_key_and_limit(&range, STEP).map_err(drop_detail)?;
        let keys = Array::from(&result_of(&keys).await?);
        let texts = Array::from(&result_of(&texts).await?);
        let pairs = keys.iter().zip(texts.iter());
        found.extend(pairs.filter_map(|(key, text)| Some((key.as_string()?, text.as_string()?))));
        if keys.length() < STEP {
            return Ok(found);
        }
        range = after(&keys.get(STEP - 1)).map_err(drop_detail)?.into();
    }
}

/// The number of texts that are read in one step.
const STEP: u32 = 250;

/// The number of texts that are taken over in one transaction.
const AT_ONCE: usize = 500;

/// Copies the texts that earlier versions stored in a journal which all copies of the app on a host shared, under the keys
/// that are `wanted`. Texts that are here already stay.
pub(crate) async fn take_over(wanted: impl Fn(&str) -> bool) -> Result<(), Unavailable> {
    database().take_over(AT_ONCE, wanted).await
}

/// Closes the connection, so that the journal of another folder can be opened.
#[cfg(test)]
pub(super) fn disconnect() {
    database().disconnect();
}

fn database() -> Rc<Database> {
    JOURNAL.with(Rc::clone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::{OtherPage, Stub, empty_storage};
    use futures::future::join_all;
    use wasm_bindgen_test::wasm_bindgen_test;

    /// The text that another connection finds under a key.
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
    async fn text_is_visible_to_other_connections_once_put_returns() {
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
    async fn all_returns_each_key_with_its_text() {
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
    async fn text_that_is_to_be_kept_is_not_replaced() {
        empty_storage().await;
        let put = async |text: &str| {
            put_unless("entry.a", text, |found| found.len() > text.len()).await.unwrap();
            found_elsewhere("entry.a").await.unwrap()
        };
        assert_eq!(put("long").await, "long");
        assert_eq!(put("no").await, "long");
        assert_eq!(put("longer").await, "longer");
    }

    #[wasm_bindgen_test]
    async fn many_texts_are_changed_at_once_and_others_stay() {
        empty_storage().await;
        for key in ["a", "b", "c", "d"] {
            put(key, key).await.unwrap();
        }
        let change = |key: &str, text: Option<&str>| match (key, text) {
            ("a", Some("a")) => Change::Write("changed".to_owned()),
            ("aa", None) => Change::Write("new".to_owned()),
            ("b", Some("b")) => Change::Keep,
            ("d", Some("d")) => Change::Remove,
            other => panic!("{other:?}"),
        };
        change_all(&["a", "aa", "b", "d"], change).await.unwrap();
        assert_eq!(change_all(&[], |_, _| Change::Remove).await, Ok(()));
        let pairs = [("a", "changed"), ("aa", "new"), ("b", "b"), ("c", "c")];
        let pairs = pairs.map(|(key, text)| (key.to_owned(), text.to_owned()));
        assert_eq!(all().await.unwrap(), pairs);
        assert_eq!(get("aa").await, Ok(Some("new".to_owned())));
        assert_eq!(get("d").await, Ok(None));
    }

    #[wasm_bindgen_test]
    async fn texts_are_found_by_the_prefix_of_their_keys() {
        empty_storage().await;
        for key in ["beat", "beat.a-1", "beat.z", "bea", "beau", "entry.beat"] {
            put(key, key).await.unwrap();
        }
        let found = with_prefix("beat").await.unwrap();
        let keys: Vec<&str> = found.iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!(keys, ["beat", "beat.a-1", "beat.z"]);
        assert!(found.iter().all(|(key, text)| key == text));
    }

    #[wasm_bindgen_test]
    async fn many_texts_are_read_in_steps() {
        empty_storage().await;
        let step = STEP as usize;
        let keys: Vec<String> = (0..=2 * step).map(|n| format!("entry.{n:04}")).collect();
        let slices: Vec<&str> = keys.iter().map(String::as_str).collect();
        for count in [1, step - 1, step, step + 1] {
            let change = |key: &str, _: Option<&str>| Change::Write(key.to_owned());
            change_all(&slices[..count], change).await.unwrap();
            put("zero", "0").await.unwrap();
            assert_eq!(with_prefix("entry.").await.unwrap().len(), count);
            assert_eq!(all().await.unwrap().len(), count + 1);
        }
        change_all(&slices, |key, _| Change::Write(key.to_owned())).await.unwrap();
        let found = with_prefix("entry.").await.unwrap();
        assert!(found.iter().map(|(key, _)| key).eq(&keys));
        assert!(found.iter().all(|(key, text)| key == text));
        empty_storage().await;
    }

    #[wasm_bindgen_test]
    async fn concurrent_writes_wait_for_the_connection() {
        empty_storage().await;
        database().disconnect();
        join_all((0..20).map(|n| async move {
            put(&format!("entry.{n}"), &n.to_string()).await.unwrap();
        }))
        .await;
        let found = all().await.unwrap();
        assert_eq!(found.len(), 20);
        assert!(found.iter().all(|(key, text)| *key == format!("entry.{text}")));
    }

    #[wasm_bindgen_test]
    async fn concurrent_opens_share_one_connection() {
        empty_storage().await;
        database().disconnect();
        let opened = Stub::install(
            "const open = IDBFactory.prototype.open;
            let count = 0;
            IDBFactory.prototype.open = function (...rest) {
                count += 1;
                return open.apply(this, rest);
            };
            return {
                restore: () => { IDBFactory.prototype.open = open; },
                report: () => String(count),
            };",
        );
        join_all((0..20).map(|n| async move {
            put(&format!("entry.{n}"), "text").await.unwrap();
        }))
        .await;
        assert_eq!(opened.report(), "1");
    }

    #[wasm_bindgen_test]
    async fn write_to_a_busy_journal_times_out_and_is_abandoned() {
        empty_storage().await;
        let page = OtherPage::open();
        page.run(&format!(
            "new Promise((busy) => {{
                indexedDB.open('{DATABASE}').onsuccess = (event) => {{
                    const store = event.target.result.transaction('{STORE}', 'readwrite').objectStore('{STORE}');
                    const again = () => {{
                        if (!window.over) store.get('').onsuccess = again;
                        busy();
                    }};
                    again();
                }};
            }})"
        ))
        .await;
        assert_eq!(put("entry.a", "a").await, Err(Unavailable));
        page.run("window.over = true").await;
        assert_eq!(all().await.unwrap(), []);
        put("entry.b", "b").await.unwrap();
        assert_eq!(all().await.unwrap(), [("entry.b".to_owned(), "b".to_owned())]);
    }

    #[wasm_bindgen_test]
    async fn every_write_is_strictly_durable() {
        empty_storage().await;
        // The durability of each transaction, as reported by the browser.
        let transactions = Stub::install(
            "const begin = IDBDatabase.prototype.transaction;
            const seen = [];
            IDBDatabase.prototype.transaction = function (...rest) {
                const transaction = begin.apply(this, rest);
                seen.push(`${transaction.mode} ${transaction.durability}`);
                return transaction;
            };
            return {
                restore: () => { IDBDatabase.prototype.transaction = begin; },
                report: () => seen.join(),
            };",
        );
        put("entry.a", "a").await.unwrap();
        remove("entry.a").await.unwrap();
        assert_eq!(transactions.report(), "readwrite strict,readwrite strict");
    }

    #[wasm_bindgen_test]
    async fn open_connection_does_not_block_deletion() {
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
    async fn closed_connection_is_reopened() {
        empty_storage().await;
        // As Safari does while a page is in the background.
        database().open_connection().unwrap().close();
        put("entry.a", "a").await.unwrap();
        database().open_connection().unwrap().close();
        assert_eq!(all().await.unwrap(), [("entry.a".to_owned(), "a".to_owned())]);
    }
}
