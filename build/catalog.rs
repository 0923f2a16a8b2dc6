//! Poses and routines: parsed, checked against each other, written as Rust.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde::Deserialize;

use crate::code::{array, millis, variant};

/// The checked catalog.
pub(crate) struct Catalog {
    /// Structure of each pose, by slug.
    pub(crate) poses: BTreeMap<String, Pose>,
    /// The routines, in the order of the file.
    pub(crate) routines: Vec<Routine>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Pose {
    group: String,
    position: String,
    sides: String,
    areas: Vec<String>,
    cautions: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RoutineFile {
    routine: Vec<Routine>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Routine {
    pub(crate) slug: String,
    kind: String,
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
}

impl Catalog {
    /// Parses and checks the two files.
    ///
    /// # Panics
    /// Where anything is off, with the place and the reason: this runs at build time.
    pub(crate) fn parse(poses: &str, routines: &str) -> Self {
        let poses = toml::from_str(poses).unwrap_or_else(|error| panic!("poses.toml: {error}"));
        let routines: RoutineFile =
            toml::from_str(routines).unwrap_or_else(|error| panic!("routines.toml: {error}"));
        let catalog = Self { poses, routines: routines.routine };
        catalog.check();
        catalog
    }

    fn check(&self) {
        for routine in &self.routines {
            let place = &routine.slug;
            let mut total = 0.0;
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

    /// Slugs of all lines of guidance, in order.
    pub(crate) fn guides(&self) -> BTreeSet<&str> {
        let steps = self.routines.iter().flat_map(|routine| &routine.steps);
        steps.flat_map(|step| step.rest.iter().flatten()).map(|guide| guide.say.as_str()).collect()
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
        let _ = writeln!(code, "/// How many lines of guidance there are.");
        let _ = writeln!(code, "pub const GUIDE_COUNT: usize = {};", self.guides().len());
        let routines = array(self.routines.iter().map(|routine| self.routine_to_rust(routine)));
        let _ = writeln!(code, "static ROUTINES: [Routine; {}] = {routines};", self.routines.len());
        code
    }

    fn routine_to_rust(&self, routine: &Routine) -> String {
        let steps = routine.steps.iter().flat_map(|step| match step.side {
            SideOf::Both => vec![self.step_to_rust(step, "Both")],
            SideOf::Alternating => vec![self.step_to_rust(step, "Alternating")],
            SideOf::Each => {
                vec![self.step_to_rust(step, "First"), self.step_to_rust(step, "Second")]
            }
        });
        format!(
            "Routine {{ slug: Cow::Borrowed({:?}), kind: RoutineKind::{}, steps: Cow::Borrowed(&{}) }}",
            routine.slug,
            variant(&routine.kind),
            array(steps)
        )
    }

    fn step_to_rust(&self, step: &Step, side: &str) -> String {
        let effort = if let Some(every) = step.every {
            format!("Effort::Repeat {{ every: {} }}", millis(every))
        } else if let Some([inhale, full, exhale, empty]) = step.breathe {
            format!(
                "Effort::Breathe(BreathPattern {{ inhale: {}, hold_full: {}, exhale: {}, hold_empty: {} }})",
                millis(inhale),
                millis(full),
                millis(exhale),
                millis(empty)
            )
        } else if let Some(rest) = &step.rest {
            let ids: Vec<_> = self.guides().into_iter().collect();
            let guide = array(rest.iter().map(|guide| {
                let id = ids.binary_search(&guide.say.as_str()).expect("guides() lists all");
                format!("({}, GuideId({id}))", millis(guide.at))
            }));
            format!("Effort::Rest {{ guide: &{guide}, bell_every: {} }}", millis(step.bell_every))
        } else {
            "Effort::Hold".to_owned()
        };
        format!(
            "Step {{ pose: PoseId::{}, side: StepSide::{side}, lead: {}, work: {}, least: {}, effort: {effort} }}",
            variant(&step.pose),
            millis(step.lead),
            millis(step.work),
            millis(step.least)
        )
    }
}

impl Pose {
    fn to_rust(&self) -> String {
        let list = |of: &str, names: &[String]| {
            array(names.iter().map(|name| format!("{of}::{}", variant(name))))
        };
        format!(
            "Pose {{ group: Group::{}, position: Position::{}, sides: Sides::{}, areas: &{}, cautions: &{} }}",
            variant(&self.group),
            variant(&self.position),
            variant(&self.sides),
            list("Area", &self.areas),
            list("Caution", &self.cautions)
        )
    }
}
