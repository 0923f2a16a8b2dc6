//! Persistence on the browser's own storage: records are in both places, and what one place has lost is restored from the
//! other.

use wasm_bindgen_test::wasm_bindgen_test;

use super::*;
use crate::platform::testing::{
    FILLER, OtherPage, empty_storage, fill_local_storage, next_frame, wait_until,
};
use crate::services::notices::Notice;
use unknot_core::domain::civil::CivilDay;
use unknot_core::domain::cue::Side;
use unknot_core::domain::time::Millis;
use unknot_core::session::Snapshot;
use unknot_core::storage::Heartbeat;
use unknot_core::timeline::{Manner, Options};

const STARTED: Moment = Moment { utc_ms: 1_795_500_000_000, offset_min: 60 };

fn day() -> CivilDay {
    STARTED.day(240)
}

/// Starts the app, as far as localStorage is concerned.
fn start() -> Rc<Persistence> {
    let persistence =
        Persistence::new(RwSignal::new(Log::new()), RwSignal::new(None), Notices::new());
    persistence.load_log();
    persistence
}

async fn recovered() -> Rc<Persistence> {
    let persistence = start();
    let journal = recovery::reconcile(&persistence).await;
    recovery::repair(&persistence, journal).await;
    persistence
}

fn entry(id: &str) -> Entry {
    Entry::from(Record {
        id: id.parse().unwrap(),
        started: STARTED,
        day: day(),
        routine: "morning-ten".into(),
        planned: Millis::minutes(10),
        practised: Millis::minutes(9),
        outcome: Outcome::Finished,
        skipped: Some(1),
        hurts: Vec::new(),
    })
}

fn heartbeat(id: &str, updated_ms: i64) -> SessionHeartbeat {
    let options = Options {
        length: None,
        preparation: Millis::secs(10),
        first_side: Side::Left,
        extra: Vec::new(),
        manner: Manner::default(),
        swaps: Vec::new(),
    };
    let snapshot = Snapshot {
        routine: "morning-ten".to_owned(),
        options,
        position: Millis::secs(100),
        practised: Millis::secs(90),
        skipped: 0,
        hurts: Vec::new(),
    };
    Heartbeat {
        id: id.to_owned(),
        started: STARTED,
        day: day(),
        practised: snapshot.practised,
        planned: Millis::minutes(10),
        updated_ms,
        routine: snapshot.routine.clone(),
        skipped: 0,
        hurts: Vec::new(),
        snapshot: Some(snapshot),
    }
}

fn ids<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    storage::unite(texts, []).log.entries().map(|entry| entry.id().to_string()).collect()
}

/// The ids of the entries in localStorage.
fn locally() -> Vec<String> {
    ids(local_storage::read(&keys::month(day())).as_deref())
}

fn put_locally(entries: &[Entry]) {
    let text = entries.iter().fold(String::new(), |text, entry| storage::append(&text, entry));
    local_storage::write(&keys::month(day()), &text).unwrap();
}

/// The ids of the entries in the journal.
async fn in_journal() -> Vec<String> {
    let found = journal::all().await.unwrap();
    ids(found.iter().filter(|(key, _)| key.starts_with("entry.")).map(|(_, text)| text.as_str()))
}

async fn put_in_journal(entry: &Entry) {
    journal::put(&keys::journal_entry(entry.id()), &storage::encode_entry(entry)).await.unwrap();
}

fn shown(persistence: &Rc<Persistence>) -> Vec<String> {
    persistence
        .log
        .with_untracked(|log| log.sessions().iter().map(|record| record.id.to_string()).collect())
}

/// Whether there are heartbeats in localStorage and in the journal.
async fn heartbeats() -> (bool, bool) {
    let found = journal::all().await.unwrap();
    let in_journal = found.iter().any(|(key, _)| key.starts_with(keys::HEARTBEAT));
    (!local_storage::keys(keys::HEARTBEAT).is_empty(), in_journal)
}

fn put_heartbeat_locally(beat: &SessionHeartbeat) {
    local_storage::write(&keys::heartbeat(&beat.id), &storage::encode_value(beat)).unwrap();
}

async fn put_heartbeat_in_journal(beat: &SessionHeartbeat) {
    journal::put(&keys::heartbeat(&beat.id), &storage::encode_value(beat)).await.unwrap();
}

#[wasm_bindgen_test]
async fn each_place_is_repaired_from_the_other() {
    empty_storage().await;
    put_locally(&[entry("a"), entry("b")]);
    put_in_journal(&entry("b")).await;
    put_in_journal(&entry("c")).await;
    let persistence = start();
    // The first paint has what localStorage holds.
    assert_eq!(shown(&persistence), ["a", "b"]);
    let journal = recovery::reconcile(&persistence).await;
    assert_eq!(shown(&persistence), ["a", "b", "c"]);
    recovery::repair(&persistence, journal).await;
    assert_eq!(shown(&persistence), ["a", "b", "c"]);
    assert_eq!(locally(), ["a", "b", "c"]);
    assert_eq!(in_journal().await, ["a", "b", "c"]);
    assert_eq!(persistence.notices.all(), []);
}

