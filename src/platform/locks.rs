//! Locks between tabs (Web Locks). In a browser without them, a single tab is assumed.
//!
//! No crate is used: `weblocks` can't query which locks are held, and leptos-use needs web-sys'
//! unstable flag.

use std::cell::RefCell;
use std::rc::Rc;

use futures::channel::oneshot;
use futures::future::{Either, select};
use js_sys::{Function, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Navigator;

use super::globals::window;
use super::task;

// Behind web-sys' unstable flag.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = Navigator)]
    type LockNavigator;

    #[wasm_bindgen(method, getter, catch)]
    fn locks(this: &LockNavigator) -> Result<Option<LockManager>, JsValue>;

    type LockManager;

    #[wasm_bindgen(method, catch)]
    fn request(this: &LockManager, name: &str, callback: &Function) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn query(this: &LockManager) -> Result<Promise<Snapshot>, JsValue>;

    #[wasm_bindgen(js_name = LockManagerSnapshot)]
    type Snapshot;

    #[wasm_bindgen(method, getter)]
    fn held(this: &Snapshot) -> Vec<LockInfo>;

    type LockInfo;

    #[wasm_bindgen(method, getter)]
    fn name(this: &LockInfo) -> String;
}

/// The prefix of the names of session locks. While one is held, no tab updates the app.
pub(crate) const SESSION: &str = "unknot-session";

/// The name of the lock of one session. While it is held, the session is running, so it hasn't been
/// interrupted.
pub(crate) fn session_lock_name(id: &str) -> String {
    format!("{SESSION}.{id}")
}

/// The name of the lock for writing the log, so that no two tabs write at once.
pub(crate) const LOG: &str = "unknot-log";

/// A lock that is held until this is dropped.
#[must_use = "the lock is released when this is dropped"]
pub(crate) struct LockGuard {
    release: Option<Function>,
}

