//! The service worker: offline starts, and updates that wait for the person's word.

use gloo_events::EventListener;
use js_sys::{Object, Promise};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration};

use super::globals::window;
use super::scheduling::within;
use super::{locks, reflect, task};
use crate::domain::time::Millis;

/// Some browsers forget to tell that the new version has taken over: it is taken to have by then.
const TAKE_OVER: Millis = Millis::secs(2);

/// What the page is told about versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Version {
    /// Everything is stored: the app now starts without a network.
    OfflineReady,
    /// A newer version is stored and waits.
    Waiting,
}

/// Registers the worker beside the page and tells what comes of it.
pub(crate) fn register(tell: impl Fn(Version) + Clone + 'static) {
    let Some(workers) = container() else { return };
    let first = workers.controller().is_none();
    task::spawn(async move {
        let options = Object::new();
        reflect::set(&options, "updateViaCache", &"none".into());
        let registered = reflect::call(&workers, "register", &[&"./sw.js".into(), &options]);
        let Some(registered) = registered else { return };
        let Ok(registration) = JsFuture::from(registered.unchecked_into::<Promise>()).await else {
            // A development server has no worker; the app runs without.
            return;
        };
        // Where workers are switched off, some browsers answer with nothing.
        let Ok(registration) = registration.dyn_into::<ServiceWorkerRegistration>() else { return };
        if registration.waiting().is_some() && !first {
            tell(Version::Waiting);
        }
        let found = registration.clone();
        EventListener::new(&registration, "updatefound", move |_| {
            let Some(worker) = found.installing() else { return };
            let (tell, state) = (tell.clone(), worker.clone());
            EventListener::new(&worker, "statechange", move |_| match state.state() {
                web_sys::ServiceWorkerState::Installed if !first => tell(Version::Waiting),
                web_sys::ServiceWorkerState::Activated if first => tell(Version::OfflineReady),
                _ => {}
            })
            .forget();
        })
        .forget();
    });
}

/// Looks for a newer version.
pub(crate) fn check() {
    task::spawn(async {
        if let Some(registration) = registration().await {
            // Without a network there is nothing to find.
            let _ = registration.update();
        }
    });
}

/// Lets the waiting version take over and reloads, unless a session runs in any tab: then it tells
/// that it is `refused`.
pub(crate) fn apply(refused: impl FnOnce() + 'static) {
    task::spawn(async {
        if !locks::is_held(locks::SESSION).await {
            // None waits where one has taken over before a session that is over by now.
            if let Some(waiting) = registration().await.and_then(|found| found.waiting()) {
                take_over(&waiting).await;
            }
            // A session may have begun meanwhile.
            if !locks::is_held(locks::SESSION).await {
                let _ = window().location().reload();
                return;
            }
        }
        refused();
    });
}

/// Tells the waiting version to take over, and waits until it has.
async fn take_over(waiting: &ServiceWorker) {
    let taken_over = Promise::new(&mut |resolve, _| {
        if let Some(workers) = container() {
            workers.set_oncontrollerchange(Some(&resolve));
        }
    });
    let message = Object::new();
    reflect::set(&message, "type", &"skip-waiting".into());
    let _ = waiting.post_message(&message);
    let _ = within(TAKE_OVER, JsFuture::from(taken_over)).await;
}

async fn registration() -> Option<ServiceWorkerRegistration> {
    let promise = reflect::call(container()?.as_ref(), "getRegistration", &[])?;
    let found = JsFuture::from(promise.unchecked_into::<Promise>()).await.ok()?;
    (!found.is_undefined()).then(|| found.unchecked_into())
}

/// `None` in a page that is not served securely, which has none.
fn container() -> Option<ServiceWorkerContainer> {
    reflect::get(&reflect::navigator(), "serviceWorker")?.dyn_into().ok()
}
