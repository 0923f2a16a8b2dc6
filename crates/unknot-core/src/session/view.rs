//! The view: a consistent picture of one moment of a session.

use crate::domain::catalog::PoseId;
use crate::domain::cue::{CueKind, Line, Side};
use crate::domain::time::Millis;
use crate::i18n::speaking_time;
use crate::timeline::{Segment, SegmentKind, Timeline};

use super::breath::Breath;
use super::input::PauseCause;
use super::passage::Passage;

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
    /// The side of the first repetition, on the way to a move that changes sides.
    pub starts_on: Option<Side>,
    /// The passage to the pose, while there is one.
    pub passage: Option<Passage>,
    /// The rest of somebody who has left a move out, without the time to be told another pose: they rest as they like, and
    /// `pose` is what hurt.
    pub own_rest: Option<OwnRest>,
    /// Time since the start of the segment, or of the way down to a session that begins on the floor.
    pub elapsed: Millis,
    /// Time to the end of the segment: the countdown. In the preparation of a session that begins on the floor, to the first
    /// work: the way down takes all of it.
    pub left: Millis,
    /// The next step, which during a passage is the one to which it leads. `None` during the last one.
    pub next: Option<Next>,
    /// What to show as text: the last line about this step, and during its work what to do. In the preparation of a session
    /// that begins on the floor, the words of its passage are more urgent, and the rule when to stop comes with the first work.
    pub line: Option<Line>,
}

