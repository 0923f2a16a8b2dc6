//! Clips: files of speech, which the browser decodes, and which are kept in a cache of their voice (public/sw.template.js).

use js_sys::{Array, Float32Array};
use wasm_bindgen::{JsCast, JsValue};

use super::download::{answer, fetch};
use super::reflect;

/// Caches of this app's voices begin so.
const VOICE_CACHES: &str = "unknot-voice-";

/// What hosts say that a clip is.
const KINDS: [&str; 2] = ["audio/", "application/octet-stream"];

/// Whether any clips are kept.
pub(crate) async fn are_kept() -> bool {
    let names = async {
        let caches = reflect::get(&js_sys::global(), "caches")?;
        answer(&caches, "keys", &[]).await?.dyn_into::<Array>().ok()
    };
    let is_voice =
        |name: JsValue| name.as_string().is_some_and(|name| name.starts_with(VOICE_CACHES));
    names.await.is_some_and(|names| names.iter().any(is_voice))
}

/// Keeps a clip of that voice; whether it is kept from now on.
pub(crate) async fn keep(voice: &str, name: &str) -> bool {
    let kept = async {
        let cache = cache_of(voice).await?;
        if answer(&cache, "match", &[&name.into()]).await?.is_truthy() {
            return Some(());
        }
        let response = fetch(name, "default").await?;
        // Some network's page to log in is no clip. The worker keeps the same.
        let headers = reflect::get(&response, "headers")?;
        let kind = reflect::call(&headers, "get", &[&"Content-Type".into()])?.as_string()?;
        if !KINDS.iter().any(|known| kind.starts_with(known)) {
            return None;
        }
        answer(&cache, "put", &[&name.into(), &response]).await.map(|_| ())
    };
    kept.await.is_some()
}

/// The samples of a clip of that voice, so many a second, between -1 and 1; `None` where it can't be had, or the browser does
/// not know what is in it.
pub(crate) async fn samples(voice: &str, name: &str, rate: u32) -> Option<Vec<f32>> {
    let file = answer(&fetch(name, "default").await?, "arrayBuffer", &[]).await?;
    let samples = decode(&file, rate).await;
    if samples.is_none() {
        // Whatever it is, it is no reason to be asked for again and again.
        answer(&cache_of(voice).await?, "delete", &[&name.into()]).await;
    }
    samples
}

/// The samples of a file that this browser can decode, so many a second, between -1 and 1. The file's bytes are used up.
pub(super) async fn decode(file: &JsValue, rate: u32) -> Option<Vec<f32>> {
    // It never plays anything: of all contexts it alone decodes to a rate of one's choice, and needs no tap.
    let context = reflect::construct("OfflineAudioContext", &[&1.into(), &1.into(), &rate.into()])?;
    let decoded = answer(&context, "decodeAudioData", &[file]).await?;
    let channel: Float32Array =
        reflect::call(&decoded, "getChannelData", &[&0.into()])?.dyn_into().ok()?;
    Some(channel.to_vec())
}

/// Whether the service worker answers for this page, and so keeps what is fetched. On a first visit it does not yet.
pub(crate) fn are_kept_by_the_worker() -> bool {
    let workers = reflect::get(&reflect::navigator(), "serviceWorker");
    workers.is_some_and(|workers| reflect::get(&workers, "controller").is_some())
}

/// The cache of a voice, as the service worker names it.
async fn cache_of(voice: &str) -> Option<JsValue> {
    let global = js_sys::global();
    let caches = reflect::get(&global, "caches")?;
    let here = reflect::get(&reflect::get(&global, "location")?, "href")?;
    let home = reflect::construct("URL", &[&"./".into(), &here])?;
    let home = reflect::get(&home, "pathname")?.as_string()?;
    answer(&caches, "open", &[&format!("{VOICE_CACHES}{voice}@{home}").into()]).await
}
