//! What is drawn: every shape in every frame, within a view box that suits the pose.

use unknot_core::domain::pose::Position;
use unknot_figure::{Figure, Placement, ViewBox};

use crate::support::{ABOVE, drawn, everything, outline};

#[test]
fn every_shape_has_a_place_in_every_frame() {
    everything(|pose, figure, run| {
        for &moment in run {
            let frame = figure.frame(moment);
            assert_eq!(frame.len(), figure.shapes().len(), "{}", pose.slug());
            for at in frame {
                let whole =
                    [at.x, at.y, at.degrees, at.scale].iter().all(|value| value.is_finite());
                assert!(whole && at.scale > 0.0 && at.scale < 1.6, "{}: {at:?}", pose.slug());
            }
        }
        assert_eq!(figure.still().len(), figure.shapes().len());
    });
}

#[test]
fn nothing_leaves_the_view_box() {
    everything(|pose, figure, run| {
        let ViewBox { x, y, width, height } = figure.view_box();
        for &moment in run {
            for (shape, at) in figure.shapes().iter().zip(figure.frame(moment)) {
                for point in outline(&shape.path, at) {
                    let inside =
                        (x..=x + width).contains(&point.0) && (y..=y + height).contains(&point.1);
                    assert!(inside, "{}: {point:?} at {moment:?}", pose.slug());
                }
            }
        }
    });
}

#[test]
fn lying_poses_are_wide_or_seen_from_above_and_standing_ones_are_tall() {
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
fn attributes_are_short_and_exact() {
    let at = Placement { x: 1.5, y: -0.004, degrees: -90.25, scale: 1.0 };
    assert_eq!(at.attribute(), "translate(1.5 0) rotate(-90.25) scale(1 1)");
    let view = ViewBox { x: -10.0, y: 0.5, width: 200.126, height: 9.999 };
    assert_eq!(view.attribute(), "-10 0.5 200.13 10");
}
