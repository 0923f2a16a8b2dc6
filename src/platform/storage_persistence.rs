//! Whether the browser promises not to evict the app's data (`navigator.storage.persist`).

use js_sys::Promise;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Navigator, StorageManager};

use super::globals::{present, window};

// In web-sys the getter doesn't catch.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = Navigator)]
    type StorageNavigator;

    #[wasm_bindgen(method, getter, catch)]
    fn storage(this: &StorageNavigator) -> Result<StorageManager, JsValue>;
}

/// Whether storage is persistent.
pub(crate) async fn is_granted() -> bool {
    is_true(StorageManager::persisted).await
}

/// Requests persistent storage. Returns whether it is granted. Some browsers ask the person.
pub(crate) async fn request() -> bool {
    is_true(StorageManager::persist).await
}

/// `false` in a browser that lacks the method or rejects the request.
async fn is_true(ask: fn(&StorageManager) -> Result<Promise, JsValue>) -> bool {
    let storage = window().navigator().unchecked_into::<StorageNavigator>().storage();
    let Some(Ok(answer)) = storage.ok().and_then(present).as_ref().map(ask) else { return false };
    answer.await.is_ok_and(|granted| granted.is_truthy())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::Stub;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    async fn request_returns_what_the_browser_grants() {
        for (storage, granted) in [
            ("{ persist: async () => true, persisted: async () => true }", true),
            ("{ persist: async () => false, persisted: async () => false }", false),
            ("{ persist: () => Promise.reject(), persisted: () => Promise.reject() }", false),
            ("{}", false),
            ("undefined", false),
        ] {
            let _browser = Stub::property("navigator", "storage", storage);
            assert_eq!((is_granted().await, request().await), (granted, granted), "{storage}");
        }
    }
}
