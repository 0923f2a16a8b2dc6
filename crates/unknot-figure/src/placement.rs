//! The placement of a shape in a frame, and the view box of all frames.

use unknot_content::figure::Inset;

use super::kinematics::Bone;
use super::shape::{UNITS, write_number};

/// The rectangle that holds the figure in all its frames, in drawing units.
#[derive(Clone, Copy, Debug, PartialEq)]
#[expect(missing_docs, reason = "the names are those of SVG")]
pub struct ViewBox {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
}

impl ViewBox {
    /// The value of the `viewBox` attribute.
    pub fn attribute(&self) -> String {
        let mut text = String::new();
        for (place, value) in [self.x, self.y, self.width, self.height].into_iter().enumerate() {
            if place > 0 {
                text.push(' ');
            }
            write_number(&mut text, value);
        }
        text
    }
}

/// The position of a shape in a frame.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placement {
    /// Position of the shape's origin, to the right, in drawing units.
    pub x: f32,
    /// Position of the shape's origin, downwards, in drawing units.
    pub y: f32,
    /// Rotation, clockwise.
    pub degrees: f32,
    /// The visible length as a share of the true length: foreshortening, or an enlargement.
    pub scale: f32,
    /// The visible width as a share of the outline's. At 0 the shape isn't seen.
    pub width: f32,
}

/// Placements that differ by less look the same: in drawing units, in degrees, and in shares of the length. At the end of a thigh they
/// add up to a third of a unit, which is as much of a pixel on a phone.
const UNSEEN: [f32; 3] = [0.1, 0.12, 0.002];

impl Placement {
    /// Whether nobody would see the difference to another placement of the same shape.
    pub(super) fn looks_like(&self, other: &Self) -> bool {
        let [length, degrees, share] = UNSEEN;
        (self.x - other.x).abs() < length
            && (self.y - other.y).abs() < length
            && (self.degrees - other.degrees).abs() < degrees
            && (self.scale - other.scale).abs() < share
            && (self.width - other.width).abs() < share
    }

    /// The placement with its view's origin at a point of the page, y upwards.
    pub(super) fn moved(self, [x, y]: [f32; 2]) -> Self {
        Self { x: self.x + x * UNITS, y: self.y - y * UNITS, ..self }
    }

    /// The placement of a shape that isn't seen.
    pub(super) fn hidden(self) -> Self {
        Self { width: 0.0, ..self }
    }

    /// The placement in an inset.
    pub(super) fn enlarged(self, Inset { at, focus, zoom, .. }: &Inset) -> Self {
        Self {
            x: (at[0] - zoom * focus[0]) * UNITS + zoom * self.x,
            y: -(at[1] - zoom * focus[1]) * UNITS + zoom * self.y,
            scale: self.scale * zoom,
            width: self.width * zoom,
            ..self
        }
    }

    /// The placement mirrored at the vertical line x = `middle`, for an outline that is mirrored as
    /// well.
    pub(super) fn mirrored(self, middle: f32) -> Self {
        let degrees = if self.degrees > 0.0 { 180.0 - self.degrees } else { -180.0 - self.degrees };
        Self { x: 2.0 * middle - self.x, degrees, ..self }
    }
}

/// The placement of props, whose outlines are drawn in place.
pub(super) const GROUND: Placement =
    Placement { x: 0.0, y: 0.0, degrees: 0.0, scale: 1.0, width: 1.0 };

/// Converts the position of a bone to drawing units, with y downwards and degrees from -180 to 180.
pub(super) fn place(bone: Bone) -> Placement {
    let degrees = (bone.direction - 90.0).rem_euclid(360.0);
    let degrees = if degrees > 180.0 { degrees - 360.0 } else { degrees };
    let [x, y] = bone.at;
    Placement { x: x * UNITS, y: -y * UNITS, degrees, scale: bone.scale, width: bone.width }
}
