//! Limbs keep their length. A foreshortened limb may be shorter, but none is longer.

use unknot_figure::Layer;

use crate::support::{HEIGHT, apart, body, for_everything, in_hand};

/// Poses with foreshortened limbs, which point towards the viewer or away.
const FORESHORTENED: [&str; 32] = [
    "butterfly",
    "butterfly-reclined",
    "chest-open-rest",
    "childs-pose",
    "clam",
    "clam-small",
    "curl-up",
    "curl-up-head-down",
    "doorway-chest",
    "figure-4",
    "figure-4-low",
    "knee-rolls",
    "knee-rolls-small",
    "legs-up-wall",
    "mountain",
    "open-book",
    "prone-rest",
    "roll-to-side",
    "roll-to-side-half",
    "savasana",
    "seated-figure-4",
    "side-bend",
    "side-bend-seated",
    "side-bridge",
    "sit-up-from-side",
    "sit-up-from-side-small",
    "step-touch",
    "step-touch-arms",
    "supine-twist",
    "thread-needle",
    "wall-angels",
    "warrior-2",
];

/// The distance between neighbouring joints is constant.
#[test]
fn limbs_keep_their_length() {
    let arms_are_foreshortened = [
        "constructive-rest",
        "constructive-rest-calves-up",
        "pelvic-clock",
        "pelvic-tilt",
        "pelvic-tilt-small",
        "seated-twist",
        "standing-back-bend",
    ];
    for_everything(|pose, figure, run| {
        if FORESHORTENED.contains(&pose.slug()) {
            return;
        }
        let first = figure.frame(run[0]);
        // Shapes are painted from the far side: foot, shin and thigh of the far leg, then the far
        // arm.
        let limbs = body(pose, figure);
        let count = first.len() - in_hand(pose);
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
        let legs_only = arms_are_foreshortened.contains(&pose.slug());
        let pairs = if legs_only { &pairs[..4] } else { &pairs[..] };
        for &phase in run {
            let frame = figure.frame(phase);
            for &(a, b) in pairs {
                let off = apart(frame[a], frame[b]) - apart(first[a], first[b]);
                assert!(off.abs() < 0.002 * HEIGHT, "{}: {a} to {b} is off by {off}", pose.slug());
                assert!((frame[a].scale - 1.0).abs() < 1e-6, "{}", pose.slug());
            }
        }
    });
}

#[test]
fn no_limb_is_longer_than_its_true_length() {
    for_everything(|pose, figure, run| {
        // In these poses the shoulder girdle is stretched.
        if ["open-book", "seated-twist"].contains(&pose.slug()) {
            return;
        }
        for &phase in run {
            for (shape, at) in figure.shapes().iter().zip(figure.frame(phase)) {
                let strap = pose.slug() == "hamstring-strap" && shape.layer == Layer::Far;
                assert!(strap || at.scale < 1.03, "{}: {at:?}", pose.slug());
            }
        }
    });
}
