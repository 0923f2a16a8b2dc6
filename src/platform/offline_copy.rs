//! The copy of the app from which the service worker serves it without a network
//! (public/sw.template.js).

use std::cell::{Cell, RefCell};
use std::pin::pin;

use futures::channel::oneshot;
use futures::future::{Either, select};
use gloo_events::EventListener;
use js_sys::Object;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::MessageEvent;

use super::globals::present;
use super::scheduling::within;
use super::service_worker::{Registration, Worker, active_in, ask, container, is_own};
use unknot_core::domain::time::Millis;

/// The time limit for storing what is missing: a part of the app, over a slow network.
const LIMIT: Millis = Millis::secs(30);
/// The time limit for the installation of the first version.
const INSTALL_LIMIT: Millis = Millis::secs(15);

/// The state of the copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OfflineCopy {
    /// It is complete.
    Stored,
    /// It is incomplete, because the network hasn't delivered everything yet.
    NotYet,
    /// There is no room for it.
    NoRoom,
    /// The host sends other files than it should.
    Altered,
    /// The browser has no service workers, or doesn't allow them here.
    Unsupported,
}

#[wasm_bindgen]
extern "C" {
    /// A message of a worker that can't install its version.
    #[wasm_bindgen(extends = Object)]
    type NotStored;

    #[wasm_bindgen(method, getter, js_name = type)]
    fn kind(this: &NotStored) -> JsValue;

    #[wasm_bindgen(method, getter)]
    fn reason(this: &NotStored) -> JsValue;
}

thread_local! {
    /// Why the last version could not be installed.
    static FAILURE: Cell<Option<OfflineCopy>> = const { Cell::new(None) };
    /// Those who wait for that.
    static WAITING: RefCell<Vec<oneshot::Sender<()>>> = const { RefCell::new(Vec::new()) };
}

/// Listens to a worker that can't install its version, for the life of the page.
pub(crate) fn follow() {
    let Some(container) = container() else { return };
    EventListener::new(&container, "message", |event| {
        let Some(event) = event.dyn_ref::<MessageEvent>() else { return };
        let Ok(message) = event.data().dyn_into::<Object>() else { return };
        let message = message.unchecked_into::<NotStored>();
        if message.kind().as_string().as_deref() == Some("not-stored") {
            FAILURE.set(Some(state_of(message.reason().as_string().as_deref())));
            WAITING.take();
        }
    })
    .forget();
}

/// Whether the browser has service workers, and allows them here.
pub(crate) fn is_supported() -> bool {
    container().is_some()
}

/// Stores what the copy lacks, because the browser has evicted it, and returns the state of the copy. Waits for a version
/// that is being installed.
pub(crate) async fn complete() -> OfflineCopy {
    let Some(container) = container() else { return OfflineCopy::Unsupported };
    // It never resolves in a development build, or on a first visit that was cut off.
    let Some(ready) = container.ready().ok().and_then(present) else {
        return OfflineCopy::Unsupported;
    };
    let failure = pin!(failure());
    let installed = within(INSTALL_LIMIT, select(JsFuture::from(ready), failure)).await;
    let failed = || FAILURE.get().unwrap_or(OfflineCopy::NotYet);
    let Some(Either::Left((Ok(registration), _))) = installed else { return failed() };
    let registration = registration.unchecked_into::<Registration>();
    match active_in(&registration).filter(|_| is_own(&registration)) {
        Some(worker) => ask_to_store(&worker).await,
        None => failed(),
    }
}

/// Resolves once a version could not be installed.
async fn failure() {
    if FAILURE.get().is_none() {
        let (sender, failed) = oneshot::channel();
        WAITING.with_borrow_mut(|waiting| waiting.push(sender));
        // The sender is dropped when that happens.
        let _ = failed.await;
    }
}

/// Has the worker store what is missing.
async fn ask_to_store(worker: &Worker) -> OfflineCopy {
    let answer = within(LIMIT, ask(worker, "store-missing")).await.flatten();
    state_of(answer.as_deref())
}

/// The state that a worker's answer stands for.
fn state_of(answer: Option<&str>) -> OfflineCopy {
    match answer {
        Some("stored") => OfflineCopy::Stored,
        Some("full") => OfflineCopy::NoRoom,
        Some("altered") => OfflineCopy::Altered,
        _ => OfflineCopy::NotYet,
    }
}
