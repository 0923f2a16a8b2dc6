//! Entries: the immutable facts of a log.
//!
//! A [`Kind::Deleted`] mark deletes the record that it names. A [`Kind::Restored`] mark undoes the
//! *deletion* that it names. A record is deleted while at least one of its deletions hasn't been
//! undone. With these fixed layers the result depends only on the set of entries: there are no
//! clocks to compare, and no cycles as with deletions of deletions. Deleting again takes a new mark
//! with a new id. A [`Kind::Edited`] changes a session, and is deleted like one.

use core::cmp::Ordering;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::domain::civil::{CivilDay, Moment};

use super::added::Added;
use super::edited::Edited;
use super::flare::FlareNote;
use super::id::EntryId;
use super::record::Record;
use super::rest::RestDays;

/// One immutable fact of the log. Cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Entry {
    kind: Arc<Kind>,
    /// The text it was read from, if encoding `kind` would give a different text, for example
    /// because a newer version has added fields.
    verbatim: Option<Box<str>>,
}

/// The kinds of entry.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Kind {
    /// An entry that only a newer version understands. It is preserved.
    Unknown(Unknown),
    /// Deletes the target.
    Deleted(Mark),
    /// Undoes the deletion that is the target.
    Restored(Mark),
    /// A flare has begun, changed its pace, or ended.
    Flare(FlareNote),
    /// Rest days.
    Rest(RestDays),
    /// A session has been changed.
    Edited(Edited),
    /// A session that was added afterwards.
    Added(Added),
    /// A session that the app has recorded.
    Session(Record),
}

/// A deletion, or an undone deletion.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Mark {
    /// The mark's own id.
    pub id: EntryId,
    /// When it was made.
    pub at: Moment,
    /// The day on which it was made.
    pub day: CivilDay,
    /// The entry that it applies to.
    pub target: EntryId,
}

/// The fields that entries of all versions have in common.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Unknown {
    /// Its id.
    pub id: EntryId,
    /// When it was made.
    pub at: Moment,
    /// The day it counts for.
    pub day: CivilDay,
}

impl Entry {
    /// An entry that was read from storage. `verbatim` is its text, if encoding `kind` would give a
    /// different one.
    pub fn read(kind: Kind, verbatim: Option<Box<str>>) -> Self {
        Self { kind: Arc::new(kind), verbatim }
    }

    /// The content of the entry.
    pub fn kind(&self) -> &Kind {
        &self.kind
    }

    /// The text that must be written back, if encoding the content would give a different one.
    pub fn verbatim(&self) -> Option<&str> {
        self.verbatim.as_deref()
    }

    /// Its id.
    pub fn id(&self) -> &EntryId {
        match self.kind() {
            Kind::Unknown(unknown) => &unknown.id,
            Kind::Deleted(mark) | Kind::Restored(mark) => &mark.id,
            Kind::Flare(note) => &note.id,
            Kind::Rest(rest) => &rest.id,
            Kind::Edited(edited) => &edited.id,
            Kind::Added(added) => &added.id,
            Kind::Session(record) => &record.id,
        }
    }

    /// When it was made or, for a recorded session, started.
    pub fn at(&self) -> Moment {
        match self.kind() {
            Kind::Unknown(unknown) => unknown.at,
            Kind::Deleted(mark) | Kind::Restored(mark) => mark.at,
            Kind::Flare(note) => note.at,
            Kind::Rest(rest) => rest.at,
            Kind::Edited(edited) => edited.at,
            Kind::Added(added) => added.at,
            Kind::Session(record) => record.started,
        }
    }

    /// The day it counts for or, for a mark or a change, on which it was made. Its month is where it is stored.
    pub fn day(&self) -> CivilDay {
        match self.kind() {
            Kind::Unknown(unknown) => unknown.day,
            Kind::Deleted(mark) | Kind::Restored(mark) => mark.day,
            Kind::Flare(note) => note.day,
            Kind::Rest(rest) => rest.last,
            Kind::Edited(edited) => edited.day,
            Kind::Added(added) => added.day,
            Kind::Session(record) => record.day,
        }
    }

    /// What the app recorded of a session.
    pub fn record(&self) -> Option<&Record> {
        match self.kind() {
            Kind::Session(record) => Some(record),
            _ => None,
        }
    }

    /// Compares entries with the same id. The greater one is preferred.
    ///
    /// Recorded sessions are preferred to other entries, and unknown entries come last. Of two sessions, a
    /// finished one is preferred, then the longer practice, then the more deliberate outcome. The
    /// practice of an unfinished session comes first because it can be recorded in one tab while it
    /// goes on in another one. The rest of the order is arbitrary but total: only identical entries
    /// are equal, so the preferred entry doesn't depend on the order of reading.
    pub fn preference(&self, other: &Self) -> Ordering {
        let rank = |entry: &Self| entry.record().map(Record::rank);
        rank(self)
            .cmp(&rank(other))
            .then_with(|| self.kind.cmp(&other.kind))
            .then_with(|| self.verbatim.cmp(&other.verbatim))
    }
}

impl From<Kind> for Entry {
    fn from(kind: Kind) -> Self {
        Self { kind: Arc::new(kind), verbatim: None }
    }
}

impl From<Record> for Entry {
    fn from(record: Record) -> Self {
        Kind::Session(record).into()
    }
}
