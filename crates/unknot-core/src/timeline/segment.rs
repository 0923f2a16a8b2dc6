//! The timeline and its segments.

use crate::domain::catalog::PoseId;
use crate::domain::cue::{Cue, Side};
use crate::domain::routine::{BreathPattern, RoutineSlug};
use crate::domain::time::Millis;

/// A compiled routine: what happens when.
///
/// Segments are contiguous: the first starts at zero, each starts where the previous one ends, and
/// the last ends at [`Timeline::total`]. Cues are in order of time. The last one is
/// [`crate::domain::cue::CueKind::End`], at the total.
///
/// ```
/// use unknot_core::domain::catalog::routine;
/// use unknot_core::domain::cue::{CueKind, Side};
/// use unknot_core::domain::time::Millis;
/// use unknot_core::timeline::{Manner, Options, compile};
///
/// let options = Options {
///     length: Some(Millis::minutes(7)),
///     preparation: Millis::secs(10),
///     first_side: Side::Left,
///     extra: Vec::new(),
///     manner: Manner::default(),
///     swaps: Vec::new(),
/// };
/// let timeline = compile(routine("morning-mobility").expect("a shipped routine"), &options)?;
/// assert_eq!(timeline.total, Millis::minutes(7) + Millis::secs(10));
/// assert_eq!(timeline.segments[1].start, timeline.segments[0].end());
/// assert_eq!(timeline.cues.last().map(|cue| cue.kind), Some(CueKind::End));
/// # Ok::<(), unknot_core::timeline::CompileError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeline {
    /// The slug of the routine.
    pub routine: RoutineSlug,
    /// Contiguous segments, never empty.
    pub segments: Vec<Segment>,
    /// Cues in order of time.
    pub cues: Vec<Cue>,
    /// Total length, including preparation.
    pub total: Millis,
}

/// A stretch of the timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// What happens in it.
    pub kind: SegmentKind,
    /// Index of its step in the routine. Preparation belongs to the first step.
    pub step: usize,
    /// The pose to get into or to do.
    pub pose: PoseId,
    /// The side of a step that is done on one side.
    pub side: Option<Side>,
    /// Offset from the start of the timeline.
    pub start: Millis,
    /// Length, never zero.
    pub length: Millis,
}

/// The kinds of segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SegmentKind {
    /// Settling down before the first step.
    Prepare,
    /// Getting from one pose or side to the next.
    ChangeOver,
    /// Holding the pose.
    Hold,
    /// Repeating a movement. Any remaining time comes after the last repetition.
    Move {
        /// The number of repetitions on both sides together.
        count: u32,
        /// Length of one repetition.
        every: Millis,
        /// The side of the first repetition, if sides alternate.
        first: Option<Side>,
    },
    /// Resting or meditating.
    Rest,
    /// Paced breathing. Any remaining time comes after the last whole breath.
    Breathe(BreathPattern),
}

/// The minimum length of a repetition that is counted on screen and marked by a sound. Shorter ones
/// are steps, which everybody takes at their own pace.
pub const COUNTED_FROM: Millis = Millis::secs(3);

impl Segment {
    /// Offset of its end from the start of the timeline.
    pub fn end(&self) -> Millis {
        self.start + self.length
    }

    /// Whether this is the work of a step, not preparation or a change-over.
    pub fn is_work(&self) -> bool {
        !matches!(self.kind, SegmentKind::Prepare | SegmentKind::ChangeOver)
    }
}

impl Timeline {
    /// Index of the segment that contains `at`. A segment contains its start but not its end. From
    /// the total on, the last segment.
    pub fn segment_index_at(&self, at: Millis) -> usize {
        self.segments.partition_point(|segment| segment.start <= at).saturating_sub(1)
    }

    /// Start of the first segment of the step with index `step`.
    pub fn step_start(&self, step: usize) -> Option<Millis> {
        let first = self.segments.partition_point(|segment| segment.step < step);
        self.segments.get(first).filter(|segment| segment.step == step).map(|segment| segment.start)
    }

    /// All work of the step with index `step`.
    pub fn work_of(&self, step: usize) -> Millis {
        let work = self.segments.iter().filter(|segment| segment.step == step && segment.is_work());
        work.map(|segment| segment.length).sum()
    }

    /// The number of steps.
    pub fn step_count(&self) -> usize {
        self.segments.last().map_or(0, |segment| segment.step + 1)
    }
}
