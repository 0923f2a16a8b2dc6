//! Parses routines, checks them against the poses, and compiles their steps.

mod step;

use serde::{Deserialize, Serialize};
use unknot_content::caution::{Caution, Cautions};
use unknot_content::change::{LIE_DOWN, change_time};
use unknot_content::pose::Sides;
use unknot_content::routine::{
    Guide, GuideKind, Intensity, Place, Routine, RoutineKind, Shelf, Step, StepSide, TimeOfDay,
};
use unknot_content::time::Millis;
use unknot_content::{GuideId, PoseId};

use crate::parts::Parts;

/// The poses that can stand in for a step of any routine (`unknot_core::care`), and so are needed
/// on a first visit.
const STAND_INS: [PoseId; 5] = [
    PoseId::ConstructiveRest,
    PoseId::EasySeat,
    PoseId::Mountain,
    PoseId::MountainHeld,
    PoseId::SideLyingRest,
];

/// How often one gets up from the floor or down to it in a session that is called easy, at most.
const EASY_LEVEL_CHANGES: usize = 1;

/// The guidance line whose wording depends on the time of day.
pub(crate) const OPENING: &str = "opening";

/// The routines, in the order of the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Catalog {
    #[serde(rename = "routine")]
    pub(crate) routines: Vec<RoutineSource>,
}

/// A routine in `routines.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RoutineSource {
    pub(crate) slug: String,
    emblem: PoseId,
    kind: RoutineKind,
    /// Where it is in the library.
    shelf: Option<Shelf>,
    intensity: Intensity,
    places: Vec<Place>,
    #[serde(default)]
    times: Vec<TimeOfDay>,
    #[serde(default)]
    cautions: Vec<Caution>,
    /// For whom it was made, if not for everybody.
    #[serde(default, rename = "for")]
    made_for: Vec<Caution>,
    /// Whether Today never offers it by itself.
    #[serde(default)]
    only_chosen: bool,
    /// Whether it is available on a first visit, before the library has loaded.
    #[serde(default)]
    pub(crate) first: bool,
    /// The sum of its steps in seconds, as a check.
    total: f64,
    steps: Vec<StepSource>,
}

/// A step in `routines.toml`. Times are in seconds.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StepSource {
    pose: PoseId,
    /// `each` makes two steps, one for each side.
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
#[expect(
    clippy::struct_excessive_bools,
    reason = "the marks of a line in the file, of which it has at most one"
)]
struct GuideSource {
    at: f64,
    say: String,
    /// Whether it is also spoken with light guidance.
    #[serde(default)]
    light: bool,
    /// Whether it instructs to hold the breath, which some people must not do. It is also spoken
    /// with light guidance.
    #[serde(default)]
    held: bool,
    /// Whether it replaces the `held` line for people who must not hold the breath.
    #[serde(default)]
    free: bool,
    /// Whether it says how often a bell rings, and so is only spoken if bells ring at regular times. It is also
    /// spoken with light guidance.
    #[serde(default)]
    regular: bool,
}

impl Catalog {
    /// Parses and checks `routines.toml`.
    ///
    /// # Panics
    /// If it contains a mistake. The message has the place and the reason.
    pub(crate) fn parse(routines: &str) -> Self {
        let catalog: Self =
            toml::from_str(routines).unwrap_or_else(|error| panic!("routines.toml: {error}"));
        catalog.routines.iter().for_each(RoutineSource::check);
        catalog
    }

    /// Slugs of all guidance lines, sorted: those that a first visit needs, then the others.
    pub(crate) fn guides(&self) -> Vec<&str> {
        let mut guides: Vec<&str> = self.lines().map(|(_, slug)| slug).collect();
        guides.sort_unstable();
        guides.dedup();
        guides.sort_by_key(|slug| !self.is_first_guide(slug));
        guides
    }

    /// Whether a first visit needs a guidance line.
    pub(crate) fn is_first_guide(&self, slug: &str) -> bool {
        self.lines().any(|(routine, line)| routine.first && line == slug)
    }

    /// All guidance lines with their routines.
    fn lines(&self) -> impl Iterator<Item = (&RoutineSource, &str)> {
        self.routines.iter().flat_map(|routine| {
            let guides = routine.steps.iter().flat_map(|step| step.rest.iter().flatten());
            guides.map(move |guide| (routine, guide.say.as_str()))
        })
    }

    /// Whether a first visit needs a pose.
    pub(crate) fn is_first_pose(&self, pose: PoseId) -> bool {
        let mut first = self.routines.iter().filter(|routine| routine.first);
        let needs = |own: PoseId| own == pose || own.easier() == Some(pose);
        STAND_INS.contains(&pose) || first.any(|routine| routine.poses().any(needs))
    }

