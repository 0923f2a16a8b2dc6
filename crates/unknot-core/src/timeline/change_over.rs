//! The cues between two poses or two sides of a pose.

use crate::domain::catalog::PoseId;
use crate::domain::cue::{CueKind, Line};
use crate::domain::level::LevelChange;
use crate::domain::pose::Position;
use crate::domain::routine::Swap;
use crate::domain::time::Millis;
use crate::domain::turn::Turn;
use crate::i18n::{self, speaking_time};

use super::cues::{Cues, goes_on_in, is_held, is_on_side, is_rest};
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
/// The least time for standing up from a chair and facing it, words included, and the time that is added to it if the lead has it.
const FACE_CHAIR_WORDS: Millis = Millis::secs(4);
const FACING_CHAIR: Millis = Millis::secs(4);
/// How long it takes to sit up from the floor, to bring a chair and to lie down again, words included.
const FETCHING: Millis = Millis::secs(20);
/// How long it takes to say that one may stop before the floor.
const STOP_WORDS: Millis = Millis::secs(7);
/// How much earlier what to do is said in a lead that has so much time to spare.
const EARLIER: Millis = Millis::secs(8);
/// The pause before what to do where that is said earlier.
const MOMENT: Millis = Millis::secs(2);
/// The first lead that has time for this, too: that of the sessions for people who are frail, pregnant or in a flare.
const UNHURRIED: Millis = Millis::secs(45);

/// Adds the cues of a change-over. `before` is the preceding segment, `next` the step after this one.
pub(super) fn change_over(
    cues: &mut Cues,
    segment: &Segment,
    before: Option<&Segment>,
    planned: &PlannedStep,
    next: Option<&PlannedStep>,
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
            // Half of a gentle move that stands in for two steps is done. Of three, nothing is half.
            if !cues.goes_on && cues.continued.is_none() && !goes_on_in(next, segment.pose) {
                cues.add(segment.start, CueKind::HalfWay);
                cues.say(segment.start, Line::HalfWay);
            }
            cues.continued = (!cues.goes_on).then_some(segment.pose);
        }
        side => {
            cues.continued = None;
            let delay = if is_swap { SWAP_DELAY.min(segment.length) } else { Millis::ZERO };
            let mut at = segment.start + delay;
            cues.add(at, CueKind::ChangePose);
            // Without any work left, this lead belongs to the next step, which has its own line.
            if !is_swap || !planned.lead_and_work().1.is_zero() {
                let before = before.filter(|before| before.kind != SegmentKind::Prepare);
                at += get_there(cues, segment, before, planned, at, is_swap);
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

/// Says how to get from the pose before to this one, from `at` on, before it is set up. Returns how long that takes.
fn get_there(
    cues: &mut Cues,
    segment: &Segment,
    before: Option<&Segment>,
    planned: &PlannedStep,
    at: Millis,
    is_swap: bool,
) -> Millis {
    let Some(before) = before else { return Millis::ZERO };
    let left = segment.end().saturating_sub(at);
    let Some((way, time)) = way(before.pose, segment.pose) else {
        return come_out(cues, before, planned, at, left);
    };
    let is_by_chair = matches!(way, Line::StandUp | Line::SitDown);
    let mut spoken = if is_by_chair {
        come_out(cues, before, planned, at, left.saturating_sub(time))
    } else {
        Millis::ZERO
    };
    let mut first = |line, time| {
        cues.say(at + spoken, line);
        spoken += time;
    };
    let may_stop = may_stop(way, segment.length) && !is_swap;
    if may_stop {
        first(Line::MayStop, STOP_WORDS);
    }
    let step = &planned.step;
    let words = telling::set_up(step.pose) + telling::action_before(step) + telling::PAUSE;
    let mut time = time;
    if faces_chair(before.pose, way) {
        let offer = if may_stop { STOP_WORDS } else { Millis::ZERO };
        let spare = left.saturating_sub(offer + time + words).min(FACING_CHAIR);
        first(Line::FaceChair, FACE_CHAIR_WORDS + spare);
        time = (time - FACE_CHAIR_WORDS).max(speaking_time(way));
    }
    first(way, time.min(left));
    if matches!(way, Line::ChangeLevel(_)) {
        // Whoever is still on their way hears nothing about the pose.
        spoken = spoken.max(left.saturating_sub(words));
    }
    spoken
}

/// Says how to come out of a pose whose last repetition has just ended, if there is time. In a hold, it is said before the end. Returns
/// how long that takes.
fn come_out(
    cues: &mut Cues,
    before: &Segment,
    planned: &PlannedStep,
    at: Millis,
    left: Millis,
) -> Millis {
    let step = &planned.step;
    let has_words = !i18n::pose(before.pose).out.is_empty() && step.pose != before.pose;
    let is_move = matches!(before.kind, SegmentKind::Move { .. }) && !is_held(before.kind);
    let line = Line::ComeOut(before.pose, before.side);
    // It waits for the bell.
    let time = telling::BELL + speaking_time(line) + telling::PAUSE;
    let words = telling::set_up(step.pose) + telling::action_before(step);
    if !has_words || !is_move || time + words > left {
        return Millis::ZERO;
    }
    cues.say(at, line);
    time
}

/// How somebody stands up from a chair, or sits down on it.
fn by_chair(from: PoseId, to: PoseId) -> Option<Line> {
    let is_on_chair = |pose: PoseId| pose.pose().position == Position::Seated && !pose.is_low();
    let stands = |pose: PoseId| pose.pose().position == Position::Standing;
    if is_on_chair(from) && stands(to) {
        Some(Line::StandUp)
    } else {
        (stands(from) && is_on_chair(to)).then_some(Line::SitDown)
    }
}

/// Whether it is said before the way to a pose that one may stop here: where that leads down to the
/// floor, in a lead of that length.
fn may_stop(way: Line, lead: Millis) -> bool {
    matches!(way, Line::ChangeLevel(change) if change.is_down()) && lead >= UNHURRIED
}

/// Whether somebody stands up from a chair first, and faces it, before they go down to the floor.
fn faces_chair(from: PoseId, way: Line) -> bool {
    from.pose().position == Position::Seated
        && matches!(way, Line::ChangeLevel(change) if change.is_down())
}

/// Says what to do in the step, so that it has been said when the work begins. Without time for that from `free` on,
/// it is only shown.
fn tell(cues: &mut Cues, segment: &Segment, planned: &PlannedStep, free: Millis) {
    let mut at = segment.end().saturating_sub(telling::action_before(&planned.step));
    if !telling::is_told_first(&planned.step) || at < free {
        return;
    }
    // The lead of the pose that this one replaces may have had the time for another level.
    if planned.swap != Swap::Keep && segment.step > 0 && at - free > EARLIER {
        at = (free + MOMENT).max(at - EARLIER);
    }
    cues.say(at, Line::Action(segment.pose, segment.side));
}

/// How somebody gets to a pose before it is set up, and how long that takes to say.
pub(super) fn way(from: PoseId, to: PoseId) -> Option<(Line, Millis)> {
    if let Some(change) = LevelChange::between(from, to) {
        Some((Line::ChangeLevel(change), LEVEL_WORDS))
    } else if let Some(line) = by_chair(from, to) {
        Some((line, SHORT_WORDS))
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
