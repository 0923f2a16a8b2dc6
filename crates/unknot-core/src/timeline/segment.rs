//! What a compiled routine consists of.

use crate::domain::catalog::PoseId;
use crate::domain::cue::{Cue, Side};
use crate::domain::routine::{BreathPattern, RoutineSlug};
use crate::domain::time::Millis;

/// A compiled routine: what happens when, from its first sound to its last.
///
/// Segments lie end to end: the first starts at zero, each next where the one before ends, and
/// the last ends at [`Timeline::total`]. Cues are in order of time; the last one is
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
/// let timeline = compile(routine("morning-mobility").expect("it is shipped"), &options)?;
/// assert_eq!(timeline.total, Millis::minutes(7) + Millis::secs(10));
/// assert_eq!(timeline.segments[1].start, timeline.segments[0].end());
/// assert_eq!(timeline.cues.last().map(|cue| cue.kind), Some(CueKind::End));
/// # Ok::<(), unknot_core::timeline::CompileError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeline {
    /// Which routine this is.
    pub routine: RoutineSlug,
    /// Stretches of time, end to end.
    pub segments: Vec<Segment>,
    /// Everything to hear, feel or be told, in order of time.
    pub cues: Vec<Cue>,
    /// Length of the whole.
    pub total: Millis,
}

/// A stretch of the timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// What it is.
    pub kind: SegmentKind,
    /// Index of the routine's step it belongs to; preparation belongs to the first.
    pub step: usize,
    /// The pose to take or keep.
    pub pose: PoseId,
    /// The side, where the step has one.
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
    /// Repeating a movement. Any time left over by `count` times `every` is at the end.
    Move {
        /// How many repetitions, both sides together.
        count: u32,
        /// Length of one.
        every: Millis,
        /// The side of the first repetition, where sides alternate.
        first: Option<Side>,
    },
    /// Still, with breath and attention.
    Rest,
    /// Breathing to a pace. Any time left over by whole breaths is at the end.
    Breathe(BreathPattern),
}

/// Repetitions that are at least so long are counted; quicker ones go on like steps.
pub const COUNTED_FROM: Millis = Millis::secs(3);

impl Segment {
    /// Where it ends, from the start of the timeline.
    pub fn end(&self) -> Millis {
        self.start + self.length
    }

    /// Whether this is the work of a step, rather than the way to it.
    pub fn is_work(&self) -> bool {
        !matches!(self.kind, SegmentKind::Prepare | SegmentKind::ChangeOver)
    }
}

impl Timeline {
    /// Index of the segment that holds `at`: its start belongs to it, its end does not. At or
    /// after the total it is the last one.
    pub fn segment_index_at(&self, at: Millis) -> usize {
        self.segments.partition_point(|segment| segment.start <= at).saturating_sub(1)
    }

    /// The first segment of the step of index `step`, where there is such a step.
    pub fn step_start(&self, step: usize) -> Option<Millis> {
        self.segments.iter().find(|segment| segment.step == step).map(|segment| segment.start)
    }

    /// How many steps there are.
    pub fn step_count(&self) -> usize {
        self.segments.last().map_or(0, |segment| segment.step + 1)
    }
}
