//! The view: a consistent picture of one moment of a session.

use crate::domain::catalog::PoseId;
use crate::domain::cue::{CueKind, Line, Side};
use crate::domain::time::Millis;
use crate::timeline::{Segment, SegmentKind, Timeline};

use super::breath::Breath;
use super::input::PauseCause;

/// The phase of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Not started.
    Ready,
    /// The clock runs.
    Running,
    /// The clock is stopped.
    Paused(PauseCause),
    /// The session reached its end.
    Finished,
    /// The person ended the session early.
    Ended,
}

/// A moment of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View {
    /// The phase of the session.
    pub phase: Phase,
    /// Position on the timeline.
    pub position: Millis,
    /// Length of the timeline.
    pub total: Millis,
    /// Index of the segment.
    pub segment: usize,
    /// Index of the step.
    pub step: usize,
    /// The pose to get into or to do.
    pub pose: PoseId,
    /// The side of the step, or of the current repetition if sides alternate.
    pub side: Option<Side>,
    /// What the person does.
    pub doing: Doing,
    /// Time since the start of the segment.
    pub elapsed: Millis,
    /// Time to the end of the segment: the countdown.
    pub left: Millis,
    /// The next step. `None` during the last one.
    pub next: Option<Next>,
    /// The last line about this step, to be shown as text.
    pub line: Option<Line>,
}

/// What the person does at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    /// Settling down.
    Prepare,
    /// Getting into the pose.
    ChangeOver,
    /// Holding the pose.
    Hold,
    /// Repeating a movement.
    Move {
        /// The number of the repetition, from 1. If sides alternate, both are counted.
        number: u32,
        /// The number of repetitions in total.
        count: u32,
        /// Time since the start of this repetition.
        elapsed: Millis,
        /// Length of a repetition.
        every: Millis,
    },
    /// Resting or meditating.
    Rest,
    /// Breathing in.
    Inhale,
    /// Holding the breath.
    HoldBreath,
    /// Breathing out.
    Exhale,
}

/// The next step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Next {
    /// Its pose.
    pub pose: PoseId,
    /// Its side, if it is done on one side.
    pub side: Option<Side>,
    /// Whether the pose is the current one: a change of side, or the next part of a meditation.
    pub same_pose: bool,
}

impl Phase {
    /// Whether the session has finished or was ended.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Finished | Self::Ended)
    }

    /// Whether the session runs or is paused.
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

/// The last instruction, warning or guidance of a step up to `position`. Lines about time, such as half-way,
/// don't replace it.
fn line(timeline: &Timeline, step: usize, position: Millis) -> Option<Line> {
    let start = timeline.step_start(step)?;
    let until_now = timeline.cues.partition_point(|cue| cue.at <= position);
    let mut of_step = timeline.cues[..until_now].iter().rev().take_while(|cue| cue.at >= start);
    of_step.find_map(|cue| match cue.kind {
        CueKind::Say(
            line @ (Line::ChangeLevel(_)
            | Line::StandUp
            | Line::FeetDown
            | Line::StayOnSide
            | Line::SetUp(..)
            | Line::OtherSide(..)
            | Line::Action(..)
            | Line::Guide(..)
            | Line::StopRule
            | Line::Warning(_)),
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
            let index = (elapsed.0 / every.0.max(1)).min(count - 1);
            let alternating =
                first.map(|first| if index.is_multiple_of(2) { first } else { first.other() });
            let elapsed = (elapsed - every * index).min(every);
            (Doing::Move { number: index + 1, count, elapsed, every }, alternating.or(segment.side))
        }
        SegmentKind::Breathe(_) => plain(match Breath::at(segment, elapsed) {
            None => Doing::Rest,
            Some(Breath { from_full: false, to_full: true, .. }) => Doing::Inhale,
            Some(Breath { from_full: true, to_full: false, .. }) => Doing::Exhale,
            Some(_) => Doing::HoldBreath,
        }),
    }
}
