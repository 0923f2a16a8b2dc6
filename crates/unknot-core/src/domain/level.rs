//! Changes of level: from the floor to one's feet or a chair, and back.

pub use unknot_content::change::{
    LEVEL_CHANGE, LIE_DOWN, ROLL_OVER, change_time, second_side_time, turns,
};
use unknot_content::pose::Position;

use super::catalog::PoseId;

/// How somebody gets from one level to the other. Each has its words, which come before those of the pose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LevelChange {
    /// From lying on the back or a side to one's feet or a chair.
    UpFromBack,
    /// From lying on the front to one's feet or a chair.
    UpFromFront,
    /// From hands and knees, kneeling or sitting on the floor to one's feet or a chair.
    UpFromKnees,
    /// From lying to a seat, which may be a cushion.
    UpToSit,
    /// To hands and knees, or sitting on the floor.
    DownToKnees,
    /// To kneeling upright.
    DownToKneeling,
    /// To lying on the front.
    DownToFront,
    /// To lying on the back or a side.
    DownToBack,
}

impl LevelChange {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::UpFromBack,
        Self::UpFromFront,
        Self::UpFromKnees,
        Self::UpToSit,
        Self::DownToKnees,
        Self::DownToKneeling,
        Self::DownToFront,
        Self::DownToBack,
    ];

    /// Whether it leads up to one's feet, by a chair.
    pub const fn is_to_feet(self) -> bool {
        matches!(self, Self::UpFromBack | Self::UpFromFront | Self::UpFromKnees)
    }

    /// Whether it leads down to the floor.
    pub const fn is_down(self) -> bool {
        matches!(
            self,
            Self::DownToKnees | Self::DownToKneeling | Self::DownToFront | Self::DownToBack
        )
    }

    /// The change between two poses. `None` if they are on the same level.
    pub fn between(from: PoseId, to: PoseId) -> Option<Self> {
        use Position::{AllFours, Kneeling, Prone, Seated, SideLying, Standing, Supine};

        let (low, is_up) = match (from.is_low(), to.is_low()) {
            (true, false) => (from, true),
            (false, true) => (to, false),
            _ => return None,
        };
        Some(match (low.pose().position, is_up) {
            (Supine | SideLying, true) if to == PoseId::EasySeat => Self::UpToSit,
            (Supine | SideLying, true) => Self::UpFromBack,
            (Prone, true) => Self::UpFromFront,
            (AllFours | Kneeling | Seated | Standing, true) => Self::UpFromKnees,
            (Supine | SideLying, false) => Self::DownToBack,
            (Prone, false) => Self::DownToFront,
            (Kneeling, false) => Self::DownToKneeling,
            (AllFours | Seated | Standing, false) => Self::DownToKnees,
        })
    }
}
