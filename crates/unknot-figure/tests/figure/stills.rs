//! Without motion, one picture or two tell the movement: of the named side, or of both ends.

use unknot_core::domain::catalog::PoseId;
use unknot_core::domain::cue::Side;
use unknot_core::domain::pose::Sides;
use unknot_core::i18n;
use unknot_figure::{Figure, MotionPhase, Overhead, Placement};

use crate::support::{HEIGHT, STEPS, drawn, outline, repetition};

const BOTH: [Side; 2] = [Side::Left, Side::Right];

fn frames(figure: &Figure, side: Option<Side>) -> Vec<Vec<Placement>> {
    figure.stills(side).pictures.into_iter().map(|picture| picture.frame).collect()
}

/// Where every point of every shape is.
fn points(figure: &Figure, frame: &[Placement]) -> Vec<(f32, f32)> {
    let shapes = figure.shapes().iter().zip(frame).filter(|(_, at)| at.width > 0.0);
    shapes.flat_map(|(shape, at)| outline(&shape.path(), *at)).collect()
}

/// How far two sets of points are apart at most.
fn difference(a: &[(f32, f32)], b: &[(f32, f32)]) -> f32 {
    a.iter().zip(b).map(|(a, b)| (a.0 - b.0).hypot(a.1 - b.1)).fold(0.0, f32::max)
}

#[test]
fn the_picture_is_of_the_named_side() {
    let mut found = 0;
    for pose in drawn().into_iter().filter(|pose| pose.pose().sides == Sides::Alternating) {
        found += 1;
        let figure = Figure::of(pose, None).unwrap();
        let [left, right] = BOTH.map(|side| frames(&figure, Some(side)));
        assert_eq!((left.len(), right.len()), (1, 1), "{}", pose.slug());
        assert_ne!(left, right, "{}", pose.slug());
        // A repetition of the side comes by its picture, and the other side's doesn't.
        let nearest = |side, picture: &[Placement]| {
            let picture = points(&figure, picture);
            let frame = |step| points(&figure, &figure.frame(repetition(Some(side), step)));
            let away = (0..=STEPS).map(|step| difference(&frame(step), &picture));
            away.fold(f32::MAX, f32::min)
        };
        for (side, own, other) in [(Side::Left, &left, &right), (Side::Right, &right, &left)] {
            assert!(nearest(side, &own[0]) < 0.02 * HEIGHT, "{}: {side:?}", pose.slug());
            let colours =
                |frame: &[Placement]| -> Vec<_> { frame.iter().map(|at| at.width > 0.0).collect() };
            let differs =
                colours(&own[0]) != colours(&other[0]) || nearest(side, &other[0]) > 0.02 * HEIGHT;
            assert!(differs, "{}: {side:?} looks like the other", pose.slug());
        }
        // Both, if none is named.
        assert_eq!(frames(&figure, None), [left, right].concat(), "{}", pose.slug());
        for side in BOTH {
            assert_eq!(
                figure.thumbnail(Some(side)).pictures[0].frame,
                frames(&figure, Some(side))[0]
            );
        }
    }
    assert!(found >= 20, "only {found}");
}

/// Where a movement goes to one side of its start and then to the opposite one, there is a picture of
/// each end. Ends are found from the motion: they are where the points move in opposite directions.
#[test]
fn both_ends_of_a_movement_are_shown() {
    let mut found = Vec::new();
    for pose in drawn().into_iter().filter(|pose| pose.pose().sides != Sides::Alternating) {
        let figure = Figure::of(pose, None).unwrap();
        let start = points(&figure, &figure.frame(MotionPhase::Enter));
        let gone = |frame: &[Placement]| -> Vec<f32> {
            let moved = points(&figure, frame).into_iter().zip(&start);
            moved.flat_map(|(to, from)| [to.0 - from.0, to.1 - from.1]).collect()
        };
        let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
        let way: Vec<_> =
            (0..=STEPS).map(|step| gone(&figure.frame(repetition(None, step)))).collect();
        let furthest = way.iter().max_by(|a, b| dot(a, a).total_cmp(&dot(b, b))).unwrap();
        let far = dot(furthest, furthest);
        let opposite = way.iter().map(|way| dot(way, furthest)).fold(f32::MAX, f32::min);
        let has_two_ends = far > 1.0 && opposite < -0.1 * far;
        let pictures = frames(&figure, None);
        assert_eq!(pictures.len(), if has_two_ends { 2 } else { 1 }, "{}", pose.slug());
        if has_two_ends {
            found.push(pose.slug());
            let [one, other] = [0, 1].map(|place| gone(&pictures[place]));
            assert!(dot(&one, &other) < 0.0, "{}: one end twice", pose.slug());
            assert!(pictures.contains(&figure.still()), "{}", pose.slug());
        }
    }
    assert!(found.contains(&"cat-cow"), "{found:?}");
}

#[test]
fn pictures_are_next_to_each_other_in_their_view() {
    for pose in drawn() {
        let figure = Figure::of(pose, None).unwrap();
        let (one, stills) = (figure.view_box(), figure.stills(None));
        let view = stills.view_box;
        assert_eq!((view.x, view.y), (one.x, one.y));
        let corners = stills.pictures.iter().map(|picture| picture.at);
        let corners: Vec<_> = corners.collect();
        for &[x, y] in &corners {
            assert!(x >= 0.0 && x + one.width < view.width + 0.01, "{}", pose.slug());
            assert!(y >= 0.0 && y + one.height < view.height + 0.01, "{}", pose.slug());
        }
        if let [[x, y], [to_x, to_y]] = corners[..] {
            let beside = to_x - x >= one.width || to_y - y >= one.height;
            assert!(beside, "{}: {corners:?}", pose.slug());
            // As large as possible on a stage that is about as wide as high.
            let [long, wide] = [view.width.max(view.height), view.width.min(view.height)];
            assert!(long < 2.5 * wide, "{}: {long} x {wide}", pose.slug());
        }
    }
}

/// Whoever doesn't see the words beside the picture has them in its description.
#[test]
fn descriptions_say_what_is_seen_from_above() {
    let mut found = [0, 0];
    for pose in PoseId::all() {
        let looks = i18n::pose_page(*pose).map_or("", |page| page.looks);
        let overhead = Overhead::of(*pose);
        assert_eq!(overhead.is_some(), looks.contains("from above"), "{}: {looks}", pose.slug());
        found[usize::from(overhead == Some(Overhead::Whole))] += 1;
    }
    assert!(found[1] >= 15, "{found:?}");
    for slug in ["savasana", "pelvic-tilt-side", "side-lying-rest", "supine-twist"] {
        let pose = PoseId::from_slug(slug).unwrap();
        assert_eq!(Overhead::of(pose), Some(Overhead::Whole), "{slug}");
    }
    for slug in ["side-squeeze", "figure-4", "knee-rolls", "pelvic-clock"] {
        let pose = PoseId::from_slug(slug).unwrap();
        assert_eq!(Overhead::of(pose), Some(Overhead::OneView), "{slug}");
    }
}
