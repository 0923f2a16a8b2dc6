//! What is kept on this device, and how: each record goes to the journal, which is on disk when it
//! says so, and to localStorage, which is there at the next first paint. After a start the two are
//! united as sets, so that either [repairs](recovery) the other (docs/adr/0003-storage.md).

use std::cell::RefCell;
use std::rc::Rc;

pub(crate) mod recovery;

use crate::domain::civil::Moment;
use crate::domain::flare::Pace;
use crate::domain::routine::Hurt;
use crate::domain::settings::Settings;
use crate::domain::time::Millis;
use crate::history::{Entry, EntryId, FlareNote, Kind, Log, Mark, Outcome, Record};
use crate::platform::local_store::StoreError;
use crate::platform::{clock, ids, journal, local_store, locks, task};
use crate::services::notices::{Notice, Notices};
use crate::session::{Snapshot, Summary};
use crate::storage::{self, Heartbeat, ValueError, keys};
use leptos::prelude::*;

/// The heartbeat of a session of ours; without a snapshot where an update has changed what that is.
pub(crate) type SessionHeartbeat = Heartbeat<Snapshot>;

/// Keeps the log, the settings and the place of a running session.
pub(crate) struct Persistence {
    log: RwSignal<Log>,
    interrupted: RwSignal<Option<SessionHeartbeat>>,
    notices: Notices,
    /// Whether somebody may begin: no session was interrupted, or what could be found of one is.
    pub(crate) is_settled: RwSignal<bool>,
    /// The session that has begun in this tab last.
    running: RefCell<Option<String>>,
}

/// The settings as kept, where there are some; what could not be read is set aside and said.
pub(crate) fn load_settings(notices: Notices) -> Option<Settings> {
    let text = local_store::read(keys::SETTINGS)?;
    let read = storage::decode_value(&text);
    if let Err(error) = &read {
        quarantine(&text);
        notices.notify(match error {
            ValueError::Damaged => Notice::Damaged,
            ValueError::Newer { .. } => Notice::Newer,
        });
    }
    read.ok()
}

/// Keeps the settings. What is there and can't be read is written over only if it is set aside.
pub(crate) fn save_settings(settings: &Settings, notices: Notices) {
    if let Some(text) = local_store::read(keys::SETTINGS)
        && storage::decode_value::<Settings>(&text).is_err()
        && local_store::read(&keys::quarantine(&text)).is_none()
    {
        return notices.notify(Notice::StorageFull);
    }
    write(keys::SETTINGS, &storage::encode_value(settings), notices);
}

impl Persistence {
    pub(crate) fn new(
        log: RwSignal<Log>,
        interrupted: RwSignal<Option<SessionHeartbeat>>,
        notices: Notices,
    ) -> Rc<Self> {
        Rc::new(Self {
            log,
            interrupted,
            notices,
            // A session leaves its heartbeat here, as long as there is any room. Only what has lost its place
            // here is found after somebody may have begun another.
            is_settled: RwSignal::new(local_store::keys(keys::HEARTBEAT).is_empty()),
            running: RefCell::default(),
        })
    }

    /// What localStorage holds, at once, for the first paint.
    pub(crate) fn load_log(&self) {
        let segments = local_values(keys::LOG_PREFIX);
        self.log.set(storage::log_of(segments.iter().map(|(_, text)| text.as_str())));
    }

    /// Writes down where a running session stands.
    pub(crate) fn save_heartbeat(
        &self,
        id: &str,
        started: Moment,
        snapshot: Snapshot,
        planned: Millis,
        day_start_min: u16,
    ) {
        self.running.replace(Some(id.to_owned()));
        let beat = Heartbeat {
            id: id.to_owned(),
            started,
            day: started.day(day_start_min),
            practised: snapshot.practised,
            planned,
            updated_ms: clock::now().utc_ms,
            routine: snapshot.routine.clone(),
            skipped: snapshot.skipped,
            hurts: snapshot.hurts.clone(),
            snapshot: Some(snapshot),
        };
        // Both may fail for want of room; the session itself goes on, and its end will say so.
        write_heartbeat(&beat);
    }

    /// Forgets the place of a session that left nothing, or whose record is safe.
    pub(crate) fn remove_heartbeat(&self, id: &str) {
        self.remove_heartbeat_in(id, true, true);
    }

    /// The same, only in the places that have the record.
    fn remove_heartbeat_in(&self, id: &str, locally: bool, in_journal: bool) {
        self.interrupted.update(|interrupted| {
            interrupted.take_if(|beat| beat.id == id);
        });
        remove_key(keys::heartbeat(id), locally, in_journal);
    }

    /// Keeps what a session came to.
    pub(crate) fn save_session(
        self: &Rc<Self>,
        id: &str,
        started: Moment,
        routine: &str,
        summary: &Summary,
        hurts: &[Hurt],
        day_start_min: u16,
    ) {
        let Ok(id) = id.parse() else { return };
        self.append(Entry::from(Record {
            id,
            started,
            day: started.day(day_start_min),
            routine: routine.to_owned().into(),
            planned: summary.planned,
            practised: summary.practised,
            outcome: if summary.finished { Outcome::Finished } else { Outcome::EndedEarly },
            skipped: Some(summary.skipped),
            hurts: hurts.to_vec(),
        }));
    }

