//! What the person searches the library for.

use leptos::prelude::*;

use super::{Clock, History, SettingsState};
use unknot_core::domain::catalog::PoseId;
use unknot_core::domain::routine::Routine;
use unknot_core::history::{Session, What};
use unknot_core::search::{
    Criterion, Person, Query, Trouble, find, find_pages, find_poses, loosen, trouble,
};

/// Sessions of this many days count as recent.
const RECENT_DAYS: i32 = 7;

/// The search, which is kept while other pages are shown.
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
            let since = clock.today().plus(1 - RECENT_DAYS);
            let recent = history.with(|log| {
                let recent = log.sessions_since(since).filter(|session| session.counts());
                let routine = |what| match what {
                    What::Routine(slug) => Some(slug),
                    _ => None,
                };
                recent.map(Session::what).filter_map(routine).collect()
            });
            settings.with(|settings| Person {
                favourites: settings.favourites.clone(),
                sore: settings.sore.clone(),
                cautions: settings.cautions,
                recent,
            })
        });
        Self { query: RwSignal::new(Query::default()), person }
    }

    /// Reads the query, tracking it.
    pub(crate) fn with<R>(self, read: impl FnOnce(&Query) -> R) -> R {
        self.query.with(read)
    }

    /// Reads the query without tracking it.
    pub(crate) fn with_untracked<R>(self, read: impl FnOnce(&Query) -> R) -> R {
        self.query.with_untracked(read)
    }

    /// The routines that match, best first.
    pub(crate) fn routines(self) -> Vec<&'static Routine> {
        self.query.with(|query| self.person.with(|person| find(query, person)))
    }

    /// The poses whose names match the text; none if it is empty.
    pub(crate) fn poses(self) -> Vec<PoseId> {
        self.query.with(|query| find_poses(&query.text))
    }

    /// The pages of Learn that have the words of the text: slugs and titles.
    pub(crate) fn pages(self) -> Vec<(&'static str, &'static str)> {
        let pages = self.query.with(|query| find_pages(&query.text));
        pages.into_iter().map(|page| (page.slug, page.title)).collect()
    }

    /// What the text says about the person's trouble.
    pub(crate) fn trouble(self) -> Trouble {
        self.query.with(|query| trouble(&query.text))
    }

    /// The criteria that could be dropped to find a routine.
    pub(crate) fn criteria_to_drop(self) -> Vec<Criterion> {
        self.query.with(|query| self.person.with(|person| loosen(query, person)))
    }

    // What a person can do.

    /// Changes the text of the search.
    pub(crate) fn set_text(self, text: String) {
        self.query.update(|query| query.text = text);
    }

    /// Adds a criterion, or removes it.
    pub(crate) fn toggle(self, criterion: Criterion) {
        self.query.update(|query| query.toggle(criterion));
    }

    /// Clears the search, so that every routine matches.
    pub(crate) fn clear(self) {
        self.query.set(Query::default());
    }
}
