//! What the person searches the library for.

use leptos::prelude::*;

use super::{Clock, History, SettingsState};
use unknot_core::domain::catalog::PoseId;
use unknot_core::domain::routine::Routine;
use unknot_core::search::{Criterion, Person, Query, find, find_poses, loosen};

/// Sessions of this many days count as recent.
const RECENT_DAYS: i32 = 7;

/// The search, which lasts while other pages are shown.
#[derive(Clone, Copy)]
pub(crate) struct SearchState {
    query: RwSignal<Query>,
    /// What the search knows about the person.
    person: Memo<Person>,
}

/// The search of this app.
pub(crate) fn use_search() -> SearchState {
    expect_context()
}

impl SearchState {
    pub(super) fn new(settings: SettingsState, history: History, clock: Clock) -> Self {
        let person = Memo::new(move |_| {
            let since = clock.today().plus(-RECENT_DAYS);
            let lately = history.with(|log| {
                let sessions = log.sessions().into_iter();
                let recent = sessions.filter(|session| session.day > since && session.counts());
                recent.map(|session| session.routine.clone()).collect()
            });
            settings.with(|settings| Person {
                favourites: settings.favourites.clone(),
                sore: settings.sore.clone(),
                lately,
            })
        });
        Self { query: RwSignal::new(Query::default()), person }
    }

    /// Reads the query, and follows it.
    pub(crate) fn with<R>(self, read: impl FnOnce(&Query) -> R) -> R {
        self.query.with(read)
    }

    /// Reads the query once.
    pub(crate) fn with_untracked<R>(self, read: impl FnOnce(&Query) -> R) -> R {
        self.query.with_untracked(read)
    }

    /// The routines that fit, best first.
    pub(crate) fn routines(self) -> Vec<&'static Routine> {
        self.query.with(|query| self.person.with(|person| find(query, person)))
    }

    /// The poses whose names fit the words; none while there are no words.
    pub(crate) fn poses(self) -> Vec<PoseId> {
        self.query.with(|query| find_poses(&query.text))
    }

    /// The criteria without which some routine would fit.
    pub(crate) fn criteria_to_drop(self) -> Vec<Criterion> {
        self.query.with(|query| self.person.with(|person| loosen(query, person)))
    }

    // What a person can do.

    /// Searches for other words.
    pub(crate) fn set_text(self, text: String) {
        self.query.update(|query| query.text = text);
    }

    /// Narrows the search by a criterion, or no longer.
    pub(crate) fn toggle(self, criterion: Criterion) {
        self.query.update(|query| query.toggle(criterion));
    }

    /// Searches for nothing in particular, so that every routine fits.
    pub(crate) fn clear(self) {
        self.query.set(Query::default());
    }
}
