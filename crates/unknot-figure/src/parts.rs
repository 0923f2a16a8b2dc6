//! The parts of a drawing from back to front, with the layer and the outline of each.

use core::ops::Range;

use unknot_content::figure::{Accented, Drawing, Limb, Prop, Scene, View};

use super::Layer;
use super::body::{self, Outline, front, side};
use super::kinematics::{Bone, Chain, Skeleton};
use super::pointers;
use super::props;
use super::shape::{Circle, hole, hull};

/// A part of the drawing.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) kind: PartKind,
    pub(super) layer: Layer,
    pub(super) outline: Vec<Vec<Circle>>,
    /// A hole in the outline: the eye.
    pub(super) hole: Option<Circle>,
    /// The view that it belongs to.
    pub(super) scene: usize,
    /// Whether it is in the inset of its view, and larger.
    pub(super) enlarged: bool,
}

/// What a part shows. For arms and legs the first number is the side: 0 is the near one, or the
/// figure's left one in front view. The second is the segment, from 0 at the trunk to 2 for the
/// hand or foot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum PartKind {
    Prop,
    /// A mat, which is as long as the body needs it.
    Mat,
    Strap,
    Bag,
    Clock([f32; 4]),
    Marble([f32; 4]),
    /// The number of an arrow in its view.
    Arrow(usize),
    Pelvis,
    Waist,
    Belly,
    Chest,
    Girdle,
    Neck,
    Head,
    Nose,
    Eyes,
    Arm(usize, usize),
    Leg(usize, usize),
}

impl PartKind {
    pub(super) fn bone(self, skeleton: &Skeleton) -> Option<Bone> {
        let chain = |chain: &Chain, place: usize| match place {
            0 => chain.upper,
            1 => chain.lower,
            _ => chain.end,
        };
        Some(match self {
            Self::Prop | Self::Mat | Self::Arrow(_) => return None,
            Self::Clock([x, y, ..]) => Bone::new([x, y], 90.0),
            Self::Strap => skeleton.strap(),
            Self::Bag => skeleton.bag(),
            Self::Marble(clock) => skeleton.marble(clock),
            Self::Pelvis => skeleton.pelvis,
            Self::Waist => skeleton.waist,
            Self::Belly => skeleton.belly,
            Self::Chest => skeleton.chest,
            Self::Girdle => skeleton.girdle,
            Self::Neck => skeleton.neck,
            Self::Head => skeleton.head,
            Self::Nose => skeleton.nose,
            Self::Eyes => skeleton.eyes,
            Self::Arm(side, place) => chain(&skeleton.arms[side], place),
            Self::Leg(side, place) => chain(&skeleton.legs[side], place),
        })
    }

    /// The same part of the other side of the body.
    pub(super) fn opposite(self) -> Self {
        match self {
            Self::Arm(side, place) => Self::Arm(1 - side, place),
            Self::Leg(side, place) => Self::Leg(1 - side, place),
            unpaired => unpaired,
        }
    }
}

/// The parts of a figure, from back to front, and which of them are the body of its first view.
pub(super) fn parts(data: &Drawing) -> (Vec<Part>, Range<usize>) {
    let mut all = Vec::new();
    let mut body = 0..0;
    for (place, scene) in data.scenes.iter().enumerate() {
        let mut parts: Vec<_> = behind_it(scene).collect();
        let first = parts.len();
        figure(scene, &mut parts);
        // The back of a chair is between the body and the arms, which come last.
        let arms = parts.len() - 6;
        let chair = scene.props.iter().filter(|prop| matches!(prop, Prop::ChairBack(_)));
        let chair =
            chair.map(|prop| Part::new(PartKind::Prop, Layer::Prop, props::outlines(*prop)));
        parts.splice(arms..arms, chair);
        if place == 0 {
            body = first..parts.len();
        }
        let shown = scene.inset.as_ref().map_or(&[][..], |inset| &inset.show);
        let shown = |part: &&Part| shown.iter().any(|shown| includes(*shown, part.kind));
        let larger = parts[first..].iter().filter(shown).cloned();
        let larger: Vec<_> = larger.map(|part| Part { enlarged: true, ..part }).collect();
        for prop in &scene.props {
            match *prop {
                // In the near hand, so in front of everything.
                Prop::Bag => parts.push(Part::new(PartKind::Bag, Layer::Far, own(body::BAG))),
                Prop::Clock(at) => {
                    parts.push(Part::new(PartKind::Prop, Layer::Prop, props::outlines(*prop)));
                    let (hours, marble) = (own(body::HOURS), own(body::MARBLE));
                    parts.push(Part::new(PartKind::Clock(at), Layer::Far, hours));
                    parts.push(Part::new(PartKind::Marble(at), Layer::Accent, marble));
                }
                _ => {}
            }
        }
        parts.extend(larger);
        for (number, arrow) in scene.arrows.iter().enumerate() {
            let outline = pointers::arrow(arrow);
            parts.push(Part::new(PartKind::Arrow(number), Layer::Accent, outline));
        }
        all.extend(parts.into_iter().map(|part| Part { scene: place, ..part }));
    }
    (all, body)
}

