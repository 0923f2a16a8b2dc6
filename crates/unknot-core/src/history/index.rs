//! The index of a log: what is read every day, kept up to date with each new entry.
//!
//! Marks are indexed for every preferred entry, everything else only for entries that aren't deleted.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::domain::civil::CivilDay;

use super::entry::{Entry, Kind};
use super::flare::FlareNote;
use super::id::EntryId;
use super::record::Record;
use super::statistics::Total;

/// The ids of marks, by the id of their target.
type Marks = BTreeMap<EntryId, BTreeSet<EntryId>>;

/// What is derived from the entries of a log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Index {
    /// The sessions of each day, the newest first. No day is empty.
    pub(super) days: BTreeMap<CivilDay, Vec<Entry>>,
    /// The days with a session that counts.
    pub(super) practised: BTreeSet<CivilDay>,
    /// The notes about flares, by time and id.
    pub(super) flare_notes: BTreeMap<(i64, EntryId), FlareNote>,
    /// The total of the sessions.
    pub(super) total: Total,
    deletions: Marks,
    restorations: Marks,
}

impl Index {
    /// Whether an entry has a deletion that hasn't been undone.
    pub(super) fn is_deleted(&self, id: &EntryId) -> bool {
        let deletions = self.deletions.get(id).into_iter().flatten();
        deletions.into_iter().any(|deletion| !self.restorations.contains_key(deletion))
    }

    /// Adds the deletion or restoration that a preferred entry is.
    pub(super) fn add_mark(&mut self, entry: &Entry) {
        if let Some((marks, target)) = self.marks_of(entry) {
            marks.entry(target).or_default().insert(entry.id().clone());
        }
    }

    /// Removes the deletion or restoration that an entry is.
    pub(super) fn remove_mark(&mut self, entry: &Entry) {
        if let Some((marks, target)) = self.marks_of(entry)
            && let Some(ids) = marks.get_mut(&target)
        {
            ids.remove(entry.id());
            if ids.is_empty() {
                marks.remove(&target);
            }
        }
    }

    /// Adds an entry that isn't deleted.
    pub(super) fn add(&mut self, entry: &Entry) {
        match entry.kind() {
            Kind::Session(record) => {
                let sessions = self.days.entry(record.day).or_default();
                let place =
                    sessions.partition_point(|other| newest_first(other) < newest_first(entry));
                sessions.insert(place, entry.clone());
                self.total.add(record);
                if record.counts() {
                    self.practised.insert(record.day);
                }
            }
            Kind::Flare(note) => {
                self.flare_notes.insert(note.key(), note.clone());
            }
            _ => {}
        }
    }

    /// Removes an entry that was added.
    pub(super) fn remove(&mut self, entry: &Entry) {
        match entry.kind() {
            Kind::Session(record) => {
                let Some(sessions) = self.days.get_mut(&record.day) else { return };
                sessions.retain(|other| other != entry);
                self.total.subtract(record);
                if !sessions.iter().filter_map(Entry::record).any(Record::counts) {
                    self.practised.remove(&record.day);
                }
                if sessions.is_empty() {
                    self.days.remove(&record.day);
                }
            }
            Kind::Flare(note) => {
                self.flare_notes.remove(&note.key());
            }
            _ => {}
        }
    }

    /// The marks that an entry belongs to, and its target.
    fn marks_of(&mut self, entry: &Entry) -> Option<(&mut Marks, EntryId)> {
        match entry.kind() {
            Kind::Deleted(mark) => Some((&mut self.deletions, mark.target.clone())),
            Kind::Restored(mark) => Some((&mut self.restorations, mark.target.clone())),
            _ => None,
        }
    }
}

/// The order of the sessions of a day.
fn newest_first(entry: &Entry) -> Reverse<(i64, &EntryId)> {
    Reverse((entry.at().utc_ms, entry.id()))
}
