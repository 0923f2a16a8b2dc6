//! Flares: spells of worse pain, and the graded return from one.

use serde::{Deserialize, Serialize};

/// How much activity is offered in a flare. Each pace is closer to normal than the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pace {
    /// Breathing, rest and tiny movements.
    Rest,
    /// Small, slow movements.
    Small,
    /// Normal routines, shortened.
    Short,
}

impl Pace {
    /// All paces, the gentlest first.
    pub const ALL: [Self; 3] = [Self::Rest, Self::Small, Self::Short];

    /// The next pace, or `None` after the last one, when the flare is over.
    pub fn next(self) -> Option<Self> {
        Self::ALL.get(self as usize + 1).copied()
    }

    /// The next gentler pace. The gentlest returns itself.
    #[must_use]
    pub fn previous(self) -> Self {
        Self::ALL[(self as usize).saturating_sub(1)]
    }
}
