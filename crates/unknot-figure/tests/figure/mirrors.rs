//! Left and right: each side mirrors the other, and sides are named from the body's point of view.

use unknot_core::domain::catalog::PoseId;
use unknot_core::domain::cue::Side;
use unknot_core::domain::pose::Sides;
use unknot_figure::{Figure, Layer};

use crate::support::{HEIGHT, SIDE_BY_SIDE, STEPS, drawn, extent, outline, repetition, turn};

#[test]
fn the_other_side_is_an_exact_mirror() {
    for pose in drawn().into_iter().filter(|pose| pose.pose().sides == Sides::Each) {
        let [left, right] =
            [Side::Left, Side::Right].map(|side| Figure::of(pose, Some(side)).unwrap());
        assert_eq!(left.view_box(), right.view_box());
        let middle = left.view_box().x + left.view_box().width / 2.0;
        let first = left.still().into_iter().zip(right.still());
        let middles: Vec<_> = first.map(|(a, b)| f32::midpoint(a.x, b.x)).collect();
        let has_one = middles.iter().all(|at| (at - middle).abs() < 0.001);
        assert_ne!(has_one, SIDE_BY_SIDE.contains(&pose.slug()), "{}", pose.slug());
        for step in 0..=STEPS {
            let frames = left
                .frame(repetition(None, step))
                .into_iter()
                .zip(right.frame(repetition(None, step)));
            for ((a, b), middle) in frames.zip(&middles) {
                assert!((a.x + b.x - 2.0 * middle).abs() < 0.001 && (a.y - b.y).abs() < 0.001);
                assert!(turn(a.degrees, 180.0 - b.degrees).abs() < 0.001);
                assert!((a.scale - b.scale).abs() < 1e-6);
            }
        }
    }
}

/// The eye finds the same view in the same place after a change of side.
#[test]
fn views_next_to_each_other_keep_their_places() {
    for slug in SIDE_BY_SIDE {
        let pose = PoseId::from_slug(slug).unwrap();
        let [left, right] = [Side::Left, Side::Right].map(|side| {
            let figure = Figure::of(pose, Some(side)).unwrap();
            let frame = figure.still();
            let shapes = figure.shapes().iter().zip(&frame);
            let points = shapes.map(|(shape, at)| outline(&shape.path(), *at));
            let body = points.skip(figure.body().start).take(figure.body().len()).flatten();
            extent(&body.collect::<Vec<_>>())
        });
        let apart = f32::midpoint(left[0], left[1]) - f32::midpoint(right[0], right[1]);
        assert!(apart.abs() < 0.1 * HEIGHT, "{slug}: {apart}");
    }
}

/// In front view every shape of one side's body has a mirrored counterpart in the other's.
#[test]
fn alternating_repetitions_mirror_each_other_in_front_view() {
    for slug in [
        "knee-rolls",
        "knee-rolls-small",
        "side-bend",
        "side-bend-seated",
        "step-touch",
        "step-touch-arms",
    ] {
        let figure = Figure::of(PoseId::from_slug(slug).unwrap(), None).unwrap();
        for step in 0..=STEPS {
            let left = figure.frame(repetition(Some(Side::Left), step));
            let right = figure.frame(repetition(Some(Side::Right), step));
            for a in &left[figure.body()] {
                let found = right[figure.body()].iter().any(|b| {
                    (a.x + b.x).abs() < 0.01
                        && (a.y - b.y).abs() < 0.01
                        && turn(a.degrees, 180.0 - b.degrees).abs() < 0.01
                });
                assert!(found || a.x.abs() + a.y.abs() < 1e-6, "{slug}: {a:?}");
            }
        }
    }
}

#[test]
fn knees_roll_to_the_named_side() {
    let knees = Figure::of(PoseId::from_slug("knee-rolls").unwrap(), None).unwrap();
    let mean = |side| {
        let frame = knees.frame(repetition(Some(side), STEPS / 2));
        frame[knees.body()].iter().map(|at| at.x).sum::<f32>()
    };
    // The figure faces the viewer, so its left is the viewer's right.
    assert!(mean(Side::Left) > 5.0 && mean(Side::Right) < -5.0);
}

/// Seen from the side, the limb that moves is coloured, whichever of the two it is.
#[test]
fn what_moves_is_coloured_on_both_sides() {
    for slug in ["bird-dog", "dead-bug", "dead-bug-low", "heel-slides", "marching", "walking-held"]
    {
        let figure = Figure::of(PoseId::from_slug(slug).unwrap(), None).unwrap();
        let coloured = |side: Side| {
            let frame = figure.frame(repetition(Some(side), STEPS / 2));
            let shapes = figure.shapes().iter().zip(frame);
            let mut seen: Vec<_> = shapes
                .filter(|(shape, at)| shape.layer == Layer::Accent && at.width > 0.0)
                .map(|(_, at)| [at.x, at.y, at.degrees])
                .collect();
            seen.sort_by(|a, b| a.partial_cmp(b).unwrap());
            seen
        };
        let [left, right] = [Side::Left, Side::Right].map(coloured);
        assert!(!left.is_empty());
        assert_eq!(left, right, "{slug}");
    }
}
