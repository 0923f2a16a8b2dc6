//! The catalog: the poses, routines and guidance lines that come with the app.

use serde::{Deserialize, Serialize};

/// A pose of the catalog.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum PoseId {
    ConstructiveRest,
    PelvicTilt,
    KneeRolls,
    HeelSlides,
    GluteBridge,
    OpenBook,
    CatCow,
    HipFlexorLunge,
    SideBend,
    Marching,
    Mountain,
    EasySeat,
}

/// A line of guidance, by its place in the catalog.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GuideId(pub u16);
