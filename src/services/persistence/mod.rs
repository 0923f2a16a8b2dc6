//! Stores sessions, flares and settings on this device.
//!
//! Each record goes to two places: the journal (`IndexedDB`), which reports when a write is on disk, and localStorage,
//! which can be read before the first paint. After a start both are merged as sets, and each is [repaired](recovery)
//! from the other (docs/adr/0003-storage.md).

mod days;
mod heartbeats;
mod local;
pub(crate) mod other_tabs;
pub(crate) mod reading;
pub(crate) mod recovery;
pub(crate) mod restores;
mod settings;
pub(crate) mod take_over;
#[cfg(test)]
mod tests;

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use futures::FutureExt;
use futures::channel::oneshot;
use futures::future::{Shared, join};
use leptos::prelude::*;

pub(crate) use self::heartbeats::{SessionHeartbeat, read as read_heartbeat};
pub(crate) use self::settings::{load_settings, load_settings_from, save_settings};
use crate::platform::local_storage::StorageError;
use crate::platform::{clock, ids, journal, local_storage, locks, task};
use crate::services::notices::{Notice, Notices};
use crate::services::tabs::{self, Message};
use unknot_core::backup::LastRestore;
use unknot_core::domain::civil::Moment;
use unknot_core::domain::flare::Pace;
use unknot_core::domain::routine::Hurt;
use unknot_core::domain::time::Millis;
use unknot_core::history::{Entry, EntryId, FlareNote, Kind, Log, Mark, Outcome, Record};
use unknot_core::session::Summary;
use unknot_core::storage::{self, keys};

/// This many entries are loaded before the first paint, and the rest of their month: about a month of practice or more. A hundred
/// entries delay it by 8 ms on a cheap phone.
const AT_FIRST: usize = 50;

/// One of the two places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    LocalStorage,
    Journal,
}

/// Stores the log and the heartbeats of sessions.
pub(crate) struct Persistence {
    log: RwSignal<Log>,
    interrupted: RwSignal<Option<SessionHeartbeat>>,
    is_search_done: RwSignal<bool>,
    /// Whether the log has everything that localStorage holds.
    is_complete: RwSignal<bool>,
    notices: Notices,
    /// The id of the session that runs in this tab.
    running: RefCell<Option<String>>,
    /// The length of each month of the log when it was last read.
    months: RefCell<HashMap<String, usize>>,
    /// Resolves once the log has what both places hold.
    whole: Shared<oneshot::Receiver<()>>,
    now_whole: RefCell<Option<oneshot::Sender<()>>>,
    /// Entries that this tab or another has added, and that may not be stored yet.
    young: RefCell<Vec<Entry>>,
    last_restore: RwSignal<Option<LastRestore>>,
    /// How often the log has been read again. Of two that read at the same time, the later one knows more.
    reloads: Cell<u32>,
}

impl Persistence {
    /// A store with an empty log. Nothing is loaded yet.
    pub(crate) fn new(notices: Notices) -> Rc<Self> {
        let (now_whole, whole) = oneshot::channel();
        Rc::new(Self {
            log: RwSignal::new(Log::new()),
            interrupted: RwSignal::new(None),
            // Unless localStorage was full, an interrupted session has a heartbeat there. If there is none, there is no
            // need to wait for the journal.
            is_search_done: RwSignal::new(
                local_storage::keys(keys::HEARTBEAT).is_empty() && !take_over::is_pending(),
            ),
            is_complete: RwSignal::new(false),
            notices,
            running: RefCell::default(),
            months: RefCell::default(),
            whole: whole.shared(),
            now_whole: RefCell::new(Some(now_whole)),
            young: RefCell::default(),
            last_restore: RwSignal::new(None),
            reloads: Cell::new(0),
        })
    }

    /// The log of sessions and flares.
    pub(crate) fn log(&self) -> ReadSignal<Log> {
        self.log.read_only()
    }

    /// The session that was interrupted and can be resumed, if any.
    pub(crate) fn interrupted(&self) -> ReadSignal<Option<SessionHeartbeat>> {
        self.interrupted.read_only()
    }

    /// Whether the search for an interrupted session has ended.
    pub(crate) fn is_search_done(&self) -> ReadSignal<bool> {
        self.is_search_done.read_only()
    }

    /// Whether the log has every session that is stored. Until then, shortly after the start, it may lack old ones.
    pub(crate) fn is_complete(&self) -> ReadSignal<bool> {
        self.is_complete.read_only()
    }

    /// Waits until the log has what both places hold, the journal too.
    pub(crate) async fn until_whole(&self) {
        // The sender lives as long as this does.
        let _ = self.whole.clone().await;
    }

    /// Loads from localStorage, synchronously, what the first paint needs: the sessions of the newest months with their
    /// deletions, and the notes that say whether there is a flare. [Recovery](recovery) loads the rest.
    pub(crate) fn load_log(&self) {
        let mut months = local_storage::keys(keys::LOG_PREFIX);
        months.sort_unstable();
        let (mut months, mut recent) = (months.iter().rev(), Vec::new());
        while recent.len() < AT_FIRST
            && let Some(month) = months.next()
        {
            let text = local_storage::read(month).unwrap_or_default();
            recent.extend(storage::decode_segment(&text).entries);
        }
        let mut log = Log::from_iter(recent);
        self.is_complete.set(months.len() == 0);
        for month in months {
            if log.is_last_flare_over() {
                break;
            }
            if local_storage::contains_any(month, &storage::NOTE_MARKS) {
                let text = local_storage::read(month).unwrap_or_default();
                log.extend(storage::decode_notes(&text));
            }
        }
        self.log.set(log);
    }

