//! Frames have a placement for every shape, within a view box that suits the pose.

use unknot_core::domain::pose::Position;
use unknot_figure::{Figure, Placement, ViewBox};

use crate::support::{ABOVE, drawn, for_everything, outline};

#[test]
fn every_shape_has_a_placement_in_every_frame() {
    for_everything(|pose, figure, run| {
        for &phase in run {
            let frame = figure.frame(phase);
            assert_eq!(frame.len(), figure.shapes().len(), "{}", pose.slug());
            for at in frame {
                let is_finite =
                    [at.x, at.y, at.degrees, at.scale].iter().all(|value| value.is_finite());
                assert!(is_finite && at.scale > 0.0 && at.scale < 1.6, "{}: {at:?}", pose.slug());
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
                for point in outline(&shape.path, at) {
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
            Position::Standing => assert!(view.height > view.width, "{}", pose.slug()),
            Position::Supine if !ABOVE.contains(&pose.slug()) => {
                assert!(view.width > view.height, "{}", pose.slug());
            }
            _ => {}
        }
    }
}

#[test]
fn attributes_have_at_most_two_decimals() {
    let at = Placement { x: 1.5, y: -0.004, degrees: -90.25, scale: 1.0 };
    assert_eq!(at.attribute(), "translate(1.5 0) rotate(-90.25) scale(1 1)");
    let view = ViewBox { x: -10.0, y: 0.5, width: 200.126, height: 9.999 };
    assert_eq!(view.attribute(), "-10 0.5 200.13 10");
}
