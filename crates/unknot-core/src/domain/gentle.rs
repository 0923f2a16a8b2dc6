//! Gentle moves, for the time of a step that is left out: they need nothing, and nobody changes
//! their position for them.

use super::catalog::PoseId;
use super::time::Millis;

/// Those that are done lying, and the length of one repetition.
pub const LYING: [(PoseId, Millis); 3] = [
    (PoseId::HeelSlides, Millis(5_200)),
    (PoseId::PelvicTilt, Millis(6_000)),
    (PoseId::KneeRollsSmall, Millis(5_200)),
];

/// Those that are done on a chair, and the length of one repetition.
pub const SITTING: [(PoseId, Millis); 3] = [
    (PoseId::MarchingSeated, Millis(1_500)),
    (PoseId::ScapularSqueeze, Millis(5_250)),
    (PoseId::SeatedCatCow, Millis(6_000)),
];

/// The length of one repetition, if a pose is a gentle move or the easier way of one.
pub fn pace(pose: PoseId) -> Option<Millis> {
    let is_one = |gentle: PoseId| gentle == pose || gentle.easier() == Some(pose);
    LYING.iter().chain(&SITTING).find(|(gentle, _)| is_one(*gentle)).map(|(_, every)| *every)
}
