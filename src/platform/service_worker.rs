//! The service worker: offline starts, and updates that wait for the person's consent.

#[cfg(test)]
mod tests;

use std::cell::Cell;
use std::pin::pin;

use futures::channel::oneshot;
use futures::future::{Either, pending, select};
use gloo_events::EventListener;
use js_sys::{Array, Object, Promise};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    EventTarget, MessageChannel, MessageEvent, Navigator, RegistrationOptions,
    ServiceWorkerUpdateViaCache,
};

use super::globals::window;
use super::home;
use super::network_idle::network_idle;
use super::scheduling::within;
use super::{locks, task};
use unknot_core::domain::time::Millis;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = Navigator)]
    type WorkerNavigator;

    // In web-sys most of these don't catch, though the getter throws in a sandboxed frame.
    #[wasm_bindgen(method, getter, catch, js_name = serviceWorker)]
    fn service_worker(this: &WorkerNavigator) -> Result<Option<Container>, JsValue>;

    #[wasm_bindgen(extends = EventTarget)]
    pub(super) type Container;

    #[wasm_bindgen(method, getter, catch)]
    fn controller(this: &Container) -> Result<Option<Worker>, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn register(
        this: &Container,
        script: &str,
        options: &RegistrationOptions,
    ) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, getter, catch)]
    pub(super) fn ready(this: &Container) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch, js_name = getRegistration)]
    fn get_registration(this: &Container) -> Result<Promise, JsValue>;

    #[wasm_bindgen(extends = EventTarget)]
    #[derive(Clone)]
    pub(super) type Registration;

    #[wasm_bindgen(method, getter, catch)]
    fn scope(this: &Registration) -> Result<Option<String>, JsValue>;

    #[wasm_bindgen(method, getter, catch)]
    fn waiting(this: &Registration) -> Result<Option<Worker>, JsValue>;

    #[wasm_bindgen(method, getter, catch)]
    fn active(this: &Registration) -> Result<Option<Worker>, JsValue>;

    #[wasm_bindgen(method, getter, catch)]
    fn installing(this: &Registration) -> Result<Option<Worker>, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn update(this: &Registration) -> Result<Promise, JsValue>;

    #[wasm_bindgen(extends = EventTarget)]
    #[derive(Clone)]
    pub(super) type Worker;

    #[wasm_bindgen(method, getter, catch)]
    fn state(this: &Worker) -> Result<String, JsValue>;

    #[wasm_bindgen(method, getter, catch, js_name = scriptURL)]
    fn script_url(this: &Worker) -> Result<String, JsValue>;

    #[wasm_bindgen(method, catch, js_name = postMessage)]
    fn post_message(this: &Worker, message: &Message, ports: &Array) -> Result<(), JsValue>;

    #[wasm_bindgen(extends = Object)]
    type Message;

    #[wasm_bindgen(method, setter, js_name = type)]
    fn set_type(this: &Message, kind: &str);
}

/// The worker, next to the page.
const WORKER: &str = "./sw.js";

/// The time between two looks at the state of a version that is taking over. Some browsers never report that it has.
/// `src/failure.js` looks as often.
const LOOK: Millis = Millis::secs(2);

/// The number of looks. Chromium can take a minute.
const MAX_LOOKS: usize = 45;

/// The minimum time between two automatic checks, in milliseconds.
const CHECK_INTERVAL: f64 = 3_600_000.0;

thread_local! {
    /// The time of the last check, in milliseconds since 1970.
    static LAST_CHECK: Cell<Option<f64>> = const { Cell::new(None) };
}

/// An event about the versions of the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum VersionEvent {
    /// Everything is cached, so the app can start without a network from now on.
    OfflineReady,
    /// A newer version is cached and waiting.
    Waiting,
}

/// Registers the worker next to the page and reports its versions to `listener`.
pub(crate) fn register(listener: impl Fn(VersionEvent) + Clone + 'static) {
    let Some(container) = container() else { return };
    task::spawn(async move {
        let options = RegistrationOptions::new();
        options.set_update_via_cache(ServiceWorkerUpdateViaCache::None);
        // A development server has no worker, and the app runs without one.
        let Ok(registering) = container.register(WORKER, &options) else { return };
        let registered = registering.await.ok().and_then(registration_from);
        let Some(registration) = registered else { return };
        if waiting_in(&registration).is_some() && active_in(&registration).is_some() {
            listener(VersionEvent::Waiting);
        }
        // Another tab may have begun to install a version.
        watch_install(&registration, listener.clone());
        let found = registration.clone();
        EventListener::new(&registration, "updatefound", move |_| {
            watch_install(&found, listener.clone());
        })
        .forget();
    });
}

/// Reports when the version that is being installed is ready. It is an update if there is another version by then: the page
/// may have been open since before the first one.
fn watch_install(registration: &Registration, listener: impl Fn(VersionEvent) + 'static) {
    let Ok(Some(worker)) = registration.installing() else { return };
    let (installing, registration) = (worker.clone(), registration.clone());
    let is_first = active_in(&registration).is_none();
    EventListener::new(&worker, "statechange", move |_| match installing.state().as_deref() {
        Ok("installed") if active_in(&registration).is_some() => listener(VersionEvent::Waiting),
        Ok("activated") if is_first => listener(VersionEvent::OfflineReady),
        _ => {}
    })
    .forget();
}