impl Drop for LockGuard {
    fn drop(&mut self) {
        if let Some(release) = &self.release {
            // Resolving a promise can't fail.
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}

/// Waits until no other tab holds the lock of that name, and acquires it.
///
/// If the browser has no locks or refuses the request, as in a page that is being closed, the guard
/// holds nothing, because the caller has to continue anyway.
pub(crate) async fn acquire(name: &str) -> LockGuard {
    LockGuard { release: request(name).await }
}

/// Resolves once the lock is granted, with the function that releases it.
async fn request(name: &str) -> Option<Function> {
    let manager = manager()?;
    let mut release = None;
    let released = Promise::new(&mut |resolve, _| release = Some(resolve));
    let (sender, granted) = oneshot::channel();
    // The lock is held until the promise that the callback returns is resolved.
    let callback = Closure::once_into_js(move |_lock: JsValue| -> Promise {
        // If nothing waits for it any more, it is released at once.
        if sender.send(()).is_ok() { released } else { Promise::resolve(&JsValue::UNDEFINED) }
    });
    let request = manager.request(name, callback.unchecked_ref()).ok()?;
    // The browser settles the request itself when the lock is released, or when it refuses.
    match select(granted, JsFuture::from(request)).await {
        Either::Left((Ok(()), _)) => release,
        _ => None,
    }
}

/// A requested lock. It is held from when it is granted until this is dropped. If dropped earlier, it
/// is released as soon as it is granted.
#[must_use = "the lock is released when this is dropped"]
pub(crate) struct LockRequest {
    _guard: Rc<RefCell<Option<LockGuard>>>,
}

/// Requests the lock of that name without waiting for it.
pub(crate) fn request_in_background(name: String) -> LockRequest {
    let guard = Rc::new(RefCell::new(None));
    let wanted = Rc::downgrade(&guard);
    task::spawn(async move {
        let granted = acquire(&name).await;
        if let Some(guard) = wanted.upgrade() {
            guard.replace(Some(granted));
        }
    });
    LockRequest { _guard: guard }
}

/// Whether any tab holds a lock whose name begins with `prefix`.
pub(crate) async fn is_held(prefix: &str) -> bool {
    held_names().await.iter().any(|name| name.starts_with(prefix))
}

/// The names of all locks that tabs hold. Empty if the browser doesn't say.
pub(crate) async fn held_names() -> Vec<String> {
    let Some(Ok(query)) = manager().map(|manager| manager.query()) else { return Vec::new() };
    let snapshot = query.await;
    snapshot.map_or_else(|_| Vec::new(), |it| it.held().iter().map(LockInfo::name).collect())
}

fn manager() -> Option<LockManager> {
    window().navigator().unchecked_into::<LockNavigator>().locks().ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::{EventLog, OtherPage, Stub, wait_until};
    use futures::FutureExt;
    use wasm_bindgen_test::wasm_bindgen_test;

    /// Waits until no tab holds the lock: the browser reports a release a little later.
    async fn wait_until_free(name: &str) {
        wait_until(async || !is_held(name).await).await;
    }

    #[wasm_bindgen_test]
    async fn second_request_waits_until_the_first_is_released() {
        let first = acquire("test-a").await;
        let log = EventLog::new();
        let write = log.listener();
        let release = log.clone();
        task::spawn(async move {
            let second = acquire("test-a").await;
            write("second");
            release.until("release").await;
            drop(second);
        });
        // Once the browser responds to this query, it has seen the second request.
        assert!(is_held("test-a").await);
        assert!(is_held("test-a").await);
        assert_eq!(log.take(), [""; 0]);
        drop(first);
        log.until("second").await;
        assert!(is_held("test-a").await);
        log.listener()("release");
        wait_until_free("test-a").await;
    }

    #[wasm_bindgen_test]
    async fn held_lock_is_found_by_its_name_and_by_a_prefix() {
        assert!(!is_held("test-b").await);
        let guard = acquire("test-b").await;
        assert!(is_held("test-b").await);
        assert!(is_held("test-").await);
        assert!(held_names().await.iter().all(|name| name != "test-"));
        assert!(!is_held("test-c").await);
        let other = acquire("test-c").await;
        drop(guard);
        wait_until_free("test-b").await;
        assert!(is_held("test-c").await);
        drop(other);
        wait_until_free("test-c").await;
    }

    #[wasm_bindgen_test]
    async fn dropped_request_holds_nothing_once_it_is_granted() {
        // A session that ends while one in another tab continues.
        let other = acquire("test-e").await;
        let request = request_in_background("test-e".to_owned());
        assert!(is_held("test-e").await);
        drop(request);
        drop(other);
        let next = acquire("test-e").await;
        drop(next);
        wait_until_free("test-e").await;
    }

    #[wasm_bindgen_test]
    async fn abandoned_request_releases_the_lock() {
        let guard = acquire("test-h").await;
        assert!(acquire("test-h").now_or_never().is_none());
        drop(guard);
        wait_until_free("test-h").await;
    }

    #[wasm_bindgen_test]
    async fn request_in_background_holds_the_lock_once_it_is_granted() {
        let request = request_in_background("test-f".to_owned());
        wait_until(async || is_held("test-f").await).await;
        drop(request);
        wait_until_free("test-f").await;
    }

    #[wasm_bindgen_test]
    async fn lock_of_another_tab_is_held_until_the_tab_is_closed() {
        let tab = OtherPage::open();
        tab.run(
            "new Promise((granted) => {
                navigator.locks.request('test-d', () => {
                    granted();
                    return new Promise(() => {});
                });
            })",
        )
        .await;
        assert!(is_held("test-d").await);
        drop(tab);
        let guard = acquire("test-d").await;
        assert!(is_held("test-d").await);
        drop(guard);
        wait_until_free("test-d").await;
    }

    #[wasm_bindgen_test]
    async fn missing_or_refused_locks_keep_nothing_waiting() {
        for locks in [
            "undefined",
            "{ request: async () => { throw new DOMException('', 'AbortError'); } }",
            "{ request: () => { throw new TypeError(); }, query: () => { throw new TypeError(); } }",
        ] {
            let _browser = Stub::property("navigator", "locks", locks);
            let _guard = acquire("test-g").await;
            assert!(!is_held("test-g").await);
        }
    }
}
