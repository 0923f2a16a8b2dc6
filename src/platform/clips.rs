//! Speech clips: audio files, cached by voice (public/sw.template.js).

use std::collections::HashSet;

use js_sys::ArrayBuffer;
use wasm_bindgen::JsCast;
use web_sys::{AudioBuffer, OfflineAudioContext, RequestCache, Response};

use super::caches::{self, Cache};
use super::download::fetch;
use super::{home, service_worker};

/// The prefix of the names of this app's voice caches.
const VOICE_CACHES: &str = "unknot-voice-";

/// The content types with which hosts serve a clip.
const CONTENT_TYPES: [&str; 2] = ["audio/", "application/octet-stream"];

/// Whether any clips are cached.
pub(crate) async fn are_any_cached() -> bool {
    let home = home::path();
    // Neither a voice nor a version contains the character that separates it from the path.
    let is_voice = |name: &String| {
        name.starts_with(VOICE_CACHES) && name.split_once('@').is_some_and(|(_, path)| path == home)
    };
    caches::names().await.iter().any(is_voice)
}

/// Whether all these clips of a voice are cached.
pub(crate) async fn are_all_cached(voice: &str, names: &[String]) -> bool {
    let cached = match caches::existing(&cache_name(voice)).await {
        Ok(Some(cache)) => caches::addresses(&cache).await.unwrap_or_default(),
        _ => Vec::new(),
    };
    let cached: HashSet<_> = cached.iter().map(|address| last_segment(address)).collect();
    !names.is_empty() && names.iter().all(|name| cached.contains(last_segment(name)))
}

/// Caches a clip of a voice. Returns whether it is in the cache.
pub(crate) async fn add_to_cache(voice: &str, name: &str) -> bool {
    let added = async {
        let cache = cache_of(voice).await?;
        if are_cached_by_service_worker() {
            // It knows the digest of each clip, and replaces one that is wrong.
            fetch(name, RequestCache::Default).await?;
            return cache.find(name).ok()?.await.ok()?.is_truthy().then_some(());
        }
        if cache.find(name).ok()?.await.ok()?.is_truthy() {
            return Some(());
        }
        let response = fetch(name, RequestCache::Default).await?;
        // A network's login page is not a clip. The service worker makes the same check.
        let content_type = response.headers().get("Content-Type").ok()??;
        if !CONTENT_TYPES.iter().any(|known| content_type.starts_with(known)) {
            return None;
        }
        cache.put(name, &response).ok()?.await.ok().map(drop)
    };
    added.await.is_some()
}

/// The samples of a clip, between -1 and 1, at `rate` per second. `None` if it can't be fetched or
/// decoded.
pub(crate) async fn samples(voice: &str, name: &str, rate: u32) -> Option<Vec<f32>> {
    let response: Response = fetch(name, RequestCache::Default).await?;
    let bytes = response.array_buffer().ok()?.await.ok()?;
    let samples = decode(bytes.unchecked_ref(), rate).await;
    if samples.is_none() {
        // Whatever it is, it shouldn't be served from the cache again. If it stays, the next attempt fails too.
        if let Ok(deletion) = cache_of(voice).await?.delete(name) {
            let _ = deletion.await;
        }
    }
    samples
}

/// The samples of an audio file, between -1 and 1, at `rate` per second. `None` if the browser can't
/// decode it. The buffer is detached.
#[expect(clippy::cast_precision_loss, reason = "sample rates are small")]
pub(super) async fn decode(file: &ArrayBuffer, rate: u32) -> Option<Vec<f32>> {
    // It never plays anything. No other context decodes to a given rate without a tap.
    let context = OfflineAudioContext::new_with_number_of_channels_and_length_and_sample_rate(
        1,
        1,
        rate as f32,
    );
    let decoded = context.ok()?.decode_audio_data(file).ok()?.await.ok()?;
    decoded.unchecked_into::<AudioBuffer>().get_channel_data(0).ok()
}

/// Whether the service worker handles this page's requests, and so caches the clips that it fetches.
/// On a first visit it doesn't yet.
pub(crate) fn are_cached_by_service_worker() -> bool {
    service_worker::is_in_control()
}

