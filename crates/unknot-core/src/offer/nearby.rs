//! What to offer in place of a routine that doesn't suit.

use super::adapted_sixths;
use super::candidate::is_meant_for;
use crate::adaptation::{Fit, fit};
use crate::domain::catalog::{routines, sort_by_rank};
use crate::domain::pose::Area;
use crate::domain::routine::{Routine, RoutineKind};
use crate::domain::settings::Settings;

/// Up to `count` routines that suit the person in place of one that doesn't: of the same kind, the least adapted first,
/// then those that work on the same areas, then those of a similar length. Nothing that only people who know it choose.
pub fn suitable_instead(
    routine: &Routine,
    person: &Settings,
    count: usize,
) -> Vec<&'static Routine> {
    let is_same_kind = |other: &Routine| {
        (other.kind == RoutineKind::Movement) == (routine.kind == RoutineKind::Movement)
    };
    // The more significant comes first, each in a range of its own.
    let unlike = |other: &Routine| {
        let is_for_others = usize::from(other.made_for.and(person.cautions).is_empty());
        let share = adapted_sixths(other, person);
        let is_harder = usize::from(other.intensity > routine.intensity);
        let common = areas(routine).filter(|area| areas(other).any(|own| own == *area)).count();
        let seconds = other.length().as_secs().abs_diff(routine.length().as_secs());
        let minutes = usize::try_from(seconds / 60).unwrap_or(usize::MAX);
        (((is_for_others * 7 + share) * 2 + is_harder) * 100 + 99_usize.saturating_sub(common))
            * 100
            + minutes.min(99)
    };
    let mut others: Vec<&'static Routine> = routines()
        .filter(|other| other.slug != routine.slug && !other.only_chosen)
        .filter(|other| is_meant_for(other, person) && fit(other, person) != Fit::NotNow)
        .collect();
    // Who should ask before they move is offered what is quiet.
    if others.iter().any(|other| is_same_kind(other)) {
        others.retain(|other| is_same_kind(other));
    }
    sort_by_rank(&mut others, &unlike);
    others.truncate(count);
    others
}

/// The areas that the moves of a routine work on.
fn areas(routine: &Routine) -> impl Iterator<Item = Area> {
    routine.steps.iter().flat_map(|step| step.pose.pose().areas.iter().copied())
}