    /// Records the result of a session, unless there is nothing to keep of it. A tab from which it was taken over may have
    /// practised more of it than this one: its last heartbeat can arrive late.
    pub(crate) fn save_session(
        self: &Rc<Self>,
        id: &str,
        started: Moment,
        routine: &str,
        summary: &Summary,
        hurts: &[Hurt],
        day_start_min: u16,
    ) {
        let Ok(record_id) = id.parse() else { return };
        let elsewhere = heartbeats::read(id);
        let elsewhere = |read: fn(&SessionHeartbeat) -> Millis| elsewhere.as_ref().map(read);
        let record = Record {
            id: record_id,
            started,
            day: started.day(day_start_min),
            routine: routine.to_owned().into(),
            planned: summary.planned,
            practised: summary.practised.max(elsewhere(|beat| beat.practised).unwrap_or_default()),
            worked: Some(summary.worked).max(elsewhere(SessionHeartbeat::worked)),
            outcome: if summary.finished { Outcome::Finished } else { Outcome::EndedEarly },
            skipped: Some(summary.skipped),
            hurts: hurts.to_vec(),
        };
        self.record(id, record);
    }

    /// Withdraws the offer to resume the interrupted session, which has been resumed.
    pub(crate) fn forget_interrupted(&self) {
        self.interrupted.set(None);
    }

    /// Records an interrupted session as far as it was practised, unless another tab has gone on with it in the meantime.
    pub(crate) fn save_interrupted(self: &Rc<Self>, beat: &SessionHeartbeat) {
        self.interrupted.set(None);
        let (this, beat) = (self.clone(), beat.clone());
        task::spawn(async move {
            if !locks::running_sessions().await.contains(&beat.id) {
                let latest =
                    heartbeats::read(&beat.id).filter(|stored| stored.is_later_than(&beat));
                this.record_interrupted(&latest.unwrap_or(beat));
            }
        });
    }

    /// Records a session that no tab runs as far as it was practised.
    fn record_interrupted(self: &Rc<Self>, beat: &SessionHeartbeat) {
        match beat.to_record() {
            Some(record) => self.record(&beat.id, record),
            None => self.remove_heartbeat(&beat.id),
        }
    }

    /// Adds the record of a session to the log if there is anything to keep of it.
    fn record(self: &Rc<Self>, id: &str, record: Record) {
        if record.is_worth_keeping() {
            self.append(Entry::from(record));
        } else {
            self.remove_heartbeat(id);
        }
    }

    /// Records the pace of a flare, or with `None` that it is over. Returns the id of the note, for deleting it.
    pub(crate) fn record_flare(
        self: &Rc<Self>,
        pace: Option<Pace>,
        day_start_min: u16,
    ) -> Option<EntryId> {
        let now = clock::now();
        let at = self.log.with_untracked(|log| log.moment_of_flare_note(now));
        let id = new_id()?;
        let note = FlareNote { id: id.clone(), at, day: now.day(day_start_min), pace };
        self.append(Entry::from(Kind::Flare(note)));
        Some(id)
    }

    /// Deletes an entry of the log. Returns the id of the deletion, for undoing it.
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

    /// Adds an entry to the log, so that it is shown at once, and stores it in both places.
    fn append(self: &Rc<Self>, entry: Entry) {
        self.young.borrow_mut().push(entry.clone());
        self.log.update(|log| {
            log.insert(entry.clone());
        });
        if let Some(record) = entry.record() {
            self.is_over(record.id.as_str());
        }
        tabs::send(&Message::Entry(entry.clone()));
        let this = self.clone();
        task::spawn(async move {
            // At the same time, because either may hang.
            let (journal, local) =
                join(this.append_to_journal(&entry), this.append_to_local_storage(&entry)).await;
            if let (false, Err(error)) = (journal, local) {
                this.notices.notify(match error {
                    StorageError::Full => Notice::StorageFull,
                    StorageError::Refused => Notice::StorageRefused,
                });
            }
        });
    }

    /// Returns whether it is stored.
    async fn append_to_journal(&self, entry: &Entry) -> bool {
        let is_stored = write_to_journal(entry).await;
        self.end_heartbeat(entry, Place::Journal, is_stored);
        is_stored
    }

    async fn append_to_local_storage(&self, entry: &Entry) -> Result<(), StorageError> {
        let lock = locks::acquire(locks::LOG).await;
        let stored = append_to_month(entry);
        drop(lock);
        self.end_heartbeat(entry, Place::LocalStorage, stored.is_ok());
        stored
    }
}

/// Appends an entry to its month in localStorage. Has to be called under the lock of the log: other tabs append to the same
/// text.
fn append_to_month(entry: &Entry) -> Result<(), StorageError> {
    let key = keys::month(entry.day());
    let month = local_storage::read(&key).unwrap_or_default();
    local_storage::write(&key, &storage::append(&month, entry))
}

/// Writes an entry to the journal, unless that has a preferred one with the same id. Returns whether it has either.
async fn write_to_journal(entry: &Entry) -> bool {
    let (key, text) = (keys::journal_entry(entry.id()), storage::encode_entry(entry));
    journal::put_unless(&key, &text, |stored| storage::is_preferred(stored, entry)).await.is_ok()
}

/// An id that no entry has.
fn new_id() -> Option<EntryId> {
    ids::random_id().parse().ok()
}

/// A mark that deletes `target`, or undoes it if it is a deletion itself.
fn mark(target: EntryId, day_start_min: u16) -> Option<Mark> {
    let at = clock::now();
    let id = new_id()?;
    Some(Mark { id, at, day: at.day(day_start_min), target })
}
