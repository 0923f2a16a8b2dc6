//! Which parts of the list of sessions are open.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;

use crate::state::use_history;
use unknot_core::domain::civil::CivilDay;
use unknot_core::history::MonthTotal;

/// At least so many sessions are shown at first, if there are as many. Ten years of two sessions a day would take a phone
/// a minute to draw.
const AT_FIRST: u32 = 20;

/// A part of the list that opens and closes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Fold {
    /// A year.
    Year(i32),
    /// A month, by its first day.
    Month(CivilDay),
}

/// Which parts are open: the newest months, unless the person has chosen otherwise.
#[derive(Clone, Copy)]
pub(super) struct Folds {
    at_first: Memo<AtFirst>,
    chosen: RwSignal<BTreeMap<Fold, bool>>,
}

/// What is open by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct AtFirst {
    /// Whether it was decided by all sessions. It stays then: a removed session must not open another month.
    is_final: bool,
    open: BTreeSet<Fold>,
}

impl Folds {
    pub(super) fn new(months: Memo<Vec<MonthTotal>>) -> Self {
        let history = use_history();
        let at_first = Memo::new(move |before: Option<&AtFirst>| {
            let kept = before.filter(|before| before.is_final);
            let enough = if kept.is_some() { 1 } else { AT_FIRST };
            let open = months.with(|months| newest(months, enough));
            let kept = kept.into_iter().flat_map(|before| before.open.iter().copied());
            AtFirst {
                is_final: history.is_complete(),
                open: open.into_iter().chain(kept).collect(),
            }
        });
        Self { at_first, chosen: RwSignal::default() }
    }

    /// Whether a part is open.
    pub(super) fn is_open(self, fold: Fold) -> bool {
        let chosen = self.chosen.with(|chosen| chosen.get(&fold).copied());
        chosen.unwrap_or_else(|| self.at_first.with(|first| first.open.contains(&fold)))
    }

    /// Opens or closes a part.
    pub(super) fn set(self, fold: Fold, is_open: bool) {
        if untrack(|| self.is_open(fold)) != is_open {
            self.chosen.update(|chosen| {
                chosen.insert(fold, is_open);
            });
        }
    }
}

/// The newest months that have at least `enough` sessions, if there are as many, and their years.
fn newest(months: &[MonthTotal], enough: u32) -> BTreeSet<Fold> {
    let mut open = BTreeSet::new();
    let mut sessions = 0;
    for month in months.iter().take_while(|month| {
        let is_needed = sessions < enough;
        sessions += month.total.sessions;
        is_needed
    }) {
        open.insert(Fold::Month(month.month));
        open.insert(Fold::Year(month.month.ymd().0));
    }
    open
}