    /// Keeps an interrupted session as what it came to.
    pub(crate) fn save_interrupted(self: &Rc<Self>, beat: &SessionHeartbeat) {
        self.interrupted.set(None);
        match beat.into_record() {
            Some(record) if !record.practised.is_zero() => self.append(Entry::from(record)),
            _ => self.remove_heartbeat(&beat.id),
        }
    }

    /// Keeps what was said about a flare. Answers its id, with which it can be taken back.
    pub(crate) fn record_flare(
        self: &Rc<Self>,
        pace: Option<Pace>,
        day_start_min: u16,
    ) -> Option<EntryId> {
        let at = clock::now();
        let id: EntryId = ids::fresh().parse().ok()?;
        let note = FlareNote { id: id.clone(), at, day: at.day(day_start_min), pace };
        self.append(Entry::from(Kind::Flare(note)));
        Some(id)
    }

    /// Removes a session from the list. Answers the deletion's id, with which it can be undone.
    pub(crate) fn delete(self: &Rc<Self>, target: &EntryId, day_start_min: u16) -> Option<EntryId> {
        let mark = mark(target.clone(), day_start_min)?;
        let id = mark.id.clone();
        self.append(Entry::from(Kind::Deleted(mark)));
        Some(id)
    }

    /// Undoes a deletion.
    pub(crate) fn undo_delete(self: &Rc<Self>, deletion: EntryId, day_start_min: u16) {
        if let Some(mark) = mark(deletion, day_start_min) {
            self.append(Entry::from(Kind::Restored(mark)));
        }
    }

    /// Keeps an entry: shown at once, in the journal and in localStorage as soon as they take it.
    /// A place forgets the session's heartbeat only when it has the record.
    fn append(self: &Rc<Self>, entry: Entry) {
        self.log.update(|log| {
            log.insert(entry.clone());
        });
        // Each by itself: neither waits for the other, which may hang.
        let (this, journaled) = (self.clone(), entry.clone());
        task::spawn(async move {
            let (key, text) =
                (keys::journal_entry(journaled.id()), storage::encode_entry(&journaled));
            let is_in = journal::put(&key, &text).await.is_ok();
            this.remove_heartbeat_of(&journaled, false, is_in);
        });
        let this = self.clone();
        task::spawn(async move {
            let lock = locks::acquire(locks::LOG).await;
            let is_in = this.write_locally(&entry);
            drop(lock);
            this.remove_heartbeat_of(&entry, is_in, false);
        });
    }

    fn remove_heartbeat_of(&self, entry: &Entry, locally: bool, in_journal: bool) {
        if entry.record().is_some() {
            self.remove_heartbeat_in(entry.id().as_str(), locally, in_journal);
        }
    }

    /// Appends an entry to its month, to be called under the log's lock. Answers whether it is in.
    fn write_locally(&self, entry: &Entry) -> bool {
        let key = keys::month(entry.day());
        let segment = local_store::read(&key).unwrap_or_default();
        write(&key, &storage::append(&segment, entry), self.notices)
    }
}

/// Writes a heartbeat to both places. Answers whether localStorage has it.
fn write_heartbeat(beat: &SessionHeartbeat) -> bool {
    let (key, text) = (keys::heartbeat(&beat.id), storage::encode_value(beat));
    let is_in = local_store::write(&key, &text).is_ok();
    task::spawn(async move {
        let _ = journal::put(&key, &text).await;
    });
    is_in
}

/// Forgets a key in one place or both.
fn remove_key(key: String, locally: bool, in_journal: bool) {
    if locally {
        local_store::remove(&key);
    }
    if in_journal {
        task::spawn(async move {
            // What stays is found again at the next start, beside its record.
            let _ = journal::remove(&key).await;
        });
    }
}

fn mark(target: EntryId, day_start_min: u16) -> Option<Mark> {
    let at = clock::now();
    let id = ids::fresh().parse().ok()?;
    Some(Mark { id, at, day: at.day(day_start_min), target })
}

/// What localStorage has under the keys that begin with `prefix`.
fn local_values(prefix: &str) -> Vec<(String, String)> {
    let keys = local_store::keys(prefix).into_iter();
    keys.filter_map(|key| local_store::read(&key).map(|text| (key, text))).collect()
}

/// Keeps what can't be read under a key of its own, made of its content: damaged lines stay where
/// they are and are found at every start, but set aside once. Answers whether it was new.
fn quarantine(text: &str) -> bool {
    let key = keys::quarantine(text);
    local_store::read(&key).is_none() && local_store::write(&key, text).is_ok()
}

fn write(key: &str, text: &str, notices: Notices) -> bool {
    match local_store::write(key, text) {
        Ok(()) => true,
        Err(StoreError::Full) => {
            notices.notify(Notice::StorageFull);
            false
        }
        Err(StoreError::Refused) => {
            notices.notify(Notice::StorageRefused);
            false
        }
    }
}

#[cfg(test)]
mod tests;
