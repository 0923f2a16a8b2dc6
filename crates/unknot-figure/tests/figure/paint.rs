use unknot_core::domain::cue::Side;
use unknot_figure::{Coat, Figure, Layer, MotionPhase, Painter, Placement};

use crate::support::{drawn, for_everything, outline, runs};

/// Where nothing is moved.
const IN_PLACE: Placement = Placement { x: 0.0, y: 0.0, degrees: 0.0, scale: 1.0, width: 1.0 };

#[test]
fn coats_are_all_shapes_in_their_order_and_have_one_colour_each() {
    for pose in drawn() {
        let figure = Figure::of(pose, None).expect("every pose is drawn");
        let coats = figure.coats();
        let places: Vec<_> = coats.iter().flat_map(|coat| coat.shapes.clone()).collect();
        assert!(places.into_iter().eq(0..figure.shapes().len()), "{}", pose.slug());
        for Coat { layer, shapes } in &coats {
            for shape in &figure.shapes()[shapes.clone()] {
                assert_eq!(shape.layer.class(), layer.class(), "{}", pose.slug());
            }
            // The edge of one thing would be covered by the next.
            assert!(*layer != Layer::Soft || shapes.len() == 1, "{}", pose.slug());
            if let Some(lens) = figure.lens() {
                let inside = shapes.clone().filter(|place| lens.shapes.contains(place)).count();
                assert!(inside == 0 || inside == shapes.len(), "{}", pose.slug());
            }
        }
    }
}

#[test]
fn coats_are_few() {
    let shapes = |figure: &Figure| figure.shapes().len();
    let figures = drawn().into_iter().filter_map(|pose| Figure::of(pose, Some(Side::Left)));
    let (all, painted) = figures.fold((0, 0), |(all, painted), figure| {
        (all + shapes(&figure), painted + figure.coats().len())
    });
    assert!(painted * 2 < all, "{painted} of {all}");
}

#[test]
fn a_coat_has_the_outlines_of_its_shapes_where_they_are_placed() {
    for_everything(|pose, figure, run| {
        for phase in run.iter().step_by(40) {
            let frame = figure.frame(*phase);
            for coat in figure.coats() {
                let painted = outline(&coat.path(figure, &frame), IN_PLACE);
                let shapes = coat.shapes.clone().filter(|place| frame[*place].width > 0.0);
                let expected: Vec<_> = shapes
                    .flat_map(|place| outline(&figure.shapes()[place].path(), frame[place]))
                    .collect();
                assert_eq!(painted.len(), expected.len(), "{}, {phase:?}", pose.slug());
                for (a, b) in painted.into_iter().zip(expected) {
                    // Both are rounded to hundredths, the second one before it is enlarged.
                    let apart = (a.0 - b.0).hypot(a.1 - b.1);
                    assert!(apart < 0.05, "{}, {phase:?}: {a:?} and {b:?}", pose.slug());
                }
            }
        }
    });
}

/// An arc of a shape that is narrower than it is long is one of an ellipse, turned like the shape.
#[test]
fn arcs_are_scaled_and_turned_with_their_shape() {
    for_everything(|pose, figure, run| {
        let phase = run[run.len() / 3];
        let frame = figure.frame(phase);
        for coat in figure.coats().into_iter().filter(|coat| coat.shapes.len() == 1) {
            let at = frame[coat.shapes.start];
            let own = arcs(&figure.shapes()[coat.shapes.start].path());
            let placed = arcs(&coat.path(figure, &frame));
            assert!(placed.is_empty() || placed.len() == own.len());
            for ([r, ..], [long, wide, degrees]) in own.into_iter().zip(placed) {
                let expected = [r * at.scale, r * at.width, at.degrees];
                for (a, b) in [long, wide, degrees].into_iter().zip(expected) {
                    assert!((a - b).abs() < 0.02, "{}, {phase:?}", pose.slug());
                }
            }
        }
    });
}

#[test]
fn a_shape_that_is_not_seen_is_not_painted() {
    let figure = drawn()
        .into_iter()
        .filter_map(|pose| Figure::of(pose, Some(Side::Left)))
        .find(|figure| figure.still().iter().any(|at| at.width == 0.0))
        .expect("limbs that take turns are there in both colours");
    let frame = figure.frame(MotionPhase::Still);
    let is_hidden = |coat: &Coat| frame[coat.shapes.clone()].iter().all(|at| at.width == 0.0);
    let hidden: Vec<_> = figure.coats().into_iter().filter(is_hidden).collect();
    assert!(!hidden.is_empty());
    for coat in hidden {
        assert_eq!(coat.path(&figure, &frame), "");
    }
}

#[test]
fn a_painter_paints_all_at_first_and_then_what_looks_different() {
    for_everything(|pose, figure, run| {
        let mut painter = Painter::new(figure.clone());
        let first = painter.paint(run[0]);
        assert_eq!(first.len(), painter.coats().len(), "{}", pose.slug());
        assert_eq!(painter.paint(run[0]), [], "{}", pose.slug());
        let mut shown: Vec<_> = first.into_iter().map(|(_, path)| path).collect();
        for (step, phase) in run.iter().enumerate() {
            for (place, path) in painter.paint(*phase) {
                shown[place] = path;
            }
            if step % 20 != 7 {
                continue;
            }
            let frame = figure.frame(*phase);
            for (coat, path) in painter.coats().iter().zip(&shown) {
                let (seen, true_path) = (outline(path, IN_PLACE), coat.path(figure, &frame));
                for (a, b) in seen.into_iter().zip(outline(&true_path, IN_PLACE)) {
                    let apart = (a.0 - b.0).hypot(a.1 - b.1);
                    assert!(apart < 0.4, "{}, {phase:?}: {a:?} and {b:?}", pose.slug());
                }
            }
        }
    });
}

/// At forty frames a second most of a breath, and of the way to it, moves nothing that could be seen.
#[test]
fn what_moves_too_little_to_be_seen_is_not_painted() {
    let figure = Figure::of(drawn()[0], Some(Side::Left)).expect("every pose is drawn");
    let [_, hold] = runs(Some(Side::Left));
    let mut painter = Painter::new(figure);
    let all = painter.coats().len() * hold.len();
    let paths: usize = hold.iter().map(|phase| painter.paint(*phase).len()).sum();
    assert!(paths > painter.coats().len(), "it breathes");
    assert!(paths * 4 < all, "{paths} of {all}");
}

/// The radii and the rotation of each arc of a path.
fn arcs(path: &str) -> Vec<[f32; 3]> {
    path.split('A')
        .skip(1)
        .map(|arc| {
            let mut numbers = arc.split(' ').map(|number| number.parse().expect("a number"));
            std::array::from_fn(|_| numbers.next().expect("two radii and a rotation"))
        })
        .collect()
}
