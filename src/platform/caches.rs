//! The browser's caches of responses, each under its address.

use js_sys::{Array, Promise};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Response;

use super::globals::{present, window};

// In web-sys these don't catch.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = web_sys::CacheStorage)]
    type CacheStorage;

    #[wasm_bindgen(method, catch)]
    fn keys(this: &CacheStorage) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn open(this: &CacheStorage, name: &str) -> Result<Promise<Cache>, JsValue>;

    pub(super) type Cache;

    #[wasm_bindgen(method, catch, js_name = match)]
    pub(super) fn find(this: &Cache, name: &str) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    pub(super) fn put(this: &Cache, name: &str, response: &Response) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    pub(super) fn delete(this: &Cache, name: &str) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch, js_name = keys)]
    fn requests(this: &Cache) -> Result<Promise<Array>, JsValue>;

    type CachedRequest;

    #[wasm_bindgen(method, getter)]
    fn url(this: &CachedRequest) -> String;
}

/// The cache of a name. It is created if it doesn't exist. `None` if there can be none.
pub(super) async fn open(name: &str) -> Option<Cache> {
    cache_storage()?.open(name).ok()?.await.ok()
}

/// The cache of a name, if it exists.
pub(super) async fn find(name: &str) -> Option<Cache> {
    // Opening it would create it.
    if names().await.iter().any(|known| known == name) { open(name).await } else { None }
}

/// The names of all caches, which may be those of other apps.
pub(super) async fn names() -> Vec<String> {
    let names = async { cache_storage()?.keys().ok()?.await.ok()?.dyn_into::<Array>().ok() };
    names.await.unwrap_or_default().iter().filter_map(|name| name.as_string()).collect()
}

/// The addresses of what is in a cache.
pub(super) async fn addresses(cache: &Cache) -> Vec<String> {
    let requests = async { cache.requests().ok()?.await.ok() };
    let url = |request: JsValue| request.unchecked_into::<CachedRequest>().url();
    requests.await.unwrap_or_default().iter().map(url).collect()
}

/// Deletes a cache with all that is in it.
#[cfg(test)]
pub(super) async fn delete(name: &str) {
    let all: &web_sys::CacheStorage = &cache_storage().unwrap();
    all.delete(name).await.unwrap();
}

/// `None` in a page that isn't served securely.
fn cache_storage() -> Option<CacheStorage> {
    window().caches().ok().and_then(present).map(JsCast::unchecked_into)
}
