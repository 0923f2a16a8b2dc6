//! Connections that are shared, blocked or stuck, in a real browser.

use super::*;
use crate::platform::testing::{OtherPage, Stub, next_frame, wait_until};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn upgrade_that_another_tab_blocks_is_unavailable_until_it_is_closed() {
    let tab = OtherPage::open();
    tab.run(
        "new Promise((resolve, reject) => {
            const request = indexedDB.open('unknot-test', 1);
            request.onupgradeneeded = () => { request.result.createObjectStore('store'); };
            request.onsuccess = resolve;
            request.onerror = reject;
        })",
    )
    .await;
    let requests = Stub::install(
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
    let database = Database::new("unknot-test", 2, "store");
    let start = js_sys::Date::now();
    assert_eq!(database.write("key", Some("text".into())).await, Err(Unavailable));
    assert_eq!(database.write("key", Some("text".into())).await, Err(Unavailable));
    assert!(
        js_sys::Date::now() - start < f64::from(LIMIT.0),
        "a blocked request is given up at once"
    );
    drop(tab);
    wait_until(async || {
        next_frame().await;
        database.write("key", Some("text".into())).await.is_ok()
    })
    .await;
    assert_eq!(requests.report(), "1");

    // The connection that was opened late doesn't block others either.
    let deleted = OtherPage::open()
        .run(
            "new Promise((resolve) => {
                const request = indexedDB.deleteDatabase('unknot-test');
                request.onsuccess = () => resolve(true);
                request.onblocked = () => resolve(false);
            })",
        )
        .await;
    assert_eq!(deleted, JsValue::TRUE);
}

#[wasm_bindgen_test]
async fn browser_without_databases_is_unavailable() {
    let _browser = Stub::property("window", "indexedDB", "undefined");
    let database = Database::new("unknot-test", 1, "store");
    assert_eq!(database.write("key", None).await, Err(Unavailable));
    assert!(database.read().await.is_err());
}
