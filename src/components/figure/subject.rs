//! What a figure shows: a pose, or a way to the floor or up from it.

use unknot_content::figure::Way;
use unknot_core::domain::catalog::PoseId;
use unknot_core::domain::cue::Side;
use unknot_core::domain::pose::Sides;
use unknot_core::i18n::{self, Key, text};
use unknot_core::session::{Looks, Passage, View};
use unknot_figure::{Figure, Overhead};

/// What a figure shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// A pose, on a side if one is named.
    Pose(PoseId, Option<Side>),
    /// A way.
    Way(Way),
}

impl Subject {
    /// What the person does at a moment. `None` if no figure shows it.
    pub(super) fn of(view: &View) -> Option<Self> {
        if let Some(rest) = view.own_rest {
            return rest.figure.map(|pose| Self::Pose(pose, None));
        }
        Some(match view.passage.map(Passage::looks) {
            None => Self::Pose(view.pose, view.side),
            Some(Looks::Pose(pose)) => Self::Pose(pose, None),
            Some(Looks::Way(way)) => Self::Way(way),
        })
    }

    /// The same without a side that doesn't change the whole figure: where sides alternate, each repetition has its own.
    pub(super) fn drawn(self) -> Self {
        match self {
            Self::Pose(pose, side) => {
                Self::Pose(pose, side.filter(|_| pose.pose().sides == Sides::Each))
            }
            way @ Self::Way(_) => way,
        }
    }

    /// Its drawing. `None` if that is in the library, which hasn't loaded.
    pub(super) fn figure(self) -> Option<Figure> {
        match self.drawn() {
            Self::Pose(pose, side) => Figure::of(pose, side),
            Self::Way(way) => Some(Figure::of_way(way)),
        }
    }

    /// The side that is named.
    pub(super) fn side(self) -> Option<Side> {
        match self {
            Self::Pose(_, side) => side,
            Self::Way(_) => None,
        }
    }

    /// What of it is seen from above.
    pub(super) fn overhead(self) -> Option<Overhead> {
        match self {
            Self::Pose(pose, _) => Overhead::of(pose),
            Self::Way(_) => None,
        }
    }

    /// What can be seen, for somebody who can't see it.
    pub(super) fn looks(self) -> &'static str {
        match self {
            Self::Pose(pose, _) => {
                i18n::pose_page(pose).map_or(i18n::pose(pose).name, |page| page.looks)
            }
            Self::Way(Way::Up) => text(Key::FigureWayUp),
            Self::Way(Way::Down) => text(Key::FigureWayDown),
        }
    }
}
