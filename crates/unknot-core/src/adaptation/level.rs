//! Sessions without changes of level: some people are not asked to get up from the floor, or down to
//! it, in the middle of a session. They do the part on the level of most steps, and for the
//! others a gentle move on that level, or a rest.

use super::{gentle, is_in_bed, is_sore, posed, quiet, swap, swaps};
use crate::domain::catalog::PoseId;
use crate::domain::caution::{Caution, Cautions};
use crate::domain::routine::{Routine, RoutineKind, Step, StepSide, Swap};
use crate::domain::settings::Settings;

/// Cautions with which nobody is asked to get up from the floor or down to it. Both go through
/// kneeling.
pub(super) const KEEPERS: Cautions =
    Cautions::of(&[Caution::Knee, Caution::Floor]).or(Caution::UNSTEADY);

/// Whether the person stays on one level through a session.
pub fn is_kept(person: &Settings) -> bool {
    !person.cautions.and(KEEPERS).is_empty()
}

/// Replaces what is on the other level.
pub(super) fn keep(routine: &Routine, person: &Settings, swaps: &mut [Swap]) {
    let is_low = main_level(routine, person);
    let (mut before, mut count) = (None, 0);
    for (index, step) in routine.steps.iter().enumerate() {
        let swap = swaps[index];
        // Where the floor is out of reach, a rest is in its place already.
        let is_replaced = matches!(swap, Swap::Instead(_));
        let is_own_elsewhere = posed(routine, step, person).is_low() != is_low;
        if done(routine, step, swap, person).is_low() != is_low || (is_replaced && is_own_elsewhere)
        {
            // What is sore stays a rest: somebody has asked for it.
            let near = [before, gentle::after(routine, index, swaps, person)];
            let gentle = (!is_sore(step.pose, person))
                .then(|| gentle::in_place_of(step, near, count, is_low, person))
                .flatten();
            count += usize::from(gentle.is_some() && step.side != StepSide::Second);
            swaps[index] = Swap::Instead(gentle.unwrap_or_else(|| quiet::on_level(is_low, person)));
        }
        before = Some(done(routine, step, swaps[index], person));
    }
}

/// Whether somebody who is better off without the floor gets down to it in this session of movement. A bed is no floor.
pub fn needs_the_floor(routine: &Routine, person: &Settings) -> bool {
    let is_low = |(step, swap): (&Step, Swap)| done(routine, step, swap, person).is_low();
    is_kept(person)
        && routine.kind == RoutineKind::Movement
        && !is_in_bed(routine)
        && routine.steps.iter().zip(swaps(routine, person)).any(is_low)
}

/// Whether a step suits the person as such, but is not on the level where they stay.
pub(super) fn leaves(routine: &Routine, step: &Step, person: &Settings) -> bool {
    let own = swap(routine, step, person);
    is_kept(person) && done(routine, step, own, person).is_low() != main_level(routine, person)
}

/// Whether the person stays on the floor: the level of most of the time that is left to move.
fn main_level(routine: &Routine, person: &Settings) -> bool {
    let moves = |is_low| {
        let steps = routine.steps.iter().filter(|step| {
            let own = swap(routine, step, person);
            let is_rest = matches!(own, Swap::Instead(_)) && routine.kind == RoutineKind::Movement;
            !is_rest && done(routine, step, own, person).is_low() == is_low
        });
        steps.count()
    };
    let (low, high) = (moves(true), moves(false));
    let first = routine.steps.first().map(|step| {
        let own = swap(routine, step, person);
        done(routine, step, own, person).is_low()
    });
    if low == high { first.unwrap_or_default() } else { low > high }
}

/// The pose in which a step is done.
pub(crate) fn done(routine: &Routine, step: &Step, swap: Swap, person: &Settings) -> PoseId {
    let pose = posed(routine, step, person);
    match swap {
        Swap::Keep => pose,
        Swap::Easier => pose.easier().unwrap_or(pose),
        Swap::Instead(pose) => pose,
    }
}
