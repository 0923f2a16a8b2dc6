//! Sessions that were interrupted.

use wasm_bindgen_test::wasm_bindgen_test;

use super::*;
use crate::platform::testing::{empty_storage, wait_until};

#[wasm_bindgen_test]
async fn a_hanging_journal_does_not_delay_resuming() {
    empty_storage().await;
    put_heartbeat_locally(&heartbeat("a", 1));
    let page = busy_journal().await;
    assert_eq!(recovered().await.interrupted.get_untracked(), Some(heartbeat("a", 1)));
    drop(page);
}

#[wasm_bindgen_test]
async fn resuming_is_offered_before_the_repair() {
    empty_storage().await;
    put_in_journal(&entry("b")).await;
    put_heartbeat_locally(&heartbeat("a", 1));
    let (persistence, repairing) = (start(), locks::acquire(locks::LOG).await);
    let recovering = persistence.clone();
    task::spawn(async move {
        let journal = recovery::reconcile(&recovering).await;
        recovery::repair(&recovering, journal).await;
    });
    wait_until(async || {
        in_journal().await;
        persistence.interrupted.get_untracked() == Some(heartbeat("a", 1))
    })
    .await;
    assert_eq!((locally(), shown(&persistence)), (vec![], vec!["b".to_owned()]));
    drop(repairing);
    wait_until(async || {
        in_journal().await;
        locally() == ["b"]
    })
    .await;
}

#[wasm_bindgen_test]
async fn the_later_of_two_heartbeats_is_offered() {
    for (local, in_journal) in [(1, 2), (2, 1)] {
        empty_storage().await;
        put_heartbeat_locally(&heartbeat("a", local));
        put_heartbeat_in_journal(&heartbeat("a", in_journal)).await;
        assert_eq!(recovered().await.interrupted.get_untracked(), Some(heartbeat("a", 2)));
        // The heartbeats stay until the person decides.
        assert_eq!(heartbeats().await, (true, true));
    }
}

#[wasm_bindgen_test]
async fn a_session_that_another_tab_runs_is_not_interrupted() {
    empty_storage().await;
    put_heartbeat_locally(&heartbeat("a", 1));
    let running = locks::acquire(&locks::session_lock_name("a")).await;
    assert_eq!(recovered().await.interrupted.get_untracked(), None);
    assert_eq!(heartbeats().await, (true, false));
    drop(running);
    wait_until(async || !locks::is_held(&locks::session_lock_name("a")).await).await;
    assert!(recovered().await.interrupted.get_untracked().is_some());
}

#[wasm_bindgen_test]
async fn a_start_without_heartbeats_does_not_wait_for_the_journal() {
    empty_storage().await;
    assert!(start().is_search_done.get_untracked());
    put_heartbeat_locally(&heartbeat("a", 1));
    let persistence = start();
    assert!(!persistence.is_search_done.get_untracked());
    recovery::reconcile(&persistence).await;
    assert!(persistence.is_search_done.get_untracked());
}

#[wasm_bindgen_test]
async fn a_session_started_during_recovery_does_not_lose_the_interrupted_one() {
    empty_storage().await;
    put_heartbeat_locally(&heartbeat("a", 1));
    let persistence = start();
    save_heartbeat(&persistence, "b");
    recovery::reconcile(&persistence).await;
    assert_eq!(persistence.interrupted.get_untracked(), None);
    wait_until(async || in_journal().await == ["a"] && locally() == ["a"]).await;
    assert_eq!(heartbeats().await, (true, true), "the running one continues");
}

#[wasm_bindgen_test]
async fn sessions_of_several_tabs_are_each_recorded_once() {
    empty_storage().await;
    let persistence = recovered().await;
    // Tab 1 runs a, tab 2 has paused b, tab 3 was killed during c, and the app was updated after d.
    for id in ["a", "b"] {
        save_heartbeat(&persistence, id);
    }
    put_heartbeat_in_journal(&heartbeat("c", 9)).await;
    put_heartbeat_locally(&Heartbeat { snapshot: None, ..heartbeat("d", 10) });
    let running = locks::acquire(&locks::session_lock_name("a")).await;
    let paused = locks::acquire(&locks::session_lock_name("b")).await;
    let persistence = recovered().await;
    assert_eq!(persistence.interrupted.get_untracked(), Some(heartbeat("c", 9)));
    assert_eq!(shown(&persistence), ["d"]);
    wait_until(async || in_journal().await == ["d"] && locally() == ["d"]).await;

    // All tabs are killed. The latest session is offered, the others are recorded.
    drop((running, paused));
    wait_until(async || !locks::is_held(&locks::session_lock_name("b")).await).await;
    put_heartbeat_locally(&heartbeat("c", i64::MAX));
    let persistence = recovered().await;
    assert_eq!(persistence.interrupted.get_untracked(), Some(heartbeat("c", i64::MAX)));
    wait_until(async || in_journal().await == ["a", "b", "d"] && locally() == ["a", "b", "d"])
        .await;
    persistence.save_interrupted(&persistence.interrupted.get_untracked().unwrap());
    wait_until(async || heartbeats().await == (false, false)).await;
    assert_eq!(shown(&recovered().await), ["a", "b", "c", "d"]);
}

