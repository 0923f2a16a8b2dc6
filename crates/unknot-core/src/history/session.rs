//! A session as it is shown: recorded or added, with its changes.

use crate::domain::civil::{CivilDay, Moment};
use crate::domain::practice::ENOUGH;
use crate::domain::time::Millis;

use super::added::{Added, What};
use super::edited::Changes;
use super::entry::{Entry, Kind};
use super::id::EntryId;
use super::record::Record;

/// A session that isn't deleted. Cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Session {
    /// A [`Kind::Session`] or a [`Kind::Added`].
    entry: Entry,
    changes: Option<Box<Changes>>,
}

impl Session {
    /// The session that an entry is, if it is one.
    pub(super) fn new(entry: &Entry, changes: Option<Changes>) -> Option<Self> {
        let is_session = matches!(entry.kind(), Kind::Session(_) | Kind::Added(_));
        is_session.then(|| Self { entry: entry.clone(), changes: changes.map(Box::new) })
    }

    /// Its id.
    pub fn id(&self) -> &EntryId {
        self.entry.id()
    }

    /// When it was started. `None` if it was added without a time.
    pub fn started(&self) -> Option<Moment> {
        match self.entry.kind() {
            Kind::Added(added) => added.started,
            _ => Some(self.entry.at()),
        }
    }

    /// When it was started or, if that isn't known, when it was added. Sessions are ordered by it.
    pub fn at(&self) -> Moment {
        self.started().unwrap_or_else(|| self.entry.at())
    }

    /// The day it counts for.
    pub fn day(&self) -> CivilDay {
        self.changed(|changes| changes.day).unwrap_or_else(|| self.entry.day())
    }

    /// For how long it was practised.
    pub fn practised(&self) -> Millis {
        self.changed(|changes| changes.practised).unwrap_or_else(|| match self.entry.kind() {
            Kind::Added(added) => added.practised,
            Kind::Session(record) => record.practised,
            _ => Millis::ZERO,
        })
    }

    /// What was done.
    pub fn what(&self) -> What {
        match self.entry.kind() {
            Kind::Session(record) => What::Routine(record.routine.clone()),
            Kind::Added(Added { what, .. }) => {
                let changed = self.changes.as_deref().and_then(|changes| changes.what.as_ref());
                changed.unwrap_or(what).clone()
            }
            _ => What::Other,
        }
    }

    /// What the person has written about it.
    pub fn note(&self) -> Option<&str> {
        let changed = self.changes.as_deref().and_then(|changes| changes.note.as_deref());
        let added = self.added().map(|added| added.note.as_str());
        changed.or(added).filter(|note| !note.is_empty())
    }

    /// What the app recorded, without changes. `None` if it was added.
    pub fn record(&self) -> Option<&Record> {
        self.entry.record()
    }

    /// What was added, without changes. `None` if the app recorded it.
    pub fn added(&self) -> Option<&Added> {
        match self.entry.kind() {
            Kind::Added(added) => Some(added),
            _ => None,
        }
    }

    /// The changes that are in effect.
    pub fn changes(&self) -> Option<&Changes> {
        self.changes.as_deref()
    }

    /// Whether it marks its day. What a person says of its length is believed.
    pub fn counts(&self) -> bool {
        match self.record() {
            Some(record) if self.changed(|changes| changes.practised).is_none() => record.counts(),
            _ => self.practised() >= ENOUGH,
        }
    }

    fn changed<T>(&self, field: impl FnOnce(&Changes) -> Option<T>) -> Option<T> {
        self.changes.as_deref().and_then(field)
    }
}
