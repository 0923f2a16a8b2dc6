//! Routine and options in, timeline out.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::domain::catalog::PoseId;
use crate::domain::cue::Side;
use crate::domain::routine::{
    BreathPattern, Effort, Rhythm, Routine, RoutineKind, Step, StepSide, Swap, TimeOfDay,
};
use crate::domain::settings::Guidance;
use crate::domain::stored;
use crate::domain::time::Millis;

use super::cues::Cues;
use super::piece::{self, Piece, Turn};
use super::scale;
use super::segment::{Segment, SegmentKind, Timeline};

/// A breath that is longer than this is too long for many.
const LONG_BREATH: Millis = Millis::secs(12);

/// What the person asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    #[serde(flatten, skip_serializing_if = "Manner::is_default")]
    pub manner: Manner,
    /// What becomes of each step; steps past its end are kept.
    #[serde(default, deserialize_with = "stored::swaps", skip_serializing_if = "keeps_all")]
    pub swaps: Vec<Swap>,
}

/// How a meditation is led.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Manner {
    /// How much is said.
    pub guidance: Guidance,
    /// Which wording of its lines is taken: another number, another choice.
    pub telling: u8,
    /// The time of day, for the opening.
    pub time: TimeOfDay,
    /// How the person sits or lies, where it isn't done as the routine has it.
    #[serde(serialize_with = "write_posture", deserialize_with = "read_posture")]
    pub still: Option<PoseId>,
    /// Whether the person may hold their breath.
    pub holds: bool,
    /// The breath that takes the place of the routine's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rhythm: Option<Rhythm>,
}

impl Default for Manner {
    fn default() -> Self {
        Self {
            guidance: Guidance::Full,
            telling: 0,
            time: TimeOfDay::Day,
            still: None,
            holds: true,
            rhythm: None,
        }
    }
}

impl Manner {
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// `None` is stored as an empty string, so that version 1 can read the place of a session.
#[expect(
    clippy::ref_option,
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a field by reference"
)]
fn write_posture<S: Serializer>(still: &Option<PoseId>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(still.map_or("", PoseId::slug))
}

/// An unknown posture is read as `None`: the meditation's own.
fn read_posture<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<PoseId>, D::Error> {
    String::deserialize(deserializer).map(|slug| PoseId::from_slug(&slug))
}

impl Options {
    /// Whether no step is swapped.
    pub(crate) fn keeps_all(&self) -> bool {
        keeps_all(&self.swaps)
    }

    /// What becomes of the step of that index.
    pub(super) fn swap(&self, step: usize) -> Swap {
        self.swaps.get(step).copied().unwrap_or(Swap::Keep)
    }

    /// Work added to the step of that index.
    pub(super) fn extra(&self, step: usize) -> Millis {
        self.extra.get(step).copied().unwrap_or_default()
    }
}

fn keeps_all(swaps: &[Swap]) -> bool {
    swaps.iter().all(|swap| *swap == Swap::Keep)
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
    compile_turned(routine, options, None)
}

/// Compiles a routine of which a step is swapped in its middle. Nothing changes that lies before the turn, nor the
/// length of the whole.
///
/// # Errors
/// As [`compile`].
pub fn compile_turned(
    routine: &Routine,
    options: &Options,
    turn: Option<Turn>,
) -> Result<Timeline, CompileError> {
    let mut steps = scale::to_length(&routine.steps, options.length)?;
    for step in &mut steps {
        if let Some(posture) = routine.posture(step, options.manner.still) {
            step.pose = posture;
        }
        if let Effort::Breathe(pattern) = &mut step.effort {
            let Manner { rhythm, holds, .. } = options.manner;
            *pattern = match rhythm.map(Rhythm::pattern) {
                // In and out stay as long as somebody wants them.
                Some(own) if holds => own,
                Some(own) => {
                    BreathPattern { hold_full: Millis::ZERO, hold_empty: Millis::ZERO, ..own }
                }
                None if holds => *pattern,
                None => unheld(*pattern),
            };
        }
    }
    let pieces = piece::pieces(&steps, options, turn);
    let mut segments = Vec::with_capacity(2 * steps.len() + 1);
    let manner = (routine.kind != RoutineKind::Movement).then_some(options.manner);
    let mut cues = Cues::new(steps.len() * 16, manner);
    let mut start = Millis::ZERO;
    let mut push = |piece: &Piece, kind, length| {
        let side = side_of(&piece.step, options.first_side);
        let (step, pose) = (piece.place, piece.step.pose);
        let segment = Segment { kind, step, pose, side, start, length };
        if !length.is_zero() {
            cues.add_all_of(&segment, segments.last(), piece);
            segments.push(segment);
            start = segment.end();
        }
    };
    for (place, piece) in pieces.iter().enumerate() {
        if place == 0 {
            push(piece, SegmentKind::Prepare, options.preparation);
        }
        let (lead, work) = piece.parts();
        push(piece, SegmentKind::ChangeOver, lead);
        push(piece, work_of(piece, work, options.first_side), work);
    }
    let cues = cues.end(start);
    Ok(Timeline { routine: routine.slug.clone(), segments, cues, total: start })
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

fn work_of(piece: &Piece, length: Millis, first: Side) -> SegmentKind {
    let step = &piece.step;
    match step.effort {
        Effort::Hold => SegmentKind::Hold,
        Effort::Rest { .. } => SegmentKind::Rest,
        Effort::Breathe(pattern) => SegmentKind::Breathe(pattern),
        Effort::Repeat { every } => {
            let alternating = step.side == StepSide::Alternating;
            let count = repetitions(step.work, every, alternating);
            let every = Millis((step.work / count).0.max(1));
            let more = piece.extra.0 / every.0;
            // An odd one more would give one side more than the other.
            let more = if alternating { more / 2 * 2 } else { more };
            // Of what is broken off, as many as were begun.
            let count = (count + more).min(length.0.div_ceil(every.0)).max(1);
            SegmentKind::Move { count, every, first: alternating.then_some(first) }
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
