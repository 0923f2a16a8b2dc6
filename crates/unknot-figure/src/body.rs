//! The body: the lengths of its segments as shares of the body's height, and their outlines.
//!
//! Lengths are from Drillis and Contini (1966), as tabulated in D. A. Winter, *Biomechanics and
//! Motor Control of Human Movement*. The widths were chosen by eye. An outline is the convex hull
//! of a few circles, in the part's own coordinates: x along the limb from its joint, y to the front
//! of trunk and head, to the back of arms and legs, to the sole of the foot.

use super::shape::Circle;

/// From the hip to the top of the pelvis.
pub(super) const PELVIS: f32 = 0.085;
/// From the pelvis to the ribs.
pub(super) const WAIST: f32 = 0.085;
/// From the ribs to the shoulders.
pub(super) const CHEST: f32 = 0.118;
/// From the shoulders to the head.
pub(super) const NECK: f32 = 0.045;
/// From shoulder to elbow.
pub(super) const UPPER_ARM: f32 = 0.186;
/// From elbow to wrist.
pub(super) const FOREARM: f32 = 0.146;
/// From hip to knee.
pub(super) const THIGH: f32 = 0.245;
/// From knee to ankle.
pub(super) const SHIN: f32 = 0.246;
/// From the midline to a shoulder, in front view.
pub(super) const HALF_SHOULDERS: f32 = 0.098;
/// From the base of the neck down to the shoulders, in front view.
pub(super) const SLOPE: f32 = 0.016;
/// From the midline to a hip, in front view.
pub(super) const HALF_HIPS: f32 = 0.052;
/// From the middle of the head to the tip of the nose.
pub(super) const NOSE: f32 = 0.064;

/// Length of a strap's outline, which is scaled to reach from the hand to the foot.
pub(super) const STRAP: f32 = 0.4;

/// Several outlines, drawn as one shape.
pub(super) type Hulls = &'static [&'static [Circle]];

const fn at(x: f32, y: f32, r: f32) -> Circle {
    Circle { x, y, r }
}

/// Outlines of trunk, head and foot in side view.
pub(super) mod side {
    use super::{Hulls, at};
    pub(in super::super) const PELVIS: Hulls =
        &[&[at(0.0, -0.004, 0.063), at(0.012, -0.022, 0.052), at(0.085, 0.0, 0.052)]];
    pub(in super::super) const WAIST: Hulls = &[&[at(0.0, 0.0, 0.054), at(0.085, 0.0, 0.053)]];
    pub(in super::super) const BELLY: Hulls =
        &[&[at(-0.045, 0.0, 0.042), at(0.0, 0.0, 0.0475), at(0.045, 0.0, 0.042)]];
    pub(in super::super) const CHEST: Hulls =
        &[&[at(0.0, 0.0, 0.053), at(0.062, 0.006, 0.060), at(0.114, -0.004, 0.044)]];
    pub(in super::super) const HEAD: Hulls =
        &[&[at(0.066, -0.004, 0.059), at(0.05, 0.012, 0.053), at(0.014, 0.034, 0.022)]];
    pub(in super::super) const FOOT: Hulls = &[&[
        at(0.0, 0.0, 0.022),
        at(-0.024, 0.019, 0.020),
        at(0.055, 0.025, 0.014),
        at(0.088, 0.029, 0.010),
    ]];
}

/// Outlines of trunk, head and foot in front view.
pub(super) mod front {
    use super::{Hulls, at};
    pub(in super::super) const PELVIS: Hulls = &[&[
        at(0.0, 0.052, 0.055),
        at(0.0, -0.052, 0.055),
        at(0.085, 0.030, 0.046),
        at(0.085, -0.030, 0.046),
    ]];
    pub(in super::super) const WAIST: Hulls = &[&[
        at(0.0, 0.030, 0.046),
        at(0.0, -0.030, 0.046),
        at(0.085, 0.034, 0.046),
        at(0.085, -0.034, 0.046),
    ]];
    pub(in super::super) const CHEST: Hulls = &[&[
        at(0.0, 0.034, 0.046),
        at(0.0, -0.034, 0.046),
        at(0.102, 0.092, 0.036),
        at(0.102, -0.092, 0.036),
        at(0.150, 0.0, 0.042),
    ]];
    pub(in super::super) const HEAD: Hulls = &[&[at(0.068, 0.0, 0.057), at(0.026, 0.0, 0.040)]];
    pub(in super::super) const FOOT: Hulls =
        &[&[at(0.0, 0.0, 0.022), at(0.038, 0.004, 0.014), at(0.034, -0.010, 0.014)]];
}

/// The foot from above, its toes away from the body.
pub(super) const FOOT_ABOVE: Hulls =
    &[&[at(-0.02, 0.0, 0.019), at(0.055, 0.004, 0.024), at(0.07, -0.006, 0.016)]];
