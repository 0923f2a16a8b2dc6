//! The log: a grow-only set of entries.
//!
//! Two logs (of two devices, of a backup, of the two places where one phone stores it) merge by set
//! union, which is commutative, associative and idempotent. No order of merging can lose an entry
//! or cause a conflict. If several entries have the same id, all of them are stored, and the
//! preferred one is selected when the log is read.

use std::collections::BTreeSet;

use super::entry::{Entry, Kind, Mark};
use super::id::EntryId;
use super::record::Record;

/// A set of entries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Log {
    /// Sorted by id, then by preference, so that the preferred entry of an id is the last. Without
    /// duplicates.
    entries: Vec<Entry>,
}

impl Log {
    /// An empty log.
    pub const fn new() -> Self {
        Self { entries: Vec::new() }
    }

    /// Adds an entry. Returns whether it was added, as opposed to being in the log already.
    pub fn insert(&mut self, entry: Entry) -> bool {
        match self.entries.binary_search_by(|other| order(other, &entry)) {
            Ok(_) => false,
            Err(index) => {
                self.entries.insert(index, entry);
                true
            }
        }
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

    /// The sessions that aren't deleted, each once, in order of start, then id.
    pub fn sessions(&self) -> Vec<&Record> {
        let mut sessions: Vec<&Record> = self.existing().filter_map(Entry::record).collect();
        sessions.sort_by_key(|record| (record.started.utc_ms, &record.id));
        sessions
    }

    /// The preferred entries that aren't deleted.
    pub(super) fn existing(&self) -> impl Iterator<Item = &Entry> {
        let deleted: BTreeSet<&EntryId> = self.deletions().map(|mark| &mark.target).collect();
        self.preferred().filter(move |entry| !deleted.contains(entry.id()))
    }

    /// The deletions that haven't been undone.
    fn deletions(&self) -> impl Iterator<Item = &Mark> {
        let undone: BTreeSet<&EntryId> = self
            .preferred()
            .filter_map(|entry| match entry.kind() {
                Kind::Restored(mark) => Some(&mark.target),
                _ => None,
            })
            .collect();
        self.preferred().filter_map(move |entry| match entry.kind() {
            Kind::Deleted(mark) if !undone.contains(&mark.id) => Some(mark),
            _ => None,
        })
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
    }
}

impl FromIterator<Entry> for Log {
    fn from_iter<I: IntoIterator<Item = Entry>>(entries: I) -> Self {
        let mut log = Self::new();
        log.extend(entries);
        log
    }
}
