//! The history of sessions, flares and rest days.

mod changes;

use std::rc::Rc;

use leptos::prelude::*;

pub(crate) use self::changes::{Change, LastChange};
use super::SettingsState;
use crate::services::persistence::Persistence;
use unknot_core::domain::civil::CivilDay;
use unknot_core::domain::flare::Pace;
use unknot_core::history::{EntryId, Flare, Log, Session};

/// The log of sessions and flares, and what a person can do with it.
#[derive(Clone, Copy)]
pub(crate) struct History {
    log: ReadSignal<Log>,
    /// The last note about a flare, until it is undone or another page is opened.
    last_flare_note: RwSignal<Option<EntryId>>,
    /// The last change of a session or of rest days, until it is undone or another page is opened.
    last_change: RwSignal<Option<LastChange>>,
    settings: SettingsState,
    persistence: StoredValue<Rc<Persistence>, LocalStorage>,
}

/// The history of this app.
pub(crate) fn use_history() -> History {
    expect_context()
}

impl History {
    pub(super) fn new(settings: SettingsState, persistence: Rc<Persistence>) -> Self {
        Self {
            log: persistence.log(),
            last_flare_note: RwSignal::new(None),
            last_change: RwSignal::new(None),
            settings,
            persistence: StoredValue::new_local(persistence),
        }
    }

    /// Reads the log, tracking it.
    pub(crate) fn with<R>(self, read: impl FnOnce(&Log) -> R) -> R {
        self.log.with(read)
    }

    /// Whether every session has been loaded. Shortly after the start old ones may be missing; the sessions of the last
    /// weeks and the current flare are there from the beginning.
    pub(crate) fn is_complete(self) -> bool {
        self.persistence.with_value(|store| store.is_complete()).get()
    }

    /// Whether a day has a session that counts.
    pub(crate) fn has_practised_on(self, day: CivilDay) -> bool {
        self.with(|log| log.practised_days().contains(&day))
    }

    /// How many sessions of a day count for it.
    pub(crate) fn sessions_that_count_on(self, day: CivilDay) -> usize {
        self.with(|log| {
            log.sessions_on(day).iter().filter(|session| Session::counts(session)).count()
        })
    }

    /// The number of sessions in the month of a day, from its first day on.
    pub(crate) fn sessions_in_month(self, day: CivilDay) -> usize {
        self.with(|log| log.sessions_since(day.first_of_month()).count())
    }

    /// The current flare, if any.
    pub(crate) fn flare(self) -> Option<Flare> {
        self.with(Log::flare)
    }

    /// The note about a flare that can be undone.
    pub(crate) fn last_flare_note(self) -> Option<EntryId> {
        self.last_flare_note.get()
    }

    // What a person can do.

    /// Notes the pace of a flare from now on, or with `None` that it is over.
    pub(crate) fn note_flare(self, pace: Option<Pace>) {
        let day_start = self.day_start();
        let note = self.persistence.with_value(|store| store.record_flare(pace, day_start));
        self.last_flare_note.set(note);
    }

    /// Undoes the last note about a flare.
    pub(crate) fn undo_flare_note(self) {
        if let Some(note) = self.last_flare_note.get_untracked() {
            self.delete(&note);
        }
        self.last_flare_note.set(None);
    }

    /// No longer offers to undo the last note about a flare, and the last change.
    pub(super) fn forget_changes(self) {
        self.last_flare_note.set(None);
        self.last_change.set(None);
    }

    /// Deletes an entry. Returns the id of the deletion, for undoing it.
    pub(crate) fn delete(self, id: &EntryId) -> Option<EntryId> {
        let day_start = self.day_start();
        self.persistence.with_value(|store| store.delete(id, day_start))
    }

    /// Undoes a deletion.
    pub(crate) fn undo_delete(self, deletion: EntryId) {
        let day_start = self.day_start();
        self.persistence.with_value(|store| store.undo_delete(deletion, day_start));
    }

    fn day_start(self) -> u16 {
        self.settings.with_untracked(|settings| settings.day_start_min)
    }
}
