//! What to offer beside a routine, or in its place.

use super::candidate::{asks_for_a_choice, is_meant_for};
use super::{Offer, adapted_sixths, offer};
use crate::adaptation::{Fit, fit};
use crate::domain::catalog::{is_same, routines, sort_by_rank};
use crate::domain::pose::Area;
use crate::domain::routine::{Routine, RoutineKind};
use crate::domain::settings::Settings;
use crate::domain::time::Millis;

/// The longest of the shorter alternatives.
const SHORTER: Millis = Millis::minutes(5);

/// Two offers beside the main one, the more similar first: something of the same kind that is
/// shorter or elsewhere, then something of another kind, or if nothing of it suits, more of the
/// same. `same` and `other` have the candidates of both kinds, the best first. None is much longer
/// than `most`.
pub(super) fn others(
    main: Offer,
    same: &[&'static Routine],
    other: &[&'static Routine],
    most: Millis,
    is_timely: &dyn Fn(&Routine) -> bool,
) -> Vec<Offer> {
    let mut same: Vec<&Routine> =
        same.iter().copied().filter(|it| !is_same(it, main.routine)).collect();
    let variant = variant(main, &same, most, is_timely);
    same.retain(|routine| variant.is_none_or(|variant| !is_same(routine, variant.routine)));
    let next = other.first().or(same.first()).map(|routine| offer(routine, most));
    variant.into_iter().chain(next).collect()
}

/// Movement elsewhere (on a chair, standing) that is not longer than the main offer, or else
/// shorter; of what is quiet, the next best, shortened.
fn variant(
    main: Offer,
    others: &[&'static Routine],
    most: Millis,
    is_timely: &dyn Fn(&Routine) -> bool,
) -> Option<Offer> {
    if main.routine.kind != RoutineKind::Movement {
        return others.first().map(|routine| offer(routine, most.min(SHORTER)));
    }
    let is_short = |other: &Offer| other.length() <= main.length().min(SHORTER);
    let is_elsewhere = |other: &Offer| {
        !other.routine.places.iter().any(|place| main.routine.places.contains(place))
    };
    let unasked = others.iter().filter(|other| !asks_for_a_choice(other) && is_timely(other));
    let unasked: Vec<Offer> = unasked.map(|other| offer(other, most)).collect();
    let find = |suits: &dyn Fn(&Offer) -> bool| unasked.iter().copied().find(|other| suits(other));
    find(&|other| is_short(other) && is_elsewhere(other))
        .or_else(|| find(&|other| other.length() <= main.length() && is_elsewhere(other)))
        .or_else(|| find(&is_short))
        .or_else(|| unasked.first().copied())
        .or_else(|| others.first().map(|other| offer(other, most)))
}

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
