//! The parts of a drawing, from the back to the front: which there are, how each is painted, and its
//! outline.

use unknot_content::figure::{Accented, Drawing, Limb, Prop, View};

use super::Layer;
use super::body::{self, Outline, front, side};
use super::kinematics::{Bone, Chain, Skeleton};
use super::props;
use super::shape::{Circle, skin};

/// A part of the drawing: what is placed, and its outline.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) which: Which,
    pub(super) layer: Layer,
    pub(super) outline: Vec<Vec<Circle>>,
}

/// What a part shows. Of each pair 0 is near, or the figure's left one from the front.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    Prop,
    Strap,
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

impl Which {
    pub(super) fn bone(self, skeleton: &Skeleton) -> Option<Bone> {
        let chain = |chain: &Chain, place: usize| match place {
            0 => chain.upper,
            1 => chain.lower,
            _ => chain.end,
        };
        Some(match self {
            Self::Prop => return None,
            Self::Strap => skeleton.strap(),
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

    /// The same part of the other side.
    pub(super) fn other(self) -> Self {
        match self {
            Self::Arm(side, place) => Self::Arm(1 - side, place),
            Self::Leg(side, place) => Self::Leg(1 - side, place),
            middle => middle,
        }
    }
}

/// The parts of a figure, from the back to the front.
pub(super) fn parts(data: &Drawing) -> Vec<Part> {
    let faces = data.view.faces();
    let mut parts: Vec<_> = data
        .props
        .iter()
        .map(|&prop| Part {
            which: if prop == Prop::Strap { Which::Strap } else { Which::Prop },
            layer: if props::on_top(prop, data.view) { Layer::Far } else { Layer::Prop },
            outline: props::outlines(prop),
        })
        .collect();
    let mut add = |which: Which, outline: Outline| {
        let layer = match which {
            _ if accented(data, which) => Layer::Accent,
            Which::Arm(1, _) | Which::Leg(1, _) if !faces => Layer::Far,
            // From above, what is under a raised knee is further away.
            Which::Leg(side, 1 | 2) if data.view == View::Above && raised(data, side) => Layer::Far,
            Which::Arm(..) | Which::Leg(..) => Layer::Near,
            _ => Layer::Body,
        };
        let over = faces && matches!(which, Which::Arm(1, _) | Which::Leg(1, _));
        let turn = |circles: &&[Circle]| if over { turned_over(circles) } else { circles.to_vec() };
        let outline = outline.iter().map(turn).collect();
        parts.push(Part { which, layer, outline });
    };
    if data.props.contains(&Prop::Clock) {
        add(Which::Prop, body::HOURS);
        add(Which::Marble, body::MARBLE);
    }
    let lying = data.view == View::Above;
    if faces {
        // From the front a leg is planted where it is turned out: its foot shows its side.
        let foot = |place: usize| match (data.view, data.frames[0].limbs[2 + place]) {
            (View::Above, _) => body::FOOT_ABOVE,
            (_, Limb::Planted(_)) => side::FOOT,
            _ => front::FOOT,
        };
        if data.frames[0].limbs[2..].iter().any(|leg| matches!(leg, Limb::Bent(_))) {
            // Each leg comes towards the eye as a whole, and one may cross the other.
            add(Which::Pelvis, front::PELVIS);
            for place in [1, 0] {
                add_leg(&mut add, place, foot(place));
            }
        } else {
            for place in [1, 0] {
                add(Which::Leg(place, 2), foot(place));
                add(Which::Leg(place, 1), body::SHIN_SHAPE);
            }
            // Lying, the knees are nearest to the eye; standing, the pelvis goes over both thighs.
            if lying {
                add(Which::Pelvis, front::PELVIS);
            }
            for place in [1, 0] {
                add(Which::Leg(place, 0), body::THIGH_SHAPE);
            }
            if !lying {
                add(Which::Pelvis, front::PELVIS);
            }
        }
        add(Which::Neck, body::NECK_SHAPE);
        add(Which::Waist, front::WAIST);
        add(Which::Chest, front::CHEST);
        if lying {
            add(Which::Nose, body::NOSE_ROUND);
        } else if data.frames.iter().any(|frame| frame.face != 0.0) {
            add(Which::Nose, body::NOSE_SHAPE);
        }
        add(Which::Head, front::HEAD);
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
        add(Which::Neck, body::NECK_SHAPE);
        add(Which::Nose, nose);
        add(Which::Head, head);
        add(Which::Pelvis, side::PELVIS);
        add(Which::Belly, side::BELLY);
        add(Which::Waist, side::WAIST);
        add(Which::Chest, side::CHEST);
        if data.frames.iter().any(|frame| frame.open > 0.0) {
            add(Which::Girdle, body::GIRDLE_SHAPE);
        }
        add_leg(&mut add, 0, side::FOOT);
        add_arm(&mut add, 0);
    }
    parts
}

/// Whether a part is drawn as one that works.
fn accented(data: &Drawing, which: Which) -> bool {
    data.accent.iter().any(|accent| {
        matches!(
            (accent, which),
            (Accented::Pelvis, Which::Pelvis)
                | (Accented::Waist, Which::Waist | Which::Belly)
                | (Accented::Neck, Which::Neck | Which::Head | Which::Nose)
                | (Accented::Chest, Which::Chest | Which::Girdle)
                | (Accented::NearArm, Which::Arm(0, _))
                | (Accented::FarArm, Which::Arm(1, _))
                | (Accented::NearThigh, Which::Leg(0, 0))
                | (Accented::NearLeg, Which::Leg(0, _))
                | (Accented::FarLeg, Which::Leg(1, _))
                | (_, Which::Marble)
        )
    })
}

/// Whether a leg is drawn with its knee to the viewer.
fn raised(data: &Drawing, side: usize) -> bool {
    matches!(data.frames[0].limbs[2 + side], Limb::Placed(_))
}

fn add_arm(add: &mut impl FnMut(Which, Outline), side: usize) {
    add(Which::Arm(side, 0), body::UPPER_ARM_SHAPE);
    add(Which::Arm(side, 2), body::HAND_SHAPE);
    add(Which::Arm(side, 1), body::FOREARM_SHAPE);
}

fn add_leg(add: &mut impl FnMut(Which, Outline), side: usize, foot: Outline) {
    add(Which::Leg(side, 2), foot);
    add(Which::Leg(side, 1), body::SHIN_SHAPE);
    add(Which::Leg(side, 0), body::THIGH_SHAPE);
}

/// The outline as a path; mirrored, it is turned over its own length.
pub(super) fn path(part: &Part, mirrored: bool) -> String {
    let mut path = String::new();
    for circles in &part.outline {
        if mirrored {
            skin(&turned_over(circles), &mut path);
        } else {
            skin(circles, &mut path);
        }
    }
    path
}

fn turned_over(circles: &[Circle]) -> Vec<Circle> {
    circles.iter().map(|circle| Circle { y: -circle.y, ..*circle }).collect()
}
