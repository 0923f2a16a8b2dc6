//! Vibration patterns that distinguish the kinds of cues without looking.

use unknot_core::domain::cue::{CueKind, Side};

/// The vibration pattern of a cue: alternating lengths of vibration and pause in milliseconds, as for
/// `Navigator.vibrate`. Empty for a cue without vibration.
///
/// A long pulse means begin, two mean left, three mean right, and short taps count down the last seconds. As in other
/// breathing apps, one pulse means breathe in and two mean breathe out.
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
