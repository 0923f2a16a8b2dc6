//! Heartbeats: the position of a running session, stored so that it can be resumed if the page is killed.

use leptos::prelude::*;

use super::{Persistence, Place};
use crate::platform::{clock, journal, local_storage, task};
use unknot_core::domain::civil::Moment;
use unknot_core::domain::routine::Hurt;
use unknot_core::history::Entry;
use unknot_core::session::{Snapshot, Summary};
use unknot_core::storage::{self, Heartbeat, keys};

/// The heartbeat of a session. It has no snapshot if an update has changed the snapshot's format.
pub(crate) type SessionHeartbeat = Heartbeat<Snapshot>;

impl Persistence {
    /// Stores the position of a running session. `summary` and `hurts` are what its record would have now.
    pub(crate) fn save_heartbeat(
        &self,
        id: &str,
        started: Moment,
        snapshot: Snapshot,
        summary: &Summary,
        hurts: Vec<Hurt>,
        day_start_min: u16,
    ) {
        self.running.replace(Some(id.to_owned()));
        let beat = Heartbeat {
            id: id.to_owned(),
            started,
            day: started.day(day_start_min),
            practised: summary.practised,
            worked: Some(summary.worked),
            planned: summary.planned,
            updated_ms: clock::now().utc_ms,
            routine: snapshot.routine.clone(),
            skipped: summary.skipped,
            hurts,
            snapshot: Some(snapshot),
        };
        // If the storage is full, the person is notified when the session is recorded; until then it continues.
        write(&beat);
    }

    /// Removes the heartbeat of a session that has nothing to record, or whose record is stored.
    pub(crate) fn remove_heartbeat(&self, id: &str) {
        self.is_over(id);
        self.withdraw_offer(id);
        remove(&keys::heartbeat(id), Place::LocalStorage);
        remove(&keys::heartbeat(id), Place::Journal);
    }

    /// Ends the heartbeat of a session that has become an entry of the log. It is removed from a place only if the entry
    /// `is_stored` there.
    pub(super) fn end_heartbeat(&self, entry: &Entry, place: Place, is_stored: bool) {
        if entry.record().is_some() {
            self.withdraw_offer(entry.id().as_str());
            if is_stored {
                remove(&keys::heartbeat(entry.id().as_str()), place);
            }
        }
    }

    /// Withdraws the offer to resume a session.
    pub(super) fn withdraw_offer(&self, id: &str) {
        let is_offered =
            |offer: &Option<SessionHeartbeat>| offer.as_ref().is_some_and(|beat| beat.id == id);
        if self.interrupted.with_untracked(is_offered) {
            self.interrupted.set(None);
        }
    }

    /// Notes that a session no longer runs in this tab.
    pub(crate) fn is_over(&self, id: &str) {
        self.running.borrow_mut().take_if(|running| running == id);
    }
}

/// The last position of a session that this tab or another one has stored in localStorage.
pub(crate) fn read(id: &str) -> Option<SessionHeartbeat> {
    storage::decode_value(&local_storage::read(&keys::heartbeat(id))?).ok()
}

/// Writes a heartbeat to both places, unless there is one with more practice: another tab has gone on with the session, and
/// this one has been asleep. Returns whether localStorage has it, without waiting for the journal.
pub(super) fn write(beat: &SessionHeartbeat) -> bool {
    if read(&beat.id).is_some_and(|stored| stored.practised > beat.practised) {
        return true;
    }
    let (key, text) = (keys::heartbeat(&beat.id), storage::encode_value(beat));
    let is_stored = local_storage::write(&key, &text).is_ok();
    task::spawn(async move {
        let _ = journal::put(&key, &text).await;
    });
    is_stored
}

/// Removes the heartbeat under a key from a place.
pub(super) fn remove(key: &str, place: Place) {
    match place {
        Place::LocalStorage => local_storage::remove(key),
        Place::Journal => {
            let key = key.to_owned();
            task::spawn(async move {
                // If this fails, the next start finds it next to its record and removes it.
                let _ = journal::remove(&key).await;
            });
        }
    }
}
