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
    fn has(this: &CacheStorage, name: &str) -> Result<Promise, JsValue>;

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

/// The browser's caches can't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unreadable;

impl Unreadable {
    fn of(_: JsValue) -> Self {
        Self
    }
}

/// The cache of a name. It is created if it doesn't exist. `None` if there can be none.
pub(super) async fn open(name: &str) -> Option<Cache> {
    cache_storage()?.open(name).ok()?.await.ok()
}

/// The cache of a name, if it exists.
///
/// # Errors
/// If the browser doesn't say whether it does.
pub(super) async fn existing(name: &str) -> Result<Option<Cache>, Unreadable> {
    let Some(all) = cache_storage() else { return Ok(None) };
    let has = all.has(name).map_err(Unreadable::of)?.await.map_err(Unreadable::of)?;
    // Opening it would create it.
    if !has.is_truthy() {
        return Ok(None);
    }
    open(name).await.map(Some).ok_or(Unreadable)
}

/// The names of all caches, which may be those of other apps.
pub(super) async fn names() -> Vec<String> {
    let names = async { cache_storage()?.keys().ok()?.await.ok()?.dyn_into::<Array>().ok() };
    names.await.unwrap_or_default().iter().filter_map(|name| name.as_string()).collect()
}

/// The addresses of what is in a cache.
pub(super) async fn addresses(cache: &Cache) -> Result<Vec<String>, Unreadable> {
    let requests = cache.requests().map_err(Unreadable::of)?.await.map_err(Unreadable::of)?;
    let url = |request: JsValue| request.unchecked_into::<CachedRequest>().url();
    Ok(requests.iter().map(url).collect())
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
