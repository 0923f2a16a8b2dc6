//! Adapts routines to a person's cautions and sore poses. A step that doesn't suit is done in its
//! easier way, or a quiet pose replaces it for the same time, so a routine keeps its length.
//!
//! What each caution requires is convention, not evidence from trials (docs/content.md).

mod flare;

pub use flare::{LONGEST, flare_sessions};

use crate::domain::catalog::PoseId;
use crate::domain::caution::{Caution, Cautions};
use crate::domain::pose::Position;
use crate::domain::routine::{Effort, Place, Routine, RoutineKind, Step, Swap};
use crate::domain::settings::Settings;

/// Cautions for which the easier way of a pose is enough. All other cautions replace the pose, even
/// if the person has one of these as well, because each easier way is written for a single problem.
const EASIER_SUFFICES: Cautions = Cautions::of(&[
    Caution::Knee,
    Caution::Wrist,
    Caution::Shoulder,
    Caution::Neck,
    Caution::Balance,
    Caution::Dizziness,
]);

/// Base poses whose easier way is still unsuitable for a caution of [`EASIER_SUFFICES`].
const EASIER_UNSUITABLE: [(PoseId, Caution); 3] = [
    (PoseId::ChildsPose, Caution::Knee),
    (PoseId::Figure4, Caution::Knee),
    (PoseId::DownDog, Caution::Dizziness),
];

/// Cautions with which nobody is asked to stand up in the middle of a session.
const FALL_RISK: Cautions = Cautions::of(&[Caution::Balance, Caution::Dizziness]);

/// Quiet poses that can replace a step, the lowest first.
const QUIET_POSES: [PoseId; 4] =
    [PoseId::ConstructiveRest, PoseId::SideLyingRest, PoseId::EasySeat, PoseId::Mountain];
/// Index of the first quiet pose that doesn't require lying down.
const FIRST_UPRIGHT: usize = 2;

/// Cautions with which the breath is never held.
const NO_HELD_BREATH: Cautions = Cautions::of(&[Caution::Pregnancy, Caution::BloodPressure]);

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
    routine.steps.iter().map(|step| swap(routine, step, person)).collect()
}

/// Whether the person's sore list contains this pose or the pose that it is a variation of.
pub fn is_sore(pose: PoseId, person: &Settings) -> bool {
    person.sore.has(pose.base().slug())
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
    if holds_breath(step) {
        reasons = Cautions(reasons.0 | person.cautions.and(NO_HELD_BREATH).0);
    }
    reasons
}

/// Suggests a swap when a step hurts: first the easier way, then a quiet pose nearby. Repeated
/// calls cycle through the quiet poses. `None` if no other one suits the person.
///
/// `now` is the step's current swap.
pub fn relief(routine: &Routine, step: &Step, now: Swap, person: &Settings) -> Option<Swap> {
    let pose = match now {
        Swap::Instead(pose) => pose,
        _ => routine.posture(step, person.posture).unwrap_or(step.pose),
    };
    let moves = matches!(step.effort, Effort::Hold | Effort::Repeat { .. });
    if now == Swap::Keep && moves && !QUIET_POSES.contains(&pose) {
        return Some(Swap::Easier);
    }
    let next = QUIET_POSES.iter().position(|other| *other == pose).map(|index| index + 1);
    let nearest = match pose.pose().position {
        Position::Standing if moves => QUIET_POSES.len() - 1,
        Position::Standing | Position::Seated => FIRST_UPRIGHT,
        _ => 0,
    };
    // Don't send anyone from a chair or their feet down to the floor, and don't make anyone stand
    // up who could fall.
    let stays_up = moves && !step.pose.is_low();
    let floor_out_of_reach = person.cautions.has(Caution::Floor) && !is_in_bed(routine);
    let could_fall = !person.cautions.and(FALL_RISK).is_empty();
    let is_reachable = |other: PoseId| match other.pose().position {
        Position::Standing => step.pose.pose().position == Position::Standing || !could_fall,
        _ => !(other.is_low() && (stays_up || floor_out_of_reach)),
    };
    let suits =
        |other: &PoseId| *other != pose && is_reachable(*other) && is_quiet_option(*other, person);
    QUIET_POSES
        .into_iter()
        .cycle()
        .skip(next.unwrap_or(nearest))
        .take(QUIET_POSES.len())
        .find(suits)
        .map(Swap::Instead)
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
    let replaced = swaps.iter().filter(|swap| matches!(swap, Swap::Instead(_))).count();
    // The guidance of a standing or walking meditation makes no sense in another pose.
    let guidance_mismatch = !moves
        && routine.steps.iter().zip(&swaps).any(|(step, swap)| {
            *swap != Swap::Keep && step.pose.pose().position == Position::Standing
        });
    let too_little_left = moves && replaced * 2 > swaps.len();
    if must_ask_first(routine, person) || guidance_mismatch || too_little_left {
        Fit::NotNow
    } else if swaps.iter().any(|swap| *swap != Swap::Keep) {
        Fit::Adapted
    } else {
        Fit::Whole
    }
}

