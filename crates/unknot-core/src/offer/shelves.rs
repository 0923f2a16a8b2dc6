//! The routines of the library in order: what suits the person first, and easy before hard.

use super::adapted_sixths;
use crate::adaptation::{Fit, fit};
use crate::domain::catalog::{routines, sort_by_rank};
use crate::domain::routine::{Routine, RoutineKind, Shelf};
use crate::domain::settings::Settings;

/// All routines, sorted by how they suit a person.
#[derive(Clone, Debug)]
pub struct Sorted {
    /// Those that suit: what was made for the person, then what is for everybody. Of these the least adapted first, and then the
    /// easier and the shorter.
    pub suiting: Vec<&'static Routine>,
    /// The others.
    pub not_now: Vec<&'static Routine>,
}

impl Sorted {
    /// The routines in the order for this person.
    pub fn of(person: &Settings) -> Self {
        let suits = |routine: &&Routine| fit(routine, person) != Fit::NotNow;
        let (mut suiting, not_now): (Vec<&Routine>, Vec<_>) = routines().partition(suits);
        sort_by_rank(&mut suiting, &|routine| {
            let for_whom = match routine.made_for {
                made_for if made_for.is_empty() => 1,
                made_for if made_for.and(person.cautions).is_empty() => 2,
                _ => 0,
            };
            let seconds = usize::try_from(routine.length().as_secs()).unwrap_or(usize::MAX);
            // The more significant comes first, each in a range of its own.
            ((for_whom * 7 + adapted_sixths(routine, person)) * 4 + routine.intensity as usize)
                * 10_000
                + seconds.min(9_999)
        });
        Self { suiting, not_now }
    }

    /// Those of a kind that suit.
    pub fn of_kind(&self, kind: RoutineKind) -> Vec<&'static Routine> {
        self.suiting.iter().copied().filter(|routine| routine.kind == kind).collect()
    }

    /// Movement that suits, by shelf; first the shelf that has something made for the person, if one has. No shelf is empty.
    pub fn shelves(&self, person: &Settings) -> Vec<(Shelf, Vec<&'static Routine>)> {
        let of = |shelf| -> Vec<_> {
            let routines = self.suiting.iter().copied();
            routines.filter(|routine| routine.shelf == Some(shelf)).collect()
        };
        let is_made_for = |routine: &&Routine| !routine.made_for.and(person.cautions).is_empty();
        let shelves = Shelf::ALL.into_iter().map(|shelf| (shelf, of(shelf)));
        let mut shelves: Vec<_> = shelves.filter(|(_, routines)| !routines.is_empty()).collect();
        shelves.sort_by_key(|(_, routines)| !routines.iter().any(is_made_for));
        shelves
    }
}
