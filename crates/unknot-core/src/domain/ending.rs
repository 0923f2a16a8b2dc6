//! How somebody is when a session of movement is over, and so what comes first.

use unknot_content::pose::Position;

use super::catalog::PoseId;

/// How somebody is in the end. Each has its closing words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ending {
    /// Standing, on a chair, or kneeling.
    Up,
    /// Lying on the back.
    OnBack,
    /// Lying on a side.
    OnSide,
    /// Lying on the front.
    OnFront,
}

impl Ending {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Up, Self::OnBack, Self::OnSide, Self::OnFront];

    /// How somebody is in a pose.
    pub fn of(pose: PoseId) -> Self {
        match pose.pose().position {
            Position::Supine => Self::OnBack,
            Position::SideLying => Self::OnSide,
            Position::Prone => Self::OnFront,
            Position::AllFours | Position::Kneeling | Position::Seated | Position::Standing => {
                Self::Up
            }
        }
    }
}
