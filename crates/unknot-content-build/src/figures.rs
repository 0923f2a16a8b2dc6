//! Parses the drawings of the poses and the ways, and checks them against the poses.

use std::collections::{BTreeMap, BTreeSet};
use std::mem::discriminant;

use serde::Deserialize;
use unknot_content::PoseId;
use unknot_content::figure::{
    Accented, Anchor, Arrow, Detail, Drawing, Inset, Keyframe, Limb, Prop, Scene, View, Way,
};
use unknot_content::pose::Side;

use crate::catalog::Catalog;
use crate::parts::Parts;

/// A drawing in `figures.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Figure {
    view: View,
    anchor: Anchor,
    drawn: Option<Side>,
    still: usize,
    ends: Option<[usize; 2]>,
    breath: [f32; 2],
    accent: Vec<Accented>,
    #[serde(default)]
    behind: Vec<Accented>,
    #[serde(default)]
    details: Vec<Detail>,
    props: Vec<Prop>,
    #[serde(default)]
    arrows: Vec<Pointer>,
    inset: Option<Inset>,
    frames: Vec<Frame>,
    beside: Option<Beside>,
}

/// The same figure from another side, in as many keyframes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Beside {
    view: View,
    at: [f32; 2],
    accent: Vec<Accented>,
    #[serde(default)]
    behind: Vec<Accented>,
    #[serde(default)]
    details: Vec<Detail>,
    props: Vec<Prop>,
    #[serde(default)]
    arrows: Vec<Pointer>,
    frames: Vec<Frame>,
}

/// An arrow in `figures.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pointer {
    of: Accented,
    at: [f32; 2],
    to: [f32; 2],
    #[serde(default)]
    bend: f32,
}

/// A keyframe in `figures.toml`. `arm` and `leg` apply to both sides unless a side has its own.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Frame {
    at: [f32; 2],
    trunk: [f32; 3],
    head: [f32; 2],
    face: Option<f32>,
    #[serde(default)]
    open: f32,
    #[serde(default)]
    turn: [f32; 2],
    leg: Option<Limb>,
    arm: Option<Limb>,
    near_leg: Option<Limb>,
    far_leg: Option<Limb>,
    near_arm: Option<Limb>,
    far_arm: Option<Limb>,
}

/// Parses `figures.toml`.
///
/// # Panics
/// If it is malformed or names an unknown pose.
pub(crate) fn parse(text: &str) -> BTreeMap<PoseId, Figure> {
    toml::from_str(text).unwrap_or_else(|error| panic!("figures.toml: {error}"))
}

/// Adds the drawings of `ways.toml` to the first part: any session may begin or end on the floor.
///
/// # Panics
/// If it is malformed, or a drawing is missing or inconsistent.
pub(crate) fn add_ways(parts: &mut Parts<'_>, text: &str) {
    let ways: BTreeMap<Way, Figure> =
        toml::from_str(text).unwrap_or_else(|error| panic!("ways.toml: {error}"));
    assert!(ways.len() == Way::ALL.len(), "ways.toml: a way is not drawn");
    let ways = ways.into_iter().map(|(way, figure)| (way, figure.compile(&format!("{way:?}"))));
    parts.part(true).ways = ways.collect();
}

/// Adds the drawings. Each pose has one ([`PoseId::drawn_as`]).
///
/// # Panics
/// If a drawing is missing or inconsistent.
pub(crate) fn add_to(parts: &mut Parts<'_>, figures: BTreeMap<PoseId, Figure>, catalog: &Catalog) {
    let drawings: BTreeMap<PoseId, Drawing> =
        figures.into_iter().map(|(pose, figure)| (pose, figure.compile(pose.slug()))).collect();
    let drawn = |pose: PoseId| {
        let mut drawn = pose.drawn_as();
        drawn
            .find(|pose| drawings.contains_key(pose))
            .unwrap_or_else(|| panic!("figures.toml: no drawing of pose «{}»", pose.slug()))
    };
    let first = PoseId::all().iter().filter(|pose| catalog.is_first_pose(**pose));
    let first: BTreeSet<PoseId> = first.map(|pose| drawn(*pose)).collect();
    let used: BTreeSet<PoseId> = PoseId::all().iter().map(|pose| drawn(*pose)).collect();
    for (pose, drawing) in drawings {
        assert!(used.contains(&pose), "figures.toml: nothing is drawn as «{}»", pose.slug());
        parts.part(first.contains(&pose)).drawings.insert(pose, drawing);
    }
}

