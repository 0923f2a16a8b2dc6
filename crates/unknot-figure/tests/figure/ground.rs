//! The body is on what carries it, the floor, a seat or a pillow, and not in it.

use unknot_core::domain::catalog::PoseId;
use unknot_core::domain::pose::Position;
use unknot_figure::{Figure, Layer};

use crate::support::{ABOVE, HEIGHT, drawn, everything, extent, outline, repetition};

#[test]
fn nothing_sinks_into_the_floor() {
    everything(|pose, figure, run| {
        if ABOVE.contains(&pose.slug()) {
            return;
        }
        for &moment in run {
            for (place, (shape, at)) in figure.shapes().iter().zip(figure.frame(moment)).enumerate()
            {
                if shape.layer == Layer::Prop {
                    continue;
                }
                for (_, y) in outline(&shape.path, at) {
                    assert!(y < 0.005 * HEIGHT, "{}: shape {place} is {y} deep", pose.slug());
                }
            }
        }
    });
}

/// The chair is the prop that comes after the mat, its seat as wide as the chair is deep.
#[test]
fn the_seat_carries_who_sits() {
    let sitting = [
        "easy-seat",
        "chin-tuck",
        "scapular-squeeze",
        "thoracic-ext-chair",
        "seated-cat-cow",
        "seated-twist",
        "seated-figure-4",
        "marching-seated",
        "side-bend-seated",
    ];
    let seat = -0.222 * HEIGHT;
    everything(|pose, figure, run| {
        if !sitting.contains(&pose.slug()) {
            return;
        }
        let body = figure.shapes().iter().position(|shape| shape.layer != Layer::Prop).unwrap();
        // From the front the pelvis is the first, from the side it comes after head and far limbs.
        let front = ["seated-figure-4", "side-bend-seated"].contains(&pose.slug());
        let pelvis = body + if front { 0 } else { 9 };
        for &moment in run {
            let at = figure.frame(moment)[pelvis];
            let [.., low] = extent(&outline(&figure.shapes()[pelvis].path, at));
            assert!((low - seat).abs() < 0.012 * HEIGHT, "{}: {low} over {seat}", pose.slug());
        }
    });
    let rising = Figure::of(PoseId::from_slug("sit-to-stand").unwrap(), None).unwrap();
    let body = rising.shapes().iter().position(|shape| shape.layer != Layer::Prop).unwrap();
    let at = rising.frame(repetition(None, 0))[body + 9];
    let [.., low] = extent(&outline(&rising.shapes()[body + 9].path, at));
    assert!((low - seat).abs() < 0.012 * HEIGHT, "{low} over {seat}");
}

/// A head that lies, from the side, lies on its pillow or a little in it when the movement begins.
#[test]
fn lying_heads_are_supported() {
    for pose in drawn() {
        let figure = Figure::of(pose, None).unwrap();
        let slug = pose.slug();
        let lies = pose.pose().position == Position::Supine;
        // The bridge presses the head to the mat.
        if !lies || ABOVE.contains(&slug) || slug == "glute-bridge" {
            continue;
        }
        let frame = figure.frame(repetition(None, 0));
        let head = frame.len() - 11;
        let lowest = outline(&figure.shapes()[head].path, frame[head])
            .into_iter()
            .map(|(_, y)| -y / HEIGHT)
            .fold(f32::MAX, f32::min);
        assert!((0.005..0.03).contains(&lowest), "{slug}: the head is {lowest} over the mat");
    }
}
