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
    for guide in guide.iter().filter(|guide| guide.at + guide.room <= length - planned.extra) {
        let is_said = match manner.guidance {
            Guidance::Full => true,
            Guidance::Light => guide.kind != GuideKind::Full,
            Guidance::Bells => false,
        } && match guide.kind {
            GuideKind::Held => manner.holds,
            GuideKind::Free => !manner.holds,
            _ => true,
        };
        if is_said && guide.at >= elapsed {
            let wording = match guide.kind {
                GuideKind::Opening => manner.time as u8,
                _ => wording(manner.wording, guide.line),
            };
            cues.say(segment.start + guide.at - elapsed, Line::Guide(guide.line, wording));
        }
    }
    if !bell_every.is_zero() {
        for bell in (1..).map(|n| bell_every * n).take_while(|at| *at < length) {
            if bell >= elapsed {
                cues.add(segment.start + bell - elapsed, CueKind::Interval);
            }
        }
    }
}

/// Selects the wording of a line. Lines have different strides, so that the lines of a meditation
/// combine in many ways.
fn wording(selection: u8, line: GuideId) -> u8 {
    let stride = STRIDES[line.0 % STRIDES.len()];
    // Twelve is a multiple of every number of wordings in use.
    u8::try_from((usize::from(selection) * stride + line.0) % 12).unwrap_or(0)
}