    /// Adds the routines. `seconds` returns how much time a guidance line needs.
    pub(crate) fn add_to(&self, parts: &mut Parts<'_>, seconds: impl Fn(&str) -> f64) {
        let guides = self.guides();
        for routine in &self.routines {
            let compiled = routine.compile(|guide| guide.compile(&guides, &seconds));
            parts.part(routine.first).routines.push(compiled);
        }
    }
}

impl RoutineSource {
    fn check(&self) {
        let place = &self.slug;
        let mut total = 0.0;
        let mut before: Option<PoseId> = None;
        let mut level_changes = 0;
        for step in &self.steps {
            let (slug, pose) = (step.pose.slug(), step.pose.pose());
            assert!(pose.sides == step.side, "{place}: side of {slug} must be «{:?}»", pose.sides);
            let is_valid = step.least > 0.0 && step.least <= step.work;
            assert!(is_valid, "{place}: least of {slug} must be above 0 and at most its work");
            let efforts = [step.every.is_some(), step.breathe.is_some(), step.rest.is_some()];
            let is_single = efforts.iter().filter(|set| **set).count() <= 1;
            assert!(is_single, "{place}: {slug} has more than one of every, breathe and rest");
            let least = before.map_or_else(
                || self.first_lead(step.pose),
                |before| change_time(before, step.pose),
            );
            // The steps of a meditation flow into each other; a walk has a lead or none.
            let has_time = millis(step.lead) >= least || self.kind != RoutineKind::Movement;
            assert!(has_time, "{place}: {slug} has {} s to get there, not {least}", step.lead);
            let changes_level = |before: PoseId| before.is_low() != step.pose.is_low();
            level_changes += usize::from(before.is_some_and(changes_level));
            before = Some(step.pose);
            assert!(!step.needs_easier(), "{place}: {slug} has no easier way");
            total += step.lead + step.work;
            if step.side == Sides::Each {
                total += step.second_lead() + step.work;
            }
        }
        let is_easy = self.intensity <= Intensity::Easy;
        assert!(
            !is_easy || level_changes <= EASY_LEVEL_CHANGES,
            "{place}: {level_changes} times up from the floor or down to it is not easy"
        );
        let difference: f64 = total - self.total;
        assert!(
            difference.abs() < 0.0005,
            "{place}: steps add up to {total} s, its total is {} s",
            self.total
        );
        let is_movement = self.kind == RoutineKind::Movement;
        assert!(
            self.shelf.is_some() == is_movement,
            "{place}: movement has a shelf, nothing else has"
        );
        let has_emblem = self.poses().any(|pose| pose == self.emblem);
        assert!(has_emblem, "{place}: its emblem is not one of its poses");
    }

    /// The least lead of the first step: nobody lies on the mat already. In bed they do.
    fn first_lead(&self, pose: PoseId) -> Millis {
        let lies_down = pose.is_low() && self.places != [Place::Bed];
        if lies_down { LIE_DOWN } else { Millis::ZERO }
    }

    /// The poses of its steps.
    pub(crate) fn poses(&self) -> impl Iterator<Item = PoseId> {
        self.steps.iter().map(|step| step.pose)
    }

    /// Its categories, as keys of texts: the table and the name in it.
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
                lead: millis(if side == StepSide::Second { step.second_lead() } else { step.lead }),
                work: millis(step.work),
                least: millis(step.least),
                effort,
            })
        });
        Routine {
            slug: self.slug.clone().into(),
            emblem: self.emblem,
            kind: self.kind,
            shelf: self.shelf,
            intensity: self.intensity,
            places: self.places.clone(),
            cautions: Cautions::of(&self.cautions),
            times: self.times.clone(),
            made_for: Cautions::of(&self.made_for),
            only_chosen: self.only_chosen,
            steps: steps.collect(),
        }
    }
}

impl GuideSource {
    fn compile(&self, guides: &[&str], seconds: impl Fn(&str) -> f64) -> Guide {
        let index = guides.iter().position(|slug| *slug == self.say);
        Guide {
            at: millis(self.at),
            line: GuideId(index.expect("the catalog lists all lines")),
            room: millis(seconds(&self.say)),
            kind: match self {
                Self { say, .. } if say == OPENING => GuideKind::Opening,
                Self { held: true, .. } => GuideKind::Held,
                Self { free: true, .. } => GuideKind::Free,
                Self { regular: true, .. } => GuideKind::Regular,
                Self { light: true, .. } => GuideKind::Light,
                _ => GuideKind::Full,
            },
        }
    }
}

/// The name of an enum's variant in the data files.
fn name(value: &impl Serialize) -> String {
    match toml::Value::try_from(value) {
        Ok(toml::Value::String(name)) => name,
        other => panic!("{other:?} is not a name"),
    }
}

/// Converts seconds to milliseconds.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within a day")]
fn millis(seconds: f64) -> Millis {
    let ms = (seconds * 1000.0).round();
    assert!((0.0..=86_400_000.0).contains(&ms), "{seconds} s is not between 0 and a day");
    Millis(ms as u32)
}
