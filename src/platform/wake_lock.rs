//! Keeping the screen on.
//!
//! The browser lets go of the lock whenever the page is hidden, and may refuse it (low battery): it
//! is asked for again when the page is back in front, and a refusal is no error, because the track
//! plays with the screen off.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::{page, reflect, task};

/// Whether this browser can keep the screen on.
pub(crate) fn is_there() -> bool {
    reflect::get(&reflect::navigator(), "wakeLock").is_some()
}

/// The screen's wake lock.
#[derive(Clone, Default)]
pub(crate) struct WakeLock {
    held: Rc<RefCell<Option<JsValue>>>,
    wanted: Rc<RefCell<bool>>,
}

impl WakeLock {
    /// Keeps the screen on, or lets it go off. To be said again when the page is back in front.
    pub(crate) fn set(&self, wanted: bool) {
        *self.wanted.borrow_mut() = wanted;
        if !wanted {
            if let Some(sentinel) = self.held.borrow_mut().take() {
                reflect::call(&sentinel, "release", &[]);
            }
        } else if page::is_visible() && !self.is_held() {
            let this = self.clone();
            task::spawn(async move { this.request().await });
        }
    }

    fn is_held(&self) -> bool {
        let released = |sentinel: &JsValue| {
            reflect::get(sentinel, "released").is_none_or(|released| released.is_truthy())
        };
        self.held.borrow().as_ref().is_some_and(|sentinel| !released(sentinel))
    }

    async fn request(&self) {
        let Some(api) = reflect::get(&reflect::navigator(), "wakeLock") else { return };
        let Some(promise) = reflect::call(&api, "request", &[&"screen".into()]) else { return };
        let Ok(sentinel) = JsFuture::from(promise.unchecked_into::<Promise>()).await else {
            return;
        };
        // It may not be wanted any more, or another may have been asked for meanwhile.
        if *self.wanted.borrow() && !self.is_held() {
            *self.held.borrow_mut() = Some(sentinel);
        } else {
            reflect::call(&sentinel, "release", &[]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::{next_frame, script, wait_until};
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    async fn however_often_it_is_asked_for_all_is_let_go() {
        // Every lock that the browser gives, and how many of them hold.
        let spy = script(
            "const request = WakeLock.prototype.request;
            const given = [];
            WakeLock.prototype.request = async function (type) {
                const sentinel = await request.call(this, type);
                given.push(sentinel);
                return sentinel;
            };
            const seen = () => {
                const holding = given.filter((sentinel) => !sentinel.released);
                return `${given.length} ${holding.length}`;
            };
            seen.end = () => { WakeLock.prototype.request = request; };
            return seen;",
        );
        let seen = spy.call0(&JsValue::UNDEFINED).unwrap();
        let seen = seen.unchecked_into::<js_sys::Function>();
        let are = async |wanted: &str| {
            next_frame().await;
            seen.call0(&JsValue::UNDEFINED).unwrap().as_string().as_deref() == Some(wanted)
        };
        let lock = WakeLock::default();
        lock.set(true);
        lock.set(true);
        wait_until(async || are("2 1").await).await;
        lock.set(false);
        wait_until(async || are("2 0").await).await;
        reflect::call(&seen, "end", &[]);
    }
}
