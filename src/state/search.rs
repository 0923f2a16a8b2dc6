//! What the person searches the library for.

use leptos::prelude::*;

use super::{Clock, History, SettingsState};
use crate::finder::{Criterion, Person, Query};

/// Sessions of this many days count as recent.
const RECENT_DAYS: i32 = 7;

/// The search, which lasts while other pages are shown.
#[derive(Clone, Copy)]
pub(crate) struct SearchState {
    query: RwSignal<Query>,
    settings: SettingsState,
    history: History,
    clock: Clock,
}

/// The search of this app.
pub(crate) fn use_search() -> SearchState {
    expect_context()
}

impl SearchState {
    pub(super) fn new(settings: SettingsState, history: History, clock: Clock) -> Self {
        Self { query: RwSignal::new(Query::default()), settings, history, clock }
    }

    /// Reads the query, and follows it.
    pub(crate) fn with<R>(self, read: impl FnOnce(&Query) -> R) -> R {
        self.query.with(read)
    }

    /// Reads the query once.
    pub(crate) fn with_untracked<R>(self, read: impl FnOnce(&Query) -> R) -> R {
        self.query.with_untracked(read)
    }

    /// What the ranking knows about the person: favourites, poses that hurt, and recent sessions.
    pub(crate) fn person(self) -> Person {
        let since = self.clock.today().plus(-RECENT_DAYS);
        let lately = self.history.with(|log| {
            let recent = log.sessions().into_iter().filter(|session| session.day > since);
            recent
                .filter(|session| session.counts())
                .map(|session| session.routine.clone())
                .collect()
        });
        self.settings.with(|settings| Person {
            favourites: settings.favourites.clone(),
            sore: settings.sore.clone(),
            lately,
        })
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

    /// Replaces the whole query.
    pub(crate) fn set(self, query: Query) {
        self.query.set(query);
    }
}
