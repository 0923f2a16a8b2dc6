//! What was practised most.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::history::{Log, Total, What};

use super::practice::practice_in;
use super::span::Span;

/// A routine, or something else, that was practised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Favourite {
    /// What was done. It may name a routine that no longer exists.
    pub what: What,
    /// The total of its sessions.
    pub total: Total,
}

/// What was practised on the days of `span`: the most frequent first, of those the longest.
pub fn most_practised(log: &Log, span: Span) -> Vec<Favourite> {
    let mut totals: BTreeMap<What, Total> = BTreeMap::new();
    for session in practice_in(log, span) {
        let total = totals.entry(session.what()).or_default();
        *total = total.plus(Total::of(session));
    }
    let mut favourites: Vec<_> =
        totals.into_iter().map(|(what, total)| Favourite { what, total }).collect();
    favourites.sort_by_key(|one| Reverse((one.total.sessions, one.total.practised_ms)));
    favourites
}
