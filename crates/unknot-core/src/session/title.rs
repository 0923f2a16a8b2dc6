//! The name of what is being done, on the screen and on the lock screen.

use crate::domain::catalog::PoseId;
use crate::i18n::{Key, pose, text};

use super::passage::Passage;
use super::view::View;

/// What is being done at a moment, as far as it has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Title {
    /// Getting up, down or over.
    Passage(Passage),
    /// A rest in place of a move that is left out.
    OwnRest,
    /// A pose.
    Pose(PoseId),
}

impl View {
    /// What is being done.
    pub fn title(&self) -> Title {
        match (self.passage, self.own_rest) {
            (Some(passage), _) => Title::Passage(passage),
            (None, Some(_)) => Title::OwnRest,
            (None, None) => Title::Pose(self.pose),
        }
    }
}

impl Title {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Passage(passage) => passage.name(),
            Self::OwnRest => text(Key::PlayerRest),
            Self::Pose(id) => pose(id).name,
        }
    }
}
