//! Short lines in what is long and quiet: without them, people think that the app has stopped.

use crate::domain::cue::{Cue, CueKind, Line};
use crate::domain::routine::Effort;
use crate::domain::time::Millis;

use super::cues::COME_OUT_BEFORE;
use super::planned::{Extent, PlannedStep};
use super::segment::{Segment, SegmentKind};

/// How long nothing is said.
const SILENCE: Millis = Millis::secs(45);
/// The time before the next line, or before the end of a step, in which none of these is said.
const BEFORE_NEXT: Millis = Millis::secs(15);

/// The lines of a segment whose cues are the last ones of `cues`: one each [`SILENCE`] after the
/// last line, if the next one isn't near. `said` is how many have been said before. Added time
/// changes none of those that were planned, and the step in which somebody said that something
/// hurts has none.
pub(super) fn lines(
    cues: &[Cue],
    segment: &Segment,
    planned: &PlannedStep,
    said: usize,
) -> Vec<Cue> {
    let is_guided = matches!(planned.step.effort, Effort::Rest { guide, .. } if !guide.is_empty());
    let moves = matches!(segment.kind, SegmentKind::Prepare | SegmentKind::Move { .. });
    if is_guided || moves || planned.extent != Extent::Whole {
        return Vec::new();
    }
    let spoken = cues.iter().filter(|cue| matches!(cue.kind, CueKind::Say(_))).map(|cue| cue.at);
    let (before, mut within): (Vec<_>, Vec<_>) = spoken.partition(|at| *at < segment.start);
    within.sort();
    within.push(segment.end());
    let mut last = before.into_iter().max().unwrap_or(segment.start);
    let planned_end = segment.end().saturating_sub(planned.extra);
    let before_end =
        if segment.kind == SegmentKind::Hold { BEFORE_NEXT + COME_OUT_BEFORE } else { BEFORE_NEXT };
    let is_near_planned_end = |at: Millis| at < planned_end && at + before_end > planned_end;
    let mut lines = Vec::new();
    for next in within {
        let mut at = (last + SILENCE).max(segment.start);
        while at + BEFORE_NEXT <= next {
            if !is_near_planned_end(at) {
                let wording = (said + lines.len()) % usize::from(Line::GOES_ON);
                let wording = u8::try_from(wording).unwrap_or_default();
                lines.push(Cue { at, kind: CueKind::Say(Line::GoesOn(wording)) });
            }
            at += SILENCE;
        }
        last = next;
    }
    lines
}
