//! The drawings of the poses: parsed, checked against the catalog, written as records.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::catalog::Catalog;
use crate::pack::{Pack, decimal, list};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Figure {
    view: String,
    anchor: String,
    #[serde(default)]
    drawn: Drawn,
    still: usize,
    breath: [f64; 2],
    accent: Vec<String>,
    props: Vec<Prop>,
    frames: Vec<Frame>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "kebab-case")]
enum Drawn {
    Left,
    #[default]
    Right,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Prop {
    Mat([f64; 2]),
    MatAbove([f64; 4]),
    Pillow([f64; 4]),
    Pad([f64; 4]),
    Chair([f64; 2]),
    Wall([f64; 2]),
    Panel([f64; 4]),
    Strap,
    Clock,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Frame {
    at: [f64; 2],
    trunk: [f64; 3],
    head: [f64; 2],
    face: Option<f64>,
    #[serde(default)]
    open: f64,
    leg: Option<Limb>,
    arm: Option<Limb>,
    near_leg: Option<Limb>,
    far_leg: Option<Limb>,
    near_arm: Option<Limb>,
    far_arm: Option<Limb>,
}

#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "kebab-case")]
enum Limb {
    Free([f64; 3]),
    Planted([f64; 3]),
    Seen([f64; 4]),
    Bent([f64; 4]),
    Placed([f64; 5]),
}

const VIEWS: [&str; 4] = ["side", "front", "above", "above-side"];
const ANCHORS: [&str; 4] = ["hip", "shoulder", "near-knee", "far-knee"];
const PARTS: [&str; 9] = [
    "pelvis",
    "waist",
    "chest",
    "neck",
    "near-arm",
    "far-arm",
    "near-thigh",
    "near-leg",
    "far-leg",
];

/// Adds the drawings.
///
/// # Panics
/// Where a drawing is missing, unknown or inconsistent, with its pose: this runs at build time.
pub(crate) fn add_to(pack: &mut Pack, text: &str, catalog: &Catalog) {
    let figures: BTreeMap<String, Figure> =
        toml::from_str(text).unwrap_or_else(|error| panic!("figures.toml: {error}"));
    for slug in figures.keys() {
        assert!(catalog.poses.contains_key(slug), "figures.toml: «{slug}» is in no catalog");
    }
    for slug in catalog.poses.keys() {
        // A variation without a drawing of its own looks like its pose.
        let of = catalog.variations.get(slug).and_then(|of| figures.get(of));
        let figure = figures.get(slug).or(of);
        let figure = figure.unwrap_or_else(|| panic!("figures.toml: no drawing of pose «{slug}»"));
        let fields = figure.fields(slug);
        let fields: Vec<_> = fields.iter().map(String::as_str).collect();
        pack.add(catalog.part_of_pose(slug), "figure", &[&[slug.as_str()], &*fields].concat());
    }
}

impl Figure {
    fn fields(&self, slug: &str) -> Vec<String> {
        let one_of = |what: &str, name: &str, names: &[&str]| {
            let place = names.iter().position(|known| *known == name);
            place.unwrap_or_else(|| panic!("figures.toml: {slug}: no {what} «{name}»")).to_string()
        };
        assert!(!self.frames.is_empty(), "figures.toml: {slug} has no keyframe");
        assert!(self.still < self.frames.len(), "figures.toml: {slug}: still is no keyframe");
        assert!(self.breath.iter().all(|s| *s > 0.0), "figures.toml: {slug}: breath takes time");
        let limbs: Vec<_> = self.frames.iter().map(|frame| frame.limbs(slug)).collect();
        for pair in limbs.windows(2) {
            for (from, to) in pair[0].iter().zip(&pair[1]) {
                assert!(
                    std::mem::discriminant(from) == std::mem::discriminant(to),
                    "figures.toml: {slug}: a limb changes its kind between keyframes"
                );
            }
        }
        let knee = match self.anchor.as_str() {
            "near-knee" => Some(2),
            "far-knee" => Some(3),
            _ => None,
        };
        if let Some(leg) = knee {
            let free = limbs.iter().all(|limbs| matches!(limbs[leg], Limb::Free(_)));
            assert!(free, "figures.toml: {slug}: the leg of an anchored knee is free");
        }
        let ahead = if ["front", "above"].contains(&self.view.as_str()) { 0.0 } else { 1.0 };
        let frames = self.frames.iter().zip(&limbs).map(|(frame, limbs)| frame.field(limbs, ahead));
        vec![
            one_of("view", &self.view, &VIEWS),
            one_of("anchor", &self.anchor, &ANCHORS),
            match self.drawn {
                Drawn::Left => "0",
                Drawn::Right => "1",
            }
            .to_owned(),
            self.still.to_string(),
            list(self.breath.map(decimal), ' '),
            list(self.accent.iter().map(|part| one_of("part", part, &PARTS)), ' '),
            list(self.props.iter().map(Prop::field), ';'),
            list(frames, ';'),
        ]
    }
}

impl Frame {
    /// Near arm, far arm, near leg, far leg.
    fn limbs(&self, slug: &str) -> [Limb; 4] {
        let pick = |own: Option<Limb>, both: Option<Limb>, name: &str| {
            own.or(both).unwrap_or_else(|| panic!("figures.toml: {slug} has no {name}"))
        };
        [
            pick(self.near_arm, self.arm, "near_arm"),
            pick(self.far_arm, self.arm, "far_arm"),
            pick(self.near_leg, self.leg, "near_leg"),
            pick(self.far_leg, self.leg, "far_leg"),
        ]
    }

    /// `ahead` is where the face is turned unless told.
    fn field(&self, limbs: &[Limb; 4], ahead: f64) -> String {
        let mut numbers: Vec<String> = self.at.map(decimal).to_vec();
        numbers.extend(self.trunk.map(decimal));
        numbers.extend(self.head.map(decimal));
        numbers.extend([decimal(self.face.unwrap_or(ahead)), decimal(self.open)]);
        numbers.extend(limbs.iter().map(|limb| limb.field()));
        list(numbers, ',')
    }
}

impl Limb {
    fn field(self) -> String {
        match self {
            Self::Free(values) => record("f", &values),
            Self::Planted(values) => record("p", &values),
            Self::Seen(values) => record("s", &values),
            Self::Bent(values) => record("b", &values),
            Self::Placed(values) => record("l", &values),
        }
    }
}

impl Prop {
    fn field(&self) -> String {
        match self {
            Self::Mat(values) => record("mat", values),
            Self::MatAbove(values) => record("mat-above", values),
            Self::Pillow(values) => record("pillow", values),
            Self::Pad(values) => record("pad", values),
            Self::Chair(values) => record("chair", values),
            Self::Wall(values) => record("wall", values),
            Self::Panel(values) => record("panel", values),
            Self::Strap => "strap".to_owned(),
            Self::Clock => "clock".to_owned(),
        }
    }
}

/// A kind and its numbers.
fn record(kind: &str, values: &[f64]) -> String {
    format!("{kind} {}", list(values.iter().copied().map(decimal), ' '))
}
