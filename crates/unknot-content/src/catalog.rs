//! Poses and routines: parsed, checked against each other, written as Rust.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Deserialize;

use crate::code::{array, variant};
use crate::pack::{Pack, Part, list, millis};
use crate::poses::{self, Pose, bits_of};

/// The checked catalog.
pub(crate) struct Catalog {
    /// Structure of each pose, by slug, variations among them.
    pub(crate) poses: BTreeMap<String, Pose>,
    /// The pose that each variation is of, by its slug.
    pub(crate) variations: BTreeMap<String, String>,
    /// The routines, in the order of the file.
    pub(crate) routines: Vec<Routine>,
}

/// What may be done in place of a step, wherever that is (`unknot_core::care`).
const STAND_INS: [&str; 4] = ["constructive-rest", "easy-seat", "mountain", "side-lying-rest"];

// In the order of the app's own lists (`unknot_core::domain::catalog`).
const INTENSITIES: [&str; 4] = ["very-easy", "easy", "moderate", "harder"];
const PLACES: [&str; 4] = ["floor", "chair", "standing", "bed"];
const TIMES: [&str; 3] = ["morning", "day", "evening"];

/// The least time between the floor and one's feet or a chair, in seconds (docs/content.md).
const GETTING_UP: f64 = 16.0;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RoutineFile {
    routine: Vec<Routine>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Routine {
    pub(crate) slug: String,
    emblem: String,
    kind: String,
    intensity: String,
    places: Vec<String>,
    #[serde(default)]
    times: Vec<String>,
    #[serde(default)]
    cautions: Vec<String>,
    /// Whether a first visit needs it, before the library has come.
    #[serde(default)]
    first: bool,
    total: f64,
    steps: Vec<Step>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    pose: String,
    #[serde(default)]
    side: SideOf,
    #[serde(default)]
    lead: f64,
    work: f64,
    least: f64,
    every: Option<f64>,
    breathe: Option<[f64; 4]>,
    rest: Option<Vec<Guide>>,
    #[serde(default)]
    bell_every: f64,
}

#[derive(Deserialize, Default, PartialEq, Clone, Copy)]
#[serde(rename_all = "kebab-case")]
enum SideOf {
    #[default]
    Both,
    Alternating,
    Each,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Guide {
    at: f64,
    say: String,
    /// Whether it is said with light guidance, too.
    #[serde(default)]
    light: bool,
    /// Whether it tells of holding the breath, which not everybody does. It is said with light guidance, too.
    #[serde(default)]
    held: bool,
    /// Whether it is said in place of that to who doesn't.
    #[serde(default)]
    free: bool,
}

/// The line that is told by the time of day.
pub(crate) const OPENING: &str = "opening";

impl Catalog {
    /// Parses and checks the files.
    ///
    /// # Panics
    /// Where anything is off, with the place and the reason: this runs at build time.
    pub(crate) fn parse(poses: &str, variations: &str, routines: &str) -> Self {
        let (poses, variations) = poses::parse(poses, variations);
        let routines: RoutineFile =
            toml::from_str(routines).unwrap_or_else(|error| panic!("routines.toml: {error}"));
        let catalog = Self { poses, variations, routines: routines.routine };
        catalog.check();
        catalog
    }

    fn check(&self) {
        for routine in &self.routines {
            let place = &routine.slug;
            let mut total = 0.0;
            let mut was_low = None;
            for step in &routine.steps {
                let pose = self.poses.get(&step.pose);
                let pose = pose.unwrap_or_else(|| panic!("{place}: no pose «{}»", step.pose));
                let sides = match step.side {
                    SideOf::Both => "both",
                    SideOf::Alternating => "alternating",
                    SideOf::Each => "each",
                };
                assert!(pose.sides == sides, "{place}: {} has sides «{}»", step.pose, pose.sides);
                assert!(
                    step.least > 0.0 && step.least <= step.work,
                    "{place}: least of {}",
                    step.pose
                );
                let efforts = [step.every.is_some(), step.breathe.is_some(), step.rest.is_some()];
                assert!(efforts.iter().filter(|set| **set).count() <= 1, "{place}: {}", step.pose);
                if let Some(low) = pose.is_low() {
                    let gets_there =
                        was_low.is_none_or(|was| was == low) || step.lead >= GETTING_UP;
                    assert!(gets_there, "{place}: no time to get up or down to {}", step.pose);
                    was_low = Some(low);
                }
                let times = if step.side == SideOf::Each { 2.0 } else { 1.0 };
                total += times * (step.lead + step.work);
            }
            let off: f64 = total - routine.total;
            assert!(
                off.abs() < 0.0005,
                "{place}: steps add up to {total} s, not {}",
                routine.total
            );
        }
    }

    /// Slugs of all lines of guidance, those of the first part before the others.
    pub(crate) fn guides(&self) -> Vec<&str> {
        let mut guides: Vec<&str> = self.lines().map(|(_, slug)| slug).collect();
        guides.sort_unstable();
        guides.dedup();
        guides.sort_by_key(|slug| self.part_of_guide(slug) == Part::Library);
        guides
    }

    /// Which part a line of guidance belongs to.
    pub(crate) fn part_of_guide(&self, slug: &str) -> Part {
        let mut lines = self.lines();
        let in_first = lines.any(|(routine, line)| routine.first && line == slug);
        if in_first { Part::First } else { Part::Library }
    }

    /// Each routine's lines of guidance.
    fn lines(&self) -> impl Iterator<Item = (&Routine, &str)> {
        self.routines.iter().flat_map(|routine| {
            let guides = routine.steps.iter().flat_map(|step| step.rest.iter().flatten());
            guides.map(move |guide| (routine, guide.say.as_str()))
        })
    }

    /// Which part a pose belongs to.
    pub(crate) fn part_of_pose(&self, pose: &str) -> Part {
        let mut first = self.routines.iter().filter(|routine| routine.first);
        let needed = STAND_INS.contains(&pose)
            || first.any(|routine| routine.steps.iter().any(|step| step.pose == pose));
        if needed { Part::First } else { Part::Library }
    }

    /// What a routine is sorted by: the tables of words, and the names in them.
    pub(crate) fn names_of<'a>(
        &'a self,
        routine: &'a Routine,
    ) -> impl Iterator<Item = (&'static str, &'a str)> {
        let areas = routine.poses().flat_map(|pose| &self.poses[pose].areas);
        let props = routine.poses().filter_map(|pose| self.poses[pose].prop.as_ref());
        let own = [("kind", &routine.kind), ("intensity", &routine.intensity)];
        own.into_iter()
            .chain(routine.places.iter().map(|place| ("place", place)))
            .chain(routine.times.iter().map(|time| ("find", time)))
            .chain(areas.map(|area| ("area", area)))
            .chain(props.map(|prop| ("prop", prop)))
            .map(|(table, name)| (table, name.as_str()))
    }

    /// The number of a pose.
    pub(crate) fn number_of(&self, pose: &str) -> String {
        let number = self.poses.keys().position(|slug| slug == pose);
        number.unwrap_or_else(|| panic!("«{pose}» is in no catalog")).to_string()
    }

    /// The routines as records. `room` tells how many seconds a line of guidance needs.
    pub(crate) fn add_to(&self, pack: &mut Pack, room: impl Fn(&str) -> f64) {
        for routine in &self.routines {
            let steps = routine.steps.iter().flat_map(|step| match step.side {
                SideOf::Both => vec![self.step(step, "b", &room)],
                SideOf::Alternating => vec![self.step(step, "a", &room)],
                SideOf::Each => vec![self.step(step, "1", &room), self.step(step, "2", &room)],
            });
            let kind = match routine.kind.as_str() {
                "movement" => "m",
                "meditation" => "c",
                "breathing" => "b",
                other => panic!("{}: no kind «{other}»", routine.slug),
            };
            let place = |what, name: &String, names: &[&str]| {
                let place = names.iter().position(|known| known == name);
                place.unwrap_or_else(|| panic!("{}: no {what} «{name}»", routine.slug)).to_string()
            };
            let intensity = place("intensity", &routine.intensity, &INTENSITIES);
            let places = routine.places.iter().map(|name| place("place", name, &PLACES));
            let times = routine.times.iter().map(|name| place("time", name, &TIMES));
            let (places, times) = (list(places, ' '), list(times, ' '));
            let has_emblem = routine.steps.iter().any(|step| step.pose == routine.emblem);
            assert!(has_emblem, "{}: its emblem is none of its poses", routine.slug);
            let emblem = self.number_of(&routine.emblem);
            let steps = list(steps, ';');
            let cautions = bits_of(&routine.cautions).to_string();
            let fields =
                [&*routine.slug, &emblem, kind, &intensity, &places, &times, &cautions, &steps];
            pack.add(routine.part(), "routine", &fields);
        }
    }

    fn step(&self, step: &Step, side: &str, room: impl Fn(&str) -> f64) -> String {
        let effort = if let Some(every) = step.every {
            format!("m {}", millis(every))
        } else if let Some(breath) = step.breathe {
            format!("b {}", list(breath.map(millis), ' '))
        } else if let Some(rest) = &step.rest {
            let ids = self.guides();
            let guide = rest.iter().map(|guide| {
                let id =
                    ids.iter().position(|slug| *slug == guide.say).expect("guides() lists all");
                let kind = match guide {
                    Guide { say, .. } if say == OPENING => 2,
                    Guide { held: true, .. } => 3,
                    Guide { free: true, .. } => 4,
                    Guide { light, .. } => u8::from(*light),
                };
                format!("{}:{id}:{}:{kind}", millis(guide.at), millis(room(&guide.say)))
            });
            format!("r {} {}", millis(step.bell_every), list(guide, ','))
        } else {
            "h".to_owned()
        };
        format!(
            "{} {side} {} {} {} {effort}",
            self.number_of(&step.pose),
            millis(step.lead),
            millis(step.work),
            millis(step.least)
        )
    }

    /// The catalog as Rust.
    pub(crate) fn to_rust(&self) -> String {
        let variants: Vec<_> = self.poses.keys().map(|slug| variant(slug)).collect();
        let mut code = String::from(
            "/// A pose of the catalog.\n\
             #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]\n\
             #[expect(missing_docs, reason = \"the names say it\")]\n",
        );
        let _ = writeln!(code, "pub enum PoseId {{ {} }}", variants.join(", "));
        let ids = array(variants.iter().map(|name| format!("PoseId::{name}")));
        let slugs = array(self.poses.keys().map(|slug| format!("{slug:?}")));
        let poses = array(self.poses.values().map(Pose::to_rust));
        let count = self.poses.len();
        let _ = writeln!(code, "static POSE_IDS: [PoseId; {count}] = {ids};");
        let _ = writeln!(code, "static POSE_SLUGS: [&str; {count}] = {slugs};");
        let _ = writeln!(code, "static POSES: [Pose; {count}] = {poses};");
        let bases =
            self.poses.keys().map(|slug| variant(self.variations.get(slug).unwrap_or(slug)));
        let bases = array(bases.map(|name| format!("PoseId::{name}")));
        let _ = writeln!(code, "static POSE_BASES: [PoseId; {count}] = {bases};");
        code
    }
}

impl Routine {
    /// The poses of its steps.
    pub(crate) fn poses(&self) -> impl Iterator<Item = &String> {
        self.steps.iter().map(|step| &step.pose)
    }

    /// Which part it belongs to.
    pub(crate) fn part(&self) -> Part {
        if self.first { Part::First } else { Part::Library }
    }
}
