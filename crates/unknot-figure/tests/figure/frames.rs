//! Frames have a placement for every shape, within a view box that suits the pose.

use unknot_core::domain::pose::Position;
use unknot_figure::{Figure, Layer, ViewBox};

use crate::support::{ABOVE, BESIDE, HEIGHT, drawn, extent, for_everything, outline, runs};

#[test]
fn every_shape_has_a_placement_in_every_frame() {
    for_everything(|pose, figure, run| {
        for &phase in run {
            let frame = figure.frame(phase);
            assert_eq!(frame.len(), figure.shapes().len(), "{}", pose.slug());
            let body = figure.body();
            for (place, at) in frame.into_iter().enumerate() {
                let is_finite =
                    [at.x, at.y, at.degrees, at.scale].iter().all(|value| value.is_finite());
                // An inset is larger than the body that it shows.
                let most = if body.contains(&place) { 1.03 } else { 2.5 };
                assert!(is_finite && at.scale > 0.0 && at.scale < most, "{}: {at:?}", pose.slug());
            }
        }
        assert_eq!(figure.still().len(), figure.shapes().len());
    });
}

#[test]
fn all_shapes_stay_within_the_view_box() {
    for_everything(|pose, figure, run| {
        let ViewBox { x, y, width, height } = figure.view_box();
        for &phase in run {
            for (shape, at) in figure.shapes().iter().zip(figure.frame(phase)) {
                for point in outline(&shape.path(), at) {
                    let inside =
                        (x..=x + width).contains(&point.0) && (y..=y + height).contains(&point.1);
                    assert!(inside, "{}: {point:?} at {phase:?}", pose.slug());
                }
            }
        }
    });
}

#[test]
fn view_boxes_of_lying_poses_are_wide_and_of_standing_poses_tall() {
    for pose in drawn() {
        let view = Figure::of(pose, None).unwrap().view_box();
        match pose.pose().position {
            // Legs up a wall reach as high as the trunk is long.
            _ if BESIDE.contains(&pose.slug()) || pose.slug() == "legs-up-wall" => {}
            Position::Standing => assert!(view.height > view.width, "{}", pose.slug()),
            Position::Supine if !ABOVE.contains(&pose.slug()) => {
                assert!(view.width > view.height, "{}", pose.slug());
            }
            _ => {}
        }
    }
}

/// The figure fills its view, and a small one isn't drawn much larger than one that stands.
#[test]
fn figures_fill_their_view_and_are_not_blown_up() {
    for pose in drawn() {
        let figure = Figure::of(pose, None).unwrap();
        let ViewBox { width, height, .. } = figure.view_box();
        let least = 1.16 / 1.5 * HEIGHT;
        assert!(width.max(height) > least - 0.1, "{}: {width} x {height}", pose.slug());
        let things = [Layer::Mat, Layer::Soft, Layer::Prop];
        let mut points = Vec::new();
        for phase in runs(None).concat().into_iter().step_by(20) {
            let shapes = figure.shapes().iter().zip(figure.frame(phase));
            let body = shapes.filter(|(shape, _)| !things.contains(&shape.layer));
            points.extend(body.flat_map(|(shape, at)| outline(&shape.path(), at)));
        }
        let [left, right, top, low] = extent(&points);
        let filled = ((right - left) / width).max((low - top) / height);
        let enlarged = width.max(height) < least + 0.1;
        assert!(filled > if enlarged { 0.7 } else { 0.75 }, "{}: {filled}", pose.slug());
    }
}

#[test]
fn attributes_have_at_most_two_decimals() {
    let view = ViewBox { x: -10.0, y: 0.5, width: 200.126, height: 9.999 };
    assert_eq!(view.attribute(), "-10 0.5 200.13 10");
}