impl Part {
    fn new(kind: PartKind, layer: Layer, outline: Vec<Vec<Circle>>) -> Self {
        Self { kind, layer, outline, hole: None, scene: 0, enlarged: false }
    }
}

/// What is under the body, and behind it.
fn behind_it(scene: &Scene) -> impl Iterator<Item = Part> {
    let behind = |prop: &&Prop| !matches!(prop, Prop::Bag | Prop::ChairBack(_) | Prop::Clock(_));
    let things = scene.props.iter().filter(behind).map(|&prop| {
        let kind = match prop {
            Prop::Strap => PartKind::Strap,
            Prop::Mat(_) | Prop::MatAbove(_) => PartKind::Mat,
            _ => PartKind::Prop,
        };
        let layer = if props::stands_out(prop, scene.view) { Layer::Far } else { Layer::Prop };
        Part::new(kind, layer, props::outlines(prop))
    });
    let ring = scene.inset.iter().flat_map(|inset| {
        let [ring, hole, stem] = pointers::ring(inset);
        let stem = Part::new(PartKind::Prop, Layer::Prop, vec![stem]);
        let ring = Part::new(PartKind::Prop, Layer::Prop, vec![ring]);
        [stem, Part { hole: Some(hole[0]), ..ring }]
    });
    things.chain(ring)
}

fn own(outline: Outline) -> Vec<Vec<Circle>> {
    outline.iter().map(|circles| circles.to_vec()).collect()
}

/// The parts of the body.
fn figure(data: &Scene, parts: &mut Vec<Part>) {
    let faces = data.view.faces();
    // A figure that lies on its side has a near side and a far side also where it faces the viewer.
    let aside = !faces || data.frames[0].turn[0].abs() > 45.0;
    let mut add = |kind: PartKind, outline: Outline| {
        let layer = match kind {
            PartKind::Eyes => Layer::Mark,
            _ if accented(data, kind) => Layer::Accent,
            PartKind::Arm(1, _) | PartKind::Leg(1, _) if aside => Layer::Far,
            // Below a raised knee, and behind somebody who lies on their side, the shins are
            // further away.
            PartKind::Leg(side, 1 | 2) if !aside && raised(data, side) => Layer::Far,
            PartKind::Arm(..) | PartKind::Leg(..) => Layer::Near,
            _ => Layer::Body,
        };
        let is_flipped = faces && matches!(kind, PartKind::Arm(1, _) | PartKind::Leg(1, _));
        let flipped =
            |circles: &&[Circle]| if is_flipped { flip(circles) } else { circles.to_vec() };
        let outline = outline.iter().map(flipped).collect();
        let hole = (kind == PartKind::Head && !faces).then_some(body::EYE);
        parts.push(Part { hole, ..Part::new(kind, layer, outline) });
    };
    let lying = data.view == View::Above;
    if faces {
        // In front view a planted leg is turned out, so its foot is seen from the side.
        let foot = |place: usize| match (data.view, data.frames[0].limbs[2 + place]) {
            (View::Above, Limb::Bent(_)) => front::FOOT,
            (View::Above, _) => body::FOOT_ABOVE,
            (_, Limb::Planted(_)) => side::FOOT,
            _ => front::FOOT,
        };
        if data.frames[0].limbs[2..].iter().any(|leg| matches!(leg, Limb::Bent(_))) {
            // Each leg points towards the viewer as a whole, and one may cross the other.
            add(PartKind::Pelvis, front::PELVIS);
            for place in [1, 0] {
                add_leg(&mut add, place, foot(place));
            }
        } else if aside {
            add_leg(&mut add, 1, side::FOOT);
            add(PartKind::Pelvis, front::PELVIS);
            add_leg(&mut add, 0, side::FOOT);
        } else {
            for place in [1, 0] {
                add(PartKind::Leg(place, 2), foot(place));
                add(PartKind::Leg(place, 1), body::SHIN_SHAPE);
            }
            // When lying, the knees are nearest to the viewer. When standing, the pelvis covers
            // both thighs.
            if lying {
                add(PartKind::Pelvis, front::PELVIS);
            }
            for place in [1, 0] {
                add(PartKind::Leg(place, 0), body::THIGH_SHAPE);
            }
            if !lying {
                add(PartKind::Pelvis, front::PELVIS);
            }
        }
        let behind = [1, 0].map(|place| {
            let arm = if place == 0 { Accented::NearArm } else { Accented::FarArm };
            (place, data.behind.contains(&arm))
        });
        for (place, _) in behind.into_iter().filter(|(_, behind)| *behind) {
            add_arm(&mut add, place);
        }
        add(PartKind::Neck, body::NECK_SHAPE);
        add(PartKind::Waist, front::WAIST);
        add(PartKind::Chest, front::CHEST);
        if lying {
            add(PartKind::Nose, body::NOSE_ROUND);
        } else if data.frames.iter().any(|frame| frame.face != 0.0) {
            add(PartKind::Nose, body::NOSE_SHAPE);
        }
        add(PartKind::Head, front::HEAD);
        add(PartKind::Eyes, body::EYES);
        for (place, _) in behind.into_iter().filter(|(_, behind)| !behind) {
            add_arm(&mut add, place);
        }
    } else {
        add_leg(&mut add, 1, side::FOOT);
        add_arm(&mut add, 1);
        add(PartKind::Neck, body::NECK_SHAPE);
        add(PartKind::Nose, body::NOSE_SHAPE);
        add(PartKind::Head, side::HEAD);
        add(PartKind::Pelvis, side::PELVIS);
        add(PartKind::Belly, side::BELLY);
        add(PartKind::Waist, side::WAIST);
        add(PartKind::Chest, side::CHEST);
        if data.frames.iter().any(|frame| frame.open > 0.0) {
            add(PartKind::Girdle, body::GIRDLE_SHAPE);
        }
        add_leg(&mut add, 0, side::FOOT);
        add_arm(&mut add, 0);
    }
}