#[wasm_bindgen_test]
async fn a_place_that_was_lost_completely_is_restored() {
    empty_storage().await;
    put_in_journal(&entry("a")).await;
    assert_eq!(shown(&recovered().await), ["a"]);
    assert_eq!(locally(), ["a"]);

    journal::remove(&keys::journal_entry(entry("a").id())).await.unwrap();
    assert_eq!(shown(&recovered().await), ["a"]);
    assert_eq!(in_journal().await, ["a"]);
}

#[wasm_bindgen_test]
async fn a_session_is_stored_in_both_places_and_its_heartbeat_removed() {
    empty_storage().await;
    let persistence = recovered().await;
    let kept = heartbeat("a", 1);
    persistence.save_heartbeat("a", STARTED, kept.snapshot.unwrap(), kept.planned, 240);
    wait_until(async || heartbeats().await == (true, true)).await;
    let summary = Summary {
        finished: true,
        planned: Millis::minutes(10),
        practised: Millis::minutes(9),
        skipped: 1,
    };
    persistence.save_session("a", STARTED, "morning-ten", &summary, &[], 240);
    assert_eq!(shown(&persistence), ["a"]);
    wait_until(async || heartbeats().await == (false, false)).await;
    // The journal holds the record and nothing else.
    let texts = journal::all().await.unwrap();
    assert_eq!(texts, [("entry.a".to_owned(), storage::encode_entry(&entry("a")))]);
    assert_eq!(locally(), ["a"]);
}

#[wasm_bindgen_test]
async fn entries_that_another_tab_writes_meanwhile_stay() {
    empty_storage().await;
    let (persistence, other) = (recovered().await, locks::acquire(locks::LOG).await);
    persistence.append(entry("a"));
    wait_until(async || in_journal().await == ["a"]).await;
    // It waits for the other tab, which has read the month already and writes it now.
    assert_eq!(locally(), [""; 0]);
    put_locally(&[entry("b")]);
    drop(other);
    wait_until(async || {
        in_journal().await;
        locally() == ["a", "b"]
    })
    .await;
}

/// Another page that keeps the journal busy while it is open.
async fn busy_journal() -> OtherPage {
    let page = OtherPage::open();
    page.run(
        "new Promise((busy) => {
            const opening = indexedDB.open('unknot');
            opening.onsuccess = () => {
                const store = opening.result.transaction('journal', 'readwrite').objectStore('journal');
                const again = () => {
                    store.get('').onsuccess = again;
                    busy();
                };
                again();
            };
        })",
    )
    .await;
    page
}

#[wasm_bindgen_test]
async fn a_hanging_journal_does_not_delay_local_storage() {
    empty_storage().await;
    let persistence = recovered().await;
    put_heartbeat_locally(&heartbeat("a", 1));
    let page = busy_journal().await;
    persistence.append(entry("a"));
    wait_until(async || {
        next_frame().await;
        locally() == ["a"] && local_storage::keys(keys::HEARTBEAT).is_empty()
    })
    .await;
    drop(page);
    wait_until(async || in_journal().await == ["a"]).await;
}

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
    let (persistence, mending) = (start(), locks::acquire(locks::LOG).await);
    let healing = persistence.clone();
    task::spawn(async move {
        let journal = recovery::reconcile(&healing).await;
        recovery::repair(&healing, journal).await;
    });
    wait_until(async || {
        in_journal().await;
        persistence.interrupted.get_untracked() == Some(heartbeat("a", 1))
    })
    .await;
    assert_eq!((locally(), shown(&persistence)), (vec![], vec!["b".to_owned()]));
    drop(mending);
    wait_until(async || {
        in_journal().await;
        locally() == ["b"]
    })
    .await;
}