/// What the person does at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    /// Settling down.
    Prepare,
    /// Getting into the pose.
    ChangeOver,
    /// Hearing or reading what to do in it. Nothing is counted yet.
    Listen {
        /// Time since the start of the words.
        elapsed: Millis,
        /// Time from there to the start of the work.
        length: Millis,
        /// Whether a movement will be repeated, as opposed to a pose that will be held.
        moves: bool,
    },
    /// Holding the pose.
    Hold,
    /// Repeating a movement.
    Move {
        /// The number of the repetition, from 1. If sides alternate, each has numbers of its own.
        number: u32,
        /// The number of repetitions in total, or of each side if sides alternate.
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

/// A rest of one's own choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnRest {
    /// A quiet pose in the position that the person is in. `None` if there is none: they see no figure, least of all that of
    /// the move that hurts.
    pub figure: Option<PoseId>,
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

impl Doing {
    /// The same, without the time that has passed in it.
    const fn at_start(self) -> Self {
        match self {
            Self::Listen { length, moves, .. } => {
                Self::Listen { elapsed: Millis::ZERO, length, moves }
            }
            Self::Move { number, count, every, .. } => {
                Self::Move { number, count, elapsed: Millis::ZERO, every }
            }
            other => other,
        }
    }
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
    /// Whether somebody would read the same: the same words, and the same whole seconds left. The times that only move the
    /// figure may differ.
    pub fn reads_like(&self, other: &Self) -> bool {
        let read = |view: &Self| {
            let total = view.total.saturating_sub(view.position).as_secs_up();
            let view = Self {
                position: Millis::ZERO,
                elapsed: Millis::ZERO,
                left: Millis::secs(view.left.as_secs_up()),
                doing: view.doing.at_start(),
                ..*view
            };
            (view, total)
        };
        read(self) == read(other)
    }

    pub(super) fn of(timeline: &Timeline, position: Millis, phase: Phase) -> Self {
        let index = timeline.segment_index_at(position);
        let segment = &timeline.segments[index];
        let elapsed = position.saturating_sub(segment.start).min(segment.length);
        let said = last_said(timeline, segment.step, position);
        let (doing, side) = match said {
            Some((at, Line::Action(..))) if segment.kind == SegmentKind::ChangeOver => {
                listen(segment, timeline.segments.get(index + 1), at, position)
            }
            _ => doing(segment, elapsed),
        };
        let passage = Passage::at(timeline, index, position);
        let is_way_down = passage.is_some() && Passage::before(timeline).is_some();
        let lead = timeline.segments.get(1).filter(|lead| lead.kind == SegmentKind::ChangeOver);
        let (since, left) = match (segment.kind, lead, index) {
            (SegmentKind::Prepare, Some(lead), _) if is_way_down => {
                (elapsed, lead.end() - position)
            }
            (_, Some(_), 1) if is_way_down => (position, segment.length - elapsed),
            _ => (elapsed, segment.length - elapsed),
        };
        let later = timeline.segments[index..].iter().find(|later| later.step > segment.step);
        let next = passage.map_or(later, |_| Some(segment));
        Self {
            phase,
            position,
            total: timeline.total,
            segment: index,
            step: segment.step,
            pose: segment.pose,
            side: side.filter(|_| passage.is_none()),
            doing,
            starts_on: starts_on(segment, timeline.segments.get(index + 1)),
            passage,
            own_rest: None,
            elapsed: since,
            left,
            next: next.map(|next| Next {
                pose: next.pose,
                side: next.side,
                same_pose: passage.is_none() && next.pose == segment.pose,
            }),
            line: rule_to_read(timeline, index, position)
                .filter(|_| !matches!(said, Some((_, Line::StopRule | Line::Warning(_)))))
                .or_else(|| shown(said, segment, position, phase)),
        }
    }
}

/// The side of the first repetition after a lead.
fn starts_on(lead: &Segment, work: Option<&Segment>) -> Option<Side> {
    match work.map(|work| work.kind) {
        Some(SegmentKind::Move { first, .. }) if lead.kind == SegmentKind::ChangeOver => first,
        _ => None,
    }
}

/// The last instruction, warning or guidance of a step up to `position`, and when it is said. Lines about time, such as
/// half-way, don't replace it.
fn last_said(timeline: &Timeline, step: usize, position: Millis) -> Option<(Millis, Line)> {
    let start = timeline.step_start(step)?;
    let until_now = timeline.cues.partition_point(|cue| cue.at <= position);
    let mut of_step = timeline.cues[..until_now].iter().rev().take_while(|cue| cue.at >= start);
    of_step.find_map(|cue| match cue.kind {
        CueKind::Say(
            line @ (Line::PrepareToMove(_)
            | Line::MayStop
            | Line::ChangeLevel(_)
            | Line::StandUp
            | Line::SitDown
            | Line::FaceChair
            | Line::FeetDown
            | Line::FeetOffChair
            | Line::StrapOff
            | Line::Turn(_)
            | Line::StayOnSide
            | Line::SetUp(..)
            | Line::OtherSide(..)
            | Line::Action(..)
            | Line::Guide(..)
            | Line::StopRule
            | Line::Warning(_)),
        ) => Some((cue.at, line)),
        _ => None,
    })
}

/// The rule when to stop, at the beginning of the first work, if what to have near or the way down to the floor was shown while
/// it was said.
fn rule_to_read(timeline: &Timeline, index: usize, position: Millis) -> Option<Line> {
    let segment = &timeline.segments[index];
    let is_first = segment.is_work() && timeline.segments[..index].iter().all(|it| !it.is_work());
    let is_shown = is_first && position < segment.start + speaking_time(Line::StopRule);
    if !is_shown {
        return None;
    }
    let kit = timeline.cues.iter().find_map(|cue| match cue.kind {
        CueKind::Say(Line::PrepareToMove(kit)) => Some(kit),
        _ => None,
    })?;
    let was_hidden = !kit.is_empty() || Passage::before(timeline).is_some();
    was_hidden.then_some(Line::StopRule)
}

/// The line to show, from the one that was said last. In a hold or a move it is what to do: that is said before the first
/// side alone, and not again if a pose goes on. When to stop and warnings take its place only while they are said.
fn shown(
    said: Option<(Millis, Line)>,
    segment: &Segment,
    position: Millis,
    phase: Phase,
) -> Option<Line> {
    let is_work = matches!(segment.kind, SegmentKind::Hold | SegmentKind::Move { .. });
    let is_over = |at: Millis, line| position >= at + speaking_time(line);
    match said {
        // Before the start nothing has been said.
        _ if phase == Phase::Ready => None,
        Some((at, line @ (Line::StopRule | Line::Warning(_)))) if is_work && !is_over(at, line) => {
            Some(line)
        }
        _ if is_work => Some(Line::Action(segment.pose, segment.side)),
        said => said.map(|(_, line)| line),
    }
}

/// Hearing what to do from `said` on, in the lead before `work`.
fn listen(
    lead: &Segment,
    work: Option<&Segment>,
    said: Millis,
    position: Millis,
) -> (Doing, Option<Side>) {
    let moves = work.is_some_and(|work| matches!(work.kind, SegmentKind::Move { .. }));
    let side = starts_on(lead, work).or(lead.side);
    let length = lead.end().saturating_sub(said);
    (Doing::Listen { elapsed: position.saturating_sub(said), length, moves }, side)
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
            let sides = if first.is_some() { 2 } else { 1 };
            let (number, count) = (index / sides + 1, count / sides);
            (Doing::Move { number, count, elapsed, every }, alternating.or(segment.side))
        }
        SegmentKind::Breathe(_) => plain(match Breath::at(segment, elapsed) {
            None => Doing::Rest,
            Some(Breath { from_full: false, to_full: true, .. }) => Doing::Inhale,
            Some(Breath { from_full: true, to_full: false, .. }) => Doing::Exhale,
            Some(_) => Doing::HoldBreath,
        }),
    }
}
