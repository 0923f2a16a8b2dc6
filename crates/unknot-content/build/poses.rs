//! Poses and their variations: parsed, checked, written as Rust.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Deserialize;

use crate::caution::{Caution, Cautions};
use crate::code::{enumeration, variant};
use crate::pose::{Area, Basis, Position, Prop, Sides, Soft};

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
    soft: Option<Soft>,
    /// How long it takes to do what the set-up says, beyond hearing it, in whole seconds.
    #[serde(default)]
    settle: u32,
    basis: Basis,
    /// The variation that is easier.
    easier: Option<String>,
    /// The pose whose drawing it has, where it has none of its own.
    #[serde(skip)]
    figure: Option<String>,
}

/// A pose done in another way, and what is other in its structure.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Variation {
    of: String,
    position: Option<Position>,
    prop: Option<Prop>,
    soft: Option<Soft>,
    cautions: Option<Vec<Caution>>,
    #[serde(default)]
    settle: u32,
    easier: Option<String>,
    figure: Option<String>,
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
    let varied: Vec<_> =
        variations.iter().map(|(slug, way)| (slug, way.of(slug, &poses))).collect();
    for (slug, pose) in varied {
        assert!(poses.insert(slug.clone(), pose).is_none(), "{slug} is a pose and a variation");
    }
    for (slug, pose) in &poses {
        pose.check_easier(slug, &poses, &variations);
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
    let easier: Vec<_> = poses.values().map(|pose| option(pose.easier.as_deref())).collect();
    let _ = writeln!(code, "static EASIER: [Option<PoseId>; {count}] = [{}];", easier.join(", "));
    let figures: Vec<_> = poses.values().map(|pose| option(pose.figure.as_deref())).collect();
    let _ = writeln!(code, "static FIGURES: [Option<PoseId>; {count}] = [{}];", figures.join(", "));
    code
}

/// A pose that may be missing, as Rust.
fn option(slug: Option<&str>) -> String {
    slug.map_or_else(|| "None".to_owned(), |slug| format!("Some(PoseId::{})", variant(slug)))
}

impl Variation {
    fn of(&self, slug: &str, poses: &BTreeMap<String, Pose>) -> Pose {
        let of = poses.get(&self.of);
        let of = of.unwrap_or_else(|| panic!("variations.toml: no pose «{}»", self.of)).clone();
        // What is an easier way itself has none.
        let is_elsewhere = self.position.is_some_and(|position| position != of.position);
        let inherited = of.easier.filter(|easier| easier != slug && !is_elsewhere);
        Pose {
            easier: self.easier.clone().or(inherited),
            figure: self.figure.clone(),
            position: self.position.unwrap_or(of.position),
            prop: self.prop.or(of.prop),
            cautions: self.cautions.clone().unwrap_or(of.cautions),
            // What has to be brought depends on the variation.
            soft: self.soft,
            settle: self.settle,
            ..of
        }
    }
}

/// Where the weight of the body is: on the floor, on a chair, or on the feet.
#[derive(PartialEq, Eq, Debug)]
enum Level {
    Floor,
    Chair,
    Feet,
}

impl Pose {
    fn level(&self) -> Level {
        match self.position {
            Position::Standing => Level::Feet,
            Position::Seated if self.prop == Some(Prop::Chair) => Level::Chair,
            _ => Level::Floor,
        }
    }

    /// Checks that the easier way is a variation of the pose, at its level and for its sides.
    fn check_easier(
        &self,
        slug: &str,
        poses: &BTreeMap<String, Self>,
        variations: &BTreeMap<String, Variation>,
    ) {
        let Some(name) = &self.easier else { return };
        let base = |slug: &str| variations.get(slug).map_or(slug, |way| &way.of).to_owned();
        let easier = poses.get(name).filter(|_| variations.contains_key(name));
        let easier = easier.unwrap_or_else(|| panic!("{slug}: there is no variation «{name}»"));
        assert!(base(name) == base(slug), "{slug}: «{name}» is a variation of another pose");
        let (level, own) = (easier.level(), self.level());
        assert!(level == own, "{slug}: its easier way is on {level:?}, not on {own:?}");
        // The sides are those of its pose, as for every variation.
    }

    fn to_rust(&self) -> String {
        let Self { position, sides, areas, prop, soft, settle, basis, cautions, .. } = self;
        let areas: Vec<_> = areas.iter().map(|area| format!("Area::{area:?}")).collect();
        let areas = areas.join(", ");
        let prop = prop.map_or_else(|| "None".to_owned(), |prop| format!("Some(Prop::{prop:?})"));
        let soft = soft.map_or_else(|| "None".to_owned(), |soft| format!("Some(Soft::{soft:?})"));
        let mut all = Cautions::of(cautions);
        if !all.and(Caution::UNSTEADY).is_empty() {
            all = all.or(Caution::UNSTEADY);
        }
        let all: Vec<_> = all.iter().map(|caution| format!("Caution::{caution:?}")).collect();
        let all = all.join(", ");
        format!(
            "Pose {{ position: Position::{position:?}, sides: Sides::{sides:?}, areas: &[{areas}], prop: {prop}, soft: {soft}, \
             settle: Millis::secs({settle}), basis: Basis::{basis:?}, cautions: Cautions::of(&[{all}]) }}"
        )
    }
}
