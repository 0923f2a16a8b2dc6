//! The pictures for reduced motion: of the side that is named, or of both ends of a movement.

use unknot_core::domain::cue::Side;

use super::motion;
use super::placement::{Placement, ViewBox};
use super::shape::{UNITS, write_number};
use super::{Figure, MotionPhase};

/// The room between two pictures, as a share of the body's height.
const GAP: f32 = 0.06;

/// Pictures that are wider than high by this factor are one above the other.
const WIDE: f32 = 1.2;

/// One picture of a pose, or two next to each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Stills {
    /// The box that holds all pictures.
    pub view_box: ViewBox,
    /// The pictures. Each has all of the figure's shapes.
    pub pictures: Vec<Still>,
}

/// A picture of a pose.
#[derive(Clone, Debug, PartialEq)]
pub struct Still {
    /// Where the picture is, to the right and downwards from its place in [`Figure::view_box`], in drawing
    /// units.
    pub at: [f32; 2],
    /// The placement of each shape, in the order of [`Figure::shapes`].
    pub frame: Vec<Placement>,
}

impl Still {
    /// The value of the `transform` attribute of the group of its shapes.
    pub fn shift(&self) -> String {
        let mut text = String::from("translate(");
        write_number(&mut text, self.at[0]);
        text.push(' ');
        write_number(&mut text, self.at[1]);
        text.push(')');
        text
    }
}

impl Figure {
    /// The pictures that tell the whole movement without motion. Where sides alternate, that of `side`, or
    /// of both sides if none is named; of a movement that goes to two sides of its start, both ends.
    pub fn stills(&self, side: Option<Side>) -> Stills {
        let at_rest = motion::moment(self.data, MotionPhase::Still);
        let frames = match (self.data.ends, side) {
            (Some(ends), _) => ends.map(|end| self.place(motion::at_rest(end), None)).into(),
            (None, None) if self.alternating => {
                [Side::Left, Side::Right].map(|side| self.place(at_rest, Some(side))).into()
            }
            _ => vec![self.place(at_rest, side)],
        };
        self.arranged(frames)
    }

    /// The picture for a list: of `side`, if sides alternate.
    pub fn thumbnail(&self, side: Option<Side>) -> Stills {
        self.arranged(vec![self.place(motion::moment(self.data, MotionPhase::Still), side)])
    }

    /// Pictures one above the other if they are wide, or side by side.
    fn arranged(&self, frames: Vec<Vec<Placement>>) -> Stills {
        let one = self.view_box();
        let is_wide = one.width > WIDE * one.height;
        let step = if is_wide { [0.0, one.height] } else { [one.width, 0.0] };
        let step = step.map(|size: f32| if size > 0.0 { size + GAP * UNITS } else { 0.0 });
        let mut view_box = one;
        let mut at = [0.0; 2];
        let mut pictures = Vec::new();
        for frame in frames {
            view_box.width = one.width + at[0];
            view_box.height = one.height + at[1];
            pictures.push(Still { at, frame });
            at = [at[0] + step[0], at[1] + step[1]];
        }
        Stills { view_box, pictures }
    }
}
