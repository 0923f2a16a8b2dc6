//! How much pain is all right while moving, from the person's usual pain (docs/content.md).

/// The worst pain that somebody can imagine. None is 0.
pub const WORST: u8 = 10;

/// The pain up to which the limits are the same for everybody.
pub const MILD: u8 = 3;

/// The least usual pain at which no rise is all right. From here on, up to two points more would be the worst there is.
pub const HIGH: u8 = 8;

/// What a person can name as their usual pain. The first stands for itself and everything below.
pub const USUAL: [u8; 8] = [MILD, 4, 5, 6, 7, HIGH, 9, WORST];

/// Up to which pain to do what. Above both, stop the move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Up to this pain, 0 to [`WORST`], carry on.
    pub carry_on: u8,
    /// Up to this pain, make the move smaller. The same as `carry_on` if any rise ends the move.
    pub smaller: u8,
}

/// The limits for somebody whose usual pain is this, 0 to [`WORST`].
pub fn limits(usual: u8) -> Limits {
    match usual {
        0..=MILD => Limits { carry_on: MILD, smaller: MILD + 2 },
        HIGH.. => Limits { carry_on: usual.min(WORST), smaller: usual.min(WORST) },
        _ => Limits { carry_on: usual + 1, smaller: usual + 2 },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_follow_the_usual_pain_and_leave_room_to_stop() {
        let of = |usual| {
            let Limits { carry_on, smaller } = limits(usual);
            (carry_on, smaller)
        };
        let expected = [(3, 5), (5, 6), (6, 7), (7, 8), (8, 9), (8, 8), (9, 9), (10, 10)];
        assert_eq!(USUAL.map(of), expected);
        for usual in 0..=WORST {
            let (carry_on, smaller) = of(usual);
            assert!(usual <= carry_on && carry_on <= smaller && smaller <= WORST, "{usual}");
            // Nobody carries on with much more than they are used to.
            assert!(carry_on <= MILD.max(usual + 1), "{usual}");
            assert!(usual < HIGH || carry_on == usual, "{usual}");
            assert!(usual >= HIGH || smaller < WORST, "{usual}: nothing is left to stop at");
        }
        assert_eq!(of(u8::MAX), (WORST, WORST));
    }
}
