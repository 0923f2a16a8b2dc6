//! Locks of this tab and of another one, in a real browser.

use super::*;
use crate::platform::task;
use crate::platform::testing::{EventLog, Moved, OtherPage, Stub, wait_until};
use futures::FutureExt;
use futures::future::join;
use wasm_bindgen_test::wasm_bindgen_test;

/// Waits until no tab holds the lock: the browser reports a release a little later.
async fn until_none_is_held(name: &str) {
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
    until_none_is_held("test-a").await;
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
    until_none_is_held("test-b").await;
    assert!(is_held("test-c").await);
    drop(other);
    until_none_is_held("test-c").await;
}

#[wasm_bindgen_test]
async fn abandoned_request_releases_the_lock() {
    let guard = acquire("test-h").await;
    assert!(acquire("test-h").now_or_never().is_none());
    drop(guard);
    until_none_is_held("test-h").await;
}

#[wasm_bindgen_test]
async fn claim_is_refused_while_the_lock_is_held_and_can_take_it_away() {
    let (first, lost) = claim("test-i", Mode::IfFree).await.unwrap().split();
    assert_eq!(claim("test-i", Mode::IfFree).await.err(), Some(Taken));
    let (second, released) = claim("test-i", Mode::Steal).await.unwrap().split();
    assert!(lost.await);
    // The former owner can't release it.
    drop(first);
    assert_eq!(claim("test-i", Mode::IfFree).await.err(), Some(Taken));
    drop(second);
    assert!(!released.await);
    drop(acquire("test-i").await);
}

#[wasm_bindgen_test]
async fn waiting_for_a_lock_locks_nobody_out() {
    let guard = acquire("test-j").await;
    let mut waiting = Box::pin(wait_until_free("test-j"));
    assert!(waiting.as_mut().now_or_never().is_none());
    drop(guard);
    let (_guard, ()) = join(acquire("test-j"), waiting).await;
    assert!(is_held("test-j").await);
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
    until_none_is_held("test-d").await;
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

#[wasm_bindgen_test]
async fn copies_in_two_folders_do_not_wait_for_each_other() {
    let at_root = acquire(&session_lock_name("of-root")).await;
    let moved = Moved::to("/a/");
    assert_eq!(running_sessions().await, [""; 0]);
    assert_eq!(running_sessions_at_root().await, ["of-root"]);
    assert!(!is_held(SESSION).await);
    let in_folder = acquire(&session_lock_name("of-root")).await;
    assert_eq!(running_sessions().await, ["of-root"]);
    drop(at_root);
    wait_until(async || running_sessions_at_root().await.is_empty()).await;
    {
        let _moved_on = Moved::to("/b/");
        assert_eq!(running_sessions().await, [""; 0]);
    }
    drop(in_folder);
    until_none_is_held(SESSION).await;
    drop(moved);
}
