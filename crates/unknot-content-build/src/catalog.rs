//! Routines: parsed, checked against the poses, and written as their steps.

use serde::{Deserialize, Serialize};
use unknot_content::caution::{Caution, Cautions};
use unknot_content::pose::{Pose, Position, Prop, Sides};
use unknot_content::routine::{
    BreathPattern, Effort, Guide, GuideKind, Intensity, Place, Routine, RoutineKind, Step,
    StepSide, TimeOfDay,
};
use unknot_content::time::Millis;
use unknot_content::{GuideId, PoseId};

use crate::parts::Parts;

/// What may be done in place of a step, wherever that is (`unknot_core::care`).
const STAND_INS: [PoseId; 4] =
    [PoseId::ConstructiveRest, PoseId::EasySeat, PoseId::Mountain, PoseId::SideLyingRest];

/// The least time between the floor and one's feet or a chair, in seconds (docs/content.md).
const GETTING_UP: f64 = 16.0;

/// The line that is told by the time of day.
pub(crate) const OPENING: &str = "opening";

/// The routines, in the order of the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Catalog {
    #[serde(rename = "routine")]
    pub(crate) routines: Vec<RoutineSource>,
}

/// A routine as `routines.toml` has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RoutineSource {
    pub(crate) slug: String,
    emblem: PoseId,
    kind: RoutineKind,
    intensity: Intensity,
    places: Vec<Place>,
    #[serde(default)]
    times: Vec<TimeOfDay>,
    #[serde(default)]
    cautions: Vec<Caution>,
    /// Whether a first visit needs it, before the library has come.
    #[serde(default)]
    pub(crate) first: bool,
    total: f64,
    steps: Vec<StepSource>,
}

/// A step with times in seconds.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StepSource {
    pose: PoseId,
    /// `each` makes two steps, one a side.
    #[serde(default)]
    side: Sides,
    #[serde(default)]
    lead: f64,
    work: f64,
    least: f64,
    every: Option<f64>,
    breathe: Option<[f64; 4]>,
    rest: Option<Vec<GuideSource>>,
    #[serde(default)]
    bell_every: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GuideSource {
    at: f64,
    say: String,
    /// Whether it is said with light guidance, too.
    #[serde(default)]
    light: bool,
    /// Whether it tells of holding the breath, which not everybody does. It is said with light guidance, too.
    #[serde(default)]
    held: bool,
    /// Whether it is said in place of that to somebody who doesn't.
    #[serde(default)]
    free: bool,
}

impl Catalog {
    /// Parses and checks the file.
    ///
    /// # Panics
    /// Where anything is off, with the place and the reason.
    pub(crate) fn parse(routines: &str) -> Self {
        let catalog: Self =
            toml::from_str(routines).unwrap_or_else(|error| panic!("routines.toml: {error}"));
        catalog.routines.iter().for_each(RoutineSource::check);
        catalog
    }

    /// Slugs of all lines of guidance, those of the first part before the others.
    pub(crate) fn guides(&self) -> Vec<&str> {
        let mut guides: Vec<&str> = self.lines().map(|(_, slug)| slug).collect();
        guides.sort_unstable();
        guides.dedup();
        guides.sort_by_key(|slug| !self.is_first_guide(slug));
        guides
    }

    /// Whether a routine of the first part says a line of guidance.
    pub(crate) fn is_first_guide(&self, slug: &str) -> bool {
        self.lines().any(|(routine, line)| routine.first && line == slug)
    }

    /// Each routine's lines of guidance.
    fn lines(&self) -> impl Iterator<Item = (&RoutineSource, &str)> {
        self.routines.iter().flat_map(|routine| {
            let guides = routine.steps.iter().flat_map(|step| step.rest.iter().flatten());
            guides.map(move |guide| (routine, guide.say.as_str()))
        })
    }

    /// Whether the first part needs a pose.
    pub(crate) fn is_first_pose(&self, pose: PoseId) -> bool {
        let mut first = self.routines.iter().filter(|routine| routine.first);
        STAND_INS.contains(&pose) || first.any(|routine| routine.poses().any(|own| own == pose))
    }

    /// Adds the routines. `room` tells how many seconds a line of guidance needs.
    pub(crate) fn add_to(&self, parts: &mut Parts<'_>, room: impl Fn(&str) -> f64) {
        let guides = self.guides();
        for routine in &self.routines {
            let compiled = routine.compile(|guide| guide.compile(&guides, &room));
            parts.part(routine.first).routines.push(compiled);
        }
    }
}

