//! From a keyframe to the position of every part: forward kinematics for the trunk and free limbs,
//! inverse kinematics for planted hands and feet.
//!
//! Planted points are inputs and the middle joints follow from them, so planted hands and feet
//! can't slide.

use unknot_content::figure::{Anchor, Keyframe, Limb, View};

use super::body;

/// A point, in shares of the body's height, y upwards.
pub(super) type Point = [f32; 2];

/// The position of a part: its joint, its direction (degrees clockwise from up) and its
/// foreshortening.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bone {
    pub(super) at: Point,
    pub(super) direction: f32,
    pub(super) scale: f32,
    /// Its visible width as a share of the outline's.
    pub(super) width: f32,
}

impl Bone {
    pub(super) fn new(at: Point, direction: f32) -> Self {
        Self { at, direction, scale: 1.0, width: 1.0 }
    }

    /// The point at `length` along the bone, which is foreshortened with it.
    pub(super) fn end(self, length: f32) -> Point {
        along(self.at, self.direction, length * self.scale)
    }
}

/// The three parts of an arm or a leg, from the trunk outwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Chain {
    pub(super) upper: Bone,
    pub(super) lower: Bone,
    pub(super) end: Bone,
}

/// The whole body. Of each pair the near limb comes first; in front view, the body's left one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Skeleton {
    pub(super) pelvis: Bone,
    pub(super) waist: Bone,
    pub(super) belly: Bone,
    pub(super) chest: Bone,
    pub(super) girdle: Bone,
    pub(super) neck: Bone,
    pub(super) head: Bone,
    pub(super) nose: Bone,
    pub(super) eyes: Bone,
    pub(super) arms: [Chain; 2],
    pub(super) legs: [Chain; 2],
}

/// How far the belly moves forward per degree that the back arches, and back per degree that it
/// rounds. The belly fills the corners between the trunk's segments.
const BELLY_BEND: f32 = 0.0003;
/// How far the belly moves out in a full breath.
const BELLY_RISE: f32 = 0.011;
/// How far the shoulders rise in a full breath if the trunk is upright.
const SHOULDER_RISE: f32 = 0.006;
/// How far the near shoulder moves back when the chest is fully open.
const OPENING: f32 = 0.11;
/// The share by which a trunk that leans fully towards the viewer is foreshortened.
const LEANING: f32 = 0.25;

/// How much further the marble of a pelvic clock moves than the pelvis.
const MARBLE: f32 = 9.0;

/// How deep pelvis, waist and chest are, as a share of how wide they are.
const DEPTHS: [f32; 3] = [0.62, 0.70, 0.47];
/// How far the eyes move across the head when it turns into profile.
const GLANCE: f32 = 0.034;