impl Figure {
    fn compile(self, slug: &str) -> Drawing {
        let Self { view, anchor, still, ends, breath, accent, behind, details, .. } = self;
        let (props, arrows, inset) = (self.props, self.arrows, self.inset);
        assert!(still < self.frames.len(), "figures.toml: {slug}: still is not a keyframe");
        assert!(
            still > 0 || self.frames.len() == 1,
            "figures.toml: {slug}: still is the start of a movement, which tells nothing of it"
        );
        let count = self.frames.len();
        assert!(
            ends.is_none_or(|ends| ends.contains(&still) && ends.iter().all(|end| *end < count)),
            "figures.toml: {slug}: ends must be two keyframes, and still one of them"
        );
        assert!(breath.iter().all(|s| *s > 0.0), "figures.toml: {slug}: breath must be positive");
        let frames = frames(self.frames, slug, view);
        let knee = match anchor {
            Anchor::NearKnee => Some(2),
            Anchor::FarKnee => Some(3),
            Anchor::Hip | Anchor::Shoulder => None,
        };
        if let Some(leg) = knee {
            let free = frames.iter().all(|frame| matches!(frame.limbs[leg], Limb::Free(_)));
            assert!(free, "figures.toml: {slug}: the leg of an anchored knee must be free");
        }
        let arrows = arrows.into_iter().map(Pointer::compile).collect();
        let at = [0.0; 2];
        let first =
            Scene { view, anchor, at, accent, behind, details, props, arrows, inset, frames };
        let second = self.beside.map(|beside| beside.compile(slug));
        if let Some(second) = &second {
            assert!(
                second.frames.len() == first.frames.len(),
                "figures.toml: {slug}: both views need as many keyframes"
            );
        }
        let drawn = self.drawn.unwrap_or(Side::Right);
        let scenes = [Some(first), second].into_iter().flatten().collect();
        Drawing { drawn, still, ends, breath, scenes }
    }
}

impl Beside {
    fn compile(self, slug: &str) -> Scene {
        let Self { view, at, accent, behind, details, props, .. } = self;
        let frames = frames(self.frames, slug, view);
        let arrows = self.arrows.into_iter().map(Pointer::compile).collect();
        let anchor = Anchor::Hip;
        Scene { view, anchor, at, accent, behind, details, props, arrows, inset: None, frames }
    }
}

impl Pointer {
    fn compile(self) -> Arrow {
        let Self { of, at, to, bend } = self;
        Arrow { of, at, to, bend }
    }
}

/// The keyframes of a view. A limb is given in the same way in all of them.
fn frames(frames: Vec<Frame>, slug: &str, view: View) -> Vec<Keyframe> {
    assert!(!frames.is_empty(), "figures.toml: {slug} has no keyframe");
    let ahead = if view.faces() { 0.0 } else { 1.0 };
    let frames: Vec<_> = frames.into_iter().map(|frame| frame.compile(slug, ahead)).collect();
    for pair in frames.windows(2) {
        for (from, to) in pair[0].limbs.iter().zip(&pair[1].limbs) {
            assert!(
                discriminant(from) == discriminant(to),
                "figures.toml: {slug}: a limb changes its kind between keyframes"
            );
        }
    }
    frames
}

impl Frame {
    /// `ahead` is the default of `face`.
    fn compile(self, slug: &str, ahead: f32) -> Keyframe {
        let pick = |own: Option<Limb>, both: Option<Limb>, name: &str| {
            own.or(both).unwrap_or_else(|| panic!("figures.toml: {slug} has no {name}"))
        };
        Keyframe {
            at: self.at,
            trunk: self.trunk,
            head: self.head,
            face: self.face.unwrap_or(ahead),
            open: self.open,
            turn: self.turn,
            limbs: [
                pick(self.near_arm, self.arm, "near_arm"),
                pick(self.far_arm, self.arm, "far_arm"),
                pick(self.near_leg, self.leg, "near_leg"),
                pick(self.far_leg, self.leg, "far_leg"),
            ],
        }
    }
}
