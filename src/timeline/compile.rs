//! Routine and options in, timeline out.

use crate::domain::catalog::PoseId;
use crate::domain::cue::Side;
use crate::domain::routine::{
    BreathPattern, Effort, Routine, RoutineKind, Step, StepSide, Swap, TimeOfDay,
};
use crate::domain::settings::Guidance;
use crate::domain::time::Millis;

use super::cues;
use super::scale;
use super::segment::{Segment, SegmentKind, Timeline};

/// A breath that is longer than this is too long for many.
const LONG_BREATH: Millis = Millis::secs(12);

/// What the person asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Length without preparation; the routine's own where `None`.
    pub length: Option<Millis>,
    /// Time to settle before the first step.
    pub preparation: Millis,
    /// The side that goes first.
    pub first_side: Side,
    /// Work added step by step while the session runs; steps past its end get none.
    pub extra: Vec<Millis>,
    /// How it is led, where it is a meditation.
    pub manner: Manner,
    /// What becomes of each step; steps past its end are kept.
    pub swaps: Vec<Swap>,
}

/// How a meditation is led.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Manner {
    /// How much is said.
    pub guidance: Guidance,
    /// Which wording of its lines is taken: another number, another choice.
    pub telling: u8,
    /// The time of day, for the opening.
    pub time: TimeOfDay,
    /// How the person sits or lies, where it isn't done as the routine has it.
    pub still: Option<PoseId>,
    /// Whether the person may hold their breath.
    pub holds: bool,
}

impl Default for Manner {
    fn default() -> Self {
        Self {
            guidance: Guidance::Full,
            telling: 0,
            time: TimeOfDay::Day,
            still: None,
            holds: true,
        }
    }
}

impl Options {
    /// What becomes of the step of that index.
    pub(super) fn swap(&self, step: usize) -> Swap {
        self.swaps.get(step).copied().unwrap_or(Swap::Keep)
    }

    /// Work added to the step of that index.
    pub(super) fn extra(&self, step: usize) -> Millis {
        self.extra.get(step).copied().unwrap_or_default()
    }
}

/// Why a routine could not be compiled.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CompileError {
    /// It has no steps.
    #[error("the routine has no steps")]
    Empty,
    /// It can't be made that short.
    #[error("the routine needs at least {least}")]
    TooShort {
        /// The shortest it can be.
        least: Millis,
    },
}

/// Compiles a routine.
///
/// The segments add up to the preparation, the asked length and what was added on the way, to the
/// millisecond. The two sides of a pair, and of alternating repetitions, get exactly the same time.
///
/// Adding to a step changes nothing that lies before that step's old end, so that a running session
/// can go on in the new timeline where it was.
///
/// # Errors
/// Where the routine is empty, or the asked length is below its least.
pub fn compile(routine: &Routine, options: &Options) -> Result<Timeline, CompileError> {
    let mut steps = scale::to_length(&routine.steps, options.length)?;
    if let Some(still) = options.manner.still {
        steps.iter_mut().filter(|step| routine.is_still(step)).for_each(|step| step.pose = still);
    }
    for (place, step) in steps.iter_mut().enumerate() {
        swap(step, options.swap(place));
        if let Effort::Breathe(pattern) = step.effort
            && !options.manner.holds
        {
            step.effort = Effort::Breathe(unheld(pattern));
        }
    }
    let mut segments = Vec::with_capacity(2 * steps.len() + 1);
    let mut push = |segment: Segment| {
        if !segment.length.is_zero() {
            segments.push(segment);
        }
        segment.end()
    };
    let mut start = Millis::ZERO;
    for (place, step) in steps.iter().enumerate() {
        let side = side_of(step, options.first_side);
        let segment = |kind, start, length| Segment {
            kind,
            step: place,
            pose: step.pose,
            side,
            start,
            length,
        };
        if place == 0 {
            start = push(segment(SegmentKind::Prepare, start, options.preparation));
        }
        start = push(segment(SegmentKind::ChangeOver, start, step.lead));
        let extra = options.extra(place);
        let kind = work_of(step, options.first_side, extra);
        start = push(segment(kind, start, step.work + extra));
    }
    let manner = (routine.kind != RoutineKind::Movement).then_some(options.manner);
    let cues = cues::of(&segments, &steps, options, manner, start);
    Ok(Timeline { routine: routine.slug.clone(), segments, cues, total: start })
}

/// Puts something else in a step's place. Its time stays, and a breath its pace.
fn swap(step: &mut Step, swap: Swap) {
    if let Swap::Instead(pose) = swap {
        step.pose = pose;
        step.side = StepSide::Both;
        if matches!(step.effort, Effort::Hold | Effort::Repeat { .. }) {
            step.effort = Effort::Rest { guide: &[], bell_every: Millis::ZERO };
        }
    }
}

/// The same breath without holding it: as many in the same time, or two in place of a long one, two
/// parts in and three out.
fn unheld(pattern: BreathPattern) -> BreathPattern {
    if (pattern.hold_full + pattern.hold_empty).is_zero() {
        return pattern;
    }
    let length = pattern.length();
    let breath = if length > LONG_BREATH { length / 2 } else { length };
    let inhale = Millis(breath.0 * 2 / 5);
    BreathPattern {
        inhale,
        hold_full: Millis::ZERO,
        exhale: breath - inhale,
        hold_empty: Millis::ZERO,
    }
}

/// The side of a whole step, where it has one.
fn side_of(step: &Step, first: Side) -> Option<Side> {
    match step.side {
        StepSide::Both | StepSide::Alternating => None,
        StepSide::First => Some(first),
        StepSide::Second => Some(first.other()),
    }
}

fn work_of(step: &Step, first: Side, extra: Millis) -> SegmentKind {
    match step.effort {
        Effort::Hold => SegmentKind::Hold,
        Effort::Rest { .. } => SegmentKind::Rest,
        Effort::Breathe(pattern) => SegmentKind::Breathe(pattern),
        Effort::Repeat { every } => {
            let alternating = step.side == StepSide::Alternating;
            let count = repetitions(step.work, every, alternating);
            let every = step.work / count;
            let more = extra.0 / every.0.max(1);
            // An odd one more would give one side more than the other.
            let more = if alternating { more / 2 * 2 } else { more };
            let first = alternating.then_some(first);
            SegmentKind::Move { count: count + more, every, first }
        }
    }
}

/// How many repetitions of about `every` fit in `work`: at least one, and an even number where
/// sides alternate, so that each side gets the same.
fn repetitions(work: Millis, every: Millis, alternating: bool) -> u32 {
    let unit = if alternating { every * 2 } else { every };
    let units = ((work.0 + unit.0 / 2) / unit.0.max(1)).max(1);
    if alternating { units * 2 } else { units }
}