impl RoutineSource {
    fn check(&self) {
        let place = &self.slug;
        let mut total = 0.0;
        let mut was_low = None;
        for step in &self.steps {
            let (slug, pose) = (step.pose.slug(), step.pose.pose());
            assert!(pose.sides == step.side, "{place}: {slug} has sides «{:?}»", pose.sides);
            assert!(step.least > 0.0 && step.least <= step.work, "{place}: least of {slug}");
            let efforts = [step.every.is_some(), step.breathe.is_some(), step.rest.is_some()];
            assert!(efforts.iter().filter(|set| **set).count() <= 1, "{place}: {slug}");
            if let Some(low) = is_low(pose) {
                let gets_there = was_low.is_none_or(|was| was == low) || step.lead >= GETTING_UP;
                assert!(gets_there, "{place}: no time to get up or down to {slug}");
                was_low = Some(low);
            }
            let times = if step.side == Sides::Each { 2.0 } else { 1.0 };
            total += times * (step.lead + step.work);
        }
        let off: f64 = total - self.total;
        assert!(off.abs() < 0.0005, "{place}: steps add up to {total} s, not {}", self.total);
        let has_emblem = self.poses().any(|pose| pose == self.emblem);
        assert!(has_emblem, "{place}: its emblem is none of its poses");
    }

    /// The poses of its steps.
    pub(crate) fn poses(&self) -> impl Iterator<Item = PoseId> {
        self.steps.iter().map(|step| step.pose)
    }

    /// What it is sorted by: the tables of words, and the names in them.
    pub(crate) fn names(&self) -> Vec<(&'static str, String)> {
        let mut names = vec![("kind", name(&self.kind)), ("intensity", name(&self.intensity))];
        names.extend(self.places.iter().map(|place| ("place", name(place))));
        names.extend(self.times.iter().map(|time| ("find", name(time))));
        let areas = self.poses().flat_map(|pose| pose.pose().areas);
        names.extend(areas.map(|area| ("area", name(area))));
        let props = self.poses().filter_map(|pose| pose.pose().prop);
        names.extend(props.map(|prop| ("prop", name(&prop))));
        names
    }

    fn compile(&self, guide: impl Fn(&GuideSource) -> Guide) -> Routine {
        let steps = self.steps.iter().flat_map(|step| {
            let sides: &[StepSide] = match step.side {
                Sides::Both => &[StepSide::Both],
                Sides::Alternating => &[StepSide::Alternating],
                Sides::Each => &[StepSide::First, StepSide::Second],
            };
            let effort = step.effort(&guide);
            sides.iter().map(move |&side| Step {
                pose: step.pose,
                side,
                lead: millis(step.lead),
                work: millis(step.work),
                least: millis(step.least),
                effort,
            })
        });
        Routine {
            slug: self.slug.clone().into(),
            emblem: self.emblem,
            kind: self.kind,
            intensity: self.intensity,
            places: self.places.clone(),
            cautions: Cautions::of(&self.cautions),
            times: self.times.clone(),
            steps: steps.collect(),
        }
    }
}

impl StepSource {
    fn effort(&self, guide: impl Fn(&GuideSource) -> Guide) -> Effort {
        if let Some(every) = self.every {
            Effort::Repeat { every: millis(every) }
        } else if let Some(breath) = self.breathe {
            let [inhale, hold_full, exhale, hold_empty] = breath.map(millis);
            Effort::Breathe(BreathPattern { inhale, hold_full, exhale, hold_empty })
        } else if let Some(rest) = &self.rest {
            let guide: Vec<_> = rest.iter().map(guide).collect();
            Effort::Rest { guide: guide.leak(), bell_every: millis(self.bell_every) }
        } else {
            Effort::Hold
        }
    }
}

impl GuideSource {
    fn compile(&self, guides: &[&str], room: impl Fn(&str) -> f64) -> Guide {
        let place = guides.iter().position(|slug| *slug == self.say);
        Guide {
            at: millis(self.at),
            line: GuideId(place.expect("the catalog lists all lines")),
            room: millis(room(&self.say)),
            kind: match self {
                Self { say, .. } if say == OPENING => GuideKind::Opening,
                Self { held: true, .. } => GuideKind::Held,
                Self { free: true, .. } => GuideKind::Free,
                Self { light: true, .. } => GuideKind::Light,
                _ => GuideKind::Full,
            },
        }
    }
}

/// Whether somebody is on the floor, and not on their feet or a chair, where that is told.
fn is_low(pose: &Pose) -> Option<bool> {
    match pose.position {
        Position::Standing => Some(false),
        Position::Seated => (pose.prop == Some(Prop::Chair)).then_some(false),
        _ => Some(true),
    }
}

/// The name of an enum's variant as the data files write it.
fn name(value: &impl Serialize) -> String {
    match toml::Value::try_from(value) {
        Ok(toml::Value::String(name)) => name,
        other => panic!("{other:?} is no name"),
    }
}

/// Seconds as milliseconds.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within a day")]
fn millis(seconds: f64) -> Millis {
    let ms = (seconds * 1000.0).round();
    assert!((0.0..=86_400_000.0).contains(&ms), "{seconds} s is not a length of time");
    Millis(ms as u32)
}
