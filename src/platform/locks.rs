//! Locks between tabs (Web Locks). Each copy of the app on a host has [locks of its own](home). In a browser without them, a single tab is assumed.
//!
//! No crate is used: `weblocks` can't query which locks are held, and leptos-use needs web-sys'
//! unstable flag.

use futures::channel::oneshot;
use futures::future::{Either, select};
use js_sys::{Function, Object, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Navigator;

use super::globals::window;
use super::home;

// Behind web-sys' unstable flag.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = Navigator)]
    type LockNavigator;

    #[wasm_bindgen(method, getter, catch)]
    fn locks(this: &LockNavigator) -> Result<Option<LockManager>, JsValue>;

    type LockManager;

    #[wasm_bindgen(method, catch)]
    fn request(
        this: &LockManager,
        name: &str,
        options: &LockOptions,
        callback: &Function,
    ) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn query(this: &LockManager) -> Result<Promise<Snapshot>, JsValue>;

    #[wasm_bindgen(js_name = LockManagerSnapshot)]
    type Snapshot;

    #[wasm_bindgen(method, getter)]
    fn held(this: &Snapshot) -> Vec<LockInfo>;

    type LockInfo;

    #[wasm_bindgen(method, getter)]
    fn name(this: &LockInfo) -> String;

    #[wasm_bindgen(method, getter)]
    fn mode(this: &LockInfo) -> String;

    #[wasm_bindgen(extends = Object)]
    type LockOptions;

    #[wasm_bindgen(method, setter)]
    fn set_mode(this: &LockOptions, mode: &str);

    #[wasm_bindgen(method, setter, js_name = ifAvailable)]
    fn set_if_available(this: &LockOptions, if_available: bool);

    #[wasm_bindgen(method, setter)]
    fn set_steal(this: &LockOptions, steal: bool);
}

/// The prefix of the names of session locks. While one is held, no tab updates the app.
pub(crate) const SESSION: &str = "unknot-session";

/// The name of the lock of one session. While it is held, the session is running, so it hasn't been
/// interrupted.
pub(crate) fn session_lock_name(id: &str) -> String {
    format!("{SESSION}.{id}")
}

/// The name of the lock that a tab holds while it runs a session, so that no two tabs run one at the
/// same time.
pub(crate) const RUNNER: &str = SESSION;

/// The ids of the sessions that tabs are running.
pub(crate) async fn running_sessions() -> Vec<String> {
    sessions_in(&held_names().await)
}

/// The ids of the sessions that tabs of earlier versions are running, whose locks had the same names in all folders, or the
/// copy at the root of the host.
pub(crate) async fn running_sessions_at_root() -> Vec<String> {
    sessions_in(&full_names().await)
}

fn sessions_in(names: &[String]) -> Vec<String> {
    let prefix = session_lock_name("");
    names.iter().filter_map(|name| name.strip_prefix(&prefix)).map(str::to_owned).collect()
}

/// The name of the lock for writing the log, so that no two tabs write at once.
pub(crate) const LOG: &str = "unknot-log";

/// The name of the lock for writing recordings, and their spare copies.
pub(crate) const RECORDINGS: &str = "unknot-recordings";

/// The name of the lock for restoring a backup and for undoing that.
pub(crate) const RESTORE: &str = "unknot-restore";

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

/// How a lock is requested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Waits until no other tab holds it.
    Wait,
    /// Doesn't wait if another tab holds it.
    IfFree,
    /// Takes it away from the tab that holds it.
    Steal,
}

/// Another tab holds the lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Taken;

/// A lock that another tab can take away.
pub(crate) struct Claim {
    /// Releases the lock when it is dropped.
    pub guard: LockGuard,
    /// Settles when the lock is released or taken away. `None` if nothing is held.
    request: Option<JsFuture>,
}

