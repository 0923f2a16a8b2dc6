//! The catalog: the poses, routines and guidance lines that come with the app.
//!
//! Written by the build script from `poses.toml` and `routines.toml`, which are checked there.

use std::borrow::Cow;

use super::pose::{Area, Caution, Group, Pose, Position, Sides};
use super::routine::{BreathPattern, Effort, Routine, RoutineKind, Step, StepSide};
use super::time::Millis;

include!(concat!(env!("OUT_DIR"), "/catalog.rs"));

/// A line of guidance, by its place among all lines (in order of their slugs).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GuideId(pub u16);

impl PoseId {
    /// All poses, in order of their slugs.
    pub fn all() -> &'static [Self] {
        &POSE_IDS
    }

    /// Its name in addresses and files.
    pub fn slug(self) -> &'static str {
        POSE_SLUGS[self as usize]
    }

    /// The pose of that slug, where there is one.
    pub fn from_slug(slug: &str) -> Option<Self> {
        POSE_SLUGS.binary_search(&slug).ok().map(|place| POSE_IDS[place])
    }

    /// Its structure.
    pub fn pose(self) -> &'static Pose {
        &POSES[self as usize]
    }
}

/// All routines, in the order in which they are shown.
pub fn routines() -> &'static [Routine] {
    &ROUTINES
}

/// The routine of that slug, where there is one.
pub fn routine(slug: &str) -> Option<&'static Routine> {
    ROUTINES.iter().find(|routine| routine.slug == slug)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pose_is_found_by_its_slug() {
        for &pose in PoseId::all() {
            assert_eq!(PoseId::from_slug(pose.slug()), Some(pose));
        }
        assert_eq!(PoseId::from_slug("handstand"), None);
    }

    #[test]
    fn the_second_side_follows_the_first_and_is_as_long() {
        for routine in routines() {
            for (place, step) in routine.steps.iter().enumerate() {
                if step.side == StepSide::First {
                    let second = &routine.steps[place + 1];
                    assert_eq!(second.side, StepSide::Second, "{}", routine.slug);
                    assert_eq!((second.pose, second.work), (step.pose, step.work));
                }
            }
        }
    }

    #[test]
    fn morning_mobility_has_thirteen_steps_and_ten_minutes() {
        let morning = routine("morning-mobility").unwrap();
        assert_eq!(morning.steps.len(), 13);
        assert_eq!(morning.length(), Millis::minutes(10));
    }
}
