//! Care: what a person's cautions and sore list make of a routine. Nothing here removes time: what doesn't
//! suit is done in its easier way, or something quiet is done instead.
//!
//! What each caution asks for is convention, not trial (docs/content.md).

mod flare;

pub use flare::{LONGEST, flare_sessions};

use crate::domain::catalog::PoseId;
use crate::domain::caution::{Caution, Cautions};
use crate::domain::pose::Position;
use crate::domain::routine::{Effort, Place, Routine, RoutineKind, Step, Swap};
use crate::domain::settings::Settings;

/// For these the easier way of a pose is enough; for all others it is left out. An easier way is written for
/// one trouble: who has told of another beside these leaves the pose out.
const EASED: Cautions = Cautions::of(&[
    Caution::Knee,
    Caution::Wrist,
    Caution::Shoulder,
    Caution::Neck,
    Caution::Balance,
    Caution::Dizziness,
]);

/// Where even the easier way is none for that caution.
const LEFT_OUT: [(PoseId, Caution); 3] = [
    (PoseId::ChildsPose, Caution::Knee),
    (PoseId::Figure4, Caution::Knee),
    (PoseId::DownDog, Caution::Dizziness),
];

/// With these nobody is asked to get up in the middle of a session.
const COULD_FALL: Cautions = Cautions::of(&[Caution::Balance, Caution::Dizziness]);

/// What is quiet, the lowest first.
const STAND_INS: [PoseId; 4] =
    [PoseId::ConstructiveRest, PoseId::SideLyingRest, PoseId::EasySeat, PoseId::Mountain];
/// The first of them for which nobody has to get down.
const SEATED: usize = 2;

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

/// Whether a person may hold their breath.
pub fn may_hold_breath(person: &Settings) -> bool {
    person.cautions.and(NO_HELD_BREATH).is_empty()
}

/// Which cautions a step doesn't suit; none where it does.
pub fn reasons(routine: &Routine, step: &Step, person: &Settings) -> Cautions {
    let mut reasons = in_the_way(step.pose, person);
    if person.cautions.has(Caution::Floor) && step.pose.is_low() && !is_in_bed(routine) {
        reasons.toggle(Caution::Floor);
    }
    if holds_breath(step) {
        reasons = Cautions(reasons.0 | person.cautions.and(NO_HELD_BREATH).0);
    }
    reasons
}

/// What may help where a step hurts: its easier way first, then something quiet near to where one is. Asked again, it
/// goes on to the next, and round. Nothing, where all else doesn't suit.
///
/// `now` is what has become of the step so far.
pub fn relief(routine: &Routine, step: &Step, now: Swap, person: &Settings) -> Option<Swap> {
    let pose = match now {
        Swap::Instead(pose) => pose,
        _ => routine.posture(step, person.still).unwrap_or(step.pose),
    };
    let moves = matches!(step.effort, Effort::Hold | Effort::Repeat { .. });
    if now == Swap::Keep && moves && !STAND_INS.contains(&pose) {
        return Some(Swap::Easier);
    }
    let next = STAND_INS.iter().position(|other| *other == pose).map(|place| place + 1);
    let near = match pose.pose().position {
        Position::Standing if moves => STAND_INS.len() - 1,
        Position::Standing | Position::Seated => SEATED,
        _ => 0,
    };
    // Nobody who moves on a chair or on their feet gets down for a rest, and nobody gets up who could fall.
    let stays_up = moves && !step.pose.is_low();
    let is_out_of_reach = person.cautions.has(Caution::Floor) && !is_in_bed(routine);
    let could_fall = !person.cautions.and(COULD_FALL).is_empty();
    let is_near = |other: PoseId| match other.pose().position {
        Position::Standing => step.pose.pose().position == Position::Standing || !could_fall,
        _ => !(other.is_low() && (stays_up || is_out_of_reach)),
    };
    let suits = |other: &PoseId| *other != pose && is_near(*other) && suits(*other, person);
    let mut round = STAND_INS.into_iter().cycle().skip(next.unwrap_or(near)).take(STAND_INS.len());
    round.find(suits).map(Swap::Instead)
}

/// How well a routine suits somebody.
pub fn fit(routine: &Routine, person: &Settings) -> Fit {
    let swaps = swaps(routine, person);
    let moves = routine.kind == RoutineKind::Movement;
    let lost = swaps.iter().filter(|swap| matches!(swap, Swap::Instead(_))).count();
    // What is said in a meditation goes with what is done: who can't stand or walk is told something else.
    let is_led_astray = !moves
        && routine.steps.iter().zip(&swaps).any(|(step, swap)| {
            *swap != Swap::Keep && step.pose.pose().position == Position::Standing
        });
    let asks_first = moves && !person.cautions.and(ASK_FIRST).is_empty();
    let is_not_for = !routine.cautions.and(person.cautions).is_empty();
    if asks_first || is_not_for || is_led_astray || (moves && lost * 2 > swaps.len()) {
        Fit::NotNow
    } else if swaps.iter().any(|swap| *swap != Swap::Keep) {
        Fit::Adapted
    } else {
        Fit::Whole
    }
}

fn swap(routine: &Routine, step: &Step, person: &Settings) -> Swap {
    let mut step = *step;
    if let Some(posture) = routine.posture(&step, person.still) {
        step.pose = posture;
    }
    let reasons = reasons(routine, &step, person);
    let in_the_way = in_the_way(step.pose, person);
    let is_eased = person.cautions.without(EASED).is_empty()
        && !LEFT_OUT
            .iter()
            .any(|(pose, caution)| *pose == step.pose.base() && reasons.has(*caution));
    if is_sore(step.pose, person) {
        Swap::Instead(instead_of(routine, step.pose, person))
    } else if reasons.is_empty() {
        Swap::Keep
    } else if is_eased || (in_the_way.is_empty() && !reasons.has(Caution::Floor)) {
        // The easier way of a paced breath is one that is not held.
        Swap::Easier
    } else {
        match instead_of(routine, step.pose, person) {
            // Nothing quieter is to be had.
            same if same == step.pose => Swap::Easier,
            other => Swap::Instead(other),
        }
    }
}

/// The cautions of a pose that are the person's. Who can't cross their legs sits on a chair.
fn in_the_way(pose: PoseId, person: &Settings) -> Cautions {
    if pose == PoseId::EasySeat {
        return Cautions::default();
    }
    pose.pose().cautions.and(person.cautions)
}

/// Something quiet near to where that pose is.
fn instead_of(routine: &Routine, pose: PoseId, person: &Settings) -> PoseId {
    let near: &[PoseId] = match pose.pose().position {
        // With something to hold on to, where that is needed: sitting down takes a chair, and time.
        Position::Standing => &[PoseId::Mountain],
        Position::Seated => &[],
        _ if person.cautions.has(Caution::Floor) && !is_in_bed(routine) => &[],
        _ => &[PoseId::ConstructiveRest, PoseId::SideLyingRest],
    };
    // Everybody can sit.
    near.iter().copied().find(|pose| suits(*pose, person)).unwrap_or(PoseId::EasySeat)
}

/// Whether something quiet suits somebody.
fn suits(pose: PoseId, person: &Settings) -> bool {
    in_the_way(pose, person).without(EASED).is_empty() && !is_sore(pose, person)
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
