//! The log: a grow-only set of entries.
//!
//! Two logs (of two devices, of a backup, of the two places where one phone stores it) merge by set
//! union, which is commutative, associative and idempotent. No order of merging can lose an entry
//! or cause a conflict. If several entries have the same id, all of them are stored, and the
//! preferred one is selected when the log is read.

use core::ops::Range;
use std::collections::{BTreeMap, BTreeSet};

use crate::domain::civil::CivilDay;

use super::entry::{Entry, Kind, Mark};
use super::flare::FlareNote;
use super::id::EntryId;
use super::index::Index;
use super::rest::RestDays;
use super::session::Session;
use super::statistics::{MonthTotal, Total};

/// A set of entries, with an index, so that nothing that is read every day takes longer the more
/// years the log has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Log {
    /// By id. Those of an id are different, at least one, and in order of preference: the preferred one
    /// is the last.
    entries: BTreeMap<EntryId, Vec<Entry>>,
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
        if self.contains(&entry) {
            return false;
        }
        let id = entry.id().clone();
        // The entries that may appear, disappear or change: this one, and those that it or the entry that it
        // replaces deletes, restores or changes.
        let mut touched: BTreeSet<EntryId> = self.affected_by(&entry).into_iter().collect();
        touched.extend(self.get(&id).into_iter().flat_map(|before| self.affected_by(before)));
        touched.insert(id.clone());
        self.index.remove_all(&self.existing_of(&touched));
        if let Some(before) = self.get(&id).cloned() {
            self.index.remove_mark(&before);
        }
        self.put(entry);
        if let Some(preferred) = self.get(&id).cloned() {
            self.index.add_mark(&preferred);
        }
        self.index.add_all(&self.existing_of(&touched));
        true
    }

    /// Whether the log contains an identical entry.
    pub fn contains(&self, entry: &Entry) -> bool {
        let same_id = self.entries.get(entry.id());
        same_id.is_some_and(|same_id| place_in(same_id, entry).is_ok())
    }

    /// The union of two logs.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.extend(other.entries.into_values().flatten());
        self
    }

    /// Adds the entries of another log, one by one: to merge ten years at once takes longer than a page
    /// may be unresponsive. `pause` is called after each. Returns how many weren't here.
    pub async fn add_all_of(&mut self, other: &Self, pause: impl AsyncFn()) -> usize {
        let mut added = 0;
        for entry in other.entries() {
            added += usize::from(self.insert(entry.clone()));
            pause().await;
        }
        added
    }

    /// The entries that the other log lacks.
    pub fn missing_in<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = &'a Entry> {
        self.entries().filter(|entry| !other.contains(entry))
    }

    /// All entries in order of id, including those that aren't preferred.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values().flatten()
    }

    /// The ids of all entries, in order.
    pub(crate) fn ids(&self) -> impl Iterator<Item = &EntryId> {
        self.entries.keys()
    }

    /// The preferred entry with this id.
    pub fn get(&self, id: &EntryId) -> Option<&Entry> {
        self.entries.get(id)?.last()
    }

    /// The sessions that aren't deleted, each once, in order of time ([`Session::at`]), then id. Reads all
    /// of them.
    pub fn sessions(&self) -> Vec<&Session> {
        let mut sessions: Vec<&Session> = self.index.days.values().flatten().collect();
        sessions.sort_by_key(|session| (session.at().utc_ms, session.id()));
        sessions
    }

    /// The session with this id, unless it is deleted.
    pub fn session(&self, id: &EntryId) -> Option<Session> {
        self.get_existing(id).and_then(|entry| self.index.session(entry))
    }

    /// The days with sessions, in order, and their sessions, the newest first.
    pub fn days(&self) -> impl DoubleEndedIterator<Item = (CivilDay, &[Session])> {
        self.index.days.iter().map(|(day, sessions)| (*day, sessions.as_slice()))
    }

    /// The same for some days only, without reading the others.
    pub(super) fn days_in(
        &self,
        days: Range<CivilDay>,
    ) -> impl DoubleEndedIterator<Item = (CivilDay, &[Session])> {
        self.index.days.range(days).map(|(day, sessions)| (*day, sessions.as_slice()))
    }

    /// The days of a month with sessions, the newest first. `first` is the first day of the month.
    pub fn days_of_month(&self, first: CivilDay) -> Vec<CivilDay> {
        // 31 days later it is the next month.
        let end = first.plus(31).first_of_month().max(first);
        self.days_in(first..end).rev().map(|(day, _)| day).collect()
    }

    /// The sessions of a day, the newest first.
    pub fn sessions_on(&self, day: CivilDay) -> &[Session] {
        self.index.days.get(&day).map_or(&[], Vec::as_slice)
    }

    /// The sessions from a day on.
    pub fn sessions_since(&self, day: CivilDay) -> impl Iterator<Item = &Session> {
        self.index.days.range(day..).flat_map(|(_, sessions)| sessions)
    }

    /// The days with a session that counts ([`Session::counts`]).
    pub fn practised_days(&self) -> &BTreeSet<CivilDay> {
        &self.index.practised
    }

    /// The total of all sessions.
    pub fn total(&self) -> Total {
        self.months().fold(Total::default(), |sum, month| sum.plus(month.total))
    }

    /// The months with sessions, in order.
    pub(super) fn months(&self) -> impl DoubleEndedIterator<Item = &MonthTotal> {
        self.index.months.values()
    }

    /// The notes about flares that aren't deleted, in order of time, then id.
    pub(crate) fn flare_notes(&self) -> impl DoubleEndedIterator<Item = &FlareNote> {
        self.index.flare_notes.values()
    }

    /// The rest days that aren't deleted, by their last day and id.
    pub(super) fn rests(&self) -> &BTreeMap<(CivilDay, EntryId), RestDays> {
        &self.index.rests
    }

    /// The preferred entries with these ids that aren't deleted.
    fn existing_of(&self, ids: &BTreeSet<EntryId>) -> Vec<Entry> {
        ids.iter().filter_map(|id| self.get_existing(id)).cloned().collect()
    }

    /// The preferred entry with this id, unless it is deleted.
    pub(crate) fn get_existing(&self, id: &EntryId) -> Option<&Entry> {
        self.get(id).filter(|entry| !self.index.is_deleted(entry.id()))
    }

    /// The entries that an entry deletes, restores or changes. If that is a change, also what it changes.
    fn affected_by(&self, entry: &Entry) -> Vec<EntryId> {
        let changed = |entry: &Entry| match entry.kind() {
            Kind::Edited(edited) => Some(edited.target.clone()),
            _ => None,
        };
        let deleted = |entry: &Entry| match entry.kind() {
            Kind::Deleted(Mark { target, .. }) => Some(target.clone()),
            _ => None,
        };
        let restored = match entry.kind() {
            Kind::Restored(Mark { target, .. }) => self.get(target).and_then(deleted),
            _ => None,
        };
        let marked = deleted(entry).or(restored);
        let change = marked.as_ref().and_then(|marked| self.get(marked)).and_then(changed);
        [changed(entry), marked, change].into_iter().flatten().collect()
    }

    fn rebuild_index(&mut self) {
        let mut index = Index::default();
        self.preferred().for_each(|entry| index.add_mark(entry));
        let existing: Vec<Entry> =
            self.preferred().filter(|entry| !index.is_deleted(entry.id())).cloned().collect();
        index.add_all(&existing);
        self.index = index;
    }

    /// The preferred entry of each id.
    fn preferred(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values().filter_map(|same_id| same_id.last())
    }

    /// Adds an entry without the index.
    fn put(&mut self, entry: Entry) {
        let same_id =
            self.entries.entry(entry.id().clone()).or_insert_with(|| Vec::with_capacity(1));
        if let Err(place) = place_in(same_id, &entry) {
            same_id.insert(place, entry);
        }
    }
}

/// Where an entry is among those with its id, or else belongs.
fn place_in(same_id: &[Entry], entry: &Entry) -> Result<usize, usize> {
    same_id.binary_search_by(|other| other.preference(entry))
}

impl Extend<Entry> for Log {
    fn extend<I: IntoIterator<Item = Entry>>(&mut self, entries: I) {
        entries.into_iter().for_each(|entry| self.put(entry));
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
