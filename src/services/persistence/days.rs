//! What people say of their days: sessions that were added afterwards, changes, and rest days.

use std::rc::Rc;

use leptos::prelude::WithUntracked;

use super::{Persistence, new_id};
use crate::platform::clock;
use unknot_core::domain::civil::CivilDay;
use unknot_core::domain::time::Millis;
use unknot_core::history::{Added, Changes, Edited, Entry, EntryId, Kind, RestDays, What};

impl Persistence {
    /// Adds a session that the app did not run. Returns its id, for deleting it.
    pub(crate) fn add_session(
        self: &Rc<Self>,
        day: CivilDay,
        what: What,
        practised: Millis,
        note: String,
    ) -> Option<EntryId> {
        let at = clock::now();
        let add = |id| Kind::Added(Added { id, at, day, started: None, what, practised, note });
        self.append_new(add)
    }

    /// Changes a session. Returns the id of the change, for deleting it.
    pub(crate) fn edit_session(
        self: &Rc<Self>,
        target: EntryId,
        changes: Changes,
        day_start_min: u16,
    ) -> Option<EntryId> {
        let now = clock::now();
        let at = self.log.with_untracked(|log| log.moment_of_edit(&target, now));
        let day = now.day(day_start_min);
        self.append_new(|id| Kind::Edited(Edited { id, at, day, target, changes }))
    }

    /// Sets rest days from the first to the last. Returns the id of the entry, for deleting it.
    pub(crate) fn add_rest_days(
        self: &Rc<Self>,
        first: CivilDay,
        last: CivilDay,
    ) -> Option<EntryId> {
        let at = clock::now();
        self.append_new(|id| Kind::Rest(RestDays { id, at, first, last }))
    }

    /// Adds an entry with an id of its own.
    fn append_new(self: &Rc<Self>, kind: impl FnOnce(EntryId) -> Kind) -> Option<EntryId> {
        let id = new_id()?;
        self.append(Entry::from(kind(id.clone())));
        Some(id)
    }
}
