//! Adapts routines to a person's cautions and sore poses. A step that doesn't suit is done in its
//! easier way, or a quiet pose replaces it for the same time, so a routine keeps its length.
//!
//! What each caution requires is convention, not evidence from trials (docs/content.md).

mod care;
mod flare;
mod gentle;
mod level;
mod quiet;
mod relief;

pub use care::care;
pub use flare::{LONGEST, flare_sessions};
pub(crate) use level::done;
pub use level::{is_kept, needs_the_floor};
pub use relief::relief;

use crate::domain::catalog::PoseId;
use crate::domain::caution::{Caution, Cautions};
use crate::domain::pose::Position;
use crate::domain::routine::{Effort, Place, Routine, RoutineKind, Step, Swap};
use crate::domain::settings::Settings;

/// Cautions with which the breath is never held.
const NO_HELD_BREATH: Cautions =
    Cautions::of(&[Caution::Pregnancy, Caution::BloodPressure, Caution::Lungs]);

/// Cautions with which no movement routine is offered until a professional has agreed.
const ASK_FIRST: Cautions = Cautions::of(&[Caution::Surgery, Caution::Thrombosis]);

/// How well a routine suits the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// Suits without changes.
    Whole,
    /// Suits with some steps made easier or replaced.
    Adapted,
    /// Not offered: too little of it would remain, or the person should ask a professional first.
    NotNow,
}

/// The swap for each step, in order.
pub fn swaps(routine: &Routine, person: &Settings) -> Vec<Swap> {
    let each = routine.steps.iter().map(|step| swap(routine, step, person));
    let mut swaps: Vec<Swap> = each.collect();
    if level::is_kept(person) {
        level::keep(routine, person, &mut swaps);
    }
    gentle::fill(routine, person, &mut swaps);
    swaps
}

/// Whether the person's sore list contains this pose or the pose that it is a variation of. Resting on
/// a side is another way to lie, and takes no part in the soreness of the back.
pub fn is_sore(pose: PoseId, person: &Settings) -> bool {
    pose != PoseId::SideLyingRest && person.sore.has(pose.base().slug())
}

/// Whether the person may hold their breath.
pub fn may_hold_breath(person: &Settings) -> bool {
    person.cautions.and(NO_HELD_BREATH).is_empty()
}

/// The person's cautions that this step conflicts with. Empty if it suits.
pub fn reasons(routine: &Routine, step: &Step, person: &Settings) -> Cautions {
    let mut reasons = conflicts(step.pose, person);
    if person.cautions.has(Caution::Floor) && step.pose.is_low() && !is_in_bed(routine) {
        reasons.toggle(Caution::Floor);
    }
    if step.holds_breath() {
        reasons = reasons.or(person.cautions.and(NO_HELD_BREATH));
    }
    if level::leaves(routine, step, person) {
        reasons = reasons.or(person.cautions.and(level::KEEPERS));
    }
    reasons
}

/// Whether a professional has to agree before the person does this routine.
pub fn must_ask_first(routine: &Routine, person: &Settings) -> bool {
    let moves = routine.kind == RoutineKind::Movement;
    (moves && !person.cautions.and(ASK_FIRST).is_empty())
        || !routine.cautions.and(person.cautions).is_empty()
}

/// How well a routine suits the person.
pub fn fit(routine: &Routine, person: &Settings) -> Fit {
    let swaps = swaps(routine, person);
    let moves = routine.kind == RoutineKind::Movement;
    // A rest in place of another rest is no loss.
    let is_move = |step: &Step| matches!(step.effort, Effort::Hold | Effort::Repeat { .. });
    let own = routine.steps.iter().zip(&swaps).filter(|(step, _)| is_move(step));
    let (mut left, mut lost) = (0, 0);
    for (_, swap) in own {
        *if matches!(swap, Swap::Instead(_)) { &mut lost } else { &mut left } += 1;
    }
    // The guidance of a standing or walking meditation makes no sense in another pose, nor does
    // that of a walk in a rest.
    let is_mismatch = |(step, swap): (&Step, &Swap)| {
        let is_told = matches!(step.effort, Effort::Rest { guide, .. } if !guide.is_empty());
        let is_swapped =
            if moves { is_told && matches!(swap, Swap::Instead(_)) } else { *swap != Swap::Keep };
        is_swapped && step.pose.pose().position == Position::Standing
    };
    let guidance_mismatch = routine.steps.iter().zip(&swaps).any(is_mismatch);
    if must_ask_first(routine, person) || guidance_mismatch || (moves && lost > left) {
        Fit::NotNow
    } else if swaps.iter().any(|swap| *swap != Swap::Keep) {
        Fit::Adapted
    } else {
        Fit::Whole
    }
}

/// The swap of a step by itself.
fn swap(routine: &Routine, step: &Step, person: &Settings) -> Swap {
    let pose = posed(routine, step, person);
    let is_out_of_reach =
        person.cautions.has(Caution::Floor) && pose.is_low() && !is_in_bed(routine);
    let suits = conflicts(pose, person).is_empty();
    if is_sore(pose, person) || is_out_of_reach {
        Swap::Instead(quiet::replacement(routine, pose, person))
    } else if suits && step.holds_breath() && !may_hold_breath(person) {
        // The easier way of a paced breath is not to hold it.
        Swap::Easier
    } else if suits {
        Swap::Keep
    } else if has_easier(pose, person) {
        Swap::Easier
    } else {
        Swap::Instead(quiet::replacement(routine, pose, person))
    }
}

/// The pose of a step, or the posture that the person has chosen for it.
fn posed(routine: &Routine, step: &Step, person: &Settings) -> PoseId {
    routine.posture(step, person.posture).unwrap_or(step.pose)
}

/// Whether a pose has an easier way that suits the person.
fn has_easier(pose: PoseId, person: &Settings) -> bool {
    pose.easier().is_some_and(|easier| conflicts(easier, person).is_empty())
}

/// The pose's cautions that the person has.
fn conflicts(pose: PoseId, person: &Settings) -> Cautions {
    // Suits everyone: if sitting cross-legged doesn't work, a chair does.
    if pose == PoseId::EasySeat {
        return Cautions::default();
    }
    pose.pose().cautions.and(person.cautions)
}

fn is_in_bed(routine: &Routine) -> bool {
    routine.places.contains(&Place::Bed)
}
