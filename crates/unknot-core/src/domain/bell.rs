//! The bells to choose from.

use serde::{Deserialize, Serialize};

/// What is struck to settle down, to begin, to mark time and to end. All else a session sounds like stays the same.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Bell {
    /// Another thing for each: two bowls, a hand bell, and a great bowl at the end.
    #[default]
    Mixed,
    /// A singing bowl that fits a hand.
    SmallBowl,
    /// A singing bowl the size of a bucket.
    LargeBowl,
    /// A temple gong.
    Gong,
    /// A hollow block of wood.
    Block,
    /// A soft chime.
    Chime,
}

impl Bell {
    /// All of them, as they are offered.
    pub const ALL: [Self; 6] =
        [Self::Mixed, Self::SmallBowl, Self::LargeBowl, Self::Gong, Self::Block, Self::Chime];
}
