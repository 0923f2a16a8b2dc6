//! What is painted in one go: consecutive shapes of one colour.

use core::ops::Range;

use super::{Figure, Layer, MotionPhase, Placement};

/// Consecutive shapes that are painted as one path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coat {
    /// How they are painted.
    pub layer: Layer,
    /// Which shapes they are.
    pub shapes: Range<usize>,
}

impl Figure {
    /// The coats, in the order in which they are painted: the backmost first. None has shapes both inside and
    /// outside the lens, or two things with an edge.
    pub fn coats(&self) -> Vec<Coat> {
        let lens = self.lens().map(|lens| lens.shapes).unwrap_or_default();
        let mut coats: Vec<Coat> = Vec::new();
        for (place, shape) in self.shapes().iter().enumerate() {
            match coats.last_mut() {
                Some(coat)
                    if coat.layer.class() == shape.layer.class()
                        && shape.layer != Layer::Soft
                        && lens.contains(&coat.shapes.start) == lens.contains(&place) =>
                {
                    coat.shapes.end = place + 1;
                }
                _ => coats.push(Coat { layer: shape.layer, shapes: place..place + 1 }),
            }
        }
        coats
    }
}

/// Paints one frame after another, and of each only what looks different.
#[derive(Clone, Debug)]
pub struct Painter {
    figure: Figure,
    coats: Vec<Coat>,
    /// The placement with which each shape was painted last. Empty before the first frame.
    painted: Vec<Placement>,
}

impl Painter {
    /// A painter of a figure who has painted nothing yet.
    pub fn new(figure: Figure) -> Self {
        let coats = figure.coats();
        Self { figure, coats, painted: Vec::new() }
    }

    /// The coats of the figure.
    pub fn coats(&self) -> &[Coat] {
        &self.coats
    }

    /// The places in [`Painter::coats`] of those that look different in the frame of a phase, each with the data of its
    /// path. All of them in the first frame.
    pub fn paint(&mut self, phase: MotionPhase) -> Vec<(usize, String)> {
        let frame = self.figure.frame(phase);
        let is_first = self.painted.is_empty();
        if is_first {
            self.painted.clone_from(&frame);
        }
        let mut paths = Vec::new();
        for (place, coat) in self.coats.iter().enumerate() {
            let placed = &frame[coat.shapes.clone()];
            let painted = &mut self.painted[coat.shapes.clone()];
            let looks_same = painted.iter().zip(placed).all(|(old, new)| old.looks_like(new));
            if is_first || !looks_same {
                painted.copy_from_slice(placed);
                paths.push((place, coat.path(&self.figure, &frame)));
            }
        }
        paths
    }
}

impl Coat {
    /// The data of the coat's SVG path in a frame of its figure. Shapes that aren't seen are left out.
    pub fn path(&self, figure: &Figure, frame: &[Placement]) -> String {
        let shapes = figure.shapes()[self.shapes.clone()].iter().zip(&frame[self.shapes.clone()]);
        let mut path = String::new();
        for (shape, at) in shapes.filter(|(_, at)| at.width > 0.0) {
            shape.outline.write(*at, &mut path);
        }
        path
    }
}
