//! Poses and their variations: parsed, checked, written as Rust.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::code::{array, variant};

#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
pub(crate) struct Pose {
    group: String,
    position: String,
    pub(crate) sides: String,
    pub(crate) areas: Vec<String>,
    cautions: Vec<String>,
    pub(crate) prop: Option<String>,
    basis: String,
}

/// A pose done in another way, and what is other in its structure.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Variation {
    of: String,
    position: Option<String>,
    prop: Option<String>,
    cautions: Option<Vec<String>>,
}

/// Kinds of exercise (content of physical therapy for chronic back pain).
const GROUPS: [&str; 6] = ["posture", "flexibility", "core", "aerobic", "yoga", "rest"];
/// Conditions for which a pose is left out or made easier (docs/content.md), in the order of `domain::caution`.
const CAUTIONS: [&str; 18] = [
    "osteoporosis",
    "stenosis",
    "flexion",
    "extension",
    "hip",
    "knee",
    "wrist",
    "shoulder",
    "neck",
    "blood-pressure",
    "glaucoma",
    "pregnancy",
    "balance",
    "dizziness",
    "surgery",
    "reflux",
    "thrombosis",
    "floor",
];

/// The poses with their variations among them, and the pose that each variation is of.
///
/// # Panics
/// Where anything is off, with the place and the reason: this runs at build time.
pub(crate) fn parse(
    poses: &str,
    variations: &str,
) -> (BTreeMap<String, Pose>, BTreeMap<String, String>) {
    let mut poses: BTreeMap<String, Pose> =
        toml::from_str(poses).unwrap_or_else(|error| panic!("poses.toml: {error}"));
    let variations: BTreeMap<String, Variation> =
        toml::from_str(variations).unwrap_or_else(|error| panic!("variations.toml: {error}"));
    let varied: Vec<_> = variations.iter().map(|(slug, way)| (slug, way.of(&poses))).collect();
    for (slug, pose) in varied {
        assert!(poses.insert(slug.clone(), pose).is_none(), "{slug} is a pose and a variation");
    }
    for (slug, pose) in &poses {
        assert!(GROUPS.contains(&&*pose.group), "{slug}: no group «{}»", pose.group);
    }
    (poses, variations.into_iter().map(|(slug, way)| (slug, way.of)).collect())
}

/// One bit each, in the order of `CAUTIONS`.
pub(crate) fn bits_of(cautions: &[String]) -> u32 {
    let place = |caution: &String| {
        let place = CAUTIONS.iter().position(|known| known == caution);
        place.unwrap_or_else(|| panic!("no caution «{caution}»"))
    };
    cautions.iter().map(|caution| 1 << place(caution)).sum()
}

impl Variation {
    fn of(&self, poses: &BTreeMap<String, Pose>) -> Pose {
        let of = poses.get(&self.of);
        let mut pose =
            of.unwrap_or_else(|| panic!("variations.toml: no pose «{}»", self.of)).clone();
        if let Some(position) = &self.position {
            pose.position.clone_from(position);
        }
        if self.prop.is_some() {
            pose.prop.clone_from(&self.prop);
        }
        if let Some(cautions) = &self.cautions {
            pose.cautions.clone_from(cautions);
        }
        pose
    }
}

impl Pose {
    /// Whether somebody is on the floor, and not on their feet or a chair, where that is told.
    pub(crate) fn is_low(&self) -> Option<bool> {
        match self.position.as_str() {
            "standing" => Some(false),
            "seated" => (self.prop.as_deref() == Some("chair")).then_some(false),
            _ => Some(true),
        }
    }

    pub(crate) fn to_rust(&self) -> String {
        let areas = array(self.areas.iter().map(|name| format!("Area::{}", variant(name))));
        let prop = self
            .prop
            .as_ref()
            .map_or_else(|| "None".to_owned(), |prop| format!("Some(Prop::{})", variant(prop)));
        format!(
            "Pose {{ position: Position::{}, sides: Sides::{}, areas: &{areas}, prop: {prop}, basis: Basis::{}, cautions: Cautions({}) }}",
            variant(&self.position),
            variant(&self.sides),
            variant(&self.basis),
            bits_of(&self.cautions),
        )
    }
}
