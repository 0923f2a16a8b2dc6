//! Limbs keep their length. A foreshortened limb may be shorter, but none is longer.

use std::collections::BTreeMap;

use crate::support::{HEIGHT, apart, for_everything};

/// Poses with foreshortened limbs, which point towards the viewer or away.
const FORESHORTENED: [&str; 44] = [
    "butterfly",
    "butterfly-reclined",
    "butterfly-reclined-small",
    "chest-open-rest",
    "childs-pose",
    "clam",
    "clam-small",
    "curl-up",
    "curl-up-head-down",
    "doorway-chest",
    "doorway-low",
    "figure-4",
    "figure-4-low",
    "knee-rolls",
    "knee-rolls-small",
    "legs-up-wall",
    "mountain",
    "open-book",
    "open-book-small",
    "prone-rest",
    "roll-to-side",
    "roll-to-side-half",
    "savasana",
    "seated-figure-4",
    "seated-figure-4-low",
    "seated-twist",
    "seated-twist-small",
    "side-bend",
    "side-bend-held",
    "side-bend-seated",
    "side-bend-seated-low",
    "side-bridge",
    "side-squeeze",
    "sit-up-from-side",
    "sit-up-from-side-small",
    "step-touch",
    "step-touch-arms",
    "step-touch-held",
    "supine-twist",
    "thread-needle",
    "wall-angels",
    "wall-angels-low",
    "warrior-2",
    "warrior-2-held",
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
        "standing-back-bend",
        "thoracic-ext-chair",
    ];
    for_everything(|pose, figure, run| {
        if FORESHORTENED.contains(&pose.slug()) {
            return;
        }
        let first = figure.frame(run[0]);
        // Shapes are painted from the far side: foot, shin and thigh of the far leg, then the far
        // arm.
        let limbs = figure.body().start;
        let count = figure.body().end;
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
    let mut long = BTreeMap::new();
    for_everything(|pose, figure, run| {
        for &phase in run {
            // The shoulder girdle, which is stretched, is no limb.
            for (place, at) in figure.frame(phase)[figure.body()].iter().enumerate() {
                if at.scale > 1.03 {
                    let most: &mut f32 = long.entry((pose.slug(), place)).or_default();
                    *most = most.max(at.scale);
                }
            }
        }
    });
    assert!(long.is_empty(), "{long:?}");
}
