//! Changes of sessions.

use serde::{Deserialize, Serialize};

use crate::domain::civil::{CivilDay, Moment};
use crate::domain::stored;
use crate::domain::time::Millis;

use super::added::What;
use super::entry::Kind;
use super::id::EntryId;
use super::log::Log;

/// A change of a session. The session itself stays as it was stored.
///
/// Of several changes of a field the newest is in effect, by moment, then by id, so that two devices
/// agree. Deleting a change undoes it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Edited {
    /// The id of its entry.
    pub id: EntryId,
    /// When the change was made: later than those before ([`Log::moment_of_edit`]).
    pub at: Moment,
    /// The day on which it was made.
    pub day: CivilDay,
    /// The session.
    pub target: EntryId,
    /// What has changed.
    #[serde(rename = "to", default, deserialize_with = "stored::or_default")]
    pub changes: Changes,
}

/// New values of a session. `None` is as before.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Changes {
    /// The day it counts for.
    #[serde(deserialize_with = "stored::or_default", skip_serializing_if = "Option::is_none")]
    pub day: Option<CivilDay>,
    /// For how long it was practised.
    #[serde(deserialize_with = "stored::or_default", skip_serializing_if = "Option::is_none")]
    pub practised: Option<Millis>,
    /// What was done. Only for a session that was added: what the app ran is known.
    #[serde(deserialize_with = "stored::or_default", skip_serializing_if = "Option::is_none")]
    pub what: Option<What>,
    /// The note. Empty if it was removed.
    #[serde(deserialize_with = "stored::or_default", skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Changes {
    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Takes over what a newer change says.
    pub(super) fn add(&mut self, newer: &Self) {
        let Self { day, practised, what, note } = newer;
        self.day = day.or(self.day);
        self.practised = practised.or(self.practised);
        self.what = what.clone().or_else(|| self.what.take());
        self.note = note.clone().or_else(|| self.note.take());
    }
}

impl Edited {
    /// Changes are ordered by time, then by id.
    pub(super) fn key(&self) -> (i64, EntryId) {
        (self.at.utc_ms, self.id.clone())
    }
}

impl Log {
    /// The moment of a change that is made `now`: later than all others of this session, even if one of
    /// them was made while the device's clock was ahead. Reads all entries: the index has no changes that
    /// were undone, and the undo of one may be taken back.
    pub fn moment_of_edit(&self, target: &EntryId, now: Moment) -> Moment {
        let edits = self.entries().filter_map(|entry| match entry.kind() {
            Kind::Edited(edit) if edit.target == *target => Some(edit.at.utc_ms),
            _ => None,
        });
        let utc_ms = edits.max().map_or(now.utc_ms, |last| now.utc_ms.max(last.saturating_add(1)));
        Moment { utc_ms, ..now }
    }
}
