//! The persistence on the browser's own storage: what is kept is in both places, and what one of them
//! has lost comes back from the other.

use wasm_bindgen_test::wasm_bindgen_test;

use super::*;
use crate::domain::civil::CivilDay;
use crate::domain::cue::Side;
use crate::platform::testing::{
    FILLER, OtherPage, empty_storage, fill_local_storage, frame, until,
};
use crate::timeline::{Manner, Options};

const STARTED: Moment = Moment { utc_ms: 1_795_500_000_000, offset_min: 60 };

fn day() -> CivilDay {
    STARTED.day(240)
}

/// A start of the app.
fn start() -> Rc<Persistence> {
    let persistence =
        Persistence::new(RwSignal::new(Log::new()), RwSignal::new(None), Notices::new());
    persistence.load_log();
    persistence
}

async fn healed() -> Rc<Persistence> {
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

fn save_heartbeat(id: &str, updated_ms: i64) -> SessionHeartbeat {
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

/// The ids of what localStorage holds for the month.
fn locally() -> Vec<String> {
    ids(local_store::read(&keys::month(day())).as_deref())
}

fn put_locally(entries: &[Entry]) {
    let text = entries.iter().fold(String::new(), |text, entry| storage::append(&text, entry));
    local_store::write(&keys::month(day()), &text).unwrap();
}

/// The ids of what the journal holds.
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

/// Whether there are heartbeats here and in the journal.
async fn heartbeats() -> (bool, bool) {
    let found = journal::all().await.unwrap();
    let in_journal = found.iter().any(|(key, _)| key.starts_with(keys::HEARTBEAT));
    (!local_store::keys(keys::HEARTBEAT).is_empty(), in_journal)
}

fn beat_locally(beat: &SessionHeartbeat) {
    local_store::write(&keys::heartbeat(&beat.id), &storage::encode_value(beat)).unwrap();
}

async fn beat_in_journal(beat: &SessionHeartbeat) {
    journal::put(&keys::heartbeat(&beat.id), &storage::encode_value(beat)).await.unwrap();
}

#[wasm_bindgen_test]
async fn either_place_heals_the_other() {
    empty_storage().await;
    put_locally(&[entry("a"), entry("b")]);
    put_in_journal(&entry("b")).await;
    put_in_journal(&entry("c")).await;
    let persistence = start();
    // The first paint has what is there at once.
    assert_eq!(shown(&persistence), ["a", "b"]);
    let journal = recovery::reconcile(&persistence).await;
    assert_eq!(shown(&persistence), ["a", "b", "c"]);
    recovery::repair(&persistence, journal).await;
    assert_eq!(shown(&persistence), ["a", "b", "c"]);
    assert_eq!(locally(), ["a", "b", "c"]);
    assert_eq!(in_journal().await, ["a", "b", "c"]);
    assert_eq!(persistence.notices.get_untracked(), []);
}

#[wasm_bindgen_test]
async fn a_place_that_was_lost_as_a_whole_is_restored() {
    empty_storage().await;
    put_in_journal(&entry("a")).await;
    assert_eq!(shown(&healed().await), ["a"]);
    assert_eq!(locally(), ["a"]);

    journal::remove(&keys::journal_entry(entry("a").id())).await.unwrap();
    assert_eq!(shown(&healed().await), ["a"]);
    assert_eq!(in_journal().await, ["a"]);
}

#[wasm_bindgen_test]
async fn a_session_is_kept_in_both_places_and_its_heartbeat_goes() {
    empty_storage().await;
    let persistence = healed().await;
    let kept = beat("a", 1);
    persistence.save_heartbeat("a", STARTED, kept.snapshot.unwrap(), kept.planned, 240);
    until(async || heartbeats().await == (true, true)).await;
    let summary = Summary {
        finished: true,
        planned: Millis::minutes(10),
        practised: Millis::minutes(9),
        skipped: 1,
    };
    persistence.save_session("a", STARTED, "morning-ten", &summary, &[], 240);
    assert_eq!(shown(&persistence), ["a"]);
    until(async || heartbeats().await == (false, false)).await;
    // What is there is the whole record.
    let texts = journal::all().await.unwrap();
    assert_eq!(texts, [("entry.a".to_owned(), storage::encode_entry(&entry("a")))]);
    assert_eq!(locally(), ["a"]);
}

#[wasm_bindgen_test]
async fn what_another_tab_wrote_meanwhile_stays() {
    empty_storage().await;
    let (persistence, other) = (healed().await, locks::acquire(locks::LOG).await);
    persistence.append(entry("a"));
    until(async || in_journal().await == ["a"]).await;
    // It waits for the other tab, which has read the month before and writes it now.
    assert_eq!(locally(), [""; 0]);
    put_locally(&[entry("b")]);
    drop(other);
    until(async || {
        in_journal().await;
        locally() == ["a", "b"]
    })
    .await;
}

/// Another page, in which the journal is busy for as long as it is open.
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
async fn a_journal_that_hangs_keeps_no_record_from_localstorage() {
    empty_storage().await;
    let persistence = healed().await;
    beat_locally(&beat("a", 1));
    let page = busy_journal().await;
    persistence.append(entry("a"));
    until(async || {
        frame().await;
        locally() == ["a"] && local_store::keys(keys::HEARTBEAT).is_empty()
    })
    .await;
    drop(page);
    until(async || in_journal().await == ["a"]).await;
}

#[wasm_bindgen_test]
async fn a_journal_that_hangs_keeps_nobody_from_going_on() {
    empty_storage().await;
    beat_locally(&beat("a", 1));
    let page = busy_journal().await;
    assert_eq!(healed().await.interrupted.get_untracked(), Some(beat("a", 1)));
    drop(page);
}

#[wasm_bindgen_test]
async fn what_can_go_on_is_offered_before_anything_is_mended() {
    empty_storage().await;
    put_in_journal(&entry("b")).await;
    beat_locally(&beat("a", 1));
    let (persistence, mending) = (start(), locks::acquire(locks::LOG).await);
    let healing = persistence.clone();
    task::spawn(async move {
        let journal = recovery::reconcile(&healing).await;
        recovery::repair(&healing, journal).await;
    });
    until(async || {
        in_journal().await;
        persistence.interrupted.get_untracked() == Some(beat("a", 1))
    })
    .await;
    assert_eq!((locally(), shown(&persistence)), (vec![], vec!["b".to_owned()]));
    drop(mending);
    until(async || {
        in_journal().await;
        locally() == ["b"]
    })
    .await;
}

#[wasm_bindgen_test]
async fn without_room_the_journal_keeps_the_record_until_there_is() {
    empty_storage().await;
    let persistence = healed().await;
    beat_locally(&beat("a", 1));
    beat_in_journal(&beat("a", 1)).await;
    fill_local_storage();
    persistence.append(entry("a"));
    // The place that has no record does not forget the heartbeat either.
    until(async || heartbeats().await == (true, false)).await;
    assert_eq!(in_journal().await, ["a"]);
    assert_eq!(locally(), [""; 0]);
    assert_eq!(persistence.notices.get_untracked(), [Notice::StorageFull]);

    local_store::remove(FILLER);
    let persistence = healed().await;
    assert_eq!(locally(), ["a"]);
    assert_eq!(shown(&persistence), ["a"]);
    // Its session is over, so that there is nothing to go on with.
    assert_eq!(persistence.interrupted.get_untracked(), None);
    until(async || heartbeats().await == (false, false)).await;
    empty_storage().await;
}

#[wasm_bindgen_test]
async fn the_later_of_two_heartbeats_can_be_gone_on_with() {
    for (local, in_journal) in [(1, 2), (2, 1)] {
        empty_storage().await;
        beat_locally(&beat("a", local));
        beat_in_journal(&beat("a", in_journal)).await;
        assert_eq!(healed().await.interrupted.get_untracked(), Some(beat("a", 2)));
        // It is there until somebody decides.
        assert_eq!(heartbeats().await, (true, true));
    }
}

#[wasm_bindgen_test]
async fn what_another_tab_is_running_is_not_interrupted() {
    empty_storage().await;
    beat_locally(&beat("a", 1));
    let running = locks::acquire(&locks::of_session("a")).await;
    assert_eq!(healed().await.interrupted.get_untracked(), None);
    assert_eq!(heartbeats().await, (true, false));
    drop(running);
    until(async || !locks::is_held(&locks::of_session("a")).await).await;
    assert!(healed().await.interrupted.get_untracked().is_some());
}

#[wasm_bindgen_test]
async fn nobody_waits_who_has_not_been_interrupted() {
    empty_storage().await;
    assert!(start().is_settled.get_untracked());
    beat_locally(&beat("a", 1));
    let persistence = start();
    assert!(!persistence.is_settled.get_untracked());
    recovery::reconcile(&persistence).await;
    assert!(persistence.is_settled.get_untracked());
}

#[wasm_bindgen_test]
async fn a_session_that_begins_before_the_start_is_done_costs_no_interrupted_one() {
    empty_storage().await;
    beat_locally(&beat("a", 1));
    let persistence = start();
    let snapshot = beat("b", 2).snapshot.unwrap();
    persistence.save_heartbeat("b", STARTED, snapshot, Millis::minutes(10), 240);
    recovery::reconcile(&persistence).await;
    assert_eq!(persistence.interrupted.get_untracked(), None);
    until(async || in_journal().await == ["a"] && locally() == ["a"]).await;
    assert_eq!(heartbeats().await, (true, true), "the running one goes on");
}

#[wasm_bindgen_test]
async fn of_the_sessions_of_several_tabs_none_is_lost_and_none_counts_twice() {
    empty_storage().await;
    let persistence = healed().await;
    // One tab runs a, another has paused b, and a third was killed in c, an update before d.
    for id in ["a", "b"] {
        let snapshot = beat(id, 1).snapshot.unwrap();
        persistence.save_heartbeat(id, STARTED, snapshot, Millis::minutes(10), 240);
    }
    beat_in_journal(&beat("c", 9)).await;
    beat_locally(&Heartbeat { snapshot: None, ..save_heartbeat("d", 10) });
    let running = locks::acquire(&locks::of_session("a")).await;
    let paused = locks::acquire(&locks::of_session("b")).await;
    let persistence = healed().await;
    assert_eq!(persistence.interrupted.get_untracked(), Some(beat("c", 9)));
    assert_eq!(shown(&persistence), ["d"]);
    until(async || in_journal().await == ["d"] && locally() == ["d"]).await;

    // All are killed. The latest can go on, and the others are kept for what they were.
    drop((running, paused));
    until(async || !locks::is_held(&locks::of_session("b")).await).await;
    beat_locally(&beat("c", i64::MAX));
    let persistence = healed().await;
    assert_eq!(persistence.interrupted.get_untracked(), Some(beat("c", i64::MAX)));
    until(async || in_journal().await == ["a", "b", "d"] && locally() == ["a", "b", "d"]).await;
    persistence.save_interrupted(&persistence.interrupted.get_untracked().unwrap());
    until(async || heartbeats().await == (false, false)).await;
    assert_eq!(shown(&healed().await), ["a", "b", "c", "d"]);
}

#[wasm_bindgen_test]
async fn a_heartbeat_under_the_key_that_was_that_of_all_is_found_and_goes() {
    empty_storage().await;
    local_store::write(keys::HEARTBEAT, &storage::encode_value(&beat("a", 1))).unwrap();
    let text = storage::encode_value(&beat("b", 2));
    journal::put(keys::HEARTBEAT, &text).await.unwrap();
    let persistence = healed().await;
    assert_eq!(persistence.interrupted.get_untracked(), Some(beat("b", 2)));
    // Each has a key of its own now.
    until(async || {
        let journal = journal::all().await.unwrap();
        let keys: Vec<&str> = journal.iter().map(|(key, _)| key.as_str()).collect();
        keys == ["entry.a", "unknot.heartbeat.b"]
    })
    .await;
    assert_eq!(local_store::keys(keys::HEARTBEAT), ["unknot.heartbeat.b"]);
    persistence.save_interrupted(&beat("b", 2));
    until(async || heartbeats().await == (false, false)).await;
    assert_eq!(shown(&healed().await), ["a", "b"]);
}

#[wasm_bindgen_test]
async fn an_interrupted_session_that_is_not_taken_up_becomes_a_record() {
    empty_storage().await;
    beat_locally(&beat("a", 1));
    let persistence = healed().await;
    persistence.save_interrupted(&persistence.interrupted.get_untracked().unwrap());
    assert_eq!(persistence.interrupted.get_untracked(), None);
    until(async || heartbeats().await == (false, false)).await;
    assert_eq!((locally(), in_journal().await), (vec!["a".to_owned()], vec!["a".to_owned()]));
    assert_eq!(shown(&healed().await), ["a"]);
}

#[wasm_bindgen_test]
async fn a_heartbeat_with_a_snapshot_of_another_version_is_still_practice() {
    empty_storage().await;
    let foreign = Heartbeat { snapshot: None, ..save_heartbeat("a", 1) };
    beat_locally(&foreign);
    let persistence = healed().await;
    assert_eq!(persistence.interrupted.get_untracked(), None);
    assert_eq!(shown(&persistence), ["a"]);
    until(async || in_journal().await == ["a"] && locally() == ["a"]).await;
    let practised = persistence.log.with_untracked(|log| log.sessions()[0].practised);
    assert_eq!(practised, Millis::secs(90));
}

#[wasm_bindgen_test]
async fn what_there_was_no_room_to_set_aside_is_not_written_over() {
    empty_storage().await;
    let torn = "{\"v\":1,\"data\":{\"safety".repeat(9);
    local_store::write(keys::SETTINGS, &torn).unwrap();
    fill_local_storage();
    let notices = Notices::new();
    let settings = load_settings(notices).unwrap_or_default();
    save_settings(&settings, notices);
    assert_eq!(local_store::read(keys::SETTINGS).as_deref(), Some(torn.as_str()));
    assert_eq!(notices.get_untracked(), [Notice::Damaged, Notice::StorageFull]);

    local_store::remove(FILLER);
    let settings = load_settings(notices).unwrap_or_default();
    save_settings(&settings, notices);
    assert_eq!(local_store::read(&keys::quarantine(&torn)).as_deref(), Some(torn.as_str()));
    assert_eq!(load_settings(notices), Some(settings));
    empty_storage().await;
}

#[wasm_bindgen_test]
async fn what_can_not_be_read_is_set_aside_once_and_stays_where_it_was() {
    empty_storage().await;
    let (line, torn) = (storage::encode_entry(&entry("a")), "{\"v\":1,\"kind\":\"sess");
    let month = format!("{line}\n{torn}\n");
    local_store::write(&keys::month(day()), &month).unwrap();
    local_store::write(keys::HEARTBEAT, "no heartbeat").unwrap();

    let persistence = healed().await;
    assert_eq!(persistence.notices.get_untracked(), [Notice::Damaged]);
    assert_eq!(shown(&persistence), ["a"]);
    assert_eq!(local_store::read(&keys::month(day())), Some(month));
    for text in [torn, "no heartbeat"] {
        assert_eq!(local_store::read(&keys::quarantine(text)).as_deref(), Some(text));
    }
    // The next start finds it again and has nothing new to tell.
    assert_eq!(healed().await.notices.get_untracked(), []);
    assert_eq!(local_store::keys("unknot.quarantine.").len(), 2);
    empty_storage().await;
}
