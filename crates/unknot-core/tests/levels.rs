//! Whoever stays on one level through a session stays there after This hurts, too.
#![allow(clippy::unwrap_used, reason = "panics fail the test")]

mod support;

use std::collections::{BTreeSet, HashMap};

use support::{Device, person_with, session_of, singles_and_pairs};
use unknot_core::adaptation::{Fit, fit, is_kept, relief};
use unknot_core::domain::catalog::{PoseId, routine, routines};
use unknot_core::domain::caution::{Caution, Cautions};
use unknot_core::domain::routine::{Place, Routine, Swap};
use unknot_core::domain::settings::Settings;
use unknot_core::session::{Engine, Input};
use unknot_core::timeline::Segment;

/// A way to do a routine, a step, and the swaps that are made in it.
type Key = (String, Vec<Swap>, usize, Vec<Swap>);

/// A session of this person in which the work of a step has begun.
fn session_at(routine: &Routine, person: &Settings, step: usize) -> Device {
    let engine = Engine::new(routine, session_of(routine, person)).unwrap();
    let mut device = Device::new(engine);
    let work = device.engine.timeline().segments.iter();
    let work = work.filter(|segment| segment.is_work()).find(|segment| segment.step == step);
    let start = work.unwrap().start;
    device.send(Input::Seek(start));
    device
}

/// What is done in each step from this one on.
fn works_from(step: usize, device: &Device) -> Vec<(usize, PoseId)> {
    let works = device.engine.timeline().segments.iter().filter(|it| it.is_work());
    let later = works.filter(|it: &&Segment| it.step >= step);
    later.map(|segment| (segment.step, segment.pose)).collect()
}

/// Nobody gets down to the floor, or up from it, because something hurts; and what comes instead suits them.
#[test]
fn relief_leaves_people_on_their_level_in_all_later_steps() {
    let mut faults = BTreeSet::new();
    let mut count = 0;
    // Many people do a routine in the same way.
    let mut known: HashMap<Key, Vec<(usize, PoseId)>> = HashMap::new();
    for cautions in singles_and_pairs() {
        let person = person_with(cautions);
        if !is_kept(&person) {
            continue;
        }
        for routine in routines().filter(|routine| fit(routine, &person) != Fit::NotNow) {
            let swaps = session_of(routine, &person).swaps;
            let before = works_from(0, &session_at(routine, &person, 0));
            let before: HashMap<usize, PoseId> = before.into_iter().collect();
            let is_floor_out_of_reach =
                cautions.has(Caution::Floor) && !routine.places.contains(&Place::Bed);
            for (step, own) in routine.steps.iter().enumerate() {
                let (mut now, mut tried) = (swaps[step], Vec::new());
                // It may still hurt after the first relief.
                for _ in 0..2 {
                    let Some(swap) = relief(routine, own, now, &person) else { break };
                    now = swap;
                    tried.push(swap);
                    let key = (routine.slug.to_string(), swaps.clone(), step, tried.clone());
                    let after = known.entry(key).or_insert_with(|| {
                        let mut device = session_at(routine, &person, step);
                        for swap in &tried {
                            device.send(Input::Swap(*swap));
                        }
                        works_from(step, &device)
                    });
                    for &(later, pose) in after.iter() {
                        let was = before[&later];
                        let is_elsewhere = pose.is_low() != was.is_low();
                        let is_down = pose.is_low() && is_floor_out_of_reach;
                        let suits = pose == was
                            || pose == PoseId::EasySeat
                            || pose.pose().cautions.and(cautions).is_empty();
                        if is_elsewhere || is_down || !suits {
                            faults.insert(format!(
                                "{} for {cautions:?}: {tried:?} in step {step}: {later} was {was:?}, is {pose:?}",
                                routine.slug
                            ));
                        }
                        count += 1;
                    }
                }
            }
        }
    }
    let some: Vec<_> = faults.iter().take(30).collect();
    assert!(faults.is_empty(), "{} faults: {some:#?}", faults.len());
    assert!(count > 10_000, "{count}");
}

/// A gentle move becomes its own easier way, not that of the move that it replaces.
#[test]
fn the_easier_way_of_a_move_is_that_of_the_same_move_in_place_of_another() {
    for caution in [Caution::Knee, Caution::Floor] {
        let person = person_with(Cautions::of(&[caution]));
        let posture = routine("posture-reset").unwrap();
        let swaps = session_of(posture, &person).swaps;
        let squeeze = Swap::Instead(PoseId::ScapularSqueeze);
        let is_own = |step: usize| posture.steps[step].pose.base() == PoseId::ScapularSqueeze;
        let first = (0..swaps.len()).find(|step| is_own(*step)).unwrap();
        let replaced: Vec<_> =
            (first..swaps.len()).filter(|step| swaps[*step] == squeeze).collect();
        assert!(!replaced.is_empty(), "{caution:?}: {swaps:?}");
        let mut device = session_at(posture, &person, first);
        let own = relief(posture, &posture.steps[first], device.engine.swap(), &person);
        assert_eq!(own, Some(Swap::Easier));
        device.send(Input::Swap(Swap::Easier));
        let easier = PoseId::ScapularSqueeze.easier().unwrap();
        for step in replaced {
            assert_eq!(device.engine.snapshot().options.swaps[step], Swap::Instead(easier));
        }
    }
}
