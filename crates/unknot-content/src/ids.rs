//! The poses of the catalog by name, and their structure, as the build script writes them from `poses.toml` and
//! `variations.toml`.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::caution::{Caution, Cautions};
use crate::pose::{Area, Basis, Pose, Position, Prop, Sides, Soft};
use crate::time::Millis;

include!(concat!(env!("OUT_DIR"), "/poses.rs"));

/// A line of guidance, by its place among all lines ([`crate::Words::guides`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct GuideId(pub usize);

impl PoseId {
    /// How many there are.
    pub const COUNT: usize = ALL_OF_POSEID.len();

    /// All poses, in order of their slugs, variations among them.
    pub fn all() -> &'static [Self] {
        &ALL_OF_POSEID
    }

    /// Its name in addresses and files.
    pub fn slug(self) -> &'static str {
        NAMES_OF_POSEID[self as usize]
    }

    /// The pose of that slug, where there is one.
    pub fn from_slug(slug: &str) -> Option<Self> {
        NAMES_OF_POSEID.binary_search(&slug).ok().map(|place| ALL_OF_POSEID[place])
    }

    /// The pose that this is a variation of, or itself: what is searched for, and what is sore or not.
    #[must_use]
    pub fn base(self) -> Self {
        BASES[self as usize]
    }

    /// The variation that is done where the pose doesn't suit somebody, or hurts: at the same level
    /// and on the same sides. Whom even that doesn't suit is in its own cautions. `None` for rests,
    /// and for what is an easier way itself.
    #[must_use]
    pub fn easier(self) -> Option<Self> {
        EASIER[self as usize]
    }

    /// The poses whose drawing it has, the first that has one: its own, that of a pose it looks like, that of its base.
    pub fn drawn_as(self) -> impl Iterator<Item = Self> {
        [Some(self), FIGURES[self as usize], Some(self.base())].into_iter().flatten()
    }

    /// Whether somebody gets down to the floor for it, or to a bed. An easy seat can be any.
    pub fn is_low(self) -> bool {
        let pose = self.pose();
        match pose.position {
            Position::Standing => false,
            Position::Seated => pose.prop != Some(Prop::Chair) && self != Self::EasySeat,
            _ => true,
        }
    }

    /// Whether the feet are in the air or on a chair when it ends.
    pub fn has_feet_up(self) -> bool {
        matches!(self, Self::ConstructiveRestCalvesUp | Self::DeadBug)
    }

    /// Its structure.
    pub fn pose(self) -> &'static Pose {
        &POSES[self as usize]
    }
}

/// What is stored names a pose by its slug, in any version; what is shipped names it by its place in [`PoseId::all`].
impl Serialize for PoseId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.serialize_str(self.slug())
        } else {
            (*self as usize).serialize(serializer)
        }
    }
}

impl<'de> Deserialize<'de> for PoseId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            let slug = String::deserialize(deserializer)?;
            Self::from_slug(&slug)
                .ok_or_else(|| D::Error::custom(format_args!("there is no pose «{slug}»")))
        } else {
            let place = usize::deserialize(deserializer)?;
            Self::all().get(place).copied().ok_or_else(|| D::Error::custom("there is no such pose"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pose_is_found_by_its_slug() {
        for &pose in PoseId::all() {
            assert_eq!(PoseId::from_slug(pose.slug()), Some(pose));
        }
        assert_eq!(PoseId::from_slug("handstand"), None);
    }

    #[test]
    fn a_pose_is_stored_as_its_slug() {
        let json = serde_json::to_string(&PoseId::CatCow).unwrap();
        assert_eq!(json, r#""cat-cow""#);
        assert_eq!(serde_json::from_str::<PoseId>(&json).unwrap(), PoseId::CatCow);
        assert!(serde_json::from_str::<PoseId>(r#""handstand""#).is_err());
    }
}