/// Whether a part is drawn in the accent colour.
fn accented(data: &Scene, kind: PartKind) -> bool {
    data.accent.iter().any(|accent| includes(*accent, kind))
}

/// Whether what works, or is shown, includes a part.
pub(super) fn includes(what: Accented, kind: PartKind) -> bool {
    matches!(
        (what, kind),
        (Accented::Pelvis, PartKind::Pelvis)
            | (Accented::Waist, PartKind::Waist | PartKind::Belly)
            | (Accented::Neck, PartKind::Neck | PartKind::Head | PartKind::Nose)
            | (Accented::Chest, PartKind::Chest | PartKind::Girdle)
            | (Accented::NearArm, PartKind::Arm(0, _))
            | (Accented::FarArm, PartKind::Arm(1, _))
            | (Accented::NearThigh, PartKind::Leg(0, 0))
            | (Accented::FarThigh, PartKind::Leg(1, 0))
            | (Accented::NearShin, PartKind::Leg(0, 1 | 2))
            | (Accented::FarShin, PartKind::Leg(1, 1 | 2))
            | (Accented::NearLeg, PartKind::Leg(0, _))
            | (Accented::FarLeg, PartKind::Leg(1, _))
    )
}

/// Whether a leg is drawn with its knee towards the viewer.
fn raised(data: &Scene, side: usize) -> bool {
    matches!(data.frames[0].limbs[2 + side], Limb::Placed(_))
}

fn add_arm(add: &mut impl FnMut(PartKind, Outline), side: usize) {
    add(PartKind::Arm(side, 0), body::UPPER_ARM_SHAPE);
    add(PartKind::Arm(side, 2), body::HAND_SHAPE);
    add(PartKind::Arm(side, 1), body::FOREARM_SHAPE);
}

fn add_leg(add: &mut impl FnMut(PartKind, Outline), side: usize, foot: Outline) {
    add(PartKind::Leg(side, 2), foot);
    add(PartKind::Leg(side, 1), body::SHIN_SHAPE);
    add(PartKind::Leg(side, 0), body::THIGH_SHAPE);
}

/// The outline as an SVG path. If `mirrored`, the outline is flipped about the part's length.
pub(super) fn path(part: &Part, mirrored: bool) -> String {
    let mut path = String::new();
    for circles in &part.outline {
        if mirrored {
            hull(&flip(circles), &mut path);
        } else {
            hull(circles, &mut path);
        }
    }
    if let Some(eye) = part.hole {
        hole(if mirrored { Circle { y: -eye.y, ..eye } } else { eye }, &mut path);
    }
    path
}

fn flip(circles: &[Circle]) -> Vec<Circle> {
    circles.iter().map(|circle| Circle { y: -circle.y, ..*circle }).collect()
}
