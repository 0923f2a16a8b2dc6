//! What is under the body, behind it or at its side: mat, pillow, pad, chair, wall, strap and clock,
//! drawn with the same skins as the body.

use unknot_content::figure::{Prop, View};

use super::body;
use super::shape::Circle;

/// Thickness of a mat from the side.
pub(super) const MAT: f32 = 0.03;
/// Thickness of a wall from the side.
const WALL: f32 = 0.03;
/// How thick a chair's seat and legs are.
const SEAT: f32 = 0.024;
const POST: f32 = 0.011;
const STRAP: f32 = 0.008;
/// Half of a clock's face, and its middle.
const CLOCK: f32 = 0.07;
pub(super) const CLOCK_AT: [f32; 2] = [-0.07, 0.27];
/// From a chair's front to its back.
const DEPTH: f32 = 0.24;

/// Whether a prop must stand out from another or from nothing: a pillow on a mat, seen from above,
/// and a strap.
pub(super) fn on_top(prop: Prop, view: View) -> bool {
    match prop {
        Prop::Pillow(_) => matches!(view, View::Above | View::AboveSide),
        Prop::Strap => true,
        _ => false,
    }
}

/// The outlines of a prop, in place, y downwards.
pub(super) fn outlines(prop: Prop) -> Vec<Vec<Circle>> {
    match prop {
        Prop::Mat([left, right]) => vec![plate([left, -MAT, right, 0.0], MAT / 2.0)],
        Prop::MatAbove(edges) => vec![plate(edges, 0.03)],
        Prop::Pillow(edges) => {
            let [_, bottom, _, top] = edges;
            vec![plate(edges, ((top - bottom) / 2.0).min(0.035))]
        }
        Prop::Pad(edges) | Prop::Panel(edges) => vec![plate(edges, 0.01)],
        Prop::Wall([x, top]) => vec![plate([x, -MAT, x + WALL, top], 0.004)],
        Prop::Clock => vec![vec![Circle { x: CLOCK_AT[0], y: -CLOCK_AT[1], r: CLOCK }]],
        Prop::Strap => vec![line([0.0; 2], [body::STRAP, 0.0], STRAP)],
        Prop::Chair([front, height]) => {
            let back = front - DEPTH;
            let seat = height - SEAT / 2.0;
            vec![
                line([back, seat], [front, seat], SEAT / 2.0),
                line([front - 0.02, seat], [front - 0.012, POST], POST),
                line([back + 0.012, seat], [back, POST], POST),
                line([back + 0.008, seat], [back - 0.024, height + 0.2], POST),
            ]
        }
    }
}

fn plate([left, bottom, right, top]: [f32; 4], r: f32) -> Vec<Circle> {
    let (left, right) = (left + r, right - r);
    let (low, high) = (-bottom - r, -top + r);
    if (low - high).abs() < 0.001 {
        return vec![Circle { x: left, y: low, r }, Circle { x: right, y: low, r }];
    }
    [(left, low), (left, high), (right, low), (right, high)]
        .map(|(x, y)| Circle { x, y, r })
        .to_vec()
}

fn line(a: [f32; 2], b: [f32; 2], r: f32) -> Vec<Circle> {
    vec![Circle { x: a[0], y: -a[1], r }, Circle { x: b[0], y: -b[1], r }]
}
