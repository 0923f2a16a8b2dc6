//! The parts of the body in a view, from back to front, with the layer of each.

use unknot_content::figure::{Accented, Detail, Limb, Scene, View};

use super::Layer;
use super::body::{self, Hulls, front, side};
use super::parts::{Part, PartKind, flip, includes};
use super::shape::Circle;

/// Adds the parts of the body.
pub(super) fn add(data: &Scene, parts: &mut Vec<Part>) {
    let faces = data.view.faces();
    // A figure that lies on its side has a near side and a far side also where it faces the viewer.
    let aside = !faces || data.frames[0].turn[0].abs() > 45.0;
    let mut add = |kind: PartKind, outline: Hulls| {
        let layer = match kind {
            PartKind::Eyes | PartKind::Knee(_) => Layer::Mark,
            _ if accented(data, kind) => Layer::Accent,
            PartKind::Arm(1, _) | PartKind::Leg(1, _) if aside => Layer::Far,
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
    let fists = data.details.contains(&Detail::Fists);
    let hand = if fists { body::FIST_SHAPE } else { body::HAND_SHAPE };
    if faces {
        // In front view a planted leg is turned out, so its foot is seen from the side.
        let foot = |place: usize| match (data.view, data.frames[0].limbs[2 + place]) {
            (View::Above, Limb::Bent(_)) => front::FOOT,
            (View::Above, _) => body::FOOT_ABOVE,
            (_, Limb::Planted(_)) => side::FOOT,
            _ => front::FOOT,
        };
        if data.frames[0].limbs[2..].iter().any(|leg| matches!(leg, Limb::Bent(_))) {
            // Each leg points towards the viewer as a whole, and the one that works may cross the
            // other: then its shin is on top.
            add(PartKind::Pelvis, front::PELVIS);
            let crosses = accented(data, PartKind::Leg(1, 1));
            for place in if crosses { [0, 1] } else { [1, 0] } {
                if pointed(data, place) {
                    add_shin(&mut add, place, foot(place));
                    add(PartKind::Knee(place), body::KNEE_EDGE);
                    add(PartKind::Leg(place, 0), body::THIGH_SHAPE);
                } else {
                    add(PartKind::Leg(place, 0), body::THIGH_SHAPE);
                    add_shin(&mut add, place, foot(place));
                }
            }
        } else if aside {
            add_leg(&mut add, 1, side::FOOT);
            add(PartKind::Pelvis, front::PELVIS);
            add_leg(&mut add, 0, side::FOOT);
        } else {
            for place in [1, 0] {
                add_shin(&mut add, place, foot(place));
            }
            // When lying, the knees are nearest to the viewer. When standing, the pelvis covers
            // both thighs.
            if lying {
                add(PartKind::Pelvis, front::PELVIS);
            }
            for place in [1, 0] {
                if raised(data, place) {
                    add(PartKind::Knee(place), body::KNEE_EDGE);
                }
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
            add_arm(&mut add, place, hand);
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
            add_arm(&mut add, place, hand);
        }
    } else {
        add_leg(&mut add, 1, side::FOOT);
        add_arm(&mut add, 1, hand);
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
        add_arm(&mut add, 0, hand);
    }
}

/// Whether a part is drawn in the accent colour.
fn accented(data: &Scene, kind: PartKind) -> bool {
    data.accent.iter().any(|accent| includes(*accent, kind))
}

/// Whether a leg is drawn with its knee towards the viewer.
fn raised(data: &Scene, side: usize) -> bool {
    matches!(data.frames[0].limbs[2 + side], Limb::Placed(_))
}

/// Whether a leg points towards the viewer.
fn pointed(data: &Scene, side: usize) -> bool {
    matches!(data.frames[0].limbs[2 + side], Limb::Bent(_))
}

fn add_arm(add: &mut impl FnMut(PartKind, Hulls), side: usize, hand: Hulls) {
    add(PartKind::Arm(side, 0), body::UPPER_ARM_SHAPE);
    add(PartKind::Arm(side, 2), hand);
    add(PartKind::Arm(side, 1), body::FOREARM_SHAPE);
}

fn add_leg(add: &mut impl FnMut(PartKind, Hulls), side: usize, foot: Hulls) {
    add_shin(add, side, foot);
    add(PartKind::Leg(side, 0), body::THIGH_SHAPE);
}

/// A foot and its shin.
fn add_shin(add: &mut impl FnMut(PartKind, Hulls), side: usize, foot: Hulls) {
    add(PartKind::Leg(side, 2), foot);
    add(PartKind::Leg(side, 1), body::SHIN_SHAPE);
}