fn swap(routine: &Routine, step: &Step, person: &Settings) -> Swap {
    let mut step = *step;
    if let Some(posture) = routine.posture(&step, person.posture) {
        step.pose = posture;
    }
    let reasons = reasons(routine, &step, person);
    let easier_suffices = person.cautions.without(EASIER_SUFFICES).is_empty()
        && !EASIER_UNSUITABLE
            .iter()
            .any(|(pose, caution)| *pose == step.pose.base() && reasons.has(*caution));
    // The pose itself is fine. The easier way of a paced breath is not to hold it.
    let only_breath_held = conflicts(step.pose, person).is_empty() && !reasons.has(Caution::Floor);
    if is_sore(step.pose, person) {
        Swap::Instead(replacement(routine, step.pose, person))
    } else if reasons.is_empty() {
        Swap::Keep
    } else if easier_suffices || only_breath_held {
        Swap::Easier
    } else {
        match replacement(routine, step.pose, person) {
            // The pose is its own replacement, so only its easier way is left.
            same if same == step.pose => Swap::Easier,
            other => Swap::Instead(other),
        }
    }
}

/// The pose's cautions that the person has.
fn conflicts(pose: PoseId, person: &Settings) -> Cautions {
    // Suits everyone: if sitting cross-legged doesn't work, a chair does.
    if pose == PoseId::EasySeat {
        return Cautions::default();
    }
    pose.pose().cautions.and(person.cautions)
}

/// A suitable quiet pose in a position near that of `pose`. Falls back to sitting, which suits
/// everyone.
fn replacement(routine: &Routine, pose: PoseId, person: &Settings) -> PoseId {
    let nearby: &[PoseId] = match pose.pose().position {
        // Keep standing, with support if needed: sitting down takes a chair and time.
        Position::Standing => &[PoseId::Mountain],
        Position::Seated => &[],
        _ if person.cautions.has(Caution::Floor) && !is_in_bed(routine) => &[],
        _ => &[PoseId::ConstructiveRest, PoseId::SideLyingRest],
    };
    let suitable = nearby.iter().copied().find(|pose| is_quiet_option(*pose, person));
    suitable.unwrap_or(PoseId::EasySeat)
}

/// Whether a quiet pose suits the person, at least in its easier way.
fn is_quiet_option(pose: PoseId, person: &Settings) -> bool {
    conflicts(pose, person).without(EASIER_SUFFICES).is_empty() && !is_sore(pose, person)
}

fn is_in_bed(routine: &Routine) -> bool {
    routine.places.contains(&Place::Bed)
}

fn holds_breath(step: &Step) -> bool {
    match step.effort {
        Effort::Breathe(pattern) => !(pattern.hold_full + pattern.hold_empty).is_zero(),
        _ => false,
    }
}
