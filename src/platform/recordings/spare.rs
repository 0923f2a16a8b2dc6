//! A second copy of the recordings, in a cache of the browser. When Chromium finds the databases of a site damaged, as after a kill in
//! the midst of a write, it deletes all of them (docs/adr/0003-storage.md). Caches are kept apart from them.

use js_sys::{ArrayBuffer, decode_uri_component, encode_uri_component};
use wasm_bindgen::JsCast;
use web_sys::Response;

use super::super::caches::{self, Cache};
use super::super::home;
use super::super::indexed_db::{Unavailable, drop_detail};
use super::super::microphone::Recording;

/// Where the recordings seem to be. Nothing is ever requested from there.
const FOLDER: &str = "recordings/";
const CONTENT_TYPE: &str = "Content-Type";

/// The texts that have a copy.
pub(super) async fn texts() -> Vec<String> {
    let Some(cache) = existing().await else { return Vec::new() };
    caches::addresses(&cache).await.iter().filter_map(|address| text_of(address)).collect()
}

/// Copies a recording of a text, replacing an earlier copy. `None` if there is no room, or no cache.
pub(super) async fn put(text: &str, recording: &Recording) -> Option<()> {
    let response = Response::new_with_opt_buffer_source(Some(&recording.bytes)).ok()?;
    response.headers().set(CONTENT_TYPE, &recording.mime_type).ok()?;
    let cache = caches::open(&name()).await?;
    cache.put(&address_of(text), &response).ok()?.await.ok().map(drop)
}

/// Removes the copy of a text, if there is one.
pub(super) async fn remove(text: &str) -> Result<(), Unavailable> {
    let Some(cache) = existing().await else { return Ok(()) };
    cache.delete(&address_of(text)).map_err(drop_detail)?.await.map_err(drop_detail).map(drop)
}

/// The copy of a text. `None` if there is none.
pub(super) async fn get(text: &str) -> Option<Recording> {
    let found = existing().await?.find(&address_of(text)).ok()?.await.ok()?;
    let response = found.dyn_into::<Response>().ok()?;
    let mime_type = response.headers().get(CONTENT_TYPE).ok()?.unwrap_or_default();
    let bytes = response.array_buffer().ok()?.await.ok()?;
    Some(Recording { bytes: bytes.unchecked_into::<ArrayBuffer>(), mime_type })
}

async fn existing() -> Option<Cache> {
    caches::find(&name()).await
}

/// The service worker takes no cache of this name for one of an older version.
fn name() -> String {
    home::name("recordings-of-unknot")
}

fn address_of(text: &str) -> String {
    format!("{}{FOLDER}{}", home::url(), String::from(encode_uri_component(text)))
}

fn text_of(address: &str) -> Option<String> {
    let (_, encoded) = address.split_once(FOLDER)?;
    decode_uri_component(encoded).ok().map(String::from)
}