/// Computes the position of every part; `breath` is 0 for empty and 1 for full.
pub(super) fn solve(view: View, anchor: Anchor, pose: &Keyframe, breath: f32) -> Skeleton {
    let hip = sub(pose.at, reach(anchor, pose));
    let [pelvis, waist, chest] = spine(pose);
    let shown = if view.faces() { 1.0 - LEANING * pose.open } else { 1.0 };
    let [hips, shoulders] = pose.turn;
    let turned = [hips, f32::midpoint(hips, shoulders), shoulders];
    let wide = |place: usize| wide(turned[place], DEPTHS[place]);
    let pelvis = Bone { scale: shown, width: wide(0), ..Bone::new(hip, pelvis) };
    let waist = Bone { scale: shown, width: wide(1), ..Bone::new(pelvis.end(body::PELVIS), waist) };
    let chest = Bone { scale: shown, width: wide(2), ..Bone::new(waist.end(body::WAIST), chest) };
    let lift = SHOULDER_RISE * breath * chest.direction.to_radians().cos().abs();
    let neck_at = along(chest.at, chest.direction, body::CHEST * shown + lift);
    let neck = Bone::new(neck_at, chest.direction + pose.head[0]);
    let head = Bone::new(neck.end(body::NECK), neck.direction + pose.head[1]);
    let middle = along(head.at, head.direction, 0.048);
    let ahead = head.direction + 90.0;
    let nose = Bone::new(
        along(middle, ahead, body::NOSE * pose.face),
        // From above the nose is round, and its direction doesn't depend on where the face is
        // turned.
        if view == View::Above { head.direction } else { ahead },
    );
    let eyes = Bone {
        width: 1.0 - 0.7 * pose.face.abs(),
        ..Bone::new(along(head.at, ahead, GLANCE * pose.face), head.direction)
    };
    let front = waist.direction + 90.0;
    let rise = BELLY_RISE * breath;
    // Limits how far the belly moves forward: a strongly arched one is taut, and would seem to
    // hang.
    let rounded = (pose.trunk[1] + pose.trunk[2]).max(-20.0);
    let belly_out = if view.faces() { 0.0 } else { 0.008 + rise - BELLY_BEND * rounded };
    let belly = Bone::new(
        along(along(waist.at, waist.direction, 0.045), front, belly_out),
        waist.direction,
    );

    let back = OPENING * pose.open;
    let opened = along(neck.at, chest.direction - 90.0, back);
    let girdle = Bone {
        at: neck.at,
        direction: chest.direction - 90.0,
        scale: if pose.open > 0.0 { 0.02 + back / 0.09 } else { 0.02 },
        width: 1.0,
    };
    let pair = |place: usize| if place == 0 { 1.0 } else { -1.0 };
    let arms = [0, 1].map(|place| {
        let side = pair(place);
        let from = match view {
            View::Front | View::Above => {
                let middle = along(neck.at, chest.direction, -body::SLOPE);
                let out = side * body::HALF_SHOULDERS * shoulders.to_radians().cos();
                along(middle, chest.direction + 90.0, out)
            }
            _ if place == 0 => opened,
            _ => neck.at,
        };
        let joint = Joint {
            from,
            parent: chest.direction,
            lengths: [body::UPPER_ARM, body::FOREARM],
            bend: if view.faces() { -side } else { 1.0 },
            turns: if view.faces() { [-side, -side, -side] } else { [-1.0, -1.0, -1.0] },
            end: 0.0,
        };
        let lifted =
            if view.faces() { [0.0, lift] } else { sub(along([0.0; 2], front, rise), [0.0; 2]) };
        joint.chain(pose.limbs[place], lifted)
    });
    let legs = [0, 1].map(|place| {
        let side = pair(place);
        let from = if view.faces() {
            let out = side * body::HALF_HIPS * hips.to_radians().cos();
            along(hip, pelvis.direction + 90.0, out)
        } else {
            hip
        };
        let joint = Joint {
            from,
            parent: pelvis.direction,
            lengths: [body::THIGH, body::SHIN],
            bend: -1.0,
            turns: if view.faces() { [-side, side, -side] } else { [-1.0, 1.0, -1.0] },
            end: if view.faces() { 0.0 } else { -90.0 },
        };
        joint.chain(pose.limbs[2 + place], [0.0; 2])
    });
    Skeleton { pelvis, waist, belly, chest, girdle, neck, head, nose, eyes, arms, legs }
}

impl Skeleton {
    /// The marble of a pelvic clock, which rolls to the side to which the pelvis tilts.
    pub(super) fn marble(&self, [x, y, rest_x, rest_y]: [f32; 4]) -> Bone {
        let [rolled, raised] = sub(self.pelvis.at, [rest_x, rest_y]);
        Bone::new([x + rolled * MARBLE, y + raised * MARBLE], 0.0)
    }

    /// The bag, which hangs straight down from the near palm.
    pub(super) fn bag(&self) -> Bone {
        Bone::new(self.arms[0].end.end(0.035), 180.0)
    }

    /// The strap, from the near palm to the ball of the near foot.
    pub(super) fn strap(&self) -> Bone {
        stretched(self.arms[0].end.end(0.04), self.legs[0].end.end(0.06), body::STRAP)
    }
}

/// The visible width of a part that has turned about its length, as a share of its width from the
/// front. Seen from above the trunk is an ellipse, `depth` times as deep as it is wide.
fn wide(degrees: f32, depth: f32) -> f32 {
    let (sine, cosine) = degrees.to_radians().sin_cos();
    cosine.hypot(depth * sine)
}

/// The vector from the hip to the anchor.
fn reach(anchor: Anchor, pose: &Keyframe) -> Point {
    let [pelvis, waist, chest] = spine(pose);
    let knee = |limb: Limb| match limb {
        Limb::Free([hip, ..]) => along([0.0; 2], pelvis + 180.0 - hip, body::THIGH),
        _ => [0.0; 2],
    };
    match anchor {
        Anchor::Hip => [0.0; 2],
        Anchor::Shoulder => {
            let top = along([0.0; 2], pelvis, body::PELVIS);
            along(along(top, waist, body::WAIST), chest, body::CHEST)
        }
        Anchor::NearKnee => knee(pose.limbs[2]),
        Anchor::FarKnee => knee(pose.limbs[3]),
    }
}

