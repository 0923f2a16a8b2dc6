//! Care: what a person's cautions and sore list make of a routine. Nothing here removes time: what doesn't
//! suit is done in its easier way, or something quiet is done instead.
//!
//! What each caution asks for is convention, not trial (docs/content.md).

use crate::domain::catalog::PoseId;
use crate::domain::caution::{Caution, Cautions};
use crate::domain::pose::{Position, Prop};
use crate::domain::routine::{Effort, Place, Routine, RoutineKind, Step, Swap};
use crate::domain::settings::Settings;

/// For these the easier way of a pose is enough; for all others it is left out.
const EASED: Cautions = Cautions::of(&[
    Caution::Knee,
    Caution::Wrist,
    Caution::Shoulder,
    Caution::Neck,
    Caution::Balance,
    Caution::Dizziness,
]);

/// For these no breath is held.
const NO_HELD_BREATH: Cautions = Cautions::of(&[Caution::Pregnancy, Caution::BloodPressure]);

/// For these nobody moves by an app before they have asked somebody who examines them.
const ASK_FIRST: Cautions = Cautions::of(&[Caution::Surgery, Caution::Thrombosis]);

/// How well a routine suits somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// As it is.
    Whole,
    /// With steps that are made easier, or swapped.
    Adapted,
    /// Hardly anything would be left of it, or they should ask first.
    NotNow,
}

/// What becomes of each step, in order.
pub fn swaps(routine: &Routine, person: &Settings) -> Vec<Swap> {
    routine.steps.iter().map(|step| swap(routine, step, person)).collect()
}

/// Whether a pose is on the person's sore list, with all its variations.
pub fn is_sore(pose: PoseId, person: &Settings) -> bool {
    person.sore.has(pose.base().slug())
}

/// Which cautions a step doesn't suit; none where it does.
pub fn reasons(routine: &Routine, step: &Step, person: &Settings) -> Cautions {
    let person = person.cautions;
    let bed = routine.places.contains(&Place::Bed);
    let mut reasons = step.pose.pose().cautions.and(person);
    if person.has(Caution::Floor) && is_low(step.pose) && !bed {
        reasons.toggle(Caution::Floor);
    }
    if holds_breath(step) {
        reasons = Cautions(reasons.0 | NO_HELD_BREATH.and(person).0);
    }
    reasons
}

/// How well a routine suits somebody.
pub fn fit(routine: &Routine, person: &Settings) -> Fit {
    let swaps = swaps(routine, person);
    let lost = swaps.iter().filter(|swap| matches!(swap, Swap::Instead(_))).count();
    let asks_first = !person.cautions.and(ASK_FIRST).is_empty();
    if routine.kind == RoutineKind::Movement && (asks_first || lost * 2 > swaps.len()) {
        Fit::NotNow
    } else if swaps.iter().any(|swap| *swap != Swap::Keep) {
        Fit::Adapted
    } else {
        Fit::Whole
    }
}

fn swap(routine: &Routine, step: &Step, person: &Settings) -> Swap {
    let mut step = *step;
    if let Some(still) = person.still.filter(|_| routine.is_still(&step)) {
        step.pose = still;
    }
    let reasons = reasons(routine, &step, person);
    if is_sore(step.pose, person) {
        Swap::Instead(instead_of(step.pose, person))
    } else if reasons.is_empty() {
        Swap::Keep
    } else if step.pose.pose().cautions.and(reasons).without(EASED).is_empty()
        && !reasons.has(Caution::Floor)
    {
        // The easier way of a paced breath is one that is not held.
        Swap::Easier
    } else {
        Swap::Instead(instead_of(step.pose, person))
    }
}

/// Something quiet near to where that pose is.
fn instead_of(pose: PoseId, person: &Settings) -> PoseId {
    let cautions = person.cautions;
    let near: &[PoseId] = match pose.pose().position {
        Position::Standing => &[PoseId::Mountain],
        Position::Seated => &[],
        _ if cautions.has(Caution::Floor) => &[],
        _ => &[PoseId::ConstructiveRest, PoseId::SideLyingRest],
    };
    let suits =
        |pose: &&PoseId| pose.pose().cautions.and(cautions).is_empty() && !is_sore(**pose, person);
    // Everybody can sit.
    near.iter().find(suits).copied().unwrap_or(PoseId::EasySeat)
}

/// Whether somebody has to get down for it.
fn is_low(id: PoseId) -> bool {
    let pose = id.pose();
    match pose.position {
        Position::Standing => false,
        // An easy seat can be any.
        Position::Seated => pose.prop != Some(Prop::Chair) && id != PoseId::EasySeat,
        _ => true,
    }
}

fn holds_breath(step: &Step) -> bool {
    match step.effort {
        Effort::Breathe(pattern) => !(pattern.hold_full + pattern.hold_empty).is_zero(),
        _ => false,
    }
}
