//! The body rests on the floor, a seat or a pillow without sinking into it.

use unknot_core::domain::catalog::PoseId;
use unknot_core::domain::pose::Position;
use unknot_figure::Figure;

use crate::support::{ABOVE, HEIGHT, drawn, extent, for_everything, outline, pelvis, repetition};

/// Poses on a chair that is seen from the front.
const FRONT: [&str; 6] = [
    "seated-figure-4",
    "seated-figure-4-low",
    "seated-twist",
    "seated-twist-small",
    "side-bend-seated",
    "side-bend-seated-low",
];

#[test]
fn no_shape_sinks_into_the_floor() {
    for_everything(|pose, figure, run| {
        if ABOVE.contains(&pose.slug()) {
            return;
        }
        for &phase in run {
            let shapes = figure.shapes().iter().zip(figure.frame(phase)).enumerate();
            for (place, (shape, at)) in shapes.take(figure.body().end).skip(figure.body().start) {
                // The limb is there once more, in the other colour.
                if at.width == 0.0 {
                    continue;
                }
                for (_, y) in outline(&shape.path(), at) {
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
        "nerve-slide",
        "nerve-slide-small",
        "marching-seated",
        "marching-seated-small",
        "scapular-squeeze-small",
        "chest-lift",
    ];
    for_everything(|pose, figure, run| {
        if !sitting.contains(&pose.slug()) && !FRONT.contains(&pose.slug()) {
            return;
        }
        // In front view the pelvis is the first shape of the body. From the front the seat is seen
        // from a little above.
        let (pelvis, seat) = if FRONT.contains(&pose.slug()) {
            (figure.body().start, -0.319 * HEIGHT)
        } else {
            (pelvis(figure), -0.222 * HEIGHT)
        };
        for &phase in run {
            let at = figure.frame(phase)[pelvis];
            let [.., low] = extent(&outline(&figure.shapes()[pelvis].path(), at));
            assert!((low - seat).abs() < 0.012 * HEIGHT, "{}: {low}, seat {seat}", pose.slug());
        }
    });
    let seat = -0.222 * HEIGHT;
    let rising = Figure::of(PoseId::from_slug("sit-to-stand").unwrap(), None).unwrap();
    let place = pelvis(&rising);
    let at = rising.frame(repetition(None, 0))[place];
    let [.., low] = extent(&outline(&rising.shapes()[place].path(), at));
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
        let head = figure.body().end - 11;
        let lowest = outline(&figure.shapes()[head].path(), frame[head])
            .into_iter()
            .map(|(_, y)| -y / HEIGHT)
            .fold(f32::MAX, f32::min);
        assert!((0.005..0.03).contains(&lowest), "{slug}: the head is {lowest} above the mat");
    }
}
