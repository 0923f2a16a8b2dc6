//! Flares: spells of worse pain, and the steps from one back to normal.

use serde::{Deserialize, Serialize};

/// How much is offered in a flare. Each is a step further back to normal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pace {
    /// Breath, rest and tiny moves.
    Rest,
    /// Small and slow moves.
    Small,
    /// What is done at other times, shorter.
    Short,
}

impl Pace {
    /// All of them, from the gentlest on.
    pub const ALL: [Self; 3] = [Self::Rest, Self::Small, Self::Short];

    /// A step on; none from the last, after which the flare is over.
    pub fn next(self) -> Option<Self> {
        Self::ALL.get(self as usize + 1).copied()
    }

    /// A step back; the gentlest stays.
    #[must_use]
    pub fn before(self) -> Self {
        Self::ALL[(self as usize).saturating_sub(1)]
    }
}
