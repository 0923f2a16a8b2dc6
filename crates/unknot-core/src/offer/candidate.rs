//! The routines that suit a person, and how well they fit a time of day.

use super::Lately;
use super::adapted::adapted;
use crate::adaptation::{Fit, fit, is_kept, needs_the_floor, swaps};
use crate::domain::caution::Caution;
use crate::domain::routine::{Intensity, Place, Routine, RoutineKind, Step, Swap, TimeOfDay};
use crate::domain::settings::Settings;
use crate::domain::time::Millis;

/// How well a routine fits; the lower, the better.
pub(super) type Tier = usize;
/// Made for this person, or best at this time of day.
pub(super) const BEST: Tier = 0;
/// As good at any time of day. What is above is only offered if there is too little else.
pub(super) const GOOD: Tier = 1;

/// The longest session that is offered to somebody who begins, if it isn't very easy.
const SHORT: Millis = Millis::minutes(5);

/// The routines of movement, or all others, that suit the person.
pub(super) fn candidates(
    routines: &[&'static Routine],
    is_movement: bool,
    person: &Settings,
) -> Vec<&'static Routine> {
    let suits = |routine: &&&Routine| {
        (routine.kind == RoutineKind::Movement) == is_movement
            && is_meant_for(routine, person)
            && fit(routine, person) != Fit::NotNow
    };
    routines.iter().filter(suits).copied().collect()
}

/// Whether a routine was made for everybody, or for this person.
pub fn is_meant_for(routine: &Routine, person: &Settings) -> bool {
    routine.made_for.is_empty() || !routine.made_for.and(person.cautions).is_empty()
}

/// How well a routine that suits the person fits a time of day.
pub(super) fn tier(routine: &Routine, time: TimeOfDay, person: &Settings, lately: &Lately) -> Tier {
    let is_for_now = routine.times.contains(&time);
    let is_made_for = !routine.made_for.is_empty();
    let drawbacks = [
        (is_much_adapted(routine, person) && !(is_made_for && loses_nothing(routine, person)), 4),
        // Part of it is on the level to which they don't go.
        (is_kept(person) && routine.level_changes() > 0, 5),
        (!is_for_now && !routine.times.is_empty() && !is_made_for, 3),
        // More than all of the others in this list up to the floor: nobody gets up in the evening.
        (routine.places == [Place::Bed] && !is_for_now && !is_made_for, 30),
        (is_too_hard(routine, time, lately), 6),
        (lately.is_beginning() && !is_for_beginners(routine, is_for_now || is_made_for), 4),
        // Above all of these together, so that it comes after everything without the floor, at any time of day.
        (needs_the_floor(routine, person), 40),
        (asks_for_a_choice(routine), 80),
    ];
    let drawbacks = drawbacks.into_iter().filter(|(applies, _)| *applies);
    match drawbacks.map(|(_, weight)| weight).sum::<usize>() {
        0 if is_for_now || is_made_for => BEST,
        weight => GOOD + weight,
    }
}

/// Whether more than a third of the moves are adapted, or some of them to the floor being out of reach: whoever says so
/// would rather do without the floor.
fn is_much_adapted(routine: &Routine, person: &Settings) -> bool {
    adapted(routine, person)
        .is_some_and(|adapted| adapted.moves * 3 > adapted.of || adapted.why.has(Caution::Floor))
}

/// Whether all of it is done, some of it in an easier way.
fn loses_nothing(routine: &Routine, person: &Settings) -> bool {
    swaps(routine, person).iter().all(|swap| !matches!(swap, Swap::Instead(_)))
}

/// Nothing hard is offered unasked, nothing that takes effort in the evening, and to somebody who begins only what is
/// easy.
fn is_too_hard(routine: &Routine, time: TimeOfDay, lately: &Lately) -> bool {
    let most = if time == TimeOfDay::Evening || lately.is_beginning() {
        Intensity::Easy
    } else {
        Intensity::Moderate
    };
    routine.intensity > most
}

/// Whether nobody minds being offered a routine that suits them beside another one. A break by day is as good at any
/// time for somebody who begins.
pub(super) fn is_welcome(
    routine: &Routine,
    time: TimeOfDay,
    person: &Settings,
    lately: &Lately,
) -> bool {
    let is_timely = routine.times.is_empty()
        || routine.times.contains(&time)
        || (lately.is_beginning() && routine.times == [TimeOfDay::Day]);
    is_timely
        && !asks_for_a_choice(routine)
        && !is_too_hard(routine, time, lately)
        && !needs_the_floor(routine, person)
}

fn is_for_beginners(routine: &Routine, is_best: bool) -> bool {
    is_best || routine.intensity == Intensity::VeryEasy || routine.length() <= SHORT
}

/// Whether it is for people who have chosen it: who know that it suits them, who hold their breath
/// (which makes some people panic), or who have a rhythm of their own. And a breathing of less than
/// five minutes is for a bad moment.
fn asks_for_a_choice(routine: &Routine) -> bool {
    let holds_breath = routine.steps.iter().any(Step::holds_breath);
    let is_for_a_moment = routine.kind == RoutineKind::Breathing && routine.length() < SHORT;
    routine.only_chosen || holds_breath || routine.has_own_rhythm() || is_for_a_moment
}
