//! Poses: body positions and movements, as structure. Their words are in the pack and their
//! drawing in [`figure`](crate::figure).

use serde::{Deserialize, Serialize};

use crate::caution::Cautions;
use crate::time::Millis;

/// How the body lies, sits or stands when the pose begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Position {
    /// Lying on the back.
    Supine,
    /// Lying on the front.
    Prone,
    /// Lying on a side.
    SideLying,
    /// On hands and knees.
    AllFours,
    /// On one or both knees.
    Kneeling,
    /// Sitting on a chair or cushion.
    Seated,
    /// Standing.
    Standing,
}

/// A side of the person's own body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The person's left.
    Left,
    /// The person's right.
    Right,
}

impl Side {
    /// The other side.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Left => Self::Right,
            Self::Right => Self::Left,
        }
    }
}

/// What a pose does with the two sides of the body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sides {
    /// Both at once.
    #[default]
    Both,
    /// One after the other, each for the same time.
    Each,
    /// In turn, repetition by repetition.
    Alternating,
}

/// Where a pose is felt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Area {
    Neck,
    Shoulders,
    Chest,
    UpperBack,
    LowerBack,
    SideBody,
    Belly,
    Hips,
    Buttocks,
    Thighs,
    Hamstrings,
    Calves,
    WholeBody,
}

/// A thing that a pose needs beside a mat and something soft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Prop {
    Chair,
    Wall,
    /// A strap, towel or belt.
    Strap,
    Doorway,
}

impl Prop {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Chair, Self::Wall, Self::Strap, Self::Doorway];
}

/// A soft thing, which has to be fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Soft {
    /// A pillow.
    Pillow,
    /// Something soft under a knee.
    KneePad,
}

/// What the dose of a pose rests on (docs/content.md has the sources).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// The American College of Sports Medicine's recommendations for stretching.
    Acsm,
    /// The same college's for strength.
    AcsmStrength,
    /// Holds of ten seconds at most, after `McGill`.
    Mcgill,
    /// Repeated movements, after `McKenzie`.
    Mckenzie,
    /// Trials of walking that grows bit by bit.
    Walking,
    /// Clinical convention, with no trial behind the number.
    Convention,
}

/// A pose of the catalog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pose {
    /// How it begins.
    pub position: Position,
    /// What it does with the two sides.
    pub sides: Sides,
    /// Where it is felt.
    pub areas: &'static [Area],
    /// What it needs.
    pub prop: Option<Prop>,
    /// The soft thing that its words ask for.
    pub soft: Option<Soft>,
    /// How long it takes to do what the set-up says, beyond hearing it: to bring a chair, or to place a pillow.
    pub settle: Millis,
    /// What its dose rests on.
    pub basis: Basis,
    /// For whom it is left out, or made easier.
    pub cautions: Cautions,
}
