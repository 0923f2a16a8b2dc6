//! Taking over from the database at the root of the host, in a real browser.

use super::*;
use crate::platform::testing::{Moved, OtherPage, Stub};
use wasm_bindgen_test::wasm_bindgen_test;

const NAME: &str = "unknot-test-root";
const NAMES: [&str; 3] = [NAME, "/a/unknot-test-root", "/b/unknot-test-root"];

fn database() -> Database {
    Database::new(NAME, 1, "store")
}

async fn delete_all() {
    for name in NAMES {
        delete(name).await;
    }
}

async fn delete(name: &str) {
    let deletion = format!(
        "new Promise((resolve) => {{
            const request = indexedDB.deleteDatabase('{name}');
            request.onsuccess = resolve;
            request.onblocked = resolve;
        }})"
    );
    OtherPage::open().run(&deletion).await;
}

/// The names of those that exist.
async fn existing() -> Vec<String> {
    let names = "indexedDB.databases().then((all) => all.map(({ name }) => name).join())";
    let found = OtherPage::open().run(names).await.as_string().unwrap();
    NAMES
        .iter()
        .filter(|name| found.split(',').any(|one| one == **name))
        .map(ToString::to_string)
        .collect()
}

/// Stores texts at the root, each as its key.
async fn fill_root(keys: &[&str]) {
    let database = database();
    for key in keys {
        database.write(key, Some((*key).into())).await.unwrap();
    }
    database.disconnect();
}

/// The keys and texts of the folder in which the page is.
async fn content() -> Vec<String> {
    let database = database();
    let store = database.read().await.unwrap();
    let (keys, texts) = (store.get_all_keys().unwrap(), store.get_all().unwrap());
    let keys = Array::from(&result_of(&keys).await.unwrap());
    let texts = Array::from(&result_of(&texts).await.unwrap());
    database.disconnect();
    keys.iter()
        .zip(texts.iter())
        .map(|pair| format!("{:?}={:?}", pair.0, pair.1))
        .map(|pair| pair.replace("JsValue", ""))
        .collect()
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<String> {
    pairs.iter().map(|(key, text)| format!("({key:?})=({text:?})")).collect()
}

async fn take_over() -> Result<(), Unavailable> {
    let database = database();
    let done = database.take_over(2, |key| key != "unwanted").await;
    database.disconnect();
    done
}

#[wasm_bindgen_test]
async fn every_folder_gets_what_is_at_the_root_and_keeps_its_own() {
    delete_all().await;
    fill_root(&["a", "b", "c", "d", "e", "unwanted"]).await;
    for folder in ["/a/", "/b/"] {
        let _moved = Moved::to(folder);
        let own = database();
        own.write("c", Some(folder.into())).await.unwrap();
        own.disconnect();
        for _ in 0..2 {
            assert_eq!(take_over().await, Ok(()));
            let expected = [("a", "a"), ("b", "b"), ("c", folder), ("d", "d"), ("e", "e")];
            assert_eq!(content().await, pairs(&expected));
        }
    }
    let root = ["a", "b", "c", "d", "e", "unwanted"].map(|key| (key, key));
    assert_eq!(content().await, pairs(&root));
    delete_all().await;
}

#[wasm_bindgen_test]
async fn take_over_that_was_cut_off_is_completed_by_the_next_one() {
    delete_all().await;
    fill_root(&["a", "b", "c", "d", "e"]).await;
    let _moved = Moved::to("/a/");
    // Stops after three values, in the middle of the second transaction.
    let cut = Stub::install(
        "const { put } = IDBObjectStore.prototype;
        let left = 3;
        IDBObjectStore.prototype.put = function (...rest) {
            if (left === 0) this.transaction.abort();
            left -= 1;
            return put.apply(this, rest);
        };
        return { restore: () => { IDBObjectStore.prototype.put = put; } };",
    );
    assert_eq!(take_over().await, Err(Unavailable));
    drop(cut);
    assert_eq!(content().await, pairs(&[("a", "a"), ("b", "b")]));
    assert_eq!(take_over().await, Ok(()));
    assert_eq!(content().await, pairs(&["a", "b", "c", "d", "e"].map(|key| (key, key))));
    delete_all().await;
}

#[wasm_bindgen_test]
async fn nothing_is_created_where_there_is_nothing() {
    delete_all().await;
    let _moved = Moved::to("/a/");
    assert_eq!(take_over().await, Ok(()));
    assert_eq!(existing().await, [""; 0]);
}

#[wasm_bindgen_test]
async fn database_of_another_project_is_left_alone() {
    delete_all().await;
    let create = format!(
        "new Promise((resolve) => {{
            const request = indexedDB.open('{NAME}', 7);
            request.onupgradeneeded = () => {{ request.result.createObjectStore('other'); }};
            request.onsuccess = resolve;
        }})"
    );
    OtherPage::open().run(&create).await;
    let _moved = Moved::to("/a/");
    assert_eq!(take_over().await, Ok(()));
    assert_eq!(existing().await, [NAME]);
    delete_all().await;
}
