//! Files beside the page.

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::reflect;

/// The text of a file beside the page; `None` where it can't be had.
pub(crate) async fn text(name: &str) -> Option<String> {
    let response = answer(&js_sys::global(), "fetch", &[&name.into()]).await?;
    if !reflect::get(&response, "ok")?.is_truthy() {
        return None;
    }
    answer(&response, "text", &[]).await?.as_string()
}

/// What the promise of a method comes to.
async fn answer(of: &JsValue, method: &str, arguments: &[&JsValue]) -> Option<JsValue> {
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
