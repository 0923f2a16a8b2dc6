//! The figure that shows each pose: rigid parts with constant outlines, placed anew in each frame.
//!
//! The outlines of a figure are made once, as a list of shapes. Each frame has a placement for every
//! shape. Consecutive shapes of one colour are painted as one path: a frame costs a browser more for each
//! element that it changes than for the length of its path.

mod anatomy;
mod body;
mod fit;
mod kinematics;
mod motion;
mod paint;
mod parts;
mod placement;
mod pointers;
mod props;
mod shape;
mod stills;

use core::ops::Range;
use std::sync::OnceLock;

use unknot_content::figure::{Drawing, Prop, Scene, Way};
use unknot_core::content;
use unknot_core::domain::catalog::PoseId;
use unknot_core::domain::cue::Side;
use unknot_core::domain::pose::Sides;
use unknot_core::domain::time::Millis;

use self::fit::Fit;
use self::motion::Moment;
pub use self::motion::SETTLED;
pub use self::paint::{Coat, Painter};
use self::parts::{Part, PartKind};
use self::placement::{GROUND, place};
pub use self::placement::{Placement, ViewBox};
pub use self::shape::write_number;
use self::shape::{Circle, Outline, UNITS};
pub use self::stills::{Still, Stills};

/// The fit of each pose. It is computed once, because that takes the frames of a whole movement.
static FITS: [OnceLock<Fit>; PoseId::COUNT] = [const { OnceLock::new() }; PoseId::COUNT];

/// The fit of each way, like [`FITS`].
static WAY_FITS: [OnceLock<Fit>; Way::ALL.len()] = [const { OnceLock::new() }; Way::ALL.len()];

/// How a shape is painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Layer {
    /// A mat, which is only the ground.
    Mat,
    /// A large or soft thing with an edge: a pillow, a wall from the front, a clock.
    Soft,
    /// Any other thing: a chair, a post, a strap, a bag, the ring of an inset.
    Prop,
    /// The limbs on the far side.
    Far,
    /// The trunk and the head.
    Body,
    /// The limbs on the near side, in the colour of the trunk.
    Near,
    /// The part that works or is stretched, and an arrow.
    Accent,
    /// The eyes, and the edge of a knee in front of its shin, in the colour of the ground.
    Mark,
}

impl Layer {
    /// The class in the style sheet.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Mat => "fig-mat",
            Self::Soft => "fig-soft",
            Self::Prop => "fig-prop",
            Self::Mark => "fig-mark",
            Self::Far => "fig-far",
            Self::Body | Self::Near => "fig-body",
            Self::Accent => "fig-accent",
        }
    }
}

/// What of a figure is seen from above.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overhead {
    /// All of it.
    Whole,
    /// One of its two views.
    OneView,
}

impl Overhead {
    /// What is seen from above in the drawing of a pose, if anything is.
    pub fn of(pose: PoseId) -> Option<Self> {
        let is_above = |prop: &Prop| matches!(prop, Prop::MatAbove(_));
        let views = &content::drawing(pose)?.scenes;
        match views.iter().filter(|scene| scene.props.iter().any(is_above)).count() {
            0 => None,
            count if count == views.len() => Some(Self::Whole),
            _ => Some(Self::OneView),
        }
    }
}

/// A part of the figure with a constant outline.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// How it is painted.
    pub layer: Layer,
    outline: Outline,
}

impl Shape {
    /// The data of its SVG path, relative to the shape's origin: what a coat places, for tests that measure it.
    pub fn path(&self) -> String {
        let mut path = String::new();
        self.outline.write(GROUND, &mut path);
        path
    }
}

/// What is drawn larger, in a ring.
#[derive(Clone, Debug, PartialEq)]
pub struct Lens {
    /// Which shapes it shows.
    pub shapes: Range<usize>,
    /// The middle of the ring, in drawing units, y downwards.
    pub middle: [f32; 2],
    /// The radius inside the ring, beyond which nothing of them is seen.
    pub radius: f32,
}

/// A phase of the figure's motion, and the time in it. It determines the frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MotionPhase {
    /// The keyframe that shows the pose best, without motion; for the drawn side, if sides alternate.
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