/// A bag with two handles. Its origin is where the hand holds it, and it hangs down along x.
pub(super) const BAG: Hulls = &[
    &[at(0.0, -0.014, 0.007), at(0.0, 0.014, 0.007)],
    &[at(0.0, -0.014, 0.007), at(0.022, -0.036, 0.007)],
    &[at(0.022, -0.036, 0.007), at(0.07, -0.04, 0.007)],
    &[at(0.0, 0.014, 0.007), at(0.022, 0.036, 0.007)],
    &[at(0.022, 0.036, 0.007), at(0.07, 0.04, 0.007)],
    &[at(0.075, -0.06, 0.02), at(0.075, 0.06, 0.02), at(0.14, -0.065, 0.02), at(0.14, 0.065, 0.02)],
];
/// From the top of its handles to its bottom.
pub(super) const BAG_HEIGHT: f32 = 0.16;
/// Waist, hips and the tops of the thighs from behind, upright, y downwards.
pub(super) const SEAT: Hulls = &[
    &[
        at(-0.055, -0.15, 0.045),
        at(0.055, -0.15, 0.045),
        at(-0.078, 0.0, 0.077),
        at(0.078, 0.0, 0.077),
        at(0.0, 0.05, 0.04),
    ],
    &[at(-0.082, 0.02, 0.073), at(-0.076, 0.19, 0.058)],
    &[at(0.082, 0.02, 0.073), at(0.076, 0.19, 0.058)],
];
/// A buttock from behind.
pub(super) const BUTTOCK: Hulls = &[&[at(0.0, 0.0, 0.068), at(0.0, 0.025, 0.064)]];
/// The marble of a pelvic clock.
pub(super) const MARBLE: Hulls = &[&[at(0.0, 0.0, 0.021)]];
/// The marks at 12, 3, 6 and 9 on that clock's face, around its middle.
pub(super) const HOURS: Hulls = &[
    &[at(0.0, -0.057, 0.006)],
    &[at(0.057, 0.0, 0.006)],
    &[at(0.0, 0.057, 0.006)],
    &[at(-0.057, 0.0, 0.006)],
];
/// The eyes, seen from the front. They show where the figure's front is.
pub(super) const EYES: Hulls = &[&[at(0.074, -0.021, 0.0082)], &[at(0.074, 0.021, 0.0082)]];
/// The eye in profile.
pub(super) const EYE: Circle = at(0.086, 0.022, 0.0082);
/// The neck.
pub(super) const NECK_SHAPE: Hulls = &[&[at(-0.02, 0.0, 0.034), at(0.055, 0.0, 0.028)]];
/// The nose in profile. It shows where the face is turned.
pub(super) const NOSE_SHAPE: Hulls =
    &[&[at(-0.020, -0.014, 0.018), at(-0.020, 0.012, 0.018), at(0.006, 0.005, 0.008)]];
/// The nose seen from above, for a head that turns.
pub(super) const NOSE_ROUND: Hulls = &[&[at(0.0, 0.0, 0.014)]];
/// The shoulder girdle, visible as the chest turns to the viewer.
pub(super) const GIRDLE_SHAPE: Hulls = &[&[at(0.0, 0.0, 0.04), at(0.09, 0.0, 0.04)]];
/// Thigh.
pub(super) const THIGH_SHAPE: Hulls =
    &[&[at(0.0, 0.0, 0.056), at(0.07, 0.0, 0.052), at(THIGH, 0.0, 0.037)]];
/// The edge of a knee that is nearer to the viewer than its shin, around the end of the thigh.
pub(super) const KNEE_EDGE: Hulls = &[&[at(0.15, 0.0, 0.048), at(THIGH, 0.0, 0.043)]];
/// Shin, with the calf.
pub(super) const SHIN_SHAPE: Hulls =
    &[&[at(0.0, 0.0, 0.036), at(0.075, 0.006, 0.035), at(SHIN, 0.0, 0.021)]];
/// Upper arm.
pub(super) const UPPER_ARM_SHAPE: Hulls = &[&[at(0.0, 0.0, 0.037), at(UPPER_ARM, 0.0, 0.026)]];
/// Forearm.
pub(super) const FOREARM_SHAPE: Hulls =
    &[&[at(0.0, 0.0, 0.025), at(0.04, 0.0, 0.026), at(FOREARM, 0.0, 0.016)]];
/// Hand.
pub(super) const HAND_SHAPE: Hulls =
    &[&[at(0.0, 0.0, 0.017), at(0.03, 0.0, 0.020), at(0.066, 0.0, 0.011)]];
/// A fist.
pub(super) const FIST_SHAPE: Hulls =
    &[&[at(0.0, 0.0, 0.017), at(0.022, -0.006, 0.022), at(0.024, 0.010, 0.020)]];
