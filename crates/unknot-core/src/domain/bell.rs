//! The bell sounds.

use serde::{Deserialize, Serialize};

/// The sound of the bells that open, divide and close a session. Other cues don't depend on it.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Bell {
    /// A different sound for each purpose: two bowls, a hand bell, and a large bowl at the end.
    #[default]
    Mixed,
    /// A hand-sized singing bowl.
    SmallBowl,
    /// A large singing bowl.
    LargeBowl,
    /// A temple gong.
    Gong,
    /// A wood block.
    Block,
    /// A soft chime.
    Chime,
}

impl Bell {
    /// All bells, in display order.
    pub const ALL: [Self; 6] =
        [Self::Mixed, Self::SmallBowl, Self::LargeBowl, Self::Gong, Self::Block, Self::Chime];
}
