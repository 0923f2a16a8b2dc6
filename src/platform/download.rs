//! Files beside the page.

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::reflect;

/// How long a file may take; then the person is told, and can try again.
const PATIENCE_MS: u32 = 30_000;

/// The text of a file beside the page; `None` where it can't be had.
///
/// What the browser has kept of it is asked for anew: it may be some network's page to log in.
pub(crate) async fn text(name: &str) -> Option<String> {
    answer(&fetch(name, "no-cache").await?, "text", &[]).await?.as_string()
}

/// What the page's host answers, if it has the file.
pub(super) async fn fetch(name: &str, cache: &str) -> Option<JsValue> {
    let options = js_sys::Object::new();
    reflect::set(&options, "cache", &cache.into());
    if let Some(limit) = reflect::get(&js_sys::global(), "AbortSignal")
        .and_then(|signals| reflect::call(&signals, "timeout", &[&PATIENCE_MS.into()]))
    {
        reflect::set(&options, "signal", &limit);
    }
    let response = answer(&js_sys::global(), "fetch", &[&name.into(), &options]).await?;
    reflect::get(&response, "ok")?.is_truthy().then_some(response)
}

/// What the promise of a method comes to.
pub(super) async fn answer(of: &JsValue, method: &str, arguments: &[&JsValue]) -> Option<JsValue> {
    let promise: Promise = reflect::call(of, method, arguments)?.dyn_into().ok()?;
    JsFuture::from(promise).await.ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    async fn what_is_there_is_read_and_what_is_not_is_nothing() {
        assert_eq!(text("data:text/plain,two%20words").await.as_deref(), Some("two words"));
        assert_eq!(text("no-such-file.txt").await, None);
        assert_eq!(text("unknown-scheme:nothing").await, None);
    }
}
