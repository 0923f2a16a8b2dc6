//! Whether the browser promises to keep what is stored.

use wasm_bindgen_futures::JsFuture;

use super::globals::window;

/// Whether the promise is given.
pub(crate) async fn is_promised() -> bool {
    let Ok(promise) = window().navigator().storage().persisted() else { return false };
    JsFuture::from(promise).await.is_ok_and(|answer| answer.is_truthy())
}

/// Asks for the promise, and answers whether it is given. Some browsers ask the person.
pub(crate) async fn ask() -> bool {
    let Ok(promise) = window().navigator().storage().persist() else { return false };
    JsFuture::from(promise).await.is_ok_and(|answer| answer.is_truthy())
}
