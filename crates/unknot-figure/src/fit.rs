//! Fits a view to the figure: the box that holds all of its frames, and mats that are no longer than
//! the body needs them.

use unknot_core::domain::time::Millis;

use super::parts::{Part, PartKind};
use super::placement::{Placement, ViewBox};
use super::shape::{Circle, UNITS};
use super::{Figure, MotionPhase};

/// Margin around the figure, as a share of the body's height.
const MARGIN: f32 = 0.03;
/// How far a mat reaches past the body.
const MAT: f32 = 0.05;
/// The longer side of a view in which somebody stands, as a share of the body's height.
const COMMON: f32 = 1.16;
/// How much larger than in that view a figure may be drawn.
const ZOOM: f32 = 1.5;
/// Number of steps in which a movement is sampled.
const SAMPLES: u32 = 32;

/// Left, top, right and bottom, in drawing units, y downwards.
type Bounds = [f32; 4];

const NOTHING: Bounds = [f32::MAX, f32::MAX, f32::MIN, f32::MIN];

/// What is computed once for each pose.
#[derive(Clone, Debug)]
pub(super) struct Fit {
    /// The box that holds all frames of both sides, with a margin.
    pub(super) view_box: ViewBox,
    /// The middle of each view, where its other side is mirrored. Views one above the other have one middle, and of two
    /// beside each other each keeps its place.
    pub(super) middles: Vec<f32>,
    /// How far the mat of each view reaches at most, in its own coordinates.
    mats: Vec<Bounds>,
}

impl Fit {
    pub(super) fn of(figure: &Figure) -> Self {
        let mut scenes = vec![NOTHING; figure.data.scenes.len()];
        for phase in phases(figure) {
            for (part, at) in figure.parts.iter().zip(figure.frame(phase)) {
                if part.kind != PartKind::Mat {
                    include(&mut scenes[part.scene], &part.outline, at);
                }
            }
        }
        let room = MAT * UNITS;
        let mats: Vec<_> = scenes
            .iter()
            .zip(&figure.data.scenes)
            .map(|([left, top, right, bottom], scene)| {
                let [x, y] = [scene.at[0] * UNITS, -scene.at[1] * UNITS];
                [left - room - x, top - room - y, right + room - x, bottom + room - y]
            })
            .collect();
        let view_box = ViewBox { x: 0.0, y: 0.0, width: 0.0, height: 0.0 };
        let mut fit = Self { view_box, middles: Vec::new(), mats };
        let mut parts = figure.parts.clone();
        fit.cut_mats(&mut parts);
        for (part, at) in parts.iter().zip(figure.still()) {
            if part.kind == PartKind::Mat {
                include(&mut scenes[part.scene], &part.outline, at);
            }
        }
        fit.middles = middles(&scenes);
        fit.view_box = self::view_box(scenes.into_iter().fold(NOTHING, union));
        fit
    }

    /// Makes mats no longer than the body needs them.
    pub(super) fn cut_mats(&self, parts: &mut [Part]) {
        for part in parts.iter_mut().filter(|part| part.kind == PartKind::Mat) {
            let [left, top, right, bottom] = self.mats[part.scene].map(|edge| edge / UNITS);
            for circle in part.outline.iter_mut().flatten() {
                circle.x = circle.x.clamp(left + circle.r, right - circle.r);
                circle.y = circle.y.clamp(top + circle.r, bottom - circle.r);
            }
        }
    }
}

/// The phases of a repetition and of a hold. Where the sides alternate, a repetition of the other side
/// reaches elsewhere if the figure faces the viewer, and only then.
fn phases(figure: &Figure) -> impl Iterator<Item = MotionPhase> {
    let own = figure.data.drawn;
    let faces = figure.data.scenes.iter().any(|scene| scene.view.faces());
    let other = (figure.alternating && faces).then_some(own.other());
    (0..=SAMPLES).flat_map(move |step| {
        let (elapsed, length) = (Millis(step * 100), Millis(SAMPLES * 100));
        let sides = [Some(own), other].into_iter().flatten();
        sides
            .map(move |side| MotionPhase::Repetition { side: Some(side), elapsed, length })
            .chain([MotionPhase::Hold { elapsed: Millis(step * 500) }])
    })
}

/// The middle of each view, or of all of them if one reaches over the other.
fn middles(views: &[Bounds]) -> Vec<f32> {
    let middle = |[left, _, right, _]: &Bounds| f32::midpoint(*left, *right);
    let all = views.iter().copied().fold(NOTHING, union);
    let overlap = |a: &Bounds, b: &Bounds| a[0] <= b[2] && b[0] <= a[2];
    let is_alone = |view: &Bounds| views.iter().filter(|other| overlap(view, other)).count() == 1;
    views.iter().map(|view| middle(if is_alone(view) { view } else { &all })).collect()
}

fn include(bounds: &mut Bounds, outline: &[Vec<Circle>], at: Placement) {
    for circle in outline.iter().flatten() {
        let (sine, cosine) = at.degrees.to_radians().sin_cos();
        let (x, y) = (circle.x * at.scale * UNITS, circle.y * at.width * UNITS);
        let [x, y] = [at.x + x * cosine - y * sine, at.y + x * sine + y * cosine];
        let r = circle.r * at.scale.max(at.width) * UNITS;
        *bounds = union(*bounds, [x - r, y - r, x + r, y + r]);
    }
}

fn union(a: Bounds, b: Bounds) -> Bounds {
    [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]
}

/// The box around what is drawn. Small figures are drawn larger, but not too much so.
fn view_box([left, top, right, bottom]: Bounds) -> ViewBox {
    let margin = MARGIN * UNITS;
    let [width, height] = [right - left + 2.0 * margin, bottom - top + 2.0 * margin];
    let least = COMMON / ZOOM * UNITS;
    let room = (least / width.max(height)).max(1.0);
    let [x, y] = [f32::midpoint(left, right), f32::midpoint(top, bottom)];
    let (width, height) = (width * room, height * room);
    ViewBox { x: x - width / 2.0, y: y - height / 2.0, width, height }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unknot_core::content;
    use unknot_core::domain::catalog::PoseId;

    /// Each frame of the figure costs the same, so none is drawn twice to find how far it reaches.
    #[test]
    fn no_frame_of_a_repetition_is_drawn_twice() {
        for &pose in PoseId::all().iter().filter(|pose| content::drawing(**pose).is_some()) {
            let figure = Figure::of(pose, None).unwrap();
            // A few moments suffice: on the way, where the two sides differ.
            let moves = |phase: &MotionPhase| {
                matches!(phase, MotionPhase::Repetition { elapsed: Millis(1300 | 700), .. })
            };
            let frames: Vec<_> =
                phases(&figure).filter(moves).map(|phase| figure.frame(phase)).collect();
            let still = figure.data.scenes[0].frames.len() == 1 && frames.len() == 2;
            assert!(!frames.is_empty());
            for (place, frame) in frames.iter().enumerate() {
                let again = frames[..place].contains(frame);
                assert!(!again || still, "{}: frame {place}", pose.slug());
            }
        }
    }
}