impl Claim {
    /// Separates the guard from a future that resolves to whether the lock was taken away, once it
    /// is no longer held.
    pub(crate) fn split(self) -> (LockGuard, impl Future<Output = bool>) {
        let request = self.request;
        let lost = async move {
            match request {
                Some(request) => request.await.is_err(),
                None => false,
            }
        };
        (self.guard, lost)
    }
}

/// Waits until no other tab holds the lock of that name, and acquires it.
///
/// If the browser has no locks or refuses the request, as in a page that is being closed, the guard
/// holds nothing, because the caller has to continue anyway.
pub(crate) async fn acquire(name: &str) -> LockGuard {
    claim(name, Mode::Wait).await.map_or(LockGuard { release: None }, |claim| claim.guard)
}

/// Requests a lock. In a browser without locks it is granted, but holds nothing.
pub(crate) async fn claim(name: &str, mode: Mode) -> Result<Claim, Taken> {
    let options = Object::new().unchecked_into::<LockOptions>();
    match mode {
        Mode::Wait => {}
        Mode::IfFree => options.set_if_available(true),
        Mode::Steal => options.set_steal(true),
    }
    match request(name, &options).await {
        Some(claim) => claim,
        None => Ok(Claim { guard: LockGuard { release: None }, request: None }),
    }
}

/// Waits until no tab holds the lock of that name. Doesn't keep it from other tabs.
pub(crate) async fn wait_until_free(name: &str) {
    let options = Object::new().unchecked_into::<LockOptions>();
    options.set_mode(SHARED);
    // Nothing waits for a shared lock that is released at once.
    drop(request(name, &options).await);
}

/// The mode of a request that waits for the holder, but can be granted to several tabs at a time.
const SHARED: &str = "shared";

/// Resolves once the lock is granted or refused. `None` if the browser has no locks or rejects the
/// request.
async fn request(name: &str, options: &LockOptions) -> Option<Result<Claim, Taken>> {
    let manager = manager()?;
    let mut release = None;
    let released = Promise::new(&mut |resolve, _| release = Some(resolve));
    let (sender, answered) = oneshot::channel();
    // The lock is held until the promise that the callback returns is resolved.
    let callback = Closure::once_into_js(move |lock: JsValue| -> Promise {
        let is_granted = !lock.is_null();
        // If nothing waits for it any more, it is released at once.
        if sender.send(is_granted).is_ok() && is_granted {
            released
        } else {
            Promise::resolve(&JsValue::UNDEFINED)
        }
    });
    let request = manager.request(&home::name(name), options, callback.unchecked_ref()).ok()?;
    // The browser settles the request itself when the lock is released, taken away or refused.
    match select(answered, JsFuture::from(request)).await {
        Either::Left((Ok(true), request)) => {
            Some(Ok(Claim { guard: LockGuard { release }, request: Some(request) }))
        }
        Either::Left((Ok(false), _)) => Some(Err(Taken)),
        _ => None,
    }
}

/// Whether any tab holds a lock whose name begins with `prefix`.
pub(crate) async fn is_held(prefix: &str) -> bool {
    held_names().await.iter().any(|name| name.starts_with(prefix))
}

/// The names of all locks that tabs of this copy hold, except those of [`wait_until_free`]. Empty if
/// the browser doesn't say.
pub(crate) async fn held_names() -> Vec<String> {
    let names = full_names().await;
    names.iter().filter_map(|name| home::without_path(name)).map(str::to_owned).collect()
}

/// The names of the locks that tabs of all copies hold, with their paths.
async fn full_names() -> Vec<String> {
    let Some(Ok(query)) = manager().map(|manager| manager.query()) else { return Vec::new() };
    let Ok(snapshot) = query.await else { return Vec::new() };
    let held = snapshot.held().into_iter().filter(|lock| lock.mode() != SHARED);
    held.map(|lock| lock.name()).collect()
}

fn manager() -> Option<LockManager> {
    window().navigator().unchecked_into::<LockNavigator>().locks().ok().flatten()
}

#[cfg(test)]
mod tests;
