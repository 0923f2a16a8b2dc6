//! The figure that shows each pose: rigid parts with constant outlines, placed frame by frame.
//!
//! A figure is drawn once, as a list of shapes; a moment of the session gives one placement for
//! each of them. So a frame costs a few attributes and no layout, and everything here is plain
//! geometry that the tests can hold to account.

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

use self::parts::{Part, Which};
use self::placement::{GROUND, place};
pub use self::placement::{Placement, ViewBox};
use self::shape::UNITS;
pub use self::shape::number;

/// Room around the figure, in parts of the body's height.
const MARGIN: f32 = 0.04;
/// How finely a movement is sampled to find out how much room it needs.
const SAMPLES: u32 = 32;

/// The room that each pose needs. To find that out, its movement is gone through: once is enough.
static ROOMS: [OnceLock<ViewBox>; PoseId::COUNT] = [const { OnceLock::new() }; PoseId::COUNT];

/// How a shape is painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Layer {
    /// A mat, a pillow, a chair.
    Prop,
    /// The limbs on the far side.
    Far,
    /// Trunk and head.
    Body,
    /// The limbs on the near side.
    Near,
    /// What works or stretches.
    Accent,
}

impl Layer {
    /// Its class in the style sheet.
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

/// An outline that never changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// How it is painted.
    pub layer: Layer,
    /// The `d` of its path, around its own origin.
    pub path: String,
}

/// Which frame of a pose is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// The most telling position.
    Still,
    /// The pose is taken and held.
    Hold {
        /// Since the work began.
        elapsed: Millis,
    },
    /// The movement is repeated.
    Repetition {
        /// The side that works in this one, where sides alternate.
        side: Option<Side>,
        /// Since the repetition began.
        elapsed: Millis,
        /// Of the repetition.
        length: Millis,
    },
    /// The pose is about to begin.
    Enter {
        /// Since the change-over began.
        elapsed: Millis,
    },
}

/// The drawing of a pose.
#[derive(Clone, Debug)]
pub struct Figure {
    data: &'static Drawing,
    parts: Vec<Part>,
    shapes: Vec<Shape>,
    view_box: ViewBox,
    /// Whether each repetition has its own side.
    alternating: bool,
    /// Drawn for a side, as a mirror of the data.
    mirrored: bool,
}

impl Figure {
    /// The drawing of a pose. `side` is that of a two-sided step; where sides alternate within a
    /// step, each repetition says its own. There is none where it is in the library and that is not
    /// open.
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
        figure.view_box = *ROOMS[pose as usize].get_or_init(|| figure.room());
        figure.mirrored = mirrored;
        Some(figure)
    }

    /// The part of the plane that holds all its frames, the same for both sides.
    pub fn view_box(&self) -> ViewBox {
        self.view_box
    }

    /// The outlines, in the order in which they are painted.
    pub fn shapes(&self) -> &[Shape] {
        &self.shapes
    }

    /// Where each shape is at that moment, in the order of the shapes.
    pub fn frame(&self, moment: Moment) -> Vec<Placement> {
        let (pose, breath) = motion::pose(self.data, moment);
        let skeleton = kinematics::solve(self.data.view, self.data.anchor, &pose, breath);
        let swapped = match moment {
            Moment::Repetition { side: Some(side), .. } => {
                self.alternating && side != self.data.drawn
            }
            _ => false,
        };
        let faces = self.data.view.faces();
        let placements = self.parts.iter().map(|part| {
            let which = if swapped { part.which.other() } else { part.which };
            let placement = which.bone(&skeleton).map_or(GROUND, place);
            if swapped && faces && part.which != Which::Prop {
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

    /// The most telling position: for thumbnails, and where motion is not wanted.
    pub fn still(&self) -> Vec<Placement> {
        self.frame(Moment::Still)
    }

    /// The bounds of all frames of both sides, with a margin.
    fn room(&self) -> ViewBox {
        let mut bounds = [f32::MAX, f32::MAX, f32::MIN, f32::MIN];
        let sides =
            if self.data.view.faces() { [Side::Left, Side::Right] } else { [self.data.drawn; 2] };
        let mut include = |moment| {
            for (part, placement) in self.parts.iter().zip(self.frame(moment)) {
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
                include(Moment::Repetition { side: Some(side), elapsed, length });
            }
            include(Moment::Hold { elapsed: Millis(step * 500) });
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
