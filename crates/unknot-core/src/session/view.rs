//! What a person should see: one consistent picture of a moment, so that no screen reads a moving
//! clock.

use crate::domain::catalog::PoseId;
use crate::domain::cue::{CueKind, Line, Side};
use crate::domain::time::Millis;
use crate::timeline::{Segment, SegmentKind, Timeline};

use super::breath::Breath;
use super::input::PauseCause;

/// Where a session stands in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Not begun.
    Ready,
    /// The clock runs.
    Running,
    /// The clock is stopped.
    Paused(PauseCause),
    /// Came to its end.
    Finished,
    /// Was ended early.
    Ended,
}

/// A moment of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View {
    /// Where it stands in its life.
    pub phase: Phase,
    /// Position on the timeline.
    pub position: Millis,
    /// Length of the timeline.
    pub total: Millis,
    /// Index of the segment.
    pub segment: usize,
    /// Index of the step.
    pub step: usize,
    /// The pose to take or keep.
    pub pose: PoseId,
    /// The side: that of the step, or of the repetition where sides alternate.
    pub side: Option<Side>,
    /// What is done.
    pub doing: Doing,
    /// Time into the segment.
    pub elapsed: Millis,
    /// Time left of the segment: the countdown.
    pub left: Millis,
    /// The step after this one.
    pub next: Option<Next>,
    /// What was last to be said about this step, for those who read it.
    pub line: Option<Line>,
}

/// What is done at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    /// Settling down.
    Prepare,
    /// Getting into the pose.
    ChangeOver,
    /// Holding it.
    Hold,
    /// Repeating a movement.
    Move {
        /// Which repetition, from 1. On an alternating pose both sides are counted.
        number: u32,
        /// How many there are.
        count: u32,
        /// Time into this repetition.
        elapsed: Millis,
        /// Length of a repetition.
        every: Millis,
    },
    /// Still.
    Rest,
    /// Breathing in.
    Inhale,
    /// Keeping the breath.
    HoldBreath,
    /// Breathing out.
    Exhale,
}

/// A step to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Next {
    /// Its pose.
    pub pose: PoseId,
    /// Its side, where it has one.
    pub side: Option<Side>,
    /// Whether it is the same pose as now: a change of side, or the next phase of a meditation.
    pub same_pose: bool,
}

impl Phase {
    /// Whether nothing more will happen.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Finished | Self::Ended)
    }

    /// Whether it runs or is paused.
    pub const fn is_under_way(self) -> bool {
        matches!(self, Self::Running | Self::Paused(_))
    }
}

impl View {
    pub(super) fn of(timeline: &Timeline, position: Millis, phase: Phase) -> Self {
        let index = timeline.segment_index_at(position);
        let segment = &timeline.segments[index];
        let elapsed = position.saturating_sub(segment.start).min(segment.length);
        let (doing, side) = doing(segment, elapsed);
        let next = timeline.segments[index..].iter().find(|later| later.step > segment.step);
        Self {
            phase,
            position,
            total: timeline.total,
            segment: index,
            step: segment.step,
            pose: segment.pose,
            side,
            doing,
            elapsed,
            left: segment.length - elapsed,
            next: next.map(|next| Next {
                pose: next.pose,
                side: next.side,
                same_pose: next.pose == segment.pose,
            }),
            line: line(timeline, segment.step, position),
        }
    }
}

/// The last line about a step itself. That half of it is done or that it ends is no reason to stop
/// saying what is done.
fn line(timeline: &Timeline, step: usize, position: Millis) -> Option<Line> {
    let begins = timeline.segments.iter().find(|segment| segment.step == step)?.start;
    let of_step = timeline.cues.iter().rev().skip_while(|cue| cue.at > position);
    of_step.take_while(|cue| cue.at >= begins).find_map(|cue| match cue.kind {
        CueKind::Say(
            line @ (Line::SetUp(..)
            | Line::OtherSide(..)
            | Line::Action(_)
            | Line::Easier(_)
            | Line::Guide(..)),
        ) => Some(line),
        _ => None,
    })
}

fn doing(segment: &Segment, elapsed: Millis) -> (Doing, Option<Side>) {
    let plain = |doing| (doing, segment.side);
    match segment.kind {
        SegmentKind::Prepare => plain(Doing::Prepare),
        SegmentKind::ChangeOver => plain(Doing::ChangeOver),
        SegmentKind::Hold => plain(Doing::Hold),
        SegmentKind::Rest => plain(Doing::Rest),
        SegmentKind::Move { count, every, first } => {
            let place = (elapsed.0 / every.0.max(1)).min(count - 1);
            let alternating =
                first.map(|first| if place.is_multiple_of(2) { first } else { first.other() });
            let elapsed = (elapsed - every * place).min(every);
            (Doing::Move { number: place + 1, count, elapsed, every }, alternating.or(segment.side))
        }
        SegmentKind::Breathe(_) => plain(match Breath::at(segment, elapsed) {
            None => Doing::Rest,
            Some(Breath { from_full: false, to_full: true, .. }) => Doing::Inhale,
            Some(Breath { from_full: true, to_full: false, .. }) => Doing::Exhale,
            Some(_) => Doing::HoldBreath,
        }),
    }
}