/// Looks for a newer version, at most once an hour.
pub(crate) fn check() {
    let now = js_sys::Date::now();
    // If the clock has been set back, the check is due.
    let is_due = |last: f64| !(0.0..CHECK_INTERVAL).contains(&(now - last));
    if LAST_CHECK.get().is_none_or(is_due) {
        check_now();
    }
}

/// Looks for a newer version at once, because the person needs something that this one can't provide.
pub(crate) fn check_now() {
    LAST_CHECK.set(Some(js_sys::Date::now()));
    task::spawn(async {
        let Some(registration) = registration().await else { return };
        if let Ok(update) = registration.update() {
            // Without a network there is nothing to find.
            let _ = update.await;
        }
    });
}

/// Why a version that waits has not taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotNow {
    /// A session is running in some tab.
    InSession,
    /// The version in use has not finished what it is doing. The one that waits takes over by itself once it has.
    Busy,
}

/// Lets the waiting version take over, so that the page gets that version when it is reloaded, or a newer one if that has
/// taken its place.
pub(crate) async fn take_over() -> Result<(), NotNow> {
    // None is waiting if it took over earlier, before a session that has ended since.
    if let Some(waiting) = registration().await.as_ref().and_then(waiting_in) {
        hand_over_to(&waiting).await?;
    }
    // Also if no version had to be asked, and if a session has started since it was.
    if locks::is_held(locks::SESSION).await { Err(NotNow::InSession) } else { Ok(()) }
}

/// Tells a version to take over, and waits until it has. It may have to wait for the version in use
/// (docs/adr/0018-first-paint-and-failure.md).
async fn hand_over_to(waiting: &Worker) -> Result<(), NotNow> {
    let Some(container) = container() else { return Ok(()) };
    network_idle().await;
    let (sender, mut reported) = oneshot::channel();
    let _listener = EventListener::once(&container, "controllerchange", move |_| {
        // The time limit may have passed.
        let _ = sender.send(());
    });
    let refused = async {
        if ask(waiting, "skip-waiting").await.as_deref() != Some("in-session") {
            // It takes over, or is gone because it has taken over or been replaced.
            pending::<()>().await;
        }
    };
    let taken_over = async {
        for _ in 0..MAX_LOOKS {
            let is_reported = within(LOOK, &mut reported).await.is_some();
            if is_reported || waiting.state().as_deref() != Ok("installed") {
                return Ok(());
            }
        }
        Err(NotNow::Busy)
    };
    match select(pin!(refused), pin!(taken_over)).await {
        Either::Left(((), _)) => Err(NotNow::InSession),
        Either::Right((outcome, _)) => outcome,
    }
}

/// Sends a worker a message (public/sw.template.js), and returns its answer: `None` if the message can't be sent or the answer
/// isn't text. A worker that doesn't answer keeps it waiting for ever.
pub(super) async fn ask(worker: &Worker, kind: &str) -> Option<String> {
    let channel = MessageChannel::new().ok()?;
    let (sender, answer) = oneshot::channel();
    let port = channel.port1();
    let _listener = EventListener::once(&port, "message", move |event| {
        let answer = event.dyn_ref::<MessageEvent>().map(MessageEvent::data);
        // Nobody may be waiting any more.
        let _ = sender.send(answer.and_then(|answer| answer.as_string()));
    });
    port.start();
    let message = Object::new().unchecked_into::<Message>();
    message.set_type(kind);
    worker.post_message(&message, &Array::of1(&channel.port2())).ok()?;
    answer.await.ok().flatten()
}

/// The registration of the worker, if there is one.
async fn registration() -> Option<Registration> {
    let found = registration_from(container()?.get_registration().ok()?.await.ok()?);
    found.filter(is_own)
}

/// Whether a registration is that of this copy of the app. On a first visit the browser returns that of a copy in a folder
/// around this one.
pub(super) fn is_own(registration: &Registration) -> bool {
    registration.scope().ok().flatten().is_none_or(|scope| scope == home::url())
}

/// The worker of the version that is in use.
pub(super) fn active_in(registration: &Registration) -> Option<Worker> {
    registration.active().ok().flatten()
}

fn waiting_in(registration: &Registration) -> Option<Worker> {
    registration.waiting().ok().flatten()
}

/// Some browsers resolve to `undefined` or `null` if workers are disabled.
fn registration_from(found: JsValue) -> Option<Registration> {
    (!found.is_undefined() && !found.is_null()).then(|| found.unchecked_into())
}

/// Whether this copy's worker handles this page's requests. Until it does, that of a copy in a folder around this one can.
pub(super) fn is_in_control() -> bool {
    let controller = container().and_then(|container| container.controller().ok().flatten());
    controller.is_some_and(|worker| worker.script_url() == Ok(home::url() + "sw.js"))
}

/// The page's workers. `None` in a page that isn't served securely.
pub(super) fn container() -> Option<Container> {
    window().navigator().unchecked_into::<WorkerNavigator>().service_worker().ok().flatten()
}
