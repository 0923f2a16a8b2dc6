//! A second copy of the recordings, in a cache of the browser. When Chromium finds the databases of a site damaged, as after a kill in
//! the midst of a write, it deletes all of them (docs/adr/0003-storage.md). Caches are kept apart from them.

use js_sys::{ArrayBuffer, decode_uri_component, encode_uri_component};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Response;

use super::super::caches::{self, Cache};
use super::super::home;
use super::super::indexed_db::{Unavailable, drop_detail};
use super::super::microphone::Recording;
use super::super::scheduling::within;
use unknot_core::domain::time::Millis;

/// Where the recordings seem to be. Nothing is ever requested from there.
const FOLDER: &str = "recordings/";
const CONTENT_TYPE: &str = "Content-Type";
/// The time limit for what the browser does with a cache.
const LIMIT: Millis = Millis::secs(10);

/// The texts that have a copy.
pub(super) async fn texts() -> Result<Vec<String>, Unavailable> {
    limited(async {
        let Some(cache) = existing().await? else { return Ok(Vec::new()) };
        let addresses = caches::addresses(&cache).await.map_err(|_| Unavailable)?;
        Ok(addresses.iter().filter_map(|address| text_of(address)).collect())
    })
    .await
}

/// Copies a recording of a text, replacing an earlier copy.
pub(super) async fn put(text: &str, recording: &Recording) -> Result<(), Unavailable> {
    limited(async {
        let response = response_of(recording).map_err(drop_detail)?;
        let cache = caches::open(&name()).await.ok_or(Unavailable)?;
        cache.put(&address_of(text), &response).map_err(drop_detail)?.await.map_err(drop_detail)?;
        Ok(())
    })
    .await
}

/// Removes the copy of a text, if there is one.
pub(super) async fn remove(text: &str) -> Result<(), Unavailable> {
    limited(async {
        let Some(cache) = existing().await? else { return Ok(()) };
        cache.delete(&address_of(text)).map_err(drop_detail)?.await.map_err(drop_detail)?;
        Ok(())
    })
    .await
}

/// The copy of a text. `None` if there is none.
pub(super) async fn get(text: &str) -> Result<Option<Recording>, Unavailable> {
    limited(async {
        let Some(cache) = existing().await? else { return Ok(None) };
        let found =
            cache.find(&address_of(text)).map_err(drop_detail)?.await.map_err(drop_detail)?;
        let Ok(response) = found.dyn_into::<Response>() else { return Ok(None) };
        let mime_type = response.headers().get(CONTENT_TYPE).map_err(drop_detail)?;
        let bytes = response.array_buffer().map_err(drop_detail)?.await.map_err(drop_detail)?;
        let bytes = bytes.unchecked_into::<ArrayBuffer>();
        Ok(Some(Recording { bytes, mime_type: mime_type.unwrap_or_default() }))
    })
    .await
}

async fn existing() -> Result<Option<Cache>, Unavailable> {
    caches::existing(&name()).await.map_err(|_| Unavailable)
}

async fn limited<T>(work: impl Future<Output = Result<T, Unavailable>>) -> Result<T, Unavailable> {
    within(LIMIT, work).await.unwrap_or(Err(Unavailable))
}

fn response_of(recording: &Recording) -> Result<Response, JsValue> {
    let response = Response::new_with_opt_buffer_source(Some(&recording.bytes))?;
    response.headers().set(CONTENT_TYPE, &recording.mime_type)?;
    Ok(response)
}

/// The service worker takes no cache of this name for one of an older version.
fn name() -> String {
    home::name("recordings-of-unknot")
}

fn address_of(text: &str) -> String {
    folder() + &String::from(encode_uri_component(text))
}

fn text_of(address: &str) -> Option<String> {
    decode_uri_component(address.strip_prefix(&folder())?).ok().map(String::from)
}

fn folder() -> String {
    home::url() + FOLDER
}
