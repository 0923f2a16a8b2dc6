//! The log: a set of entries that only grows.
//!
//! Two logs (two devices, a backup, the two places where one phone stores it) merge as sets, which
//! is commutative, associative and idempotent, so that no order of merging can lose anything or
//! make a conflict. Which of several entries with the same id is believed is decided when the log
//! is read, never when it is written.

use std::collections::BTreeSet;

use super::entry::{Entry, Kind, Mark};
use super::id::EntryId;
use super::record::Record;

/// A set of entries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Log {
    /// Sorted by id; entries with the same id by preference, the believed one last. No entry twice.
    entries: Vec<Entry>,
}

impl Log {
    /// An empty log.
    pub const fn new() -> Self {
        Self { entries: Vec::new() }
    }

    /// Adds an entry; `false` where this very entry was there already.
    pub fn insert(&mut self, entry: Entry) -> bool {
        match self.entries.binary_search_by(|other| order(other, &entry)) {
            Ok(_) => false,
            Err(place) => {
                self.entries.insert(place, entry);
                true
            }
        }
    }

    /// Whether this very entry is there.
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

    /// Every entry, also those that are not believed, in order of id.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter()
    }

    /// The believed entry of an id.
    pub fn get(&self, id: &EntryId) -> Option<&Entry> {
        let end = self.entries.partition_point(|entry| entry.id() <= id);
        self.entries[..end].last().filter(|entry| entry.id() == id)
    }

    /// The sessions that are not deleted, each once, in order of start and id.
    pub fn sessions(&self) -> Vec<&Record> {
        let mut sessions: Vec<&Record> = self.standing().filter_map(Entry::record).collect();
        sessions.sort_by_key(|record| (record.started.utc_ms, &record.id));
        sessions
    }

    /// The believed entries that are not deleted.
    pub(super) fn standing(&self) -> impl Iterator<Item = &Entry> {
        let deleted: BTreeSet<&EntryId> = self.deletions().map(|mark| &mark.target).collect();
        self.believed().filter(move |entry| !deleted.contains(entry.id()))
    }

    /// The deletions that have not been undone. An entry comes back once each of its deletions is undone.
    fn deletions(&self) -> impl Iterator<Item = &Mark> {
        let undone: BTreeSet<&EntryId> = self
            .believed()
            .filter_map(|entry| match entry.kind() {
                Kind::Restored(mark) => Some(&mark.target),
                _ => None,
            })
            .collect();
        self.believed().filter_map(move |entry| match entry.kind() {
            Kind::Deleted(mark) if !undone.contains(&mark.id) => Some(mark),
            _ => None,
        })
    }

    /// The believed entry of each id.
    fn believed(&self) -> impl Iterator<Item = &Entry> {
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
    }
}

impl FromIterator<Entry> for Log {
    fn from_iter<I: IntoIterator<Item = Entry>>(entries: I) -> Self {
        let mut log = Self::new();
        log.extend(entries);
        log
    }
}
