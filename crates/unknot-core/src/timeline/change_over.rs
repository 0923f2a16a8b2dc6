//! The cues between two poses or two sides of a pose.

use crate::domain::catalog::PoseId;
use crate::domain::cue::{CueKind, Line};
use crate::domain::level::LevelChange;
use crate::domain::pose::Position;
use crate::domain::time::Millis;
use crate::domain::turn::Turn;

use super::cues::{Cues, is_on_side, is_rest};
use super::planned::{Extent, PlannedStep, SWAP_DELAY};
use super::segment::{Segment, SegmentKind};
use super::telling;

/// How long the words for getting up or down take. Those of the pose come after them.
const LEVEL_WORDS: Millis = Millis::secs(20);
/// How long the words take for standing up from a chair or bringing the feet down. Those of the
/// next pose come after them.
const SHORT_WORDS: Millis = Millis::secs(6);
/// The same for bringing the feet down from a chair, and pushing that away.
const CHAIR_WORDS: Millis = Millis::secs(12);
/// The same for a turn on the floor.
const TURN_WORDS: Millis = Millis::secs(7);
/// How long it takes to sit up from the floor, to bring a chair and to lie down again, words included.
const FETCHING: Millis = Millis::secs(20);
/// How long it takes to say that one may stop before the floor.
const STOP_WORDS: Millis = Millis::secs(7);
/// The first lead that has time for this, too: that of the sessions for people who are frail, pregnant or in a flare.
const UNHURRIED: Millis = Millis::secs(45);

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
                    if may_stop(way, segment.length) && !is_swap {
                        cues.say(at, Line::MayStop);
                        at += STOP_WORDS;
                    }
                    cues.say(at, way);
                    at += time.min(segment.length - delay);
                }
                let stays = segment.pose == PoseId::SideLyingRest
                    && before.is_some_and(|before| is_on_side(before.pose));
                cues.say(
                    at,
                    if stays { Line::StayOnSide } else { Line::SetUp(segment.pose, side) },
                );
                tell(cues, segment, planned, at + telling::set_up(segment.pose));
            }
        }
    }
}

/// Whether it is said before the way to a pose that one may stop here: where that leads down to the
/// floor, in a lead of that length.
fn may_stop(way: Line, lead: Millis) -> bool {
    matches!(way, Line::ChangeLevel(change) if change.is_down()) && lead >= UNHURRIED
}

/// Says what to do in the step, so that it has been said when the work begins. Without time for that from `free` on,
/// it is only shown.
fn tell(cues: &mut Cues, segment: &Segment, planned: &PlannedStep, free: Millis) {
    let at = segment.end().saturating_sub(telling::action_before(&planned.step));
    if telling::is_told_first(&planned.step) && at >= free {
        cues.say(at, Line::Action(segment.pose, segment.side));
    }
}

/// How somebody gets to a pose before it is set up, and how long that takes to say.
pub(super) fn way(from: PoseId, to: PoseId) -> Option<(Line, Millis)> {
    if let Some(change) = LevelChange::between(from, to) {
        Some((Line::ChangeLevel(change), LEVEL_WORDS))
    } else if from == PoseId::EasySeat && to.pose().position == Position::Standing {
        Some((Line::StandUp, SHORT_WORDS))
    } else if from == PoseId::ConstructiveRestCalvesUp && from != to {
        Some((Line::FeetOffChair, CHAIR_WORDS))
    } else if from == PoseId::HamstringStrap && from != to {
        Some((Line::StrapOff, SHORT_WORDS))
    } else if from.has_feet_up() && from != to {
        Some((Line::FeetDown, SHORT_WORDS))
    } else if let Some(turn) = Turn::between(from, to) {
        let time = if turn == Turn::ToChair { FETCHING } else { TURN_WORDS };
        Some((Line::Turn(turn), time))
    } else {
        None
    }
}
