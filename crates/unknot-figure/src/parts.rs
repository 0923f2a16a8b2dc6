//! The parts of a drawing from back to front, with the layer and the outline of each.

use unknot_content::figure::{Accented, Drawing, Limb, Prop, View};

use super::Layer;
use super::body::{self, Outline, front, side};
use super::kinematics::{Bone, Chain, Skeleton};
use super::props;
use super::shape::{Circle, hull};

/// A part of the drawing.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) kind: PartKind,
    pub(super) layer: Layer,
    pub(super) outline: Vec<Vec<Circle>>,
}

/// What a part shows. For arms and legs the first number is the side: 0 is the near one, or the
/// figure's left one in front view. The second is the segment, from 0 at the trunk to 2 for the
/// hand or foot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PartKind {
    Prop,
    Strap,
    Bag,
    Marble,
    Pelvis,
    Waist,
    Belly,
    Chest,
    Girdle,
    Neck,
    Head,
    Nose,
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
            Self::Prop => return None,
            Self::Strap => skeleton.strap(),
            Self::Bag => skeleton.bag(),
            Self::Marble => skeleton.marble(),
            Self::Pelvis => skeleton.pelvis,
            Self::Waist => skeleton.waist,
            Self::Belly => skeleton.belly,
            Self::Chest => skeleton.chest,
            Self::Girdle => skeleton.girdle,
            Self::Neck => skeleton.neck,
            Self::Head => skeleton.head,
            Self::Nose => skeleton.nose,
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

/// The parts of a figure, from back to front.
pub(super) fn parts(data: &Drawing) -> Vec<Part> {
    let faces = data.view.faces();
    let mut parts: Vec<_> = data
        .props
        .iter()
        .filter(|prop| **prop != Prop::Bag)
        .map(|&prop| Part {
            kind: if prop == Prop::Strap { PartKind::Strap } else { PartKind::Prop },
            layer: if props::stands_out(prop, data.view) { Layer::Far } else { Layer::Prop },
            outline: props::outlines(prop),
        })
        .collect();
    let mut add = |kind: PartKind, outline: Outline| {
        let layer = match kind {
            _ if accented(data, kind) => Layer::Accent,
            PartKind::Arm(1, _) | PartKind::Leg(1, _) if !faces => Layer::Far,
            // Seen from above, the parts below a raised knee are further away.
            PartKind::Leg(side, 1 | 2) if data.view == View::Above && raised(data, side) => {
                Layer::Far
            }
            PartKind::Arm(..) | PartKind::Leg(..) => Layer::Near,
            PartKind::Bag => Layer::Far,
            _ => Layer::Body,
        };
        let is_flipped = faces && matches!(kind, PartKind::Arm(1, _) | PartKind::Leg(1, _));
        let flipped =
            |circles: &&[Circle]| if is_flipped { flip(circles) } else { circles.to_vec() };
        let outline = outline.iter().map(flipped).collect();
        parts.push(Part { kind, layer, outline });
    };
    if data.props.contains(&Prop::Clock) {
        add(PartKind::Prop, body::HOURS);
        add(PartKind::Marble, body::MARBLE);
    }
    let lying = data.view == View::Above;
    if faces {
        // In front view a planted leg is turned out, so its foot is seen from the side.
        let foot = |place: usize| match (data.view, data.frames[0].limbs[2 + place]) {
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
        add(PartKind::Neck, body::NECK_SHAPE);
        add(PartKind::Waist, front::WAIST);
        add(PartKind::Chest, front::CHEST);
        if lying {
            add(PartKind::Nose, body::NOSE_ROUND);
        } else if data.frames.iter().any(|frame| frame.face != 0.0) {
            add(PartKind::Nose, body::NOSE_SHAPE);
        }
        add(PartKind::Head, front::HEAD);
        for place in [1, 0] {
            add_arm(&mut add, place);
        }
    } else {
        add_leg(&mut add, 1, side::FOOT);
        add_arm(&mut add, 1);
        let (head, nose) = if data.view == View::Side {
            (side::HEAD, body::NOSE_SHAPE)
        } else {
            (front::HEAD, body::NOSE_ROUND)
        };
        add(PartKind::Neck, body::NECK_SHAPE);
        add(PartKind::Nose, nose);
        add(PartKind::Head, head);
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
    // In the near hand, so in front of everything.
    if data.props.contains(&Prop::Bag) {
        add(PartKind::Bag, body::BAG);
    }
    parts
}

/// Whether a part is drawn in the accent colour.
fn accented(data: &Drawing, kind: PartKind) -> bool {
    data.accent.iter().any(|accent| {
        matches!(
            (accent, kind),
            (Accented::Pelvis, PartKind::Pelvis)
                | (Accented::Waist, PartKind::Waist | PartKind::Belly)
                | (Accented::Neck, PartKind::Neck | PartKind::Head | PartKind::Nose)
                | (Accented::Chest, PartKind::Chest | PartKind::Girdle)
                | (Accented::NearArm, PartKind::Arm(0, _))
                | (Accented::FarArm, PartKind::Arm(1, _))
                | (Accented::NearThigh, PartKind::Leg(0, 0))
                | (Accented::NearLeg, PartKind::Leg(0, _))
                | (Accented::FarLeg, PartKind::Leg(1, _))
                | (_, PartKind::Marble)
        )
    })
}

/// Whether a leg is drawn with its knee towards the viewer.
fn raised(data: &Drawing, side: usize) -> bool {
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
    path
}

fn flip(circles: &[Circle]) -> Vec<Circle> {
    circles.iter().map(|circle| Circle { y: -circle.y, ..*circle }).collect()
}
