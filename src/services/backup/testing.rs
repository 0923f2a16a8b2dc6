//! What the tests of backups have in common: sessions that are stored, and what reads them.

use std::rc::Rc;

use crate::platform::testing::{empty_recordings, empty_storage};
use crate::platform::{file_handle, journal, local_storage};
use crate::services::notices::Notices;
use crate::services::persistence::{Persistence, recovery};
use unknot_core::domain::civil::Moment;
use unknot_core::domain::time::Millis;
use unknot_core::history::{Entry, Outcome, Record};
use unknot_core::storage::{append, encode_entry, keys};

/// A session. Each number has one of its own.
pub(crate) fn session(number: u32) -> Entry {
    let started = Moment { utc_ms: 1_795_500_000_000 + 60_000 * i64::from(number), offset_min: 60 };
    Entry::from(Record {
        id: format!("s{number:04}").parse().unwrap(),
        started,
        day: started.day(240),
        routine: "morning-ten".into(),
        planned: Millis::minutes(10),
        practised: Millis::minutes(10),
        worked: None,
        outcome: Outcome::Finished,
        skipped: None,
        hurts: Vec::new(),
    })
}

/// Empties everything that is stored.
pub(crate) async fn start_empty() {
    empty_storage().await;
    empty_recordings().await;
    file_handle::forget().await.unwrap();
}

/// Stores a session in the journal alone.
pub(crate) async fn store_in_journal(number: u32) {
    let entry = session(number);
    journal::put(&keys::journal_entry(entry.id()), &encode_entry(&entry)).await.unwrap();
}

/// Stores a session in both places.
pub(crate) async fn store_in_both(number: u32) {
    store_in_journal(number).await;
    let entry = session(number);
    let month = keys::month(entry.day());
    let text = local_storage::read(&month).unwrap_or_default();
    local_storage::write(&month, &append(&text, &entry)).unwrap();
}

/// A store that is reading what is stored.
pub(crate) fn persistence() -> Rc<Persistence> {
    let persistence = Persistence::new(Notices::new());
    recovery::start(persistence.clone());
    persistence
}

/// A stored line with its checksum.
pub(crate) fn seal(json: &str) -> String {
    format!("{json}\t{:08x}\n", unknot_content::crc::crc32(json.as_bytes()))
}
