//! Persistence with the browser's real storage: records are in both places, and each place is restored from the other.

mod interrupted;
mod records;
mod take_over;
mod unreadable;

use super::*;
use crate::platform::testing::OtherPage;
use unknot_core::domain::civil::CivilDay;
use unknot_core::domain::cue::Side;
use unknot_core::session::Snapshot;
use unknot_core::storage::Heartbeat;
use unknot_core::timeline::{Manner, Options};

const STARTED: Moment = Moment { utc_ms: 1_795_500_000_000, offset_min: 60 };

fn day() -> CivilDay {
    STARTED.day(240)
}

/// Starts the app up to the loading of localStorage.
fn start() -> Rc<Persistence> {
    let persistence = Persistence::new(Notices::new());
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
        worked: Some(Millis::minutes(8)),
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
        worked: Some(Millis::secs(60)),
        skipped: 0,
        hurts: Vec::new(),
        done: Vec::new(),
    };
    Heartbeat {
        id: id.to_owned(),
        started: STARTED,
        day: day(),
        practised: snapshot.practised,
        worked: snapshot.worked,
        planned: Millis::minutes(10),
        updated_ms,
        routine: snapshot.routine.clone(),
        skipped: 0,
        hurts: Vec::new(),
        snapshot: Some(snapshot),
    }
}

fn ids<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    storage::reconcile(texts, []).log.entries().map(|entry| entry.id().to_string()).collect()
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
    persistence.log.with_untracked(|log| {
        log.sessions().iter().map(|session| session.id().to_string()).collect()
    })
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

/// Stores the heartbeat of a session that has practised what its snapshot says.
fn save_heartbeat(persistence: &Persistence, id: &str) {
    let Heartbeat { snapshot, planned, practised, worked, skipped, .. } = heartbeat(id, 1);
    let worked = worked.unwrap_or_default();
    let summary = Summary { finished: false, planned, practised, worked, skipped };
    persistence.save_heartbeat(id, STARTED, snapshot.unwrap(), &summary, Vec::new(), 240);
}
