//! The phase of a paced breath, for the breathing animation.

use crate::domain::time::Millis;
use crate::timeline::{Segment, SegmentKind};

/// A phase of a breath. The breath is held if the lungs are as full at its end as at its start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Breath {
    /// Whether the lungs are full at the start.
    pub from_full: bool,
    /// Whether the lungs are full at the end.
    pub to_full: bool,
    /// Start of the phase, from the start of the segment.
    pub start: Millis,
    /// Length of the phase.
    pub length: Millis,
}

impl Breath {
    /// The phase at this time of a segment. `None` if the segment isn't paced breathing, and after
    /// its last whole breath.
    pub fn at(segment: &Segment, elapsed: Millis) -> Option<Self> {
        let SegmentKind::Breathe(pattern) = segment.kind else { return None };
        let whole = pattern.length();
        let number = elapsed.0.checked_div(whole.0)?;
        if whole * (number + 1) > segment.length {
            return None;
        }
        let mut start = whole * number;
        let phases = [
            (false, true, pattern.inhale),
            (true, true, pattern.hold_full),
            (true, false, pattern.exhale),
            (false, false, pattern.hold_empty),
        ];
        for (from_full, to_full, length) in phases {
            if elapsed < start + length {
                return Some(Self { from_full, to_full, start, length });
            }
            start += length;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalog::PoseId;
    use crate::domain::routine::BreathPattern;

    fn segment(seconds: [u32; 4], length: u32) -> Segment {
        let [inhale, hold_full, exhale, hold_empty] = seconds.map(Millis::secs);
        Segment {
            kind: SegmentKind::Breathe(BreathPattern { inhale, hold_full, exhale, hold_empty }),
            step: 0,
            pose: PoseId::EasySeat,
            side: None,
            start: Millis::secs(10),
            length: Millis::secs(length),
        }
    }

    #[test]
    fn phases_are_contiguous_and_empty_ones_are_skipped() {
        let segment = segment([4, 7, 8, 0], 40);
        let phases = [(0, false, true, 4), (4, true, true, 7), (11, true, false, 8)];
        for breath in 0..2 {
            for (start, from_full, to_full, length) in phases {
                let start = Millis::secs(19 * breath + start);
                let phase = Breath { from_full, to_full, start, length: Millis::secs(length) };
                for at in [start, start + phase.length / 2, start + phase.length - Millis(1)] {
                    assert_eq!(Breath::at(&segment, at), Some(phase), "{at:?}");
                }
            }
        }
    }

    #[test]
    fn time_after_the_last_whole_breath_has_no_phase() {
        let segment = segment([4, 0, 6, 0], 37);
        assert!(Breath::at(&segment, Millis(29_999)).is_some());
        for left in [30_000, 36_999, 37_000, 90_000] {
            assert_eq!(Breath::at(&segment, Millis(left)), None);
        }
    }

    #[test]
    fn unpaced_segments_have_no_phase() {
        let rest = Segment { kind: SegmentKind::Rest, ..segment([4, 0, 6, 0], 37) };
        assert_eq!(Breath::at(&rest, Millis::ZERO), None);
        assert_eq!(Breath::at(&segment([0, 0, 0, 0], 37), Millis::ZERO), None);
    }
}
