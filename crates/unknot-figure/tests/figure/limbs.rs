//! Limbs keep their length: what is foreshortened may be shorter, but nothing is longer.

use unknot_figure::Layer;

use crate::support::{HEIGHT, apart, body, everything};

/// Drawn with limbs that reach to the viewer or away, and so are foreshortened.
const SEEN: [&str; 23] = [
    "butterfly",
    "butterfly-reclined",
    "childs-pose",
    "curl-up",
    "doorway-chest",
    "figure-4",
    "knee-rolls",
    "knee-rolls-small",
    "legs-up-wall",
    "mountain",
    "open-book",
    "prone-rest",
    "savasana",
    "seated-figure-4",
    "side-bend",
    "side-bend-seated",
    "side-bridge",
    "step-touch",
    "step-touch-arms",
    "supine-twist",
    "thread-needle",
    "wall-angels",
    "warrior-2",
];

/// In views from the side only arms are ever foreshortened, so each joint stays at its distance from
/// the one before: neighbours in the chain are found as the pairs whose distance is given by a limb.
#[test]
fn limbs_keep_their_length() {
    let arms_seen = [
        "constructive-rest",
        "constructive-rest-calves-up",
        "pelvic-clock",
        "pelvic-tilt",
        "pelvic-tilt-small",
        "seated-twist",
    ];
    everything(|pose, figure, run| {
        if SEEN.contains(&pose.slug()) {
            return;
        }
        let first = figure.frame(run[0]);
        // Drawn from the far side: the far leg as foot, shin, thigh, then the far arm.
        let limbs = body(pose, figure);
        let count = first.len();
        let pairs = [
            (limbs, limbs + 1),
            (limbs + 1, limbs + 2),
            (count - 6, count - 5),
            (count - 5, count - 4),
            (limbs + 3, limbs + 5),
            (limbs + 5, limbs + 4),
            (count - 3, count - 1),
            (count - 1, count - 2),
        ];
        let pairs = if arms_seen.contains(&pose.slug()) { &pairs[..4] } else { &pairs[..] };
        for &moment in run {
            let frame = figure.frame(moment);
            for &(a, b) in pairs {
                let off = apart(frame[a], frame[b]) - apart(first[a], first[b]);
                assert!(off.abs() < 0.002 * HEIGHT, "{}: {a} to {b} is off by {off}", pose.slug());
                assert!((frame[a].scale - 1.0).abs() < 1e-6, "{}", pose.slug());
            }
        }
    });
}

/// What is foreshortened may be short, but not longer than the limb.
#[test]
fn no_limb_is_drawn_longer_than_it_is() {
    everything(|pose, figure, run| {
        // Their shoulder is a part that is drawn out.
        if ["open-book", "seated-twist"].contains(&pose.slug()) {
            return;
        }
        for &moment in run {
            for (shape, at) in figure.shapes().iter().zip(figure.frame(moment)) {
                let strap = pose.slug() == "hamstring-strap" && shape.layer == Layer::Far;
                assert!(strap || at.scale < 1.03, "{}: {at:?}", pose.slug());
            }
        }
    });
}
