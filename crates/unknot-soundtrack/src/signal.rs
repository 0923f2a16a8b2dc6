//! Signals: the sounds that cues can make.

use unknot_core::domain::bell::Bell;
use unknot_core::domain::cue::{CueKind, Side};

use super::recipe::Recipe;
use super::{bells, palette};

/// A distinct sound. Cues that sound the same share a signal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Signal {
    Prepare,
    ChangePose,
    Left,
    Right,
    Begin,
    Repetition,
    RepetitionLeft,
    RepetitionRight,
    HalfWay,
    SecondsLeft,
    LastSecond,
    Interval,
    BreatheIn,
    BreatheHold,
    BreatheOut,
    Line,
    End,
}

impl Signal {
    /// Every signal.
    pub(super) const ALL: [Self; 17] = [
        Self::Prepare,
        Self::ChangePose,
        Self::Left,
        Self::Right,
        Self::Begin,
        Self::Repetition,
        Self::RepetitionLeft,
        Self::RepetitionRight,
        Self::HalfWay,
        Self::SecondsLeft,
        Self::LastSecond,
        Self::Interval,
        Self::BreatheIn,
        Self::BreatheHold,
        Self::BreatheOut,
        Self::Line,
        Self::End,
    ];

    /// The signal that a cue gives.
    pub(super) fn of(cue: CueKind) -> Self {
        match cue {
            CueKind::Prepare => Self::Prepare,
            CueKind::ChangePose => Self::ChangePose,
            CueKind::ChangeSide(Side::Left) => Self::Left,
            CueKind::ChangeSide(Side::Right) => Self::Right,
            CueKind::Begin => Self::Begin,
            CueKind::Repetition(None) => Self::Repetition,
            CueKind::Repetition(Some(Side::Left)) => Self::RepetitionLeft,
            CueKind::Repetition(Some(Side::Right)) => Self::RepetitionRight,
            CueKind::HalfWay => Self::HalfWay,
            CueKind::LastSeconds(1) => Self::LastSecond,
            CueKind::LastSeconds(_) => Self::SecondsLeft,
            CueKind::Interval => Self::Interval,
            CueKind::BreatheIn => Self::BreatheIn,
            CueKind::BreatheHold => Self::BreatheHold,
            CueKind::BreatheOut => Self::BreatheOut,
            CueKind::Say(_) => Self::Line,
            CueKind::End => Self::End,
        }
    }

    /// How the signal is synthesised with this bell.
    pub(super) fn recipe(self, bell: Bell) -> Recipe {
        bells::recipe(bell, self).unwrap_or(*palette::recipe(self))
    }
}
