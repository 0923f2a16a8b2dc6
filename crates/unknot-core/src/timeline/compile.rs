//! Compiles a routine and options into a timeline.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::domain::care::Care;
use crate::domain::catalog::PoseId;
use crate::domain::cue::{CueKind, Line, Side};
use crate::domain::routine::{
    BreathPattern, Effort, Rhythm, Routine, RoutineKind, Step, StepSide, Swap, TimeOfDay,
};
use crate::domain::settings::{Guidance, SilenceBells};
use crate::domain::stored;
use crate::domain::time::Millis;

use super::cues::Cues;
use super::planned::{PlannedStep, SwapPoint, plan};
use super::scale;
use super::segment::{Segment, SegmentKind, Timeline};
use super::stop_rule::{self, Past};

/// The longest breath that is comfortable for most people. A longer one without its holds is split
/// in two.
const LONG_BREATH: Millis = Millis::secs(12);

/// The options of a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    /// Length without preparation. `None` for the routine's default length.
    pub length: Option<Millis>,
    /// Time to settle before the first step.
    pub preparation: Millis,
    /// The side that goes first.
    pub first_side: Side,
    /// Work added to each step during the session. Missing elements count as zero.
    pub extra: Vec<Millis>,
    /// How meditations and paced breathing are led.
    #[serde(flatten, skip_serializing_if = "Manner::is_default")]
    pub manner: Manner,
    /// The swap for each step. Missing elements count as [`Swap::Keep`].
    #[serde(default, deserialize_with = "stored::swaps", skip_serializing_if = "keeps_all")]
    pub swaps: Vec<Swap>,
}

/// How a meditation or paced breathing is led, and what else depends on the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Manner {
    /// How much is said.
    pub guidance: Guidance,
    /// Selects the wordings of the guidance. Different numbers give different combinations.
    #[serde(rename = "telling")]
    pub wording: u8,
    /// When the bells of a silence ring. Where at random, `wording` selects the times.
    #[serde(
        deserialize_with = "stored::silence_bells",
        skip_serializing_if = "SilenceBells::is_regular"
    )]
    pub silence_bells: SilenceBells,
    /// The time of day, which the opening mentions.
    pub time: TimeOfDay,
    /// The person's posture. `None` for the routine's default.
    #[serde(rename = "still", serialize_with = "write_posture", deserialize_with = "read_posture")]
    pub posture: Option<PoseId>,
    /// Whether the person may hold their breath.
    pub holds: bool,
    /// A rhythm that replaces that of the routine.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rhythm: Option<Rhythm>,
    /// What a session of movement says to this person in particular.
    #[serde(skip_serializing_if = "Care::is_none", deserialize_with = "stored::care")]
    pub care: Care,
}

impl Default for Manner {
    fn default() -> Self {
        Self {
            guidance: Guidance::Full,
            wording: 0,
            silence_bells: SilenceBells::Regular,
            time: TimeOfDay::Day,
            posture: None,
            holds: true,
            rhythm: None,
            care: Care::default(),
        }
    }
}

impl Manner {
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// Writes `None` as an empty string, so that version 1 can read the snapshot.
#[expect(
    clippy::ref_option,
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a field by reference"
)]
fn write_posture<S: Serializer>(
    posture: &Option<PoseId>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(posture.map_or("", PoseId::slug))
}

/// Reads an unknown posture as `None`, the routine's default.
fn read_posture<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<PoseId>, D::Error> {
    String::deserialize(deserializer).map(|slug| PoseId::from_slug(&slug))
}

impl Options {
    /// Whether no step is swapped.
    pub(crate) fn keeps_all(&self) -> bool {
        keeps_all(&self.swaps)
    }

    /// The swap of the step with this index.
    pub(super) fn swap(&self, step: usize) -> Swap {
        self.swaps.get(step).copied().unwrap_or(Swap::Keep)
    }

    /// The work added to the step with this index.
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
    /// The routine has no steps.
    #[error("the routine has no steps")]
    Empty,
    /// The requested length is too short.
    #[error("the routine needs at least {least}")]
    TooShort {
        /// The minimum length of the routine.
        least: Millis,
    },
}

/// Compiles a routine.
///
/// The segments add up exactly to the preparation, the requested length and the added work. Both
/// sides of a pair, and of alternating repetitions, get exactly the same time.
///
/// Adding work to a step changes nothing before the old end of that step, so a running session can
/// continue in the new timeline at the same position.
///
/// # Errors
/// If the routine has no steps, or if the requested length is below the routine's minimum.
pub fn compile(routine: &Routine, options: &Options) -> Result<Timeline, CompileError> {
    compile_with_swap(routine, options, None)
}

/// Compiles a routine in which a step is swapped after it has begun. Segments before the swap point
/// and the total length don't change. What the person is warned of has been said before.
///
/// # Errors
/// The same as [`compile`].
pub fn compile_with_swap(
    routine: &Routine,
    options: &Options,
    swap_point: Option<SwapPoint>,
) -> Result<Timeline, CompileError> {
    compile_after(routine, options, swap_point.map(|point| Past { point, is_warned: true }))
}

