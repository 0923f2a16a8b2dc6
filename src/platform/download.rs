//! Downloads of files that are served next to the page.

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{AbortSignal, RequestCache, RequestInit, Response};

#[wasm_bindgen]
extern "C" {
    // In web-sys `timeout` doesn't catch, though Safari has it only since 16.
    #[wasm_bindgen(catch, js_namespace = AbortSignal, js_name = timeout)]
    fn abort_after(ms: u32) -> Result<AbortSignal, JsValue>;

    // Nor does `fetch`, which extensions replace.
    #[wasm_bindgen(catch, js_name = fetch)]
    fn request(name: &str, init: &RequestInit) -> Result<Promise<Response>, JsValue>;
}

/// The time limit of a download, after which the person is notified and can try again.
const LIMIT_MS: u32 = 30_000;

/// The response for a file next to the page. `None` if it can't be fetched or the server reports an
/// error.
pub(super) async fn fetch(name: &str, cache: RequestCache) -> Option<Response> {
    let init = RequestInit::new();
    init.set_cache(cache);
    // Without a limit the browser's own applies.
    init.set_signal(abort_after(LIMIT_MS).ok().as_ref());
    let response = request(name, &init).ok()?.await.ok()?;
    response.ok().then_some(response)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::Stub;
    use wasm_bindgen_test::wasm_bindgen_test;

    async fn text(name: &str) -> Option<String> {
        let response = fetch(name, RequestCache::NoCache).await?;
        response.text().ok()?.await.ok()?.as_string()
    }

    #[wasm_bindgen_test]
    async fn file_is_fetched_and_a_failure_is_none() {
        assert_eq!(text("data:text/plain,two%20words").await.as_deref(), Some("two words"));
        assert_eq!(text("no-such-file.txt").await, None);
        assert_eq!(text("unknown-scheme:nothing").await, None);
    }

    #[wasm_bindgen_test]
    async fn browser_without_abort_timeouts_fetches_without_a_limit() {
        let _browser = Stub::property("AbortSignal", "timeout", "undefined");
        assert_eq!(text("data:text/plain,two%20words").await.as_deref(), Some("two words"));
    }
}
