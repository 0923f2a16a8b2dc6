//! The cues between two poses or two sides of a pose.

use crate::domain::catalog::PoseId;
use crate::domain::cue::{CueKind, Line};
use crate::domain::level::LevelChange;
use crate::domain::pose::Position;
use crate::domain::time::Millis;

use super::cues::{Cues, is_rest};
use super::planned::{Extent, PlannedStep};
use super::segment::{Segment, SegmentKind};

/// How long the words for getting up or down take. Those of the pose come after them.
const LEVEL_WORDS: Millis = Millis::secs(16);
/// How long the words take for standing up from a chair or bringing the feet down. Those of the
/// next pose come after them.
const SHORT_WORDS: Millis = Millis::secs(6);
/// The delay of the first cue after a swap. The new track takes up to this long to take over, and
/// would miss an earlier cue.
const SWAP_DELAY: Millis = Millis(700);

/// Adds the cues of a change-over. `before` is the preceding segment.
pub(super) fn change_over(
    cues: &mut Cues,
    segment: &Segment,
    before: Option<&Segment>,
    planned: &PlannedStep,
) {
    let is_swap = matches!(planned.extent, Extent::After(_));
    let same_pose =
        !is_swap && before.is_some_and(|before| before.is_work() && before.pose == segment.pose);
    match segment.side {
        // If the first side was turned into a rest, the second needs the full set-up.
        Some(side) if same_pose && before.is_some_and(|it| it.kind != SegmentKind::Rest) => {
            cues.add(segment.start, CueKind::ChangeSide(side));
            cues.say(segment.start, Line::OtherSide(segment.pose, side));
        }
        // They do it already: the same pose replaces both steps, or a rest follows a rest.
        None if same_pose && (planned.is_replaced() || is_rest(before) && planned.is_rest()) => {
            cues.goes_on = is_rest(before);
        }
        side => {
            let delay = if is_swap { SWAP_DELAY.min(segment.length) } else { Millis::ZERO };
            let mut at = segment.start + delay;
            cues.add(at, CueKind::ChangePose);
            // Without any work left, this lead belongs to the next step, which has its own line.
            if !is_swap || !planned.lead_and_work().1.is_zero() {
                let before = before.filter(|before| before.kind != SegmentKind::Prepare);
                if let Some((way, time)) = before.and_then(|before| way(before.pose, segment.pose))
                {
                    cues.say(at, way);
                    at += time.min(segment.length - delay);
                }
                let is_on_side =
                    |before: &Segment| before.pose.pose().position == Position::SideLying;
                let stays = segment.pose == PoseId::SideLyingRest && before.is_some_and(is_on_side);
                cues.say(
                    at,
                    if stays { Line::StayOnSide } else { Line::SetUp(segment.pose, side) },
                );
            }
        }
    }
}

/// How somebody gets to a pose before it is set up, and how long that takes to say.
fn way(from: PoseId, to: PoseId) -> Option<(Line, Millis)> {
    if let Some(change) = LevelChange::between(from, to) {
        Some((Line::ChangeLevel(change), LEVEL_WORDS))
    } else if from == PoseId::EasySeat && to.pose().position == Position::Standing {
        Some((Line::StandUp, SHORT_WORDS))
    } else if from.has_feet_up() && from != to {
        Some((Line::FeetDown, SHORT_WORDS))
    } else {
        None
    }
}