/// The directions of pelvis, waist and chest.
fn spine(pose: &Keyframe) -> [f32; 3] {
    let [pelvis, to_waist, to_chest] = pose.trunk;
    [pelvis, pelvis + to_waist, pelvis + to_waist + to_chest]
}

/// The root of a limb, and the directions in which the limb bends.
struct Joint {
    from: Point,
    /// Direction of the trunk segment to which the limb belongs.
    parent: f32,
    /// Lengths of the first two segments.
    lengths: [f32; 2],
    /// Side to which the middle joint of a planted limb bends: 1 or -1.
    bend: f32,
    /// Sign of each of the three angles of a free limb.
    turns: [f32; 3],
    /// Direction of hand or foot at rest, relative to the segment before.
    end: f32,
}

impl Joint {
    fn chain(&self, limb: Limb, lifted: Point) -> Chain {
        match limb {
            Limb::Free([first, second, third]) => {
                let upper = Bone::new(self.from, self.parent + 180.0 + self.turns[0] * first);
                let lower =
                    Bone::new(upper.end(self.lengths[0]), upper.direction + self.turns[1] * second);
                let end = lower.direction + self.end + self.turns[2] * third;
                Chain { upper, lower, end: Bone::new(lower.end(self.lengths[1]), end) }
            }
            Limb::Planted([x, y, end]) => self.planted([x, y], end),
            Limb::Seen([x, y, end, aside]) => {
                let to = add([x, y], lifted);
                let direction = toward(self.from, to);
                let half = [f32::midpoint(self.from[0], to[0]), f32::midpoint(self.from[1], to[1])];
                self.through(along(half, direction - 90.0, aside), to, end)
            }
            Limb::Bent([x, y, to_x, to_y]) => {
                let mut chain = self.through([x, y], [to_x, to_y], 0.0);
                chain.end.direction = chain.lower.direction;
                chain
            }
            Limb::Placed([x, y, to_x, to_y, end]) => self.through([x, y], [to_x, to_y], end),
        }
    }

    /// A limb whose joints are given. Both segments are foreshortened to fit.
    fn through(&self, middle: Point, to: Point, end: f32) -> Chain {
        let upper = stretched(self.from, middle, self.lengths[0]);
        let lower = stretched(middle, to, self.lengths[1]);
        Chain { upper, lower, end: Bone::new(to, end) }
    }

    /// A limb that reaches to a point: solves for the middle joint with the law of cosines.
    fn planted(&self, to: Point, end: f32) -> Chain {
        let [first, second] = self.lengths;
        let away = distance(self.from, to).min((first + second) * 0.9999).max(0.01);
        let cosine = (first * first + away * away - second * second) / (2.0 * first * away);
        let angle = cosine.clamp(-1.0, 1.0).acos().to_degrees();
        let upper = Bone::new(self.from, toward(self.from, to) + self.bend * angle);
        let middle = upper.end(first);
        let lower = Bone::new(middle, toward(middle, to));
        Chain { upper, lower, end: Bone::new(lower.end(second), end) }
    }
}

/// A bone of this length, scaled to reach from one point to another.
fn stretched(from: Point, to: Point, length: f32) -> Bone {
    Bone { at: from, direction: toward(from, to), scale: distance(from, to) / length, width: 1.0 }
}

fn add(a: Point, b: Point) -> Point {
    [a[0] + b[0], a[1] + b[1]]
}

fn sub(a: Point, b: Point) -> Point {
    [a[0] - b[0], a[1] - b[1]]
}

/// The point at a distance from another, in a direction in degrees.
fn along(from: Point, direction: f32, length: f32) -> Point {
    let (sine, cosine) = direction.to_radians().sin_cos();
    [from[0] + length * sine, from[1] + length * cosine]
}

fn distance(a: Point, b: Point) -> f32 {
    let [dx, dy] = sub(b, a);
    dx.hypot(dy)
}

/// The direction from one point to another, in degrees.
fn toward(a: Point, b: Point) -> f32 {
    let [dx, dy] = sub(b, a);
    dx.atan2(dy).to_degrees()
}
