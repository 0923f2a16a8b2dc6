//! The drawings of the poses: parsed, checked against the catalog, written as Rust.
//!
//! One entry a pose, in the order of the slugs, so that a pose without a drawing ends the build and
//! a drawing is found by its pose's number alone.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Deserialize;

use crate::catalog::Catalog;
use crate::code::{array, variant};

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
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Frame {
    at: [f64; 2],
    trunk: [f64; 3],
    head: [f64; 2],
    #[serde(default = "ahead")]
    face: f64,
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
}

const VIEWS: [&str; 4] = ["side", "front", "above", "above-side"];
const ANCHORS: [&str; 4] = ["hip", "shoulder", "near-knee", "far-knee"];
const PARTS: [&str; 8] =
    ["pelvis", "waist", "chest", "near-arm", "far-arm", "near-thigh", "near-leg", "far-leg"];

fn ahead() -> f64 {
    1.0
}

/// The drawings as Rust.
///
/// # Panics
/// Where a drawing is missing, unknown or inconsistent, with its pose: this runs at build time.
pub(crate) fn to_rust(text: &str, catalog: &Catalog) -> String {
    let figures: BTreeMap<String, Figure> =
        toml::from_str(text).unwrap_or_else(|error| panic!("figures.toml: {error}"));
    for slug in catalog.poses.keys() {
        assert!(figures.contains_key(slug), "figures.toml: no drawing of pose «{slug}»");
    }
    let entries = array(figures.iter().map(|(slug, figure)| {
        assert!(catalog.poses.contains_key(slug), "figures.toml: «{slug}» is in no catalog");
        figure.to_rust(slug)
    }));
    let mut code = String::new();
    let _ = writeln!(code, "static FIGURES: [FigureData; {}] = {entries};", figures.len());
    code
}

impl Figure {
    fn to_rust(&self, slug: &str) -> String {
        let one_of = |what: &str, name: &str, names: &[&str]| {
            assert!(names.contains(&name), "figures.toml: {slug}: no {what} «{name}»");
            variant(name)
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
        let frames = self.frames.iter().zip(&limbs).map(|(frame, limbs)| frame.to_rust(limbs));
        let accent = self.accent.iter().map(|part| {
            let part = one_of("part", part, &PARTS);
            format!("Accented::{part}")
        });
        format!(
            "FigureData {{ view: View::{}, anchor: Anchor::{}, drawn: Side::{}, still: {}, breath: {}, \
             accent: &{}, props: &{}, frames: &{} }}",
            one_of("view", &self.view, &VIEWS),
            one_of("anchor", &self.anchor, &ANCHORS),
            match self.drawn {
                Drawn::Left => "Left",
                Drawn::Right => "Right",
            },
            self.still,
            floats(&self.breath),
            array(accent),
            array(self.props.iter().map(Prop::to_rust)),
            array(frames)
        )
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

    fn to_rust(&self, limbs: &[Limb; 4]) -> String {
        format!(
            "Keyframe {{ at: {}, trunk: {}, head: {}, face: {:?}, open: {:?}, limbs: {} }}",
            floats(&self.at),
            floats(&self.trunk),
            floats(&self.head),
            self.face,
            self.open,
            array(limbs.iter().map(|limb| limb.to_rust()))
        )
    }
}

impl Limb {
    fn to_rust(self) -> String {
        match self {
            Self::Free(values) => format!("Limb::Free({})", floats(&values)),
            Self::Planted(values) => format!("Limb::Planted({})", floats(&values)),
            Self::Seen(values) => format!("Limb::Seen({})", floats(&values)),
        }
    }
}

impl Prop {
    fn to_rust(&self) -> String {
        match self {
            Self::Mat(values) => format!("Prop::Mat({})", floats(values)),
            Self::MatAbove(values) => format!("Prop::MatAbove({})", floats(values)),
            Self::Pillow(values) => format!("Prop::Pillow({})", floats(values)),
            Self::Pad(values) => format!("Prop::Pad({})", floats(values)),
            Self::Chair(values) => format!("Prop::Chair({})", floats(values)),
        }
    }
}

fn floats(values: &[f64]) -> String {
    array(values.iter().map(|value| {
        assert!(value.is_finite(), "figures.toml: a number is not finite");
        format!("{value:?}")
    }))
}
