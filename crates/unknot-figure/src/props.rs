//! The outlines of props: mat, pillow, pad, chair, wall, strap and clock.

use unknot_content::figure::Prop;

use super::Layer;
use super::body;
use super::shape::Circle;

// Lengths are shares of the body's height.

/// Thickness of a mat in side view.
const MAT: f32 = 0.03;
/// Thickness of a wall in side view.
const WALL: f32 = 0.03;
/// Thickness of a chair's seat.
const SEAT: f32 = 0.024;
/// Half the thickness of a chair's legs and back.
const POST: f32 = 0.011;
/// Depth of a chair's seat.
const DEPTH: f32 = 0.24;
/// From a chair's seat to the top of its back, and how far that leans.
const BACK: [f32; 2] = [0.25, 0.032];
/// A chair from the front and a little above: half the width of its seat at the front edge and at the back, and the
/// heights at which these are seen.
const SEAT_FRONT: [f32; 2] = [0.205, 0.252];
const SEAT_BACK: [f32; 2] = [0.170, 0.345];
/// The lower and the upper edge of that chair's back.
const BACK_FRONT: [f32; 2] = [0.40, 0.60];
/// Half the thickness of a strap.
const STRAP: f32 = 0.008;
/// Radius of a clock's face.
const CLOCK: f32 = 0.07;

/// A panel that is thinner than this is a post or a board.
const THIN: f32 = 0.05;

/// The things that a prop consists of, from back to front, each with its colour.
pub(super) fn things(prop: Prop) -> Vec<(Layer, Vec<Vec<Circle>>)> {
    match prop {
        Prop::ChairFront => chair_front().into(),
        _ => vec![(layer(prop), outlines(prop))],
    }
}

/// How a prop is painted.
fn layer(prop: Prop) -> Layer {
    match prop {
        Prop::Mat(_) | Prop::MatAbove(_) => Layer::Mat,
        Prop::Pillow(_) | Prop::Pad(_) | Prop::Clock(_) => Layer::Soft,
        Prop::Panel([left, bottom, right, top]) if (right - left).min(top - bottom) > THIN => {
            Layer::Soft
        }
        _ => Layer::Prop,
    }
}

/// The outlines of a prop at its final position, y downwards.
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
        Prop::Clock([x, y, ..]) => vec![vec![Circle { x, y: -y, r: CLOCK }]],
        Prop::ChairBack([left, right, top]) => {
            let level = |y: f32| line([left, y], [right, y], POST);
            let post = |x: f32| line([x, top], [x, POST], POST);
            vec![level(top), level(top - 0.1), level(0.235), post(left), post(right)]
        }
        // A bag moves with the hand, so it is one of the body's parts. A chair from the front has parts of two colours.
        Prop::Bag | Prop::ChairFront => Vec::new(),
        Prop::BagDown(x) => {
            let stand = |at: &Circle| Circle { x: x + at.y, y: at.x - body::BAG_HEIGHT, r: at.r };
            body::BAG.iter().map(|part| part.iter().map(stand).collect()).collect()
        }
        Prop::Buttocks([x, y]) => {
            let upright = |at: &Circle| Circle { x: x + at.x, y: at.y - y, r: at.r };
            body::SEAT.iter().map(|part| part.iter().map(upright).collect()).collect()
        }
        Prop::Strap => vec![line([0.0; 2], [body::STRAP, 0.0], STRAP)],
        Prop::Chair([front, height]) => {
            let back = front - DEPTH;
            let seat = height - SEAT / 2.0;
            vec![
                line([back, seat], [front, seat], SEAT / 2.0),
                line([front - 0.02, seat], [front - 0.012, POST], POST),
                line([back + 0.012, seat], [back, POST], POST),
                line([back + 0.008, seat], [back + 0.008 - BACK[1], height + BACK[0]], POST),
            ]
        }
    }
}

/// The parts of a chair from the front: its frame, its back and its seat.
fn chair_front() -> [(Layer, Vec<Vec<Circle>>); 3] {
    let [[front, low], [back, high]] = [SEAT_FRONT, SEAT_BACK];
    let [bottom, top] = BACK_FRONT;
    let frame = [-1.0, 1.0].into_iter().flat_map(|side: f32| {
        let leg = line([side * (front - POST), low], [side * (front - POST), POST], POST);
        let behind = line([side * back, low], [side * back, low / 3.0], POST);
        let post = line([side * back, high], [side * back, top], POST);
        [leg, behind, post]
    });
    let edge = line([-front + POST, low], [front - POST, low], POST);
    let corner = |x: f32, y: f32| Circle { x, y: -y, r: POST };
    let [near, far] = [front - POST, back - POST];
    let seat = [corner(-near, low), corner(near, low), corner(-far, high), corner(far, high)];
    [
        (Layer::Prop, frame.chain([edge]).collect()),
        (Layer::Soft, vec![plate([-back, bottom, back, top], 0.02)]),
        (Layer::Soft, vec![seat.to_vec()]),
    ]
}

/// A rectangle with rounded corners of radius `r`.
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

/// A line with round ends and half the thickness `r`.
fn line(a: [f32; 2], b: [f32; 2], r: f32) -> Vec<Circle> {
    vec![Circle { x: a[0], y: -a[1], r }, Circle { x: b[0], y: -b[1], r }]
}
