//! What a sore shoulder, a sore neck and somebody who is unsteady are spared, in every session that they are offered.
#![allow(clippy::unwrap_used, reason = "panics fail the test")]

mod support;

use support::{person_with, session_of};
use unknot_core::adaptation::{Fit, fit, is_kept, is_sore, swaps};
use unknot_core::domain::catalog::{PoseId, routines};
use unknot_core::domain::caution::{Caution, Cautions};
use unknot_core::domain::gentle;
use unknot_core::domain::pose::Position;
use unknot_core::domain::routine::Swap;
use unknot_core::domain::settings::Settings;
use unknot_core::timeline::{Segment, compile};

/// The poses that somebody with this caution does, in all sessions that they are offered.
fn asked_of(caution: Caution) -> Vec<(&'static str, PoseId)> {
    let person = person_with(Cautions::of(&[caution]));
    let offered = routines().filter(|routine| fit(routine, &person) != Fit::NotNow);
    offered
        .flat_map(|routine| {
            let timeline = compile(routine, &session_of(routine, &person)).unwrap();
            let works = timeline.segments.into_iter().filter(Segment::is_work);
            works.map(|work| (&*routine.slug, work.pose)).collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn a_sore_shoulder_bears_no_weight_and_reaches_for_nothing() {
    let asked = asked_of(Caution::Shoulder);
    assert!(asked.len() > 200, "{}", asked.len());
    for (slug, pose) in asked {
        // On hands and knees, on the forearms, and with the arms stretched out past the head.
        assert_ne!(pose.pose().position, Position::AllFours, "{slug}: {pose:?}");
        let loads = [
            PoseId::Sphinx,
            PoseId::PronePressUp,
            PoseId::ForearmPressUp,
            PoseId::ChildsPose,
            PoseId::KneelToHands,
            PoseId::SideBridge,
        ];
        assert!(!loads.contains(&pose), "{slug}: {pose:?}");
        // Not on one side and then on the other, with the arm at work.
        let turns = [PoseId::OpenBook, PoseId::ThreadNeedle, PoseId::SideBridge];
        assert!(!turns.contains(&pose.base()), "{slug}: {pose:?}");
    }
}

#[test]
fn a_sore_neck_does_not_hold_the_head_up_sideways() {
    for (slug, pose) in asked_of(Caution::Neck) {
        assert_ne!(pose.base(), PoseId::SideBridge, "{slug}: {pose:?}");
    }
}

#[test]
fn whoever_is_unsteady_sits_with_both_feet_down_and_a_hand_free_to_hold_on() {
    for caution in Caution::UNSTEADY.iter() {
        for (slug, pose) in asked_of(caution) {
            let frees = [PoseId::MarchingSeated, PoseId::SideBendSeated, PoseId::SeatedFigure4];
            assert!(!frees.contains(&pose), "{slug}: {pose:?} for {caution:?}");
        }
    }
}

#[test]
fn what_is_sore_stays_a_rest_for_people_who_stay_on_one_level() {
    for caution in Caution::ALL {
        let person = person_with(Cautions::of(&[caution]));
        for routine in routines().filter(|_| is_kept(&person)) {
            for sore in &routine.steps {
                let sore = [sore.pose.base().slug()].into_iter().collect();
                let person = Settings { sore, ..person.clone() };
                for (step, swap) in routine.steps.iter().zip(swaps(routine, &person)) {
                    let place = format!("{} for {caution:?}: {:?}", routine.slug, step.pose);
                    let Swap::Instead(instead) = swap else {
                        assert!(!is_sore(step.pose, &person), "{place}");
                        continue;
                    };
                    let is_gentle = gentle::pace(instead).is_some();
                    assert!(!(is_gentle && is_sore(step.pose, &person)), "{place}: {instead:?}");
                }
            }
        }
    }
}
