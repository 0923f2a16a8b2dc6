//! The catalog: the poses, routines and guidance lines that come with the app.
//!
//! Written by the build script from `poses.toml`, `variations.toml` and `routines.toml`, which are checked there.
//! Some routines are there from the start, the others once the library is open.

use std::borrow::Cow;
use std::sync::OnceLock;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::caution::Cautions;
use super::pack::{self, Fields};
use super::pose::{Area, Basis, Pose, Position, Prop, Sides};
use super::routine::{
    BreathPattern, Effort, Guide, GuideKind, Intensity, Place, Routine, RoutineKind, Step,
    StepSide, TimeOfDay,
};

include!(concat!(env!("OUT_DIR"), "/catalog.rs"));

/// A line of guidance, by its place among all lines (in order of their slugs).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GuideId(pub usize);

impl PoseId {
    /// All poses, in order of their slugs, variations among them.
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

    /// The pose that this is a variation of, or itself: what is searched for, and what is sore or not.
    #[must_use]
    pub fn base(self) -> Self {
        POSE_BASES[self as usize]
    }

    /// Whether somebody gets down to the floor for it, or to a bed. An easy seat can be any.
    pub fn is_low(self) -> bool {
        let pose = self.pose();
        match pose.position {
            Position::Standing => false,
            Position::Seated => pose.prop != Some(Prop::Chair) && self != Self::EasySeat,
            _ => true,
        }
    }

    /// Its structure.
    pub fn pose(self) -> &'static Pose {
        &POSES[self as usize]
    }
}

/// Stored as its slug.
impl Serialize for PoseId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.slug())
    }
}

impl<'de> Deserialize<'de> for PoseId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let slug = String::deserialize(deserializer)?;
        Self::from_slug(&slug).ok_or_else(|| D::Error::custom("unknown pose"))
    }
}

/// All routines that are there, in the order in which they are shown.
pub fn routines() -> impl Iterator<Item = &'static Routine> {
    static ROUTINES: [OnceLock<Vec<Routine>>; 2] = [OnceLock::new(), OnceLock::new()];
    pack::parts().into_iter().zip(&ROUTINES).flat_map(|(lines, routines)| {
        // A part that has not come yet is no part without routines.
        if lines.is_empty() { &[][..] } else { routines.get_or_init(|| read_routines(lines)) }
    })
}

/// The routine of that slug, where there is one.
pub fn routine(slug: &str) -> Option<&'static Routine> {
    routines().find(|routine| routine.slug == slug)
}

// In the order of the build script.
const INTENSITIES: [Intensity; 4] =
    [Intensity::VeryEasy, Intensity::Easy, Intensity::Moderate, Intensity::Harder];
const PLACES: [Place; 4] = [Place::Floor, Place::Chair, Place::Standing, Place::Bed];
const GUIDE_KINDS: [GuideKind; 5] =
    [GuideKind::Full, GuideKind::Light, GuideKind::Opening, GuideKind::Held, GuideKind::Free];
const TIMES: [TimeOfDay; 3] = [TimeOfDay::Morning, TimeOfDay::Day, TimeOfDay::Evening];

fn read_routines(lines: &[&'static str]) -> Vec<Routine> {
    let records = lines.iter().filter_map(|line| pack::record(line, "routine"));
    records.map(read_routine).collect()
}

fn read_routine(mut fields: Fields) -> Routine {
    Routine {
        slug: Cow::Borrowed(fields.text()),
        emblem: read_pose(&mut fields),
        kind: match fields.text() {
            "m" => RoutineKind::Movement,
            "c" => RoutineKind::Meditation,
            _ => RoutineKind::Breathing,
        },
        intensity: fields.one_of(&INTENSITIES),
        places: fields.fields(b' ').map(|place| Fields::of(place, b' ').one_of(&PLACES)).collect(),
        times: fields.fields(b' ').map(|time| Fields::of(time, b' ').one_of(&TIMES)).collect(),
        cautions: Cautions(fields.number().unsigned_abs()),
        steps: fields.fields(b';').map(|step| read_step(&mut Fields::of(step, b' '))).collect(),
    }
}

fn read_step(fields: &mut Fields) -> Step {
    Step {
        pose: read_pose(fields),
        side: match fields.text() {
            "a" => StepSide::Alternating,
            "1" => StepSide::First,
            "2" => StepSide::Second,
            _ => StepSide::Both,
        },
        lead: fields.millis(),
        work: fields.millis(),
        least: fields.millis(),
        effort: read_effort(fields),
    }
}

fn read_effort(fields: &mut Fields) -> Effort {
    match fields.text() {
        "m" => Effort::Repeat { every: fields.millis() },
        "b" => Effort::Breathe(BreathPattern {
            inhale: fields.millis(),
            hold_full: fields.millis(),
            exhale: fields.millis(),
            hold_empty: fields.millis(),
        }),
        "r" => {
            let bell_every = fields.millis();
            let guide: Vec<_> = fields.fields(b',').map(read_guide).collect();
            Effort::Rest { guide: guide.leak(), bell_every }
        }
        _ => Effort::Hold,
    }
}

fn read_guide(guide: &'static str) -> Guide {
    let mut fields = Fields::of(guide, b':');
    Guide {
        at: fields.millis(),
        line: GuideId(fields.number().unsigned_abs() as usize),
        room: fields.millis(),
        kind: fields.one_of(&GUIDE_KINDS),
    }
}

/// A pose by its number.
fn read_pose(fields: &mut Fields) -> PoseId {
    fields.one_of(&POSE_IDS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::Millis;

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
    fn the_first_part_has_all_that_its_routines_need() {
        let [first, library] = pack::parts();
        let has = |kind: &str, key: &str| {
            first
                .iter()
                .any(|line| pack::record(line, kind).is_some_and(|mut record| record.text() == key))
        };
        let guides = first.iter().filter(|line| pack::record(line, "guide").is_some()).count();
        let routines = read_routines(first);
        assert!(!routines.is_empty() && !library.is_empty());
        for routine in routines {
            assert!(has("routine-words", &routine.slug));
            for step in routine.steps {
                let pose = step.pose.slug();
                assert!(has("pose", pose) && has("figure", pose), "{pose}");
                if let Effort::Rest { guide, .. } = step.effort {
                    assert!(guide.iter().all(|guide| guide.line.0 < guides));
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
