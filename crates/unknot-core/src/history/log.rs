//! The log: a grow-only set of entries.
//!
//! Two logs (of two devices, of a backup, of the two places where one phone stores it) merge by set
//! union, which is commutative, associative and idempotent. No order of merging can lose an entry
//! or cause a conflict. If several entries have the same id, all of them are stored, and the
//! preferred one is selected when the log is read.

use std::collections::BTreeSet;

use crate::domain::civil::CivilDay;

use super::entry::{Entry, Kind, Mark};
use super::flare::FlareNote;
use super::id::EntryId;
use super::index::Index;
use super::record::Record;
use super::statistics::Total;

/// A set of entries, with an index, so that nothing that is read every day takes longer the more
/// years the log has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Log {
    /// Sorted by id, then by preference, so that the preferred entry of an id is the last. Without
    /// duplicates.
    entries: Vec<Entry>,
    /// Derived from the entries.
    index: Index,
}

impl Log {
    /// An empty log.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an entry. Returns whether it was added, as opposed to being in the log already.
    pub fn insert(&mut self, entry: Entry) -> bool {
        let Err(place) = self.entries.binary_search_by(|other| order(other, &entry)) else {
            return false;
        };
        let id = entry.id().clone();
        // The entries that may appear or disappear: this one, and those that it or the entry that it
        // replaces deletes or restores.
        let mut touched: BTreeSet<EntryId> = self.affected_by(&entry).collect();
        touched.extend(self.get(&id).into_iter().flat_map(|before| self.affected_by(before)));
        touched.insert(id.clone());
        for touched in &touched {
            if let Some(entry) = self.get_existing(touched).cloned() {
                self.index.remove(&entry);
            }
        }
        if let Some(before) = self.get(&id).cloned() {
            self.index.remove_mark(&before);
        }
        self.entries.insert(place, entry);
        if let Some(preferred) = self.get(&id).cloned() {
            self.index.add_mark(&preferred);
        }
        for touched in &touched {
            if let Some(entry) = self.get_existing(touched).cloned() {
                self.index.add(&entry);
            }
        }
        true
    }

    /// Whether the log contains an identical entry.
    pub fn contains(&self, entry: &Entry) -> bool {
        self.entries.binary_search_by(|other| order(other, entry)).is_ok()
    }

    /// The union of two logs.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.extend(other.entries);
        self
    }

    /// The entries that the other log lacks.
    pub fn missing_in<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = &'a Entry> {
        self.entries.iter().filter(|entry| !other.contains(entry))
    }

    /// All entries in order of id, including those that aren't preferred.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter()
    }

    /// The preferred entry with this id.
    pub fn get(&self, id: &EntryId) -> Option<&Entry> {
        let end = self.entries.partition_point(|entry| entry.id() <= id);
        self.entries[..end].last().filter(|entry| entry.id() == id)
    }

    /// The sessions that aren't deleted, each once, in order of start, then id. Reads the whole log.
    pub fn sessions(&self) -> Vec<&Record> {
        let mut sessions: Vec<&Record> = self.existing().filter_map(Entry::record).collect();
        sessions.sort_by_key(|record| (record.started.utc_ms, &record.id));
        sessions
    }

    /// The days with sessions, in order, and the entries of their sessions, the newest first.
    pub fn days(&self) -> impl DoubleEndedIterator<Item = (CivilDay, &[Entry])> {
        self.index.days.iter().map(|(day, sessions)| (*day, sessions.as_slice()))
    }

    /// The entries of the sessions of a day, the newest first.
    pub fn sessions_on(&self, day: CivilDay) -> &[Entry] {
        self.index.days.get(&day).map_or(&[], Vec::as_slice)
    }

    /// The entries of the sessions from a day on.
    pub fn sessions_since(&self, day: CivilDay) -> impl Iterator<Item = &Entry> {
        self.index.days.range(day..).flat_map(|(_, sessions)| sessions)
    }

    /// The days with a session that counts ([`Record::counts`]).
    pub fn practised_days(&self) -> &BTreeSet<CivilDay> {
        &self.index.practised
    }

    /// The total of all sessions.
    pub fn total(&self) -> Total {
        self.index.total
    }

    /// The notes about flares that aren't deleted, in order of time, then id.
    pub(super) fn flare_notes(&self) -> impl DoubleEndedIterator<Item = &FlareNote> {
        self.index.flare_notes.values()
    }

    /// The preferred entries that aren't deleted.
    fn existing(&self) -> impl Iterator<Item = &Entry> {
        self.preferred().filter(|entry| !self.index.is_deleted(entry.id()))
    }

    /// The preferred entry with this id, unless it is deleted.
    fn get_existing(&self, id: &EntryId) -> Option<&Entry> {
        self.get(id).filter(|entry| !self.index.is_deleted(entry.id()))
    }

    /// The entries that an entry deletes or restores.
    fn affected_by(&self, entry: &Entry) -> impl Iterator<Item = EntryId> {
        let deleted = |entry: &Entry| match entry.kind() {
            Kind::Deleted(Mark { target, .. }) => Some(target.clone()),
            _ => None,
        };
        let restored = match entry.kind() {
            Kind::Restored(Mark { target, .. }) => self.get(target).and_then(deleted),
            _ => None,
        };
        deleted(entry).into_iter().chain(restored)
    }

    fn rebuild_index(&mut self) {
        let mut index = Index::default();
        self.preferred().for_each(|entry| index.add_mark(entry));
        for entry in self.preferred() {
            if !index.is_deleted(entry.id()) {
                index.add(entry);
            }
        }
        self.index = index;
    }

    /// The preferred entry of each id.
    fn preferred(&self) -> impl Iterator<Item = &Entry> {
        self.entries.chunk_by(|a, b| a.id() == b.id()).filter_map(<[Entry]>::last)
    }
}

fn order(a: &Entry, b: &Entry) -> core::cmp::Ordering {
    a.id().cmp(b.id()).then_with(|| a.preference(b))
}

impl Extend<Entry> for Log {
    fn extend<I: IntoIterator<Item = Entry>>(&mut self, entries: I) {
        self.entries.extend(entries);
        self.entries.sort_by(order);
        self.entries.dedup();
        self.rebuild_index();
    }
}

impl FromIterator<Entry> for Log {
    fn from_iter<I: IntoIterator<Item = Entry>>(entries: I) -> Self {
        let mut log = Self::new();
        log.extend(entries);
        log
    }
}