/// The drawing of a pose, or of a way.
#[derive(Clone, Debug)]
pub struct Figure {
    data: &'static Drawing,
    parts: Vec<Part>,
    shapes: Vec<Shape>,
    body: Range<usize>,
    view_box: ViewBox,
    /// Where each view is mirrored.
    middles: Vec<f32>,
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
        Some(Self::fitted(data, alternating, mirrored, &FITS[pose as usize]))
    }

    /// The drawing of a way to the floor or up from it.
    pub fn of_way(way: Way) -> Self {
        Self::fitted(content::way(way), false, false, &WAY_FITS[way as usize])
    }

    /// A drawing in its view. `fit` is that of the drawing.
    fn fitted(
        data: &'static Drawing,
        alternating: bool,
        mirrored: bool,
        fit: &OnceLock<Fit>,
    ) -> Self {
        let (parts, body) = parts::parts(data, alternating);
        let view_box = ViewBox { x: 0.0, y: 0.0, width: 0.0, height: 0.0 };
        let (shapes, middles) = (Vec::new(), Vec::new());
        let mut figure =
            Self { data, parts, shapes, body, view_box, middles, alternating, mirrored: false };
        let fit = fit.get_or_init(|| Fit::of(&figure));
        fit.cut_mats(&mut figure.parts);
        let shape =
            |part: &Part| Shape { layer: part.layer, outline: parts::outline(part, mirrored) };
        figure.shapes = figure.parts.iter().map(shape).collect();
        figure.view_box = fit.view_box;
        figure.middles.clone_from(&fit.middles);
        figure.mirrored = mirrored;
        figure
    }

    /// The view box that holds all frames, the same for both sides.
    pub fn view_box(&self) -> ViewBox {
        self.view_box
    }

    /// The shapes, in the order in which they are painted: the backmost first. A limb that is coloured
    /// while its side works, of two that take turns, is there in both colours.
    pub fn shapes(&self) -> &[Shape] {
        &self.shapes
    }

    /// Which shapes are the body, without props, arrows, an inset or a second view.
    pub fn body(&self) -> Range<usize> {
        self.body.clone()
    }

    /// What is drawn larger, in a ring, if anything is.
    pub fn lens(&self) -> Option<Lens> {
        let first = self.parts.iter().position(|part| part.enlarged)?;
        let last = self.parts.iter().rposition(|part| part.enlarged)?;
        let view = self.parts[first].scene;
        let scene = &self.data.scenes[view];
        let Circle { x, y, r } = pointers::inside(scene.inset.as_ref()?);
        let [x, y, radius] = [x + scene.at[0], y - scene.at[1], r].map(|length| length * UNITS);
        let x = if self.mirrored { 2.0 * self.middles[view] - x } else { x };
        Some(Lens { shapes: first..last + 1, middle: [x, y], radius })
    }

    /// Which shapes are arrows, each with the shapes whose movement it shows.
    pub fn arrows(&self) -> Vec<(usize, Vec<usize>)> {
        let arrow = |(place, part): (usize, &Part)| {
            let PartKind::Arrow(number) = part.kind else { return None };
            let of = self.data.scenes[part.scene].arrows[number].of;
            let shown = |(_, other): &(usize, &Part)| {
                other.scene == part.scene && parts::includes(of, other.kind)
            };
            let shown = self.parts.iter().enumerate().filter(shown);
            Some((place, shown.map(|(place, _)| place).collect()))
        };
        self.parts.iter().enumerate().filter_map(arrow).collect()
    }

    /// The placement of each shape in the frame of a phase, in the order of [`Figure::shapes`].
    pub fn frame(&self, phase: MotionPhase) -> Vec<Placement> {
        let side = match phase {
            MotionPhase::Repetition { side, .. } => side,
            _ => None,
        };
        self.place(motion::moment(self.data, phase), side)
    }

    /// The placement of each shape at a moment, for the side that works then if sides alternate.
    fn place(&self, moment: Moment, side: Option<Side>) -> Vec<Placement> {
        let solve = |scene: &Scene| {
            let pose = motion::pose(scene, moment);
            kinematics::solve(scene.view, scene.anchor, &pose, motion::belly(scene, moment))
        };
        let skeletons: Vec<_> = self.data.scenes.iter().map(solve).collect();
        let swapped = self.alternating && side.is_some_and(|side| side != self.data.drawn);
        let placements = self.parts.iter().map(|part| {
            let scene = &self.data.scenes[part.scene];
            let kind = if swapped { part.kind.opposite() } else { part.kind };
            let placement = match kind {
                PartKind::Arrow(number) => pointers::pulse(&scene.arrows[number], moment.gone),
                PartKind::Buttock(side, at) => pointers::pressed(side, at, moment.gone),
                kind => kind.bone(&skeletons[part.scene]).map_or(GROUND, place),
            };
            let fixed = matches!(kind, PartKind::Prop | PartKind::Mat | PartKind::Clock(_));
            let placement = if swapped && scene.view.faces() && !fixed {
                placement.mirrored(0.0)
            } else {
                placement
            };
            match &scene.inset {
                _ if part.swapped.is_some_and(|for_it| for_it != swapped) => placement.hidden(),
                Some(inset) if part.enlarged => placement.enlarged(inset),
                _ => placement,
            }
            .moved(scene.at)
        });
        if self.mirrored {
            let middles = self.parts.iter().map(|part| self.middles[part.scene]);
            placements.zip(middles).map(|(placement, at)| placement.mirrored(at)).collect()
        } else {
            placements.collect()
        }
    }

    /// The frame of [`MotionPhase::Still`], for thumbnails.
    pub fn still(&self) -> Vec<Placement> {
        self.frame(MotionPhase::Still)
    }
}