#[wasm_bindgen_test]
async fn heartbeats_under_the_old_shared_key_get_keys_of_their_own() {
    empty_storage().await;
    local_storage::write(keys::HEARTBEAT, &storage::encode_value(&heartbeat("a", 1))).unwrap();
    let text = storage::encode_value(&heartbeat("b", 2));
    journal::put(keys::HEARTBEAT, &text).await.unwrap();
    let persistence = recovered().await;
    assert_eq!(persistence.interrupted.get_untracked(), Some(heartbeat("b", 2)));
    // Each has a key of its own now.
    wait_until(async || {
        let journal = journal::all().await.unwrap();
        let keys: Vec<&str> = journal.iter().map(|(key, _)| key.as_str()).collect();
        keys == ["entry.a", "unknot.heartbeat.b"]
    })
    .await;
    assert_eq!(local_storage::keys(keys::HEARTBEAT), ["unknot.heartbeat.b"]);
    persistence.save_interrupted(&heartbeat("b", 2));
    wait_until(async || heartbeats().await == (false, false)).await;
    assert_eq!(shown(&recovered().await), ["a", "b"]);
}

#[wasm_bindgen_test]
async fn an_interrupted_session_that_is_not_resumed_is_recorded() {
    empty_storage().await;
    put_heartbeat_locally(&heartbeat("a", 1));
    let persistence = recovered().await;
    persistence.save_interrupted(&persistence.interrupted.get_untracked().unwrap());
    assert_eq!(persistence.interrupted.get_untracked(), None);
    wait_until(async || heartbeats().await == (false, false)).await;
    assert_eq!((locally(), in_journal().await), (vec!["a".to_owned()], vec!["a".to_owned()]));
    assert_eq!(shown(&recovered().await), ["a"]);
}

#[wasm_bindgen_test]
async fn a_heartbeat_with_an_unknown_snapshot_is_recorded() {
    empty_storage().await;
    let foreign = Heartbeat { snapshot: None, ..heartbeat("a", 1) };
    put_heartbeat_locally(&foreign);
    let persistence = recovered().await;
    assert_eq!(persistence.interrupted.get_untracked(), None);
    assert_eq!(shown(&persistence), ["a"]);
    wait_until(async || in_journal().await == ["a"] && locally() == ["a"]).await;
    let practised = persistence.log.with_untracked(|log| log.sessions()[0].practised());
    assert_eq!(practised, Millis::secs(90));
}

#[wasm_bindgen_test]
async fn practice_after_a_record_is_recorded_too() {
    empty_storage().await;
    // The session was ended in one tab while it went on in another one, which was then killed.
    let record = entry("a").record().unwrap().clone();
    let early = Record { practised: Millis::secs(9), outcome: Outcome::EndedEarly, ..record };
    put_locally(&[Entry::from(early)]);
    put_heartbeat_locally(&heartbeat("a", 1));
    let persistence = recovered().await;
    assert_eq!(persistence.interrupted.get_untracked(), None);
    let practised = persistence.log.with_untracked(|log| log.sessions()[0].practised());
    assert_eq!((shown(&persistence).len(), practised), (1, Millis::secs(90)));
    wait_until(async || heartbeats().await == (false, false)).await;
    let texts = journal::all().await.unwrap();
    let stored = storage::decode_log(texts.iter().map(|(_, text)| text.as_str()));
    assert_eq!(stored.sessions()[0].practised(), Millis::secs(90));
}

#[wasm_bindgen_test]
async fn a_session_that_another_tab_goes_on_with_is_not_ended_here() {
    empty_storage().await;
    put_heartbeat_locally(&heartbeat("a", 1));
    let persistence = recovered().await;
    let offered = persistence.interrupted.get_untracked().unwrap();
    let other_tab = locks::acquire(&locks::session_lock_name("a")).await;
    persistence.save_interrupted(&offered);
    assert_eq!(persistence.interrupted.get_untracked(), None);
    assert!(locks::is_held(&locks::session_lock_name("a")).await);
    assert_eq!((shown(&persistence), heartbeats().await), (vec![], (true, false)));
    drop(other_tab);
}

#[wasm_bindgen_test]
async fn a_tab_that_was_asleep_does_not_set_a_heartbeat_back() {
    empty_storage().await;
    let later = SessionHeartbeat { practised: Millis::secs(95), ..heartbeat("a", 1) };
    assert!(heartbeats::write(&later));
    assert!(heartbeats::write(&heartbeat("a", 2)));
    assert_eq!(heartbeats::read("a"), Some(later));
    wait_until(async || heartbeats().await == (true, true)).await;
}
