//! Stills, arrows and easier ways tell what is done.

use unknot_core::domain::catalog::PoseId;
use unknot_core::domain::cue::Side;
use unknot_core::domain::time::Millis;
use unknot_figure::{Figure, MotionPhase};

use crate::support::{HEIGHT, apart, drawn, extent, outline, turn};

/// How far two frames are apart, in drawing units: the points of their outlines.
fn difference(figure: &Figure, a: MotionPhase, b: MotionPhase) -> f32 {
    let shapes = figure.shapes().iter().zip(figure.frame(a).into_iter().zip(figure.frame(b)));
    shapes
        .flat_map(|(shape, (a, b))| {
            outline(&shape.path(), a).into_iter().zip(outline(&shape.path(), b))
        })
        .map(|(a, b)| (a.0 - b.0).hypot(a.1 - b.1))
        .fold(0.0, f32::max)
}

#[test]
fn a_still_shows_the_pose_and_not_its_start() {
    for pose in drawn() {
        let figure = Figure::of(pose, None).unwrap();
        let moves = (1..24).any(|step| {
            let (elapsed, length) = (Millis(step * 100), Millis(2400));
            let phase = MotionPhase::Repetition { side: None, elapsed, length };
            difference(&figure, MotionPhase::Enter, phase) > 0.01 * HEIGHT
        });
        let away = difference(&figure, MotionPhase::Enter, MotionPhase::Still);
        assert_eq!(moves, away > 0.02 * HEIGHT, "{}: {away} from the start", pose.slug());
    }
}

/// An arrow grows as the movement goes on, and something moves the way that it points.
#[test]
fn arrows_point_where_the_body_moves() {
    let mut found = 0;
    for pose in drawn() {
        let figure = Figure::of(pose, None).unwrap();
        let (start, still) = (figure.frame(MotionPhase::Enter), figure.still());
        for (arrow, at) in figure.arrows() {
            found += 1;
            let points = outline(&figure.shapes()[arrow].path(), still[arrow]);
            // The tip is the last of the shaft, whose first point is its start.
            let size = |frame: &[_]| {
                let points = outline(&figure.shapes()[arrow].path(), frame[arrow]);
                let far = |p: &(f32, f32)| (p.0 - points[0].0).hypot(p.1 - points[0].1);
                points.iter().map(far).fold(0.0, f32::max)
            };
            assert!(size(&still) > 1.2 * size(&start), "{}: it doesn't grow", pose.slug());
            let tip = points[points.len() - 1];
            let heads = [tip.0 - points[0].0, tip.1 - points[0].1];
            let follows = |place: &usize| {
                let shape = &figure.shapes()[*place].path();
                let (from, to) = (outline(shape, start[*place]), outline(shape, still[*place]));
                from.into_iter().zip(to).any(|(from, to)| {
                    let moved = [to.0 - from.0, to.1 - from.1];
                    let along = moved[0] * heads[0] + moved[1] * heads[1];
                    let far = moved[0].hypot(moved[1]);
                    far > 0.008 * HEIGHT && along > 0.7 * far * heads[0].hypot(heads[1])
                })
            };
            assert!(at.iter().any(follows), "{}: nothing moves to {heads:?}", pose.slug());
        }
    }
    assert!(found >= 15, "only {found} arrows");
}

/// An easier way whose move differs to be seen has a drawing of its own, which differs from that of
/// its pose.
#[test]
fn easier_ways_show_what_is_done() {
    for slug in [
        "butterfly-reclined-small",
        "chest-lift",
        "doorway-low",
        "down-dog-knees",
        "glute-squeeze",
        "marching-seated-small",
        "open-book-small",
        "pelvic-tilt-side",
        "scapular-squeeze-small",
        "seated-figure-4-low",
        "seated-twist-small",
        "side-bend-held",
        "side-bend-seated-low",
        "sit-to-lift",
        "step-touch-held",
        "walking-held",
        "wall-angels-low",
        "warrior-2-held",
    ] {
        let pose = PoseId::from_slug(slug).unwrap();
        assert!(drawn().contains(&pose), "{slug} has no drawing");
        let (own, base) = (Figure::of(pose, None).unwrap(), Figure::of(pose.base(), None).unwrap());
        let differs = own.shapes().len() != base.shapes().len()
            || own.still().iter().zip(base.still()).any(|(a, b)| {
                apart(*a, b) > 0.01 * HEIGHT || turn(a.degrees, b.degrees).abs() > 4.0
            });
        assert!(differs, "{slug} looks like {}", pose.base().slug());
    }
}

/// A trunk that turns about its length is seen narrower, and the shoulders come closer together.
#[test]
fn rotations_turn_the_trunk() {
    for slug in ["seated-twist", "seated-twist-small", "supine-twist", "knee-rolls", "open-book"] {
        let figure = Figure::of(PoseId::from_slug(slug).unwrap(), Some(Side::Left)).unwrap();
        let (start, still) = (figure.frame(MotionPhase::Enter), figure.still());
        let widths = figure.body().map(|place| (start[place].width - still[place].width).abs());
        let turned = widths.fold(0.0, f32::max);
        assert!(turned > 0.05, "{slug}: {turned}");
    }
}

/// Nothing sticks out of a lens: all that it enlarges is one stretch of shapes, in a circle inside its ring.
#[test]
fn what_is_enlarged_is_in_the_ring_of_its_lens() {
    let mut found = Vec::new();
    for pose in drawn() {
        for side in [Side::Left, Side::Right] {
            let figure = Figure::of(pose, Some(side)).unwrap();
            let Some(lens) = figure.lens() else { continue };
            assert!(!lens.shapes.is_empty() && lens.shapes.start >= figure.body().end);
            // The ring is the roundest of the props before the body: as wide as high, and a little larger.
            let [x, y] = lens.middle;
            let ring = figure.shapes()[..figure.body().start].iter().zip(figure.still());
            let is_ring = ring.into_iter().any(|(shape, at)| {
                let [left, right, top, low] = extent(&outline(&shape.path(), at));
                let middle = [f32::midpoint(left, right), f32::midpoint(top, low)];
                let radius = (right - left).max(low - top) / 2.0;
                (middle[0] - x).abs() < 1.0
                    && (middle[1] - y).abs() < 1.0
                    && (0.0..4.0).contains(&(radius - lens.radius))
            });
            assert!(is_ring, "{} {side:?}: {lens:?}", pose.slug());
            // Some of what is enlarged is inside.
            let frame = figure.still();
            let is_inside = |place: usize| {
                let points = outline(&figure.shapes()[place].path(), frame[place]);
                points.iter().any(|(px, py)| (px - x).hypot(py - y) < lens.radius)
            };
            assert!(lens.shapes.clone().any(is_inside), "{} {side:?}", pose.slug());
            found.push(pose.slug());
        }
    }
    assert!(found.contains(&"pelvic-tilt") && found.contains(&"chin-tuck"), "{found:?}");
}
