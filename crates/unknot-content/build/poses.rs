//! Poses and their variations: parsed, checked, written as Rust.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Deserialize;

use crate::caution::{Caution, Cautions};
use crate::code::{enumeration, variant};
use crate::pose::{Area, Basis, Position, Prop, Sides};

#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
struct Pose {
    #[serde(rename = "group")]
    _group: Group,
    position: Position,
    sides: Sides,
    areas: Vec<Area>,
    cautions: Vec<Caution>,
    prop: Option<Prop>,
    basis: Basis,
}

/// A pose done in another way, and what is other in its structure.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Variation {
    of: String,
    position: Option<Position>,
    prop: Option<Prop>,
    cautions: Option<Vec<Caution>>,
}

/// Kinds of exercise (content of physical therapy for chronic back pain).
#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "kebab-case")]
enum Group {
    Posture,
    Flexibility,
    Core,
    Aerobic,
    Yoga,
    Rest,
}

/// All poses as Rust, variations among them, in order of their slugs.
///
/// # Panics
/// Where anything is off, with the place and the reason: this runs at build time.
pub(crate) fn to_rust(poses: &str, variations: &str) -> String {
    let mut poses: BTreeMap<String, Pose> =
        toml::from_str(poses).unwrap_or_else(|error| panic!("poses.toml: {error}"));
    let variations: BTreeMap<String, Variation> =
        toml::from_str(variations).unwrap_or_else(|error| panic!("variations.toml: {error}"));
    let varied: Vec<_> = variations.iter().map(|(slug, way)| (slug, way.of(&poses))).collect();
    for (slug, pose) in varied {
        assert!(poses.insert(slug.clone(), pose).is_none(), "{slug} is a pose and a variation");
    }
    let slugs: Vec<_> = poses.keys().map(String::as_str).collect();
    let derives = "Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash";
    let mut code = enumeration("PoseId", "A pose of the catalog.", derives, &slugs);
    let count = poses.len();
    let structures: Vec<_> = poses.values().map(Pose::to_rust).collect();
    let _ = writeln!(code, "static POSES: [Pose; {count}] = [{}];", structures.join(", "));
    let base = |slug: &String| variations.get(slug).map_or(slug, |way| &way.of).clone();
    let bases: Vec<_> =
        poses.keys().map(|slug| format!("PoseId::{}", variant(&base(slug)))).collect();
    let _ = writeln!(code, "static BASES: [PoseId; {count}] = [{}];", bases.join(", "));
    code
}

impl Variation {
    fn of(&self, poses: &BTreeMap<String, Pose>) -> Pose {
        let of = poses.get(&self.of);
        let of = of.unwrap_or_else(|| panic!("variations.toml: no pose «{}»", self.of)).clone();
        Pose {
            position: self.position.unwrap_or(of.position),
            prop: self.prop.or(of.prop),
            cautions: self.cautions.clone().unwrap_or(of.cautions),
            ..of
        }
    }
}

impl Pose {
    fn to_rust(&self) -> String {
        let Self { position, sides, areas, prop, basis, cautions, .. } = self;
        let areas: Vec<_> = areas.iter().map(|area| format!("Area::{area:?}")).collect();
        let areas = areas.join(", ");
        let prop = prop.map_or_else(|| "None".to_owned(), |prop| format!("Some(Prop::{prop:?})"));
        let Cautions(bits) = Cautions::of(cautions);
        format!(
            "Pose {{ position: Position::{position:?}, sides: Sides::{sides:?}, areas: &[{areas}], prop: {prop}, \
             basis: Basis::{basis:?}, cautions: Cautions({bits}) }}"
        )
    }
}