#[wasm_bindgen_test]
async fn without_room_the_journal_has_the_record_until_there_is_room() {
    empty_storage().await;
    let persistence = recovered().await;
    put_heartbeat_locally(&heartbeat("a", 1));
    put_heartbeat_in_journal(&heartbeat("a", 1)).await;
    fill_local_storage();
    persistence.append(entry("a"));
    // The place without the record keeps the heartbeat.
    wait_until(async || heartbeats().await == (true, false)).await;
    assert_eq!(in_journal().await, ["a"]);
    assert_eq!(locally(), [""; 0]);
    assert_eq!(persistence.notices.all(), [Notice::StorageFull]);

    local_storage::remove(FILLER);
    let persistence = recovered().await;
    assert_eq!(locally(), ["a"]);
    assert_eq!(shown(&persistence), ["a"]);
    // The session has a record, so there is nothing to resume.
    assert_eq!(persistence.interrupted.get_untracked(), None);
    wait_until(async || heartbeats().await == (false, false)).await;
    empty_storage().await;
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
async fn a_start_without_heartbeats_waits_for_nothing() {
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
    let snapshot = heartbeat("b", 2).snapshot.unwrap();
    persistence.save_heartbeat("b", STARTED, snapshot, Millis::minutes(10), 240);
    recovery::reconcile(&persistence).await;
    assert_eq!(persistence.interrupted.get_untracked(), None);
    wait_until(async || in_journal().await == ["a"] && locally() == ["a"]).await;
    assert_eq!(heartbeats().await, (true, true), "the running one goes on");
}

#[wasm_bindgen_test]
async fn sessions_of_several_tabs_are_each_recorded_once() {
    empty_storage().await;
    let persistence = recovered().await;
    // One tab runs a, another has paused b, a third was killed during c, and an update came after d.
    for id in ["a", "b"] {
        let snapshot = heartbeat(id, 1).snapshot.unwrap();
        persistence.save_heartbeat(id, STARTED, snapshot, Millis::minutes(10), 240);
    }
    put_heartbeat_in_journal(&heartbeat("c", 9)).await;
    put_heartbeat_locally(&Heartbeat { snapshot: None, ..heartbeat("d", 10) });
    let running = locks::acquire(&locks::session_lock_name("a")).await;
    let paused = locks::acquire(&locks::session_lock_name("b")).await;
    let persistence = recovered().await;
    assert_eq!(persistence.interrupted.get_untracked(), Some(heartbeat("c", 9)));
    assert_eq!(shown(&persistence), ["d"]);
    wait_until(async || in_journal().await == ["d"] && locally() == ["d"]).await;

    // All are killed. The latest is offered, the others are recorded.
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
    let practised = persistence.log.with_untracked(|log| log.sessions()[0].practised);
    assert_eq!(practised, Millis::secs(90));
}

#[wasm_bindgen_test]
async fn unreadable_settings_are_not_overwritten_before_they_are_quarantined() {
    empty_storage().await;
    let torn = "{\"v\":1,\"data\":{\"safety".repeat(9);
    local_storage::write(keys::SETTINGS, &torn).unwrap();
    fill_local_storage();
    let notices = Notices::new();
    let settings = load_settings(notices).unwrap_or_default();
    save_settings(&settings, notices);
    assert_eq!(local_storage::read(keys::SETTINGS).as_deref(), Some(torn.as_str()));
    assert_eq!(notices.all(), [Notice::Damaged, Notice::StorageFull]);

    local_storage::remove(FILLER);
    let settings = load_settings(notices).unwrap_or_default();
    save_settings(&settings, notices);
    assert_eq!(local_storage::read(&keys::quarantine(&torn)).as_deref(), Some(torn.as_str()));
    assert_eq!(load_settings(notices), Some(settings));
    empty_storage().await;
}

#[wasm_bindgen_test]
async fn settings_of_version_1_are_read_and_left_untouched() {
    const STORED: &str =
        include_str!("../../../crates/unknot-core/tests/fixtures/v1/unknot.settings");
    empty_storage().await;
    local_storage::write(keys::SETTINGS_V1, STORED).unwrap();
    let notices = Notices::new();
    let mut settings = load_settings(notices).unwrap();
    assert_eq!(settings.bells, 35);
    settings.bells = 40;
    save_settings(&settings, notices);
    assert_eq!(load_settings(notices), Some(settings));
    assert_eq!(local_storage::read(keys::SETTINGS_V1).as_deref(), Some(STORED));
    assert_eq!(notices.all(), []);
    empty_storage().await;
}

#[wasm_bindgen_test]
async fn newer_settings_survive_a_write() {
    const STORED: &str =
        include_str!("../../../crates/unknot-core/tests/fixtures/v2/newer.settings");
    empty_storage().await;
    local_storage::write(keys::SETTINGS, STORED).unwrap();
    let notices = Notices::new();
    let mut settings = load_settings(notices).unwrap();
    settings.bells = 40;
    save_settings(&settings, notices);
    let text = local_storage::read(keys::SETTINGS).unwrap();
    for kept in ["\"bell\":\"koshi\"", "\"reminders\":[{", "\"scoliosis\"", "\"bells\":40"] {
        assert!(text.contains(kept), "{text}");
    }
    assert_eq!(notices.all(), []);
    empty_storage().await;
}

#[wasm_bindgen_test]
async fn unreadable_text_is_quarantined_once_and_stays_where_it_was() {
    empty_storage().await;
    let (line, torn) = (storage::encode_entry(&entry("a")), "{\"v\":1,\"kind\":\"sess");
    let month = format!("{line}\n{torn}\n");
    local_storage::write(&keys::month(day()), &month).unwrap();
    local_storage::write(keys::HEARTBEAT, "no heartbeat").unwrap();

    let persistence = recovered().await;
    assert_eq!(persistence.notices.all(), [Notice::Damaged]);
    assert_eq!(shown(&persistence), ["a"]);
    assert_eq!(local_storage::read(&keys::month(day())), Some(month));
    for text in [torn, "no heartbeat"] {
        assert_eq!(local_storage::read(&keys::quarantine(text)).as_deref(), Some(text));
    }
    // The next start finds it again and does not notify again.
    assert_eq!(recovered().await.notices.all(), []);
    assert_eq!(local_storage::keys("unknot.quarantine.").len(), 2);
    empty_storage().await;
}
