//! The gentle move in place of one that doesn't suit, or that is on the level to which somebody doesn't go.

use super::level::done;
use super::{conflicts, is_sore};
use crate::domain::catalog::PoseId;
use crate::domain::gentle::{LYING, SITTING, pace};
use crate::domain::level::change_time;
use crate::domain::pose::Position;
use crate::domain::routine::{Effort, Routine, RoutineKind, Step, StepSide, Swap};
use crate::domain::settings::Settings;
use crate::domain::time::Millis;

/// The time to hear what to do.
const SET_UP: Millis = Millis::secs(10);
/// The least time for which a move makes sense.
const LEAST: Millis = Millis::secs(10);
/// The longest rest, at the routine's own length, in place of moves.
const LONGEST_REST: Millis = Millis::secs(90);

/// Puts gentle moves in place of moves that have become one long rest. What is sore stays a rest:
/// somebody has asked for it.
pub(super) fn fill(routine: &Routine, person: &Settings, swaps: &mut [Swap]) {
    let steps = &routine.steps;
    let is_rest = |index: usize, swaps: &[Swap]| match swaps[index] {
        Swap::Instead(pose) => pace(pose).is_none(),
        Swap::Keep | Swap::Easier => !moves(&steps[index]),
    };
    let mut start = 0;
    while start < steps.len() && routine.kind == RoutineKind::Movement {
        let rests = (start..steps.len()).take_while(|index| is_rest(*index, swaps)).count();
        let length: Millis = steps[start..start + rests].iter().map(|it| it.lead + it.work).sum();
        let mut count = 0;
        for index in (start..start + rests).filter(|_| length > LONGEST_REST) {
            let before = index.checked_sub(1).map(|before| (&steps[before], swaps[before]));
            let before = before.map(|(step, swap)| done(routine, step, swap, person));
            let step = &steps[index];
            let Swap::Instead(rest) = swaps[index] else { continue };
            // Standing still is near what is left out, and no place for a move on a chair.
            let is_standing = rest.pose().position == Position::Standing;
            if is_standing || is_sore(step.pose, person) {
                continue;
            }
            let after = after(routine, index, swaps, person);
            if let Some(gentle) = in_place_of(step, [before, after], count, rest.is_low(), person) {
                swaps[index] = Swap::Instead(gentle);
                count += usize::from(step.side != StepSide::Second);
            }
        }
        start += rests.max(1);
    }
}

/// Whether something is moved or held in a step.
fn moves(step: &Step) -> bool {
    matches!(step.effort, Effort::Hold | Effort::Repeat { .. })
}

/// The pose of the next step. The second side of this one is skipped.
pub(super) fn after(
    routine: &Routine,
    index: usize,
    swaps: &[Swap],
    person: &Settings,
) -> Option<PoseId> {
    let mut later = routine.steps.iter().zip(swaps).skip(index + 1);
    let (step, swap) = later.find(|(step, _)| step.side != StepSide::Second)?;
    Some(done(routine, step, *swap, person))
}

/// A gentle move for the time of a step, between two poses and after `count` other gentle moves: another one each
/// time. `None` if nothing is to be moved, if none suits the person, or if there is no time for one.
pub(super) fn in_place_of(
    step: &Step,
    [before, after]: [Option<PoseId>; 2],
    count: usize,
    is_low: bool,
    person: &Settings,
) -> Option<PoseId> {
    if !moves(step) {
        return None;
    }
    // Both sides of a move have the same one.
    let goes_on = before.filter(|before| step.side == StepSide::Second && pace(*before).is_some());
    if goes_on.is_some() {
        return goes_on;
    }
    let suits = |pose: &PoseId| conflicts(*pose, person).is_empty() && !is_sore(*pose, person);
    let has_time = |pose: &PoseId| {
        let change = before.map_or(Millis::ZERO, |before| change_time(before, *pose));
        step.lead + step.least >= change.max(SET_UP) + LEAST
    };
    let all = if is_low { LYING } else { SITTING };
    let suitable: Vec<PoseId> = all
        .into_iter()
        .filter_map(|(pose, _)| [Some(pose), pose.easier()].into_iter().flatten().find(suits))
        .filter(has_time)
        .collect();
    let differs = |pose: PoseId, from: Option<PoseId>| from.is_none_or(|it| !looks_like(it, pose));
    // Prefers one that differs from both neighbours, then one that differs from the pose before.
    let rank = |pose: &&PoseId| (!differs(**pose, before), !differs(**pose, after));
    suitable.iter().cycle().skip(count).take(suitable.len()).min_by_key(rank).copied()
}

/// Whether two poses are the same to whoever does them: one is the easier way of the other, or of another pose that
/// it is drawn as.
fn looks_like(one: PoseId, other: PoseId) -> bool {
    one.drawn_as().any(|drawing| other.drawn_as().any(|it| it == drawing))
}
