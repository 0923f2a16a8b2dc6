//! The body rests on the floor, a seat or a pillow without sinking into it.

use unknot_core::domain::catalog::PoseId;
use unknot_core::domain::pose::Position;
use unknot_figure::{Figure, Layer};

use crate::support::{ABOVE, HEIGHT, drawn, extent, for_everything, outline, repetition};

#[test]
fn no_shape_sinks_into_the_floor() {
    for_everything(|pose, figure, run| {
        if ABOVE.contains(&pose.slug()) {
            return;
        }
        for &phase in run {
            for (place, (shape, at)) in figure.shapes().iter().zip(figure.frame(phase)).enumerate()
            {
                if shape.layer == Layer::Prop {
                    continue;
                }
                for (_, y) in outline(&shape.path, at) {
                    assert!(
                        y < 0.005 * HEIGHT,
                        "{}: shape {place} is {y} below the floor",
                        pose.slug()
                    );
                }
            }
        }
    });
}

#[test]
fn pelvis_of_sitting_poses_rests_on_the_seat() {
    let sitting = [
        "easy-seat",
        "chin-tuck",
        "scapular-squeeze",
        "thoracic-ext-chair",
        "seated-cat-cow",
        "seated-twist",
        "nerve-slide",
        "nerve-slide-small",
        "seated-figure-4",
        "marching-seated",
        "side-bend-seated",
    ];
    let seat = -0.222 * HEIGHT;
    for_everything(|pose, figure, run| {
        if !sitting.contains(&pose.slug()) {
            return;
        }
        let body = figure.shapes().iter().position(|shape| shape.layer != Layer::Prop).unwrap();
        // In front view the pelvis is the first shape of the body, in side view it comes after the
        // far limbs and the head.
        let front = ["seated-figure-4", "side-bend-seated"].contains(&pose.slug());
        let pelvis = body + if front { 0 } else { 9 };
        for &phase in run {
            let at = figure.frame(phase)[pelvis];
            let [.., low] = extent(&outline(&figure.shapes()[pelvis].path, at));
            assert!((low - seat).abs() < 0.012 * HEIGHT, "{}: {low}, seat {seat}", pose.slug());
        }
    });
    let rising = Figure::of(PoseId::from_slug("sit-to-stand").unwrap(), None).unwrap();
    let body = rising.shapes().iter().position(|shape| shape.layer != Layer::Prop).unwrap();
    let at = rising.frame(repetition(None, 0))[body + 9];
    let [.., low] = extent(&outline(&rising.shapes()[body + 9].path, at));
    assert!((low - seat).abs() < 0.012 * HEIGHT, "{low}, seat {seat}");
}

/// In side view the head of a lying figure touches its pillow, or sinks into it a little, when the
/// movement begins.
#[test]
fn heads_of_lying_figures_rest_on_the_pillow() {
    for pose in drawn() {
        let figure = Figure::of(pose, None).unwrap();
        let slug = pose.slug();
        let lies = pose.pose().position == Position::Supine;
        // Bridges press the head to the mat.
        if !lies || ABOVE.contains(&slug) || slug.starts_with("glute-bridge") {
            continue;
        }
        let frame = figure.frame(repetition(None, 0));
        let head = frame.len() - 11;
        let lowest = outline(&figure.shapes()[head].path, frame[head])
            .into_iter()
            .map(|(_, y)| -y / HEIGHT)
            .fold(f32::MAX, f32::min);
        assert!((0.005..0.03).contains(&lowest), "{slug}: the head is {lowest} above the mat");
    }
}
