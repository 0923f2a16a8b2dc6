//! The copy of the app from which the service worker serves it without a network
//! (public/sw.template.js).

use std::cell::Cell;

use futures::channel::oneshot;
use gloo_events::EventListener;
use js_sys::{Array, Object};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageChannel, MessageEvent};

use super::scheduling::within;
use super::service_worker::{Worker, active_in, container, message, registration};
use unknot_core::domain::time::Millis;

/// The time limit for storing what is missing: a part of the app, over a slow network.
const LIMIT: Millis = Millis::secs(30);

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
}

/// Listens to a worker that can't install its version, for the life of the page.
pub(crate) fn follow() {
    let Some(container) = container() else { return };
    EventListener::new(&container, "message", |event| {
        let Some(event) = event.dyn_ref::<MessageEvent>() else { return };
        let Ok(message) = event.data().dyn_into::<Object>() else { return };
        let message = message.unchecked_into::<NotStored>();
        if message.kind().as_string().as_deref() == Some("not-stored") {
            FAILURE.set(Some(state_of(&message.reason())));
        }
    })
    .forget();
}

/// Stores what the copy lacks, because the browser has evicted it, and returns the state of the copy.
pub(crate) async fn complete() -> OfflineCopy {
    if container().is_none() {
        return OfflineCopy::Unsupported;
    }
    let Some(registration) = registration().await else {
        // It isn't registered in a development build, or the first registration has failed.
        return FAILURE.get().unwrap_or(OfflineCopy::NotYet);
    };
    match active_in(&registration) {
        Some(worker) => ask(&worker).await,
        None => FAILURE.get().unwrap_or(OfflineCopy::NotYet),
    }
}

async fn ask(worker: &Worker) -> OfflineCopy {
    let Ok(channel) = MessageChannel::new() else { return OfflineCopy::NotYet };
    let (sender, answer) = oneshot::channel();
    let port = channel.port1();
    let _listener = EventListener::once(&port, "message", move |event| {
        let answer = event.dyn_ref::<MessageEvent>().map(MessageEvent::data);
        // The time limit may have passed.
        let _ = sender.send(answer.unwrap_or_default());
    });
    port.start();
    let ports = Array::of1(&channel.port2());
    let question = message("store-missing");
    if worker.post_message_with_ports(&question, &ports).is_err() {
        return OfflineCopy::NotYet;
    }
    match within(LIMIT, answer).await {
        Some(Ok(answer)) => state_of(&answer),
        _ => OfflineCopy::NotYet,
    }
}

/// The state that a worker's answer stands for.
fn state_of(answer: &JsValue) -> OfflineCopy {
    match answer.as_string().as_deref() {
        Some("stored") => OfflineCopy::Stored,
        Some("full") => OfflineCopy::NoRoom,
        Some("altered") => OfflineCopy::Altered,
        _ => OfflineCopy::NotYet,
    }
}
