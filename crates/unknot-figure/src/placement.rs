//! Places: where a shape is in a frame, and the room that all frames need, as attributes of SVG.

use super::kinematics::Bone;
use super::shape::{UNITS, number};

/// The part of the plane that holds the figure in all its frames.
#[derive(Clone, Copy, Debug, PartialEq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct ViewBox {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
}

impl ViewBox {
    /// The value of `viewBox`.
    pub fn attribute(&self) -> String {
        let mut text = String::new();
        for (place, value) in [self.x, self.y, self.width, self.height].into_iter().enumerate() {
            if place > 0 {
                text.push(' ');
            }
            number(&mut text, value);
        }
        text
    }
}

/// Where a shape is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placement {
    /// Place of its origin, to the right.
    pub x: f32,
    /// Place of its origin, downwards.
    pub y: f32,
    /// Turn, clockwise.
    pub degrees: f32,
    /// Length as seen, of its true length.
    pub scale: f32,
}

impl Placement {
    /// The value of `transform`.
    pub fn attribute(&self) -> String {
        let mut text = String::from("translate(");
        number(&mut text, self.x);
        text.push(' ');
        number(&mut text, self.y);
        text.push_str(") rotate(");
        number(&mut text, self.degrees);
        text.push_str(") scale(");
        number(&mut text, self.scale);
        text.push_str(" 1)");
        text
    }

    /// Seen in a mirror that stands at `middle`, for an outline that is mirrored, too.
    pub(super) fn mirrored(self, middle: f32) -> Self {
        let degrees = if self.degrees > 0.0 { 180.0 - self.degrees } else { -180.0 - self.degrees };
        Self { x: 2.0 * middle - self.x, degrees, ..self }
    }
}

/// Things that stay are drawn in place.
pub(super) const GROUND: Placement = Placement { x: 0.0, y: 0.0, degrees: 0.0, scale: 1.0 };

pub(super) fn place(bone: Bone) -> Placement {
    let turn = (bone.direction - 90.0).rem_euclid(360.0);
    let degrees = if turn > 180.0 { turn - 360.0 } else { turn };
    Placement { x: bone.at[0] * UNITS, y: -bone.at[1] * UNITS, degrees, scale: bone.scale }
}
