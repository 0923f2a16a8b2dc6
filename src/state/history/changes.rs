//! What a person changes of the history, each with its undo.

use leptos::prelude::*;

use super::History;
use unknot_core::domain::civil::CivilDay;
use unknot_core::domain::time::Millis;
use unknot_core::history::{Changes, EntryId, What};

/// What was done last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Change {
    /// A session was deleted.
    SessionDeleted,
    /// A session was added.
    SessionAdded,
    /// A session was changed.
    SessionEdited,
    /// Rest days were set.
    RestAdded,
    /// Rest days were deleted.
    RestDeleted,
}

/// The last change, and the entry that it added to the log.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct LastChange {
    /// What was done.
    pub change: Change,
    /// The session that was edited, if one was.
    pub edited: Option<EntryId>,
    entry: EntryId,
}

impl History {
    /// The last change, until it is undone or another page is opened.
    pub(crate) fn last_change(self) -> Option<LastChange> {
        self.last_change.get()
    }

    /// Undoes the last change.
    pub(crate) fn undo_last_change(self) {
        let Some(LastChange { change, entry, .. }) = self.last_change.get_untracked() else {
            return;
        };
        match change {
            Change::SessionDeleted | Change::RestDeleted => self.undo_delete(entry),
            Change::SessionAdded | Change::SessionEdited | Change::RestAdded => {
                self.delete(&entry);
            }
        }
        self.last_change.set(None);
    }

    /// No longer offers to undo the last change.
    pub(crate) fn forget_last_change(self) {
        self.last_change.set(None);
    }

    /// Deletes a session.
    pub(crate) fn delete_session(self, id: &EntryId) {
        self.remember(Change::SessionDeleted, self.delete(id));
    }

    /// Adds a session that the app did not run.
    pub(crate) fn add_session(self, day: CivilDay, what: What, practised: Millis, note: String) {
        let add =
            self.persistence.with_value(|store| store.add_session(day, what, practised, note));
        self.remember(Change::SessionAdded, add);
    }

    /// Changes a session. Returns whether anything was changed.
    pub(crate) fn edit_session(self, id: EntryId, changes: Changes) -> bool {
        if changes.is_empty() {
            return false;
        }
        let day_start = self.day_start();
        let store = self.persistence.get_value();
        let Some(entry) = store.edit_session(id.clone(), changes, day_start) else { return false };
        let edited = LastChange { change: Change::SessionEdited, edited: Some(id), entry };
        self.last_change.set(Some(edited));
        true
    }

    /// Sets rest days.
    pub(crate) fn add_rest_days(self, first: CivilDay, last: CivilDay) {
        let rest = self.persistence.with_value(|store| store.add_rest_days(first, last));
        self.remember(Change::RestAdded, rest);
    }

    /// Deletes rest days.
    pub(crate) fn delete_rest_days(self, id: &EntryId) {
        self.remember(Change::RestDeleted, self.delete(id));
    }

    fn remember(self, change: Change, entry: Option<EntryId>) {
        self.last_change.set(entry.map(|entry| LastChange { change, edited: None, entry }));
    }
}
