//! Turns on the floor: how somebody gets from one way to lie or kneel to another.

use unknot_content::pose::Position;

use super::catalog::PoseId;

/// A turn that has words of its own, which come before those of the pose. What the pose says itself, such as on
/// which side to lie, has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Turn {
    /// From a side up to hands and knees.
    UpFromSide,
    /// From the back up to hands and knees.
    UpFromBack,
    /// From the front back onto the knees.
    UpFromFront,
    /// From the back or a side onto the front.
    OntoFront,
    /// From hands and knees down onto the front.
    DownToFront,
    /// From the front onto the back or a side.
    OverFromFront,
    /// From hands and knees, or kneeling, down to the back.
    DownFromKnees,
    /// From there down to a side, which the pose names.
    DownToSide,
    /// From a side onto the back.
    OntoBack,
    /// From lying to sitting up for a chair on which the legs will rest.
    ToChair,
}

impl Turn {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::UpFromSide,
        Self::UpFromBack,
        Self::UpFromFront,
        Self::OntoFront,
        Self::DownToFront,
        Self::OverFromFront,
        Self::DownFromKnees,
        Self::DownToSide,
        Self::OntoBack,
        Self::ToChair,
    ];

    /// The turn between two poses on the floor. `None` if there is none, or if it needs no words.
    pub fn between(from: PoseId, to: PoseId) -> Option<Self> {
        use Position::{AllFours, Kneeling, Prone, SideLying, Supine};

        // Legs up the wall begin on a side, as their set-up says.
        if !from.is_low() || !to.is_low() || to == PoseId::LegsUpWall {
            return None;
        }
        if to == PoseId::ConstructiveRestCalvesUp && from != to {
            return Some(Self::ToChair);
        }
        match (from.pose().position, to.pose().position) {
            (SideLying, AllFours | Kneeling) => Some(Self::UpFromSide),
            (Supine, AllFours | Kneeling) => Some(Self::UpFromBack),
            (Prone, AllFours | Kneeling) => Some(Self::UpFromFront),
            (Supine | SideLying, Prone) => Some(Self::OntoFront),
            (AllFours | Kneeling, Prone) => Some(Self::DownToFront),
            (Prone, Supine | SideLying) => Some(Self::OverFromFront),
            (AllFours | Kneeling, Supine) => Some(Self::DownFromKnees),
            (AllFours | Kneeling, SideLying) => Some(Self::DownToSide),
            (SideLying, Supine) => Some(Self::OntoBack),
            _ => None,
        }
    }
}