/// The same, for somebody who may not have been warned before the swap.
pub(crate) fn compile_after(
    routine: &Routine,
    options: &Options,
    past: Option<Past>,
) -> Result<Timeline, CompileError> {
    let (mut timeline, unsaid) = draft(routine, options, past)?;
    if !unsaid.is_empty() {
        let (without_extra, past) = stop_rule::as_planned(options, past);
        let (planned, _) = draft(routine, &without_extra, past)?;
        let from = past.map(|past| past.point.at).unwrap_or_default();
        stop_rule::add_to(&mut timeline.cues, &unsaid, &planned, from, options);
    }
    Ok(timeline)
}

/// Compiles a routine, and returns the lines that had no time with it.
fn draft(
    routine: &Routine,
    options: &Options,
    past: Option<Past>,
) -> Result<(Timeline, Vec<Line>), CompileError> {
    let mut steps = scale::to_length(&routine.steps, options.length)?;
    for step in &mut steps {
        if let Some(posture) = routine.posture(step, options.manner.posture) {
            step.pose = posture;
        }
        if let Effort::Breathe(pattern) = &mut step.effort {
            let Manner { rhythm, holds, .. } = options.manner;
            *pattern = match rhythm.map(Rhythm::pattern) {
                Some(rhythm) if holds => rhythm,
                Some(rhythm) => {
                    BreathPattern { hold_full: Millis::ZERO, hold_empty: Millis::ZERO, ..rhythm }
                }
                None if holds => *pattern,
                None => without_holds(*pattern),
            };
        }
    }
    let is_warned = routine.kind == RoutineKind::Movement && options.manner.care.warning.is_some();
    if is_warned && let Some(first) = steps.first_mut() {
        stop_rule::make_room(first);
    }
    let all = plan(&steps, options, past.map(|past| past.point));
    let mut segments = Vec::with_capacity(2 * steps.len() + 1);
    let manner = (routine.kind != RoutineKind::Movement).then_some(options.manner);
    let mut cues = Cues::new(steps.len() * 16, manner, options.manner.care, past);
    let mut start = Millis::ZERO;
    let mut push = |planned: &PlannedStep, next, kind, length| {
        let side = side_of(&planned.step, options.first_side);
        let (step, pose) = (planned.index, planned.step.pose);
        let segment = Segment { kind, step, pose, side, start, length };
        if !length.is_zero() {
            cues.add_segment(&segment, segments.last(), planned, next);
            segments.push(segment);
            start = segment.end();
        }
    };
    for (index, planned) in all.iter().enumerate() {
        let next = all.get(index + 1);
        if index == 0 {
            push(planned, next, SegmentKind::Prepare, options.preparation);
        }
        let (lead, work) = planned.lead_and_work();
        push(planned, next, SegmentKind::ChangeOver, lead);
        push(planned, next, work_kind(planned, work, options.first_side), work);
    }
    let (mut cues, unsaid) = cues.finish(segments.last());
    if routine.is_for_the_night() {
        // Nobody who may be asleep is told to get up.
        cues.retain(|cue| !matches!(cue.kind, CueKind::Say(Line::End(..))));
    }
    Ok((Timeline { routine: routine.slug.clone(), segments, cues, total: start }, unsaid))
}

/// Removes the holds from a breath pattern. One breath takes the same time, or half of it if longer
/// than [`LONG_BREATH`]. In and out are in the ratio 2 to 3.
fn without_holds(pattern: BreathPattern) -> BreathPattern {
    if !pattern.has_holds() {
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

/// The side of a step that is done on one side.
fn side_of(step: &Step, first: Side) -> Option<Side> {
    match step.side {
        StepSide::Both | StepSide::Alternating => None,
        StepSide::First => Some(first),
        StepSide::Second => Some(first.other()),
    }
}

fn work_kind(planned: &PlannedStep, length: Millis, first: Side) -> SegmentKind {
    let step = &planned.step;
    match step.effort {
        Effort::Hold => SegmentKind::Hold,
        Effort::Rest { .. } => SegmentKind::Rest,
        Effort::Breathe(pattern) => SegmentKind::Breathe(pattern),
        Effort::Repeat { every } => {
            let alternating = step.side == StepSide::Alternating;
            let count = repetitions(step.work, every, alternating);
            let every = Millis((step.work / count).0.max(1));
            let more = planned.extra.0 / every.0;
            // Alternating sides need an even number.
            let more = if alternating { more / 2 * 2 } else { more };
            // If a swap cuts the work short, count the repetitions that have begun.
            let count = (count + more).min(length.0.div_ceil(every.0)).max(1);
            SegmentKind::Move { count, every, first: alternating.then_some(first) }
        }
    }
}

/// How many repetitions of about `every` fit into `work`: at least one, and an even number if sides
/// alternate.
fn repetitions(work: Millis, every: Millis, alternating: bool) -> u32 {
    let unit = if alternating { every * 2 } else { every };
    let units = ((work.0 + unit.0 / 2) / unit.0.max(1)).max(1);
    if alternating { units * 2 } else { units }
}
