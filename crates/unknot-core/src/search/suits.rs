//! What suits a trouble.

use super::{Person, Trouble};
use crate::adaptation::{Fit, fit};
use crate::domain::catalog::{is_same, sort_by_rank};
use crate::domain::caution::Caution;
use crate::domain::pose::Area;
use crate::domain::routine::{Effort, Intensity, Routine, RoutineKind, Step};
use crate::domain::settings::Settings;
use crate::offer::{adapted_sixths, is_meant_for};

/// At least so many routines are listed for a trouble, if so many suit.
const LEAST: usize = 6;
/// And at most so many.
const MOST: usize = 8;

/// Of the routines that match the words for a trouble, those that suit it, and others that do. If
/// it may be a sign that needs a doctor, only what matches and is easy: the signs come first.
pub(super) fn for_trouble(
    mut found: Vec<&'static Routine>,
    others: impl Iterator<Item = &'static Routine>,
    trouble: Trouble,
    person: &Person,
) -> Vec<&'static Routine> {
    let cautions = person.cautions.or(trouble.cautions);
    let person = Settings { cautions, sore: person.sore.clone(), ..Settings::default() };
    found.retain(|routine| suits(routine, trouble, &person));
    if trouble.is_alarm {
        found.retain(|routine| routine.intensity <= Intensity::Easy);
        return found;
    }
    let others = others.filter(|other| {
        !other.only_chosen
            && suits(other, trouble, &person)
            && !found.iter().any(|found| is_same(found, other))
    });
    let mut others: Vec<_> = others.collect();
    // The more significant comes first.
    let rank = |routine: &Routine| {
        let is_for_others = usize::from(routine.made_for.and(cautions).is_empty());
        let is_quiet = usize::from(routine.kind != RoutineKind::Movement);
        (is_for_others * 2 + is_quiet) * 7 + adapted_sixths(routine, &person)
    };
    sort_by_rank(&mut others, &|other| rank(other) * 4 + other.intensity as usize);
    let moving = found.iter().filter(|routine| routine.kind == RoutineKind::Movement).count();
    let listed = if trouble.cautions.is_empty() { found.len() } else { moving };
    others.truncate(LEAST.saturating_sub(listed));
    found.append(&mut others);
    if trouble.cautions.is_empty() {
        sort_by_rank(&mut found, &|routine| usize::from(routine.made_for.and(cautions).is_empty()));
    } else {
        sort_by_rank(&mut found, &rank);
    }
    found.truncate(MOST);
    found
}

fn suits(routine: &Routine, trouble: Trouble, person: &Settings) -> bool {
    is_meant_for(routine, person)
        && fit(routine, person) != Fit::NotNow
        && adapted_sixths(routine, person) <= 2
        && !((trouble.cautions.has(Caution::LegPain) || trouble.is_alarm)
            && routine.steps.iter().any(pulls_on_a_nerve))
}

/// Whether a step bends far or stretches the back of a leg, which pulls on the nerve of a leg that hurts. Professional
/// convention (docs/content.md).
fn pulls_on_a_nerve(step: &Step) -> bool {
    let pose = step.pose.pose();
    let is_long = step.effort == Effort::Hold || matches!(step.effort, Effort::Rest { .. });
    pose.cautions.has(Caution::Flexion) || (is_long && pose.areas.contains(&Area::Hamstrings))
}
