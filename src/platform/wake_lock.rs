//! Keeps the screen on (Screen Wake Lock).
//!
//! The browser releases the lock whenever the page is hidden, and may refuse it (low battery). It is
//! requested again when the page becomes visible. A refusal is not an error, because the track also
//! plays with the screen off.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Navigator;

use super::globals::window;
use super::{crash, page, task};

// Behind web-sys' unstable flag.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = Navigator)]
    type WakeLockNavigator;

    #[wasm_bindgen(method, getter, catch, js_name = wakeLock)]
    fn wake_lock(this: &WakeLockNavigator) -> Result<Option<WakeLockManager>, JsValue>;

    #[wasm_bindgen(js_name = WakeLock)]
    type WakeLockManager;

    #[wasm_bindgen(method, catch)]
    fn request(this: &WakeLockManager, kind: &str) -> Result<Promise<Sentinel>, JsValue>;

    #[wasm_bindgen(js_name = WakeLockSentinel)]
    type Sentinel;

    #[wasm_bindgen(method, getter, catch)]
    fn released(this: &Sentinel) -> Result<bool, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn release(this: &Sentinel) -> Result<Promise, JsValue>;
}

/// Whether this browser can keep the screen on.
pub(crate) fn is_supported() -> bool {
    manager().is_some()
}

/// The screen's wake lock.
#[derive(Clone, Default)]
pub(crate) struct WakeLock {
    held: Rc<RefCell<Option<Sentinel>>>,
    wanted: Rc<Cell<bool>>,
}

impl WakeLock {
    /// Keeps the screen on, or allows it to turn off. Has to be called again when the page becomes
    /// visible.
    pub(crate) fn set(&self, wanted: bool) {
        self.wanted.set(wanted);
        if !wanted {
            if let Some(sentinel) = self.held.take() {
                release(&sentinel);
            }
        } else if page::is_visible() && !self.is_held() {
            let this = self.clone();
            task::spawn(async move { this.request().await });
        }
    }

    fn is_held(&self) -> bool {
        self.held.borrow().as_ref().is_some_and(|sentinel| sentinel.released() == Ok(false))
    }

    async fn request(&self) {
        let Some(Ok(request)) = manager().map(|manager| manager.request("screen")) else { return };
        let Ok(sentinel) = request.await else { return };
        // In the meantime it may no longer be wanted, or another request may have been granted.
        if self.wanted.get() && !self.is_held() {
            crash::stop_with_program(&sentinel);
            *self.held.borrow_mut() = Some(sentinel);
        } else {
            release(&sentinel);
        }
    }
}

fn release(sentinel: &Sentinel) {
    // Releasing a lock that the browser has already released has no effect.
    let _ = sentinel.release();
}

fn manager() -> Option<WakeLockManager> {
    window().navigator().unchecked_into::<WakeLockNavigator>().wake_lock().ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::{Stub, next_frame, wait_until};
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    async fn every_lock_that_was_requested_is_released() {
        // How many locks the browser has given, and how many of them are held.
        let locks = Stub::install(
            "const request = WakeLock.prototype.request;
            const given = [];
            WakeLock.prototype.request = async function (type) {
                const sentinel = await request.call(this, type);
                given.push(sentinel);
                return sentinel;
            };
            return {
                restore: () => { WakeLock.prototype.request = request; },
                report: () => `${given.length} ${given.filter((one) => !one.released).length}`,
            };",
        );
        let are = async |wanted: &str| {
            next_frame().await;
            locks.report() == wanted
        };
        let lock = WakeLock::default();
        lock.set(true);
        lock.set(true);
        wait_until(async || are("2 1").await).await;
        lock.set(false);
        wait_until(async || are("2 0").await).await;
    }

    #[wasm_bindgen_test]
    fn browser_without_wake_locks_is_no_error() {
        let _browser = Stub::property("navigator", "wakeLock", "undefined");
        assert!(!is_supported());
        WakeLock::default().set(true);
    }
}
