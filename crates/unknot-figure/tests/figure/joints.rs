//! Joints stay within the human range of motion.

use crate::support::{for_everything, pelvis, turn};

/// Flexion of hip, knee and elbow and dorsiflexion of the ankle, in degrees.
#[test]
fn joints_stay_within_the_human_range_of_motion() {
    let upright = [
        "chin-tuck",
        "scapular-squeeze",
        "hip-hinge",
        "thoracic-ext-chair",
        "seated-cat-cow",
        "calf-wall",
        "marching-seated",
        "nerve-slide",
        "nerve-slide-small",
        "pelvic-tilt-standing",
        "pelvic-tilt-standing-small",
        "standing-bend-slide",
        "standing-back-bend-held",
        "standing-bend-slide-held",
        "bag-carry-empty",
        "heel-raise",
        "heel-raise-small",
        "wall-press",
        "wall-press-near",
        "kneel-and-stand",
        "wall-sit",
        "sit-to-stand",
        "walking",
        "wall-dog",
        "down-dog",
        "warrior-1",
    ];
    for_everything(|pose, figure, run| {
        if !upright.contains(&pose.slug()) {
            return;
        }
        let body = figure.body().start;
        let count = figure.body().end;
        let pelvis = pelvis(figure);
        for &phase in run {
            let frame = figure.frame(phase);
            let turned = |a: usize, b: usize| turn(frame[a].degrees, frame[b].degrees);
            // Foot, shin, thigh, upper arm, forearm; the pelvis comes after the far side and head.
            for [foot, shin, thigh, upper, fore] in [
                [0, 1, 2, 3, 5].map(|place| body + place),
                [6, 5, 4, 3, 1].map(|place| count - place),
            ] {
                let front = turned(foot, shin).signum();
                let hip = front * turn(frame[thigh].degrees + 180.0, frame[pelvis].degrees);
                let ankle = front * turned(foot, shin);
                for (joint, degrees, limits) in [
                    ("hip", hip, -30.0..=130.0),
                    ("knee", -front * turned(shin, thigh), -1.0..=150.0),
                    ("ankle", 90.0 - ankle, -55.0..=40.0),
                    ("elbow", front * turned(fore, upper), -1.0..=150.0),
                ] {
                    let slug = pose.slug();
                    assert!(limits.contains(&degrees), "{slug}: {joint} {degrees} at {phase:?}");
                }
            }
        }
    });
}
