//! Locks between tabs (Web Locks). Where a browser lacks them, one tab is taken for granted.

use js_sys::{Function, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::{reflect, task};

/// Held while a session runs, so that no tab updates the app under it.
pub(crate) const SESSION: &str = "unknot-session";
/// Held while the log is written, so that no two tabs write at once.
pub(crate) const LOG: &str = "unknot-log";

/// A lock that is held until it is dropped.
#[must_use = "a lock is let go when it is dropped"]
pub(crate) struct Held {
    release: Option<Function>,
}

impl Drop for Held {
    fn drop(&mut self) {
        if let Some(release) = &self.release {
            // Resolving a promise can't fail.
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}

/// Waits until no other tab holds the lock of that name, and holds it.
pub(crate) async fn acquire(name: &'static str) -> Held {
    let Some(locks) = reflect::get(&reflect::navigator(), "locks") else {
        return Held { release: None };
    };
    let mut release = None;
    let until = Promise::new(&mut |resolve, _| release = Some(resolve));
    // The promise resolves when the browser grants the lock; the lock is held until `until` does.
    let granted = Promise::new(&mut |resolve, reject| {
        let until = until.clone();
        let body = Closure::once_into_js(move |_lock: JsValue| -> Promise {
            let _ = resolve.call0(&JsValue::UNDEFINED);
            until
        });
        let Some(request) = reflect::call(&locks, "request", &[&name.into(), &body]) else {
            let _ = reject.call0(&JsValue::UNDEFINED);
            return;
        };
        // A refusal (a page that is being closed) must not show as an unhandled error.
        task::spawn(async move {
            if JsFuture::from(request.unchecked_into::<Promise>()).await.is_err() {
                let _ = reject.call0(&JsValue::UNDEFINED);
            }
        });
    });
    match JsFuture::from(granted).await {
        Ok(_) => Held { release },
        Err(_) => Held { release: None },
    }
}

/// Whether any tab holds the lock of that name.
pub(crate) async fn is_held(name: &str) -> bool {
    let Some(locks) = reflect::get(&reflect::navigator(), "locks") else { return false };
    let Some(query) = reflect::call(&locks, "query", &[]) else { return false };
    let Ok(state) = JsFuture::from(query.unchecked_into::<Promise>()).await else { return false };
    let Some(held) = reflect::get(&state, "held") else { return false };
    js_sys::Array::from(&held).iter().any(|lock| {
        reflect::get(&lock, "name").and_then(|name| name.as_string()).as_deref() == Some(name)
    })
}
