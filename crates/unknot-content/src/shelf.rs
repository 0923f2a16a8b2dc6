//! The groups in which the library shows routines of movement.

use serde::{Deserialize, Serialize};

/// A group of routines of movement, in the order in which they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shelf {
    /// Three to five minutes on a chair or standing.
    ShortBreak,
    /// Without the floor and without standing.
    BedOrChair,
    /// For any day.
    Everyday,
    /// Walking, indoors and outdoors.
    Walking,
    /// More effort.
    Stronger,
    /// For days when the pain is worse.
    Flare,
    /// To practise what daily life asks for.
    DailyLife,
    /// For one condition, or for knowing what eases.
    Special,
}

impl Shelf {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::ShortBreak,
        Self::BedOrChair,
        Self::Everyday,
        Self::Walking,
        Self::Stronger,
        Self::Flare,
        Self::DailyLife,
        Self::Special,
    ];
}
