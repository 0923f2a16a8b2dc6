//! The index of a log: what is read every day, kept up to date with each new entry.
//!
//! Marks are indexed for every preferred entry, everything else only for entries that aren't deleted.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::domain::civil::CivilDay;

use super::edited::{Changes, Edited};
use super::entry::{Entry, Kind};
use super::flare::FlareNote;
use super::id::EntryId;
use super::rest::RestDays;
use super::session::Session;
use super::statistics::MonthTotal;

/// The ids of marks, by the id of their target.
type Marks = BTreeMap<EntryId, BTreeSet<EntryId>>;

/// What is derived from the entries of a log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Index {
    /// The sessions of each day, the newest first. No day is empty.
    pub(super) days: BTreeMap<CivilDay, Vec<Session>>,
    /// The days with a session that counts.
    pub(super) practised: BTreeSet<CivilDay>,
    /// The notes about flares, by time and id.
    pub(super) flare_notes: BTreeMap<(i64, EntryId), FlareNote>,
    /// The rest days, by their last day and id.
    pub(super) rests: BTreeMap<(CivilDay, EntryId), RestDays>,
    /// Each month with sessions, by its first day.
    pub(super) months: BTreeMap<CivilDay, MonthTotal>,
    /// The changes of each session, by time and id, also if there is no such session.
    edits: BTreeMap<EntryId, BTreeMap<(i64, EntryId), Edited>>,
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

    /// The session that an entry is, with its changes.
    pub(super) fn session(&self, entry: &Entry) -> Option<Session> {
        let changes = self.edits.get(entry.id()).map(|edits| {
            let mut changes = Changes::default();
            for edit in edits.values() {
                changes.add(&edit.changes);
            }
            changes
        });
        Session::new(entry, changes)
    }

    /// Adds entries that aren't deleted.
    pub(super) fn add_all(&mut self, entries: &[Entry]) {
        for entry in entries {
            self.add_note(entry);
        }
        // With the changes that are there by now.
        let sessions: Vec<_> = entries.iter().filter_map(|entry| self.session(entry)).collect();
        for session in sessions {
            self.add_session(session);
        }
    }

    /// Removes entries that were added.
    pub(super) fn remove_all(&mut self, entries: &[Entry]) {
        // With the changes that are still there.
        let sessions: Vec<_> = entries.iter().filter_map(|entry| self.session(entry)).collect();
        for session in &sessions {
            self.remove_session(session);
        }
        for entry in entries {
            self.remove_note(entry);
        }
    }

    fn add_session(&mut self, session: Session) {
        let first = session.day().first_of_month();
        let month = self.months.entry(first).or_insert_with(|| MonthTotal::empty(first));
        month.total.add(&session);
        if session.counts() && self.practised.insert(session.day()) {
            month.practised += 1;
        }
        let sessions = self.days.entry(session.day()).or_default();
        let place = sessions.partition_point(|other| newest_first(other) < newest_first(&session));
        sessions.insert(place, session);
    }

    fn remove_session(&mut self, session: &Session) {
        let day = session.day();
        let Some(sessions) = self.days.get_mut(&day) else { return };
        sessions.retain(|other| other != session);
        let (is_empty, counts) = (sessions.is_empty(), sessions.iter().any(Session::counts));
        if is_empty {
            self.days.remove(&day);
        }
        let first = day.first_of_month();
        // Each session of a day is in the total of its month.
        let Some(month) = self.months.get_mut(&first) else { return };
        month.total.subtract(session);
        if !counts && self.practised.remove(&day) {
            month.practised -= 1;
        }
        if month.total.sessions == 0 {
            self.months.remove(&first);
        }
    }

    /// Adds what isn't a session.
    fn add_note(&mut self, entry: &Entry) {
        match entry.kind() {
            Kind::Flare(note) => {
                self.flare_notes.insert(note.key(), note.clone());
            }
            Kind::Rest(rest) => {
                self.rests.insert(rest.key(), rest.clone());
            }
            Kind::Edited(edited) => {
                let edits = self.edits.entry(edited.target.clone()).or_default();
                edits.insert(edited.key(), edited.clone());
            }
            _ => {}
        }
    }

    /// Removes what isn't a session.
    fn remove_note(&mut self, entry: &Entry) {
        match entry.kind() {
            Kind::Flare(note) => {
                self.flare_notes.remove(&note.key());
            }
            Kind::Rest(rest) => {
                self.rests.remove(&rest.key());
            }
            Kind::Edited(edited) => {
                if let Some(edits) = self.edits.get_mut(&edited.target) {
                    edits.remove(&edited.key());
                    if edits.is_empty() {
                        self.edits.remove(&edited.target);
                    }
                }
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
fn newest_first(session: &Session) -> Reverse<(i64, &EntryId)> {
    Reverse((session.at().utc_ms, session.id()))
}
