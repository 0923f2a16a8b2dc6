//! Quiet poses, which can replace any step.

use super::{conflicts, is_in_bed, is_sore};
use crate::domain::catalog::PoseId;
use crate::domain::caution::Caution;
use crate::domain::pose::Position;
use crate::domain::routine::Routine;
use crate::domain::settings::Settings;

/// All of them, the lowest first. Those of a level suit everybody between them: on a side, and on a
/// chair, in the end.
pub(super) const ALL: [PoseId; 5] = [
    PoseId::ConstructiveRest,
    PoseId::SideLyingRest,
    PoseId::EasySeat,
    PoseId::Mountain,
    PoseId::MountainHeld,
];

/// A suitable quiet pose in a position near that of `pose`. Falls back to sitting, which suits
/// everyone who can't get down to the floor.
pub(super) fn replacement(routine: &Routine, pose: PoseId, person: &Settings) -> PoseId {
    let is_out_of_reach = person.cautions.has(Caution::Floor) && !is_in_bed(routine);
    match pose.pose().position {
        // Keep standing, with support if needed: sitting down takes a chair and time.
        Position::Standing => standing(person).unwrap_or(PoseId::EasySeat),
        _ => on_level(pose.is_low() && !is_out_of_reach, person),
    }
}

/// A suitable quiet pose on the floor, or on a chair.
pub(super) fn on_level(is_low: bool, person: &Settings) -> PoseId {
    if !is_low {
        PoseId::EasySeat
    } else if is_option(PoseId::ConstructiveRest, person) {
        PoseId::ConstructiveRest
    } else {
        PoseId::SideLyingRest
    }
}

/// Standing still, with support if needed. `None` if it is sore.
fn standing(person: &Settings) -> Option<PoseId> {
    [PoseId::Mountain, PoseId::MountainHeld].into_iter().find(|pose| is_option(*pose, person))
}

/// Whether a quiet pose suits the person. Of two ways to stand, it is the first that does.
pub(super) fn is_option(pose: PoseId, person: &Settings) -> bool {
    let suits = |pose| conflicts(pose, person).is_empty() && !is_sore(pose, person);
    suits(pose) && (pose != PoseId::MountainHeld || !suits(PoseId::Mountain))
}
