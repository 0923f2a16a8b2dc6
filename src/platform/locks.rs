//! Locks between tabs (Web Locks). Where a browser lacks them, one tab is taken for granted.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::{reflect, task};

/// What the name of a lock begins with that is held while a session runs, so that no tab updates the
/// app under it.
pub(crate) const SESSION: &str = "unknot-session";

/// Held while a certain session runs, which therefore is not interrupted.
pub(crate) fn of_session(id: &str) -> String {
    format!("{SESSION}.{id}")
}

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
pub(crate) async fn acquire(name: &str) -> Held {
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

/// A lock that has been asked for: held from when it is granted until this is dropped. Dropped
/// before, it is let go as soon as it is granted.
#[must_use = "a lock is let go when it is dropped"]
pub(crate) struct Claim {
    _held: Rc<RefCell<Option<Held>>>,
}

/// Asks for the lock of that name without waiting for it.
pub(crate) fn claim(name: String) -> Claim {
    let held = Rc::new(RefCell::new(None));
    let wanted = Rc::downgrade(&held);
    task::spawn(async move {
        let granted = acquire(&name).await;
        if let Some(held) = wanted.upgrade() {
            held.replace(Some(granted));
        }
    });
    Claim { _held: held }
}

/// Whether any tab holds a lock of a name that begins so.
pub(crate) async fn is_held(name: &str) -> bool {
    names_held().await.iter().any(|held| held.starts_with(name))
}

/// The names of all locks that a tab holds.
pub(crate) async fn names_held() -> Vec<String> {
    let query = reflect::get(&reflect::navigator(), "locks")
        .and_then(|locks| reflect::call(&locks, "query", &[]))
        .unwrap_or_default();
    let state = JsFuture::from(Promise::resolve(&query)).await.unwrap_or_default();
    let held = reflect::get(&state, "held").unwrap_or_else(|| js_sys::Array::new().into());
    let name = |lock: JsValue| reflect::get(&lock, "name")?.as_string();
    js_sys::Array::from(&held).iter().filter_map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::{EventLog, OtherPage, wait_until};
    use wasm_bindgen_test::wasm_bindgen_test;

    /// Waits until nobody holds the lock: the browser is told of a release a little later.
    async fn is_free(name: &str) {
        wait_until(async || !is_held(name).await).await;
    }

    #[wasm_bindgen_test]
    async fn the_second_waits_until_the_first_lets_go() {
        let first = acquire("test-a").await;
        let got = EventLog::new();
        let tell = got.listener();
        let told = got.clone();
        task::spawn(async move {
            let second = acquire("test-a").await;
            tell("second");
            told.until("enough").await;
            drop(second);
        });
        // The browser has seen the second request when it answers this.
        assert!(is_held("test-a").await);
        assert!(is_held("test-a").await);
        assert_eq!(got.take(), [""; 0]);
        drop(first);
        got.until("second").await;
        assert!(is_held("test-a").await);
        got.listener()("enough");
        is_free("test-a").await;
    }

    #[wasm_bindgen_test]
    async fn a_lock_is_held_by_its_own_name_and_by_how_it_begins() {
        assert!(!is_held("test-b").await);
        let held = acquire("test-b").await;
        assert!(is_held("test-b").await);
        assert!(is_held("test-").await);
        assert!(names_held().await.iter().all(|held| held != "test-"));
        assert!(!is_held("test-c").await);
        let other = acquire("test-c").await;
        drop(held);
        is_free("test-b").await;
        assert!(is_held("test-c").await);
        drop(other);
        is_free("test-c").await;
    }

    #[wasm_bindgen_test]
    async fn a_claim_that_is_given_up_holds_nothing_whenever_it_is_granted() {
        // A session that ends while that of another tab goes on.
        let other = acquire("test-e").await;
        let claim = claim("test-e".to_owned());
        assert!(is_held("test-e").await);
        drop(claim);
        drop(other);
        let next = acquire("test-e").await;
        drop(next);
        is_free("test-e").await;
    }

    #[wasm_bindgen_test]
    async fn a_claim_holds_from_when_it_is_granted() {
        let claim = claim("test-f".to_owned());
        wait_until(async || is_held("test-f").await).await;
        drop(claim);
        is_free("test-f").await;
    }

    #[wasm_bindgen_test]
    async fn what_another_tab_holds_is_held() {
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
        // Closed as it is: the browser lets go of what it held.
        drop(tab);
        let held = acquire("test-d").await;
        assert!(is_held("test-d").await);
        drop(held);
        is_free("test-d").await;
    }
}
