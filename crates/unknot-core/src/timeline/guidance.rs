//! The guidance of a rest or a meditation.

use crate::domain::catalog::GuideId;
use crate::domain::cue::{CueKind, Line};
use crate::domain::routine::{Effort, GuideKind};
use crate::domain::settings::Guidance;
use crate::domain::time::Millis;

use super::compile::Manner;
use super::cues::Cues;
use super::planned::{Extent, PlannedStep};
use super::segment::Segment;
use super::silence_bells::Silence;

/// Coprime to two, three and four, so that each stride cycles through all wordings of a line.
const STRIDES: [usize; 5] = [1, 5, 7, 11, 13];

/// Adds the guidance and the interval bells of a rest.
///
/// A line is spoken only if it fits into the planned length. Added time doesn't add lines.
pub(super) fn rest(cues: &mut Cues, segment: &Segment, planned: &PlannedStep, manner: Manner) {
    let Effort::Rest { guide, bell_every } = planned.step.effort else { return };
    let elapsed = match planned.extent {
        Extent::After(elapsed) => elapsed,
        _ => Millis::ZERO,
    };
    let length = elapsed + segment.length;
    let planned_length = length - planned.extra;
    let said = guide
        .iter()
        .filter(|guide| guide.at + guide.room <= planned_length && is_said(guide.kind, manner));
    for guide in said.clone() {
        if guide.at >= elapsed {
            let wording = match guide.kind {
                GuideKind::Opening => manner.time as u8,
                _ => wording(manner.wording, guide.line),
            };
            cues.say(segment.start + guide.at - elapsed, Line::Guide(guide.line, wording));
        }
    }
    if !bell_every.is_zero() {
        let silence =
            Silence { step: planned.index, every: bell_every, planned: planned_length, length };
        let words: Vec<_> = said.map(|guide| (guide.at, guide.at + guide.room)).collect();
        for bell in silence.bells(manner, &words) {
            if bell >= elapsed {
                cues.add(segment.start + bell - elapsed, CueKind::Interval);
            }
        }
    }
}

/// Whether a line is said at all.
fn is_said(kind: GuideKind, manner: Manner) -> bool {
    let is_enough = match manner.guidance {
        Guidance::Full => true,
        Guidance::Light => kind != GuideKind::Full,
        Guidance::Bells => false,
    };
    is_enough
        && match kind {
            GuideKind::Held => manner.holds,
            GuideKind::Free => !manner.holds,
            GuideKind::Regular => manner.silence_bells.is_regular(),
            GuideKind::Full | GuideKind::Light | GuideKind::Opening => true,
        }
}

/// Selects the wording of a line. Lines have different strides, so that the lines of a meditation
/// combine in many ways.
fn wording(selection: u8, line: GuideId) -> u8 {
    let stride = STRIDES[line.0 % STRIDES.len()];
    // Twelve is a multiple of every number of wordings in use.
    u8::try_from((usize::from(selection) * stride + line.0) % 12).unwrap_or(0)
}
