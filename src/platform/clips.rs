//! Clips: files of speech, which the browser decodes.

use js_sys::{Array, Float32Array};
use wasm_bindgen::{JsCast, JsValue};

use super::download::{answer, bytes};
use super::reflect;

/// Caches of this app's voices begin so (public/sw.template.js).
const VOICE_CACHES: &str = "unknot-voice-";

/// Whether the service worker has kept any clips.
pub(crate) async fn are_kept() -> bool {
    let names = async {
        let caches = reflect::get(&js_sys::global(), "caches")?;
        answer(&caches, "keys", &[]).await?.dyn_into::<Array>().ok()
    };
    let is_voice =
        |name: JsValue| name.as_string().is_some_and(|name| name.starts_with(VOICE_CACHES));
    names.await.is_some_and(|names| names.iter().any(is_voice))
}

/// The samples of a file beside the page, so many a second, between -1 and 1; `None` where it can't be had, or the browser
/// does not know what is in it.
pub(crate) async fn samples(name: &str, rate: u32) -> Option<Vec<f32>> {
    let file = bytes(name).await?;
    // It never plays anything: of all contexts it alone decodes to a rate of one's choice, and needs no tap.
    let context = reflect::construct("OfflineAudioContext", &[&1.into(), &1.into(), &rate.into()])?;
    let decoded = answer(&context, "decodeAudioData", &[&file]).await?;
    let channel: Float32Array =
        reflect::call(&decoded, "getChannelData", &[&0.into()])?.dyn_into().ok()?;
    Some(channel.to_vec())
}