/// The cache of a voice. It is created if it doesn't exist.
async fn cache_of(voice: &str) -> Option<Cache> {
    caches::open(&cache_name(voice)).await
}

/// The name of the cache of a voice, which the service worker uses as well.
fn cache_name(voice: &str) -> String {
    format!("{VOICE_CACHES}{voice}@{}", home::path())
}

fn last_segment(address: &str) -> &str {
    address.rsplit('/').next().unwrap_or(address)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::{Moved, Stub};
    use wasm_bindgen_test::wasm_bindgen_test;

    const CLIP: &str = "https://clips.test/voice/test/1.m4a";

    /// Responds to requests with that content type, and reports the number of requests.
    fn serve(content_type: &str) -> Stub {
        Stub::install(&format!(
            "const fetch = window.fetch;
            let count = 0;
            window.fetch = async () => {{
                count += 1;
                return new Response('no sound', {{ headers: {{ 'Content-Type': '{content_type}' }} }});
            }};
            return {{ restore: () => {{ window.fetch = fetch; }}, report: () => String(count) }};"
        ))
    }

    /// Deletes the caches of all voices: those of other tests, too.
    async fn clear() {
        for name in caches::names().await {
            if name.starts_with(VOICE_CACHES) {
                caches::delete(&name).await;
            }
        }
    }

    #[wasm_bindgen_test]
    async fn clip_is_fetched_once_and_cached() {
        clear().await;
        assert!(!are_any_cached().await);
        let server = serve("audio/mp4");
        assert!(add_to_cache("test", CLIP).await);
        assert!(add_to_cache("test", CLIP).await);
        assert_eq!(server.report(), "1");
        assert!(are_any_cached().await);
        clear().await;
    }

    #[wasm_bindgen_test]
    async fn voice_is_complete_once_each_of_its_clips_is_cached() {
        clear().await;
        let _server = serve("audio/mp4");
        let names = [CLIP, "https://clips.test/voice/test/2.m4a"].map(str::to_owned);
        assert!(!are_all_cached("test", &names).await);
        assert!(!are_any_cached().await, "looking creates no cache");
        assert!(add_to_cache("test", &names[0]).await);
        assert!(!are_all_cached("test", &names).await);
        assert!(add_to_cache("test", &names[1]).await);
        assert!(are_all_cached("test", &names).await && !are_all_cached("other", &names).await);
        clear().await;
    }

    #[wasm_bindgen_test]
    async fn clips_of_a_copy_in_another_folder_are_not_its_own() {
        clear().await;
        let _server = serve("audio/mp4");
        for folder in ["/x@/", "/a/", "/"] {
            let _moved = Moved::to(folder);
            assert!(!are_any_cached().await, "{folder}");
            assert!(add_to_cache("test", CLIP).await);
            assert!(are_any_cached().await, "{folder}");
        }
        clear().await;
    }

    #[wasm_bindgen_test]
    async fn login_page_of_a_network_is_not_cached() {
        clear().await;
        let server = serve("text/html");
        assert!(!add_to_cache("test", CLIP).await);
        assert!(!add_to_cache("test", CLIP).await);
        assert_eq!(server.report(), "2");
        clear().await;
    }

    #[wasm_bindgen_test]
    async fn undecodable_clip_has_no_samples_and_is_removed_from_the_cache() {
        clear().await;
        let server = serve("audio/mp4");
        assert!(add_to_cache("test", CLIP).await);
        assert_eq!(samples("test", CLIP, 24_000).await, None);
        assert!(add_to_cache("test", CLIP).await);
        assert_eq!(server.report(), "3");
        clear().await;
    }

    #[wasm_bindgen_test]
    async fn browser_without_caches_caches_nothing() {
        let _browser = Stub::property("window", "caches", "undefined");
        let _server = serve("audio/mp4");
        assert!(!are_any_cached().await);
        assert!(!add_to_cache("test", CLIP).await);
        assert_eq!(samples("test", CLIP, 24_000).await, None);
    }
}
