//! The figure that shows each pose: rigid parts with constant outlines, placed anew in each frame.
//!
//! The outlines of a figure are drawn once, as a list of shapes. Each frame has a placement for
//! every shape, which becomes the `transform` attribute of its path. So a frame changes a few
//! attributes and needs no layout.

mod body;
mod kinematics;
mod motion;
mod parts;
mod placement;
mod props;
mod shape;

use std::sync::OnceLock;

use unknot_content::figure::Drawing;
use unknot_core::content;
use unknot_core::domain::catalog::PoseId;
use unknot_core::domain::cue::Side;
use unknot_core::domain::pose::Sides;
use unknot_core::domain::time::Millis;

use self::parts::{Part, PartKind};
use self::placement::{GROUND, place};
pub use self::placement::{Placement, ViewBox};
use self::shape::UNITS;
pub use self::shape::write_number;

/// Margin around the figure, as a share of the body's height.
const MARGIN: f32 = 0.04;
/// Number of steps in which a movement is sampled to compute its bounds.
const SAMPLES: u32 = 32;

/// The view box of each pose. It is computed once, because that takes the frames of a whole
/// movement.
static VIEW_BOXES: [OnceLock<ViewBox>; PoseId::COUNT] = [const { OnceLock::new() }; PoseId::COUNT];

/// How a shape is painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Layer {
    /// A prop: a mat, a pillow, a chair.
    Prop,
    /// The limbs on the far side, and props that have to stand out from others.
    Far,
    /// The trunk and the head.
    Body,
    /// The limbs on the near side.
    Near,
    /// The part that works or is stretched.
    Accent,
}

impl Layer {
    /// The class in the style sheet.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Prop => "fig-prop",
            Self::Far => "fig-far",
            Self::Body => "fig-body",
            Self::Near => "fig-near",
            Self::Accent => "fig-accent",
        }
    }
}

/// A part of the figure with a constant outline.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// How it is painted.
    pub layer: Layer,
    /// The `d` attribute of its path, relative to the shape's origin.
    pub path: String,
}

/// A phase of the figure's motion, and the time in it. It determines the frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MotionPhase {
    /// The keyframe that shows the pose best, without motion.
    Still,
    /// The starting position, before the work begins.
    Enter,
    /// Moves into the pose and holds it, breathing.
    Hold {
        /// Time since the start of the hold.
        elapsed: Millis,
    },
    /// Goes through the movement once.
    Repetition {
        /// The side that works, for a pose whose sides alternate.
        side: Option<Side>,
        /// Time since the start of the repetition.
        elapsed: Millis,
        /// Length of the repetition.
        length: Millis,
    },
}

/// The drawing of a pose.
#[derive(Clone, Debug)]
pub struct Figure {
    data: &'static Drawing,
    parts: Vec<Part>,
    shapes: Vec<Shape>,
    view_box: ViewBox,
    /// Whether sides alternate from one repetition to the next.
    alternating: bool,
    /// Whether the figure is drawn for the side that the data don't show, as its mirror image.
    mirrored: bool,
}

impl Figure {
    /// The drawing of a pose. `side` is the side of a step that is done on each side; where sides
    /// alternate within a step, [`MotionPhase::Repetition`] has the side. Returns `None` if the
    /// drawing is in the library and that hasn't loaded.
    pub fn of(pose: PoseId, side: Option<Side>) -> Option<Self> {
        let data = content::drawing(pose)?;
        let sides = pose.pose().sides;
        let mirrored = sides == Sides::Each && side.is_some_and(|side| side != data.drawn);
        let alternating = sides == Sides::Alternating;
        let parts = parts::parts(data);
        let shape = |part: &Part| Shape { layer: part.layer, path: parts::path(part, mirrored) };
        let shapes = parts.iter().map(shape).collect();
        let mut figure = Self {
            data,
            parts,
            shapes,
            view_box: ViewBox { x: 0.0, y: 0.0, width: 0.0, height: 0.0 },
            alternating,
            mirrored: false,
        };
        figure.view_box = *VIEW_BOXES[pose as usize].get_or_init(|| figure.bounds());
        figure.mirrored = mirrored;
        Some(figure)
    }

    /// The view box that holds all frames, the same for both sides.
    pub fn view_box(&self) -> ViewBox {
        self.view_box
    }

    /// The shapes, in the order in which they are painted: the backmost first.
    pub fn shapes(&self) -> &[Shape] {
        &self.shapes
    }

    /// The placement of each shape in the frame of a phase, in the order of [`Figure::shapes`].
    pub fn frame(&self, phase: MotionPhase) -> Vec<Placement> {
        let (pose, breath) = motion::pose(self.data, phase);
        let skeleton = kinematics::solve(self.data.view, self.data.anchor, &pose, breath);
        let swapped = match phase {
            MotionPhase::Repetition { side: Some(side), .. } => {
                self.alternating && side != self.data.drawn
            }
            _ => false,
        };
        let faces = self.data.view.faces();
        let placements = self.parts.iter().map(|part| {
            let kind = if swapped { part.kind.opposite() } else { part.kind };
            let placement = kind.bone(&skeleton).map_or(GROUND, place);
            if swapped && faces && part.kind != PartKind::Prop {
                placement.mirrored(0.0)
            } else {
                placement
            }
        });
        if self.mirrored {
            let middle = self.view_box.x + self.view_box.width / 2.0;
            placements.map(|placement| placement.mirrored(middle)).collect()
        } else {
            placements.collect()
        }
    }

    /// The frame of [`MotionPhase::Still`], for thumbnails and for reduced motion.
    pub fn still(&self) -> Vec<Placement> {
        self.frame(MotionPhase::Still)
    }

    /// The bounds of all frames of both sides, with a margin.
    fn bounds(&self) -> ViewBox {
        let mut bounds = [f32::MAX, f32::MAX, f32::MIN, f32::MIN];
        let sides =
            if self.data.view.faces() { [Side::Left, Side::Right] } else { [self.data.drawn; 2] };
        let mut include = |phase| {
            for (part, placement) in self.parts.iter().zip(self.frame(phase)) {
                for circle in part.outline.iter().flatten() {
                    let (sine, cosine) = placement.degrees.to_radians().sin_cos();
                    let (x, y) = (circle.x * placement.scale * UNITS, circle.y * UNITS);
                    let x_at = placement.x + x * cosine - y * sine;
                    let y_at = placement.y + x * sine + y * cosine;
                    let r = circle.r * placement.scale.max(1.0) * UNITS;
                    bounds = [
                        bounds[0].min(x_at - r),
                        bounds[1].min(y_at - r),
                        bounds[2].max(x_at + r),
                        bounds[3].max(y_at + r),
                    ];
                }
            }
        };
        for step in 0..=SAMPLES {
            for side in sides {
                let (elapsed, length) = (Millis(step * 100), Millis(SAMPLES * 100));
                include(MotionPhase::Repetition { side: Some(side), elapsed, length });
            }
            include(MotionPhase::Hold { elapsed: Millis(step * 500) });
        }
        let margin = MARGIN * UNITS;
        let [left, top, right, bottom] = bounds;
        ViewBox {
            x: left - margin,
            y: top - margin,
            width: right - left + 2.0 * margin,
            height: bottom - top + 2.0 * margin,
        }
    }
}
