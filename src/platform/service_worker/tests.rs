//! Tests of the worker's registration and updates.

use super::*;
use crate::platform::testing::{Moved, Stub, next_frame};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn check_is_made_at_most_once_an_hour() {
    LAST_CHECK.set(None);
    let page = Stub::install(
        "const [container, now] = [ServiceWorkerContainer.prototype, Date.now];
        const getRegistration = container.getRegistration;
        let updates = 0;
        window.passedMs = 0;
        Date.now = () => now() + window.passedMs;
        container.getRegistration = async () => ({ update: async () => { updates += 1; } });
        return {
            restore: () => {
                container.getRegistration = getRegistration;
                Date.now = now;
            },
            report: () => String(updates),
        };",
    );
    let pass = |ms: i32| {
        let body = format!("window.passedMs += {ms}");
        js_sys::Function::new_no_args(&body).call0(&JsValue::UNDEFINED).unwrap();
    };
    let checks = async || {
        check();
        next_frame().await;
        page.report()
    };
    assert_eq!(checks().await, "1");
    assert_eq!(checks().await, "1");
    pass(3_599_000);
    assert_eq!(checks().await, "1");
    pass(2_000);
    assert_eq!(checks().await, "2");
    assert_eq!(checks().await, "2");
    // A clock that is set back doesn't block checks forever.
    pass(-86_400_000);
    assert_eq!(checks().await, "3");
}

#[wasm_bindgen_test]
async fn check_for_the_person_is_made_at_once() {
    let page = Stub::install(
        "const container = ServiceWorkerContainer.prototype;
        const getRegistration = container.getRegistration;
        let updates = 0;
        const update = async () => { updates += 1; throw new TypeError('offline'); };
        container.getRegistration = async () => ({ update });
        return {
            restore: () => { container.getRegistration = getRegistration; },
            report: () => String(updates),
        };",
    );
    for made in ["1", "2"] {
        check_now();
        next_frame().await;
        assert_eq!(page.report(), made);
    }
    check();
    next_frame().await;
    assert_eq!(page.report(), "2");
}

#[wasm_bindgen_test]
async fn browser_without_workers_is_no_error() {
    for getter in ["get: () => undefined", "get: () => { throw new DOMException(); }"] {
        let _browser = Stub::install(&format!(
            "Object.defineProperty(navigator, 'serviceWorker', {{ {getter}, configurable: true }});
            return {{ restore: () => delete navigator.serviceWorker }};"
        ));
        assert!(container().is_none());
        register(|_| ());
        check_now();
        assert!(registration().await.is_none());
    }
}

#[wasm_bindgen_test]
async fn worker_of_a_folder_around_this_one_is_not_its_own() {
    let _browser = Stub::install(
        "const container = ServiceWorkerContainer.prototype;
        const { getRegistration } = container;
        const controller = Object.getOwnPropertyDescriptor(container, 'controller');
        const home = `${location.origin}/a/`;
        container.getRegistration = async () => ({ scope: home });
        Object.defineProperty(container, 'controller', { get: () => ({ scriptURL: `${home}sw.js` }), configurable: true });
        return {
            restore: () => {
                container.getRegistration = getRegistration;
                Object.defineProperty(container, 'controller', controller);
            },
        };",
    );
    for (folder, is_its_own) in [("/a/", true), ("/a/b/", false), ("/", false)] {
        let _moved = Moved::to(folder);
        assert_eq!(registration().await.is_some(), is_its_own, "{folder}");
        assert_eq!(is_in_control(), is_its_own, "{folder}");
    }
}

/// A version that waits. It answers with `answer`, and is in `state` from then on. Timers are fast. The report says what it was sent.
fn waiting_version(answer: &str, state: &str) -> Stub {
    Stub::install(&format!(
        "const container = ServiceWorkerContainer.prototype;
        const {{ getRegistration }} = container;
        const {{ setTimeout }} = window;
        const sent = [];
        const waiting = {{
            state: 'installed',
            postMessage: ({{ type }}, [port]) => {{
                sent.push(type);
                waiting.state = '{state}';
                {answer}
            }},
        }};
        container.getRegistration = async () => ({{ waiting }});
        window.setTimeout = (callback, delay) => setTimeout(callback, delay / 100);
        return {{
            restore: () => {{
                container.getRegistration = getRegistration;
                window.setTimeout = setTimeout;
            }},
            report: () => sent.join(),
        }};"
    ))
}

#[wasm_bindgen_test]
async fn version_takes_over_or_says_why_not() {
    let (in_session, taking_over) =
        ("port.postMessage('in-session');", "port.postMessage('taking-over');");
    let gone = "throw new DOMException('gone', 'InvalidStateError');";
    for (answer, state, outcome) in [
        (taking_over, "activating", Ok(())),
        (taking_over, "installed", Err(NotNow::Busy)),
        (in_session, "installed", Err(NotNow::InSession)),
        // A late refusal counts as well.
        (
            "setTimeout(() => port.postMessage('in-session'), 50);",
            "installed",
            Err(NotNow::InSession),
        ),
        (gone, "redundant", Ok(())),
        // An old version may not answer.
        ("", "activated", Ok(())),
    ] {
        let version = waiting_version(answer, state);
        assert_eq!(take_over().await, outcome, "{answer} {state}");
        assert_eq!(version.report(), "skip-waiting");
    }
}

#[wasm_bindgen_test]
async fn page_may_be_reloaded_if_no_version_waits_unless_a_session_is_running() {
    let _browser = Stub::install(
        "const container = ServiceWorkerContainer.prototype;
        const { getRegistration } = container;
        container.getRegistration = async () => ({});
        return { restore: () => { container.getRegistration = getRegistration; } };",
    );
    assert_eq!(take_over().await, Ok(()));
    let session = locks::acquire(&locks::session_lock_name("a")).await;
    assert_eq!(take_over().await, Err(NotNow::InSession));
    drop(session);
}
