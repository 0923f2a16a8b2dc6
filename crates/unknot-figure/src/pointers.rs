//! What points at a small movement: arrows, and the ring of an inset.

use unknot_content::figure::{Arrow, Inset};

use super::kinematics::Point;
use super::placement::Placement;
use super::shape::{Circle, UNITS};

/// Half the thickness of an arrow's shaft, in shares of the body's height.
const SHAFT: f32 = 0.009;
/// Length of an arrow's head, and half its width.
const HEAD: f32 = 0.042;
/// Number of straight pieces of a curved shaft.
const PIECES: u8 = 8;
/// How large an arrow is before the movement begins, as a share of its full size.
const SMALL: f32 = 0.7;
/// Thickness of an inset's ring.
const RING: f32 = 0.012;
/// From the middle of the buttocks to that of each, before they press together and after.
const APART: f32 = 0.083;
const PRESSED: f32 = 0.066;

/// The outline of an arrow from its start, in shares of the body's height, y downwards.
pub(super) fn arrow(arrow: &Arrow) -> Vec<Vec<Circle>> {
    let point = |t: f32| {
        let [x, y] = along(arrow, t);
        [x, -y]
    };
    let dot = |[x, y]: Point, r: f32| Circle { x, y, r };
    let parts = || (0..=PIECES).map(|piece| f32::from(piece) / f32::from(PIECES));
    let mut outline: Vec<_> = parts()
        .zip(parts().skip(1))
        .map(|(from, to)| vec![dot(point(from), SHAFT), dot(point(to), SHAFT)])
        .collect();
    let (tip, before) = (point(1.0), point(0.96));
    let away = (tip[0] - before[0]).hypot(tip[1] - before[1]);
    let [x, y] = [(tip[0] - before[0]) / away * HEAD, (tip[1] - before[1]) / away * HEAD];
    outline.push(vec![
        dot([tip[0] + x, tip[1] + y], 0.005),
        dot([tip[0] - y * 0.8, tip[1] + x * 0.8], 0.005),
        dot([tip[0] + y * 0.8, tip[1] - x * 0.8], 0.005),
    ]);
    outline
}

/// The point at a share of an arrow's way, from its start, y upwards: on an arc of a circle, or on
/// a straight line.
fn along(Arrow { to: [x, y], bend, .. }: &Arrow, t: f32) -> Point {
    let half = (bend / 2.0).to_radians();
    if half.abs() < 0.01 {
        return [x * t, y * t];
    }
    // The chord from the start turns by half of what the arc does, and grows with the half's sine.
    let length = (half * t).sin() / half.sin();
    let (sine, cosine) = (half * (1.0 - t)).sin_cos();
    // At first the arc heads to the left of its chord, if it turns clockwise.
    [length * (x * cosine - y * sine), length * (y * cosine + x * sine)]
}

/// The placement of an arrow when the movement has gone this far, from 0 to 1: it grows.
pub(super) fn pulse(arrow: &Arrow, gone: f32) -> Placement {
    let scale = SMALL + (1.0 - SMALL) * gone;
    let [x, y] = arrow.at;
    Placement { x: x * UNITS, y: -y * UNITS, degrees: 0.0, scale, width: scale }
}

/// The placement of a buttock on one side, -1 or 1, of their middle: they press together.
pub(super) fn pressed(side: f32, [x, y]: Point, gone: f32) -> Placement {
    let apart = APART + (PRESSED - APART) * gone;
    Placement { x: (x + side * apart) * UNITS, y: -y * UNITS, degrees: 0.0, scale: 1.0, width: 1.0 }
}

/// The ring of an inset, the hole in it, and a line to what is enlarged.
pub(super) fn ring(inset: &Inset) -> [Vec<Circle>; 3] {
    let Inset { at: [x, y], radius, focus, .. } = *inset;
    let middle = Circle { x, y: -y, r: radius };
    let [dx, dy] = [focus[0] - x, focus[1] - y];
    let share = radius / dx.hypot(dy);
    let edge = Circle { x: x + dx * share, y: -(y + dy * share), r: RING / 2.0 };
    let end = Circle { x: focus[0], y: -focus[1], r: 0.006 };
    [vec![middle], vec![inside(inset)], vec![edge, end]]
}

/// What is inside the ring of an inset.
pub(super) fn inside(inset: &Inset) -> Circle {
    let [x, y] = inset.at;
    Circle { x, y: -y, r: inset.radius - RING }
}
