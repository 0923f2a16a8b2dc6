//! What a cue feels like: a pattern of vibration for each kind, told apart without looking.

use crate::domain::cue::{CueKind, Side};

/// Lengths of vibration and pause in turn, in milliseconds; empty where a cue is not felt.
///
/// Few and different: one long for a start, two for left, three for right, short taps for the last
/// seconds. Breaths follow the field's habit of one for in and two for out.
pub(crate) fn pattern(kind: CueKind) -> &'static [u32] {
    match kind {
        CueKind::Prepare => &[80],
        CueKind::ChangePose => &[120, 80, 120],
        CueKind::ChangeSide(Side::Left) => &[60, 60, 60],
        CueKind::ChangeSide(Side::Right) => &[60, 60, 60, 60, 60],
        CueKind::Begin => &[250],
        CueKind::HalfWay => &[60, 120, 60],
        CueKind::LastSeconds(_) => &[40],
        CueKind::Interval => &[180],
        CueKind::BreatheIn => &[70],
        CueKind::BreatheOut => &[40, 60, 40],
        CueKind::End => &[300, 150, 300, 150, 500],
        CueKind::Repetition(_) | CueKind::BreatheHold | CueKind::Say(_) => &[],
    }
}
