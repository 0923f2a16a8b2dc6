//! How to do a step is said before its work begins (docs/adr/0027-the-voice-explains-first.md).

use crate::domain::catalog::PoseId;
use crate::domain::cue::{Line, Side};
use crate::domain::level::change_time;
use crate::domain::pose::Sides;
use crate::domain::routine::{Effort, Step};
use crate::domain::time::Millis;
use crate::i18n::speaking_time;

use super::change_over::way;
use super::segment::COUNTED_FROM;

/// The time from the bell for another pose until speech may begin.
pub(super) const BELL: Millis = Millis(1_100);
/// The pause between the last word and the bell that opens the work.
pub(super) const PAUSE: Millis = Millis(300);

/// Whether how to do a step is said on the way into it: the seconds of a hold and the repetitions of a move are
/// counted. Steps of a walk and breaths are not, so their words come with them.
pub(super) fn is_told_first(step: &Step) -> bool {
    match step.effort {
        Effort::Hold => true,
        Effort::Repeat { every } => every >= COUNTED_FROM,
        Effort::Rest { .. } | Effort::Breathe(_) => false,
    }
}

/// How long before the work of a step what to do in it is said. Zero if it isn't said before.
pub(super) fn action_before(step: &Step) -> Millis {
    if is_told_first(step) { on_longer_side(step.pose, Line::Action) + PAUSE } else { Millis::ZERO }
}

/// The time to say how to get into a pose, and to do it where that takes longer.
pub(super) fn set_up(pose: PoseId) -> Millis {
    on_longer_side(pose, Line::SetUp) + pose.pose().settle
}

/// The time to hear how to get from one pose to the next, and into that. Zero if nothing is said about the way.
pub(super) fn way_and_set_up(from: PoseId, to: PoseId) -> Millis {
    way(from, to).map_or(Millis::ZERO, |(_, time)| time + set_up(to))
}

/// The time from one pose to the next: to get there, and to hear how where that is told. Zero if the person is there.
pub(super) fn transition(from: PoseId, to: PoseId) -> Millis {
    change_time(from, to).max(way_and_set_up(from, to))
}

/// The lead that has time to say everything about a step: the way there from the pose before, how to get into it, and
/// what to do. Zero if its work doesn't wait for the words, nor for anything to be brought.
pub(super) fn lead(before: Option<PoseId>, step: &Step) -> Millis {
    if !is_told_first(step) && step.pose.pose().settle.is_zero() {
        return Millis::ZERO;
    }
    let way = before.and_then(|before| way(before, step.pose)).map_or(BELL, |(_, time)| time);
    way + set_up(step.pose) + action_before(step)
}

/// The time for a line about a pose, on the side on which it is longer: both sides get the same.
fn on_longer_side(pose: PoseId, line: fn(PoseId, Option<Side>) -> Line) -> Millis {
    let time = |side| speaking_time(line(pose, side));
    if pose.pose().sides == Sides::Each {
        time(Some(Side::Left)).max(time(Some(Side::Right)))
    } else {
        time(None)
    }
}
