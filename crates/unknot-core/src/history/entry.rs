//! Entries: the immutable facts that a log is made of.
//!
//! A record is deleted by a [`Kind::Deleted`] mark that names it, and a deletion is undone by a
//! [`Kind::Restored`] mark that names the *deletion*. A record is gone while any mark that deletes
//! it has not been undone. With these three fixed layers the answer depends on nothing but the
//! set of entries: no clocks to compare, and no cycles to break, as there would be with deletions
//! of deletions. Deleting once more takes a new mark with a new id.

use core::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::domain::civil::{CivilDay, Moment};

use super::flare::FlareNote;
use super::id::EntryId;
use super::record::Record;

/// One immutable fact of the log.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Entry {
    kind: Kind,
    /// The text it was read from, where writing `kind` anew would not give just that text: an
    /// entry with fields that a newer version added goes on as it came.
    verbatim: Option<Box<str>>,
}

/// The kinds of fact.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Kind {
    /// Something that a newer version wrote: kept and passed on, but not understood.
    Unknown(Unknown),
    /// The entry named as target is deleted.
    Deleted(Mark),
    /// The deletion named as target is undone.
    Restored(Mark),
    /// A flare began, has eased a little, or is over.
    Flare(FlareNote),
    /// A session that was practised.
    Session(Record),
}

/// A mark on another entry.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Mark {
    /// The mark's own id.
    pub id: EntryId,
    /// When it was made.
    pub at: Moment,
    /// The day on which it was made.
    pub day: CivilDay,
    /// The entry it is about.
    pub target: EntryId,
}

/// What every entry of every version tells, and all that is known of one from a newer version.
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
    /// An entry as it was read, with the text to write it back as where that can't be made anew.
    pub fn read(kind: Kind, verbatim: Option<Box<str>>) -> Self {
        Self { kind, verbatim }
    }

    /// The fact.
    pub fn kind(&self) -> &Kind {
        &self.kind
    }

    /// The text it must be written back as, where it can't be made anew.
    pub fn verbatim(&self) -> Option<&str> {
        self.verbatim.as_deref()
    }

    /// Its id.
    pub fn id(&self) -> &EntryId {
        match &self.kind {
            Kind::Unknown(unknown) => &unknown.id,
            Kind::Deleted(mark) | Kind::Restored(mark) => &mark.id,
            Kind::Flare(note) => &note.id,
            Kind::Session(record) => &record.id,
        }
    }

    /// When it was made, or the session started.
    pub fn at(&self) -> Moment {
        match &self.kind {
            Kind::Unknown(unknown) => unknown.at,
            Kind::Deleted(mark) | Kind::Restored(mark) => mark.at,
            Kind::Flare(note) => note.at,
            Kind::Session(record) => record.started,
        }
    }

    /// The day it counts for.
    pub fn day(&self) -> CivilDay {
        match &self.kind {
            Kind::Unknown(unknown) => unknown.day,
            Kind::Deleted(mark) | Kind::Restored(mark) => mark.day,
            Kind::Flare(note) => note.day,
            Kind::Session(record) => record.day,
        }
    }

    /// The record, where this is a session.
    pub fn record(&self) -> Option<&Record> {
        match &self.kind {
            Kind::Session(record) => Some(record),
            _ => None,
        }
    }

    /// Which of two entries with the same id is believed: the greater one.
    ///
    /// What can be understood comes before what can't, the more deliberate end of a session
    /// before the less (finished, ended early, interrupted), then the longer practice. Below
    /// that any order will do, as long as it is total: equal means identical, so that the choice
    /// doesn't depend on which was seen first.
    pub fn preference(&self, other: &Self) -> Ordering {
        let told = |entry: &Self| entry.record().map(|record| (record.outcome, record.practised));
        told(self)
            .cmp(&told(other))
            .then_with(|| self.kind.cmp(&other.kind))
            .then_with(|| self.verbatim.cmp(&other.verbatim))
    }
}

impl From<Kind> for Entry {
    fn from(kind: Kind) -> Self {
        Self { kind, verbatim: None }
    }
}

impl From<Record> for Entry {
    fn from(record: Record) -> Self {
        Kind::Session(record).into()
    }
}
