//! This hurts: a swap in the middle of a session loses no time, and what hurt is not done again.

#![allow(clippy::unwrap_used, reason = "a test that can't go on fails")]

mod support;

use proptest::prelude::*;
use support::{Device, any_session, any_swap, morning, plain};
use unknot_core::domain::catalog::{PoseId, routine, routines};
use unknot_core::domain::cue::{CueKind, Line, Side};
use unknot_core::domain::routine::{Hurt, Step, StepSide, Swap};
use unknot_core::domain::time::Millis;
use unknot_core::session::{Doing, Engine, Input};
use unknot_core::timeline::{Manner, Options, Timeline, compile};

proptest! {
    /// What hurts makes way in the middle of its step: the past stays, the end is where it was, and what is to come is
    /// fair to both sides.
    #[test]
    fn a_swap_changes_nothing_before_it_and_not_the_length(
        (routine, options) in any_session(),
        swaps in prop::collection::vec((any_swap(), 0u32..200_000), 1..6),
    ) {
        let mut device = Device::new(Engine::new(routine, options).unwrap());
        device.send(Input::Start);
        let first = device.engine.timeline().clone();
        for (swap, later) in swaps {
            device.play(Millis(later));
            if !device.over.is_empty() {
                break;
            }
            let (before, at) = (device.engine.timeline().clone(), device.clock);
            let step = device.engine.view().step;
            device.cues.clear();
            device.send(Input::Swap(swap));
            let after = device.engine.timeline();
            prop_assert_eq!(device.clock, at);
            prop_assert_eq!(after.total, before.total);
            prop_assert_eq!(device.engine.view().step, step);
            prop_assert_eq!(device.engine.swap(), swap);
            // What was done before a swap is told until the next one.
            let past = |timeline: &Timeline| {
                let segments = timeline.segments.iter().filter(|segment| segment.step < step);
                segments.copied().collect::<Vec<_>>()
            };
            prop_assert!(before != first || past(after) == past(&before));
            let mut end = Millis::ZERO;
            for segment in &after.segments {
                prop_assert_eq!(segment.start, end);
                end = segment.end();
            }
            prop_assert_eq!(end, after.total);
            // Of a pair that is all to come, both sides are as long.
            let worked = |side| {
                let works = after.segments.iter().filter(|work| work.is_work() && work.step > step + 1);
                works.filter(|work| work.side == Some(side)).map(|work| work.length).sum::<Millis>()
            };
            let pairs_are_whole =
                routine.steps.get(step + 2).is_none_or(|step| step.side != StepSide::Second);
            prop_assert!(!pairs_are_whole || worked(Side::Left) == worked(Side::Right));
            // The same pose is spared for the rest of the session.
            let base = routine.steps[step].pose.base();
            for place in step..routine.steps.len() {
                if routine.steps[place].pose.base() == base {
                    let swaps = device.engine.snapshot().options.swaps;
                    prop_assert_eq!(swaps.get(place).copied().unwrap_or(Swap::Keep), swap);
                }
            }
        }
        device.play(Millis(u32::MAX / 2));
        prop_assert_eq!(device.over.len(), 1);
        prop_assert_eq!(device.over[0].practised, device.over[0].planned);
    }

    /// Back and Again lead to the beginning of a step, whatever has been swapped by then.
    #[test]
    fn again_is_the_beginning_of_the_step(
        (routine, options) in any_session(),
        swaps in prop::collection::vec((any_swap(), 0u32..100_000), 1..6),
    ) {
        let mut device = Device::new(Engine::new(routine, options).unwrap());
        device.send(Input::Start);
        for (swap, later) in swaps {
            device.play(Millis(later));
            if !device.over.is_empty() {
                break;
            }
            let step = device.engine.view().step;
            device.send(Input::Swap(swap));
            device.play(Millis(500));
            if device.over.is_empty() && device.engine.view().step == step {
                device.send(Input::RestartStep);
                prop_assert_eq!(device.engine.view().step, step);
                prop_assert_eq!(Some(device.clock), device.engine.timeline().step_start(step));
            }
        }
    }
}

/// The first side of the open book hurts after ten seconds.
fn hurting() -> Device {
    let mut device = morning();
    let start = device
        .engine
        .timeline()
        .segments
        .iter()
        .find(|segment| segment.is_work() && segment.pose == PoseId::OpenBook);
    device.send(Input::Seek(start.unwrap().start));
    device.play(Millis::secs(10));
    device.cues.clear();
    device
}

fn kinds(device: &Device) -> Vec<CueKind> {
    device.cues.iter().map(|(cue, _)| cue.kind).collect()
}

#[test]
fn an_easier_way_is_told_at_once_and_done_on_the_other_side_too() {
    let mut device = hurting();
    let at = device.clock;
    device.send(Input::Swap(Swap::Easier));
    let view = device.engine.view();
    assert_eq!((view.doing, view.left), (Doing::ChangeOver, Millis(11_500)));
    device.play(Millis::secs(1));
    let told = CueKind::Say(Line::Easier(PoseId::OpenBook));
    assert_eq!(kinds(&device), [CueKind::ChangePose, told]);
    // Late enough for a new track, early enough for who waits.
    assert!(device.cues.iter().all(|(cue, _)| cue.at == at + Millis(700)));
    device.cues.clear();
    device.play(Millis::secs(40));
    assert!(kinds(&device).contains(&CueKind::ChangeSide(Side::Right)));
    assert!(!kinds(&device).contains(&CueKind::Say(Line::Action(PoseId::OpenBook))));
    assert_eq!(device.engine.hurts(), [Hurt { pose: PoseId::OpenBook, swap: Swap::Easier }]);
}

/// Both sides of whole pairs, in their easier way, at every length.
#[test]
fn an_easier_way_is_as_long_on_both_sides() {
    let mut eased = 0;
    for routine in routines() {
        for length in routine.lengths() {
            let is_paired = |step: &Step| matches!(step.side, StepSide::First | StepSide::Second);
            let swap = |step| if is_paired(step) { Swap::Easier } else { Swap::Keep };
            let swaps: Vec<_> = routine.steps.iter().map(swap).collect();
            eased += swaps.iter().filter(|swap| **swap == Swap::Easier).count();
            let options = Options {
                length: Some(length),
                preparation: Millis::secs(10),
                first_side: Side::Left,
                extra: Vec::new(),
                manner: Manner::default(),
                swaps,
            };
            let timeline = compile(routine, &options).unwrap();
            let worked = |side| {
                let of_side = timeline.segments.iter().filter(|s| s.side == Some(side));
                of_side.filter(|s| s.is_work()).map(|s| s.length).sum::<Millis>()
            };
            assert_eq!(worked(Side::Left), worked(Side::Right), "{} at {length}", routine.slug);
            assert_eq!(timeline.total, Millis::secs(10) + length, "{} at {length}", routine.slug);
        }
    }
    assert!(eased > 50, "{eased} steps");
}

/// More time for a step in which it hurt changes nothing of what was told.
#[test]
fn more_time_leaves_a_turn_as_it_was() {
    for before_the_end in [6, 12, 15, 18, 25].map(Millis::secs) {
        let mut device = hurting();
        let left = device.engine.view().left;
        device.play(left.saturating_sub(before_the_end));
        device.send(Input::Swap(Swap::Easier));
        device.play(Millis::secs(3));
        let at = device.engine.position();
        let heard = |device: &Device| {
            let cues = device.engine.timeline().cues.iter();
            cues.take_while(|cue| cue.at <= at).copied().collect::<Vec<_>>()
        };
        let told = heard(&device);
        let doing = device.engine.view().doing;
        device.send(Input::Extend(Millis::secs(15)));
        assert_eq!((heard(&device), device.engine.view().doing), (told, doing));
    }
}

#[test]
fn with_hardly_anything_left_of_a_step_no_other_way_of_it_is_told() {
    let mut device = hurting();
    let left = device.engine.view().left;
    device.play(left - Millis::secs(8));
    device.cues.clear();
    device.send(Input::Swap(Swap::Easier));
    let view = device.engine.view();
    assert_eq!((view.doing, view.pose), (Doing::Rest, PoseId::OpenBook));
    device.play(Millis::secs(8));
    // One rests. It is told on the other side, where it can still be done.
    let told = CueKind::Say(Line::Easier(PoseId::OpenBook));
    assert_eq!(kinds(&device), [CueKind::ChangePose, told]);
}

#[test]
fn what_is_left_out_stays_out_whichever_way_one_goes() {
    let mut device = hurting();
    let at = device.clock;
    device.send(Input::Swap(Swap::Instead(PoseId::ConstructiveRest)));
    let poses = |device: &Device, from: Millis| {
        let segments = device.engine.timeline().segments.clone().into_iter();
        segments.filter(|it| it.start >= from).map(|it| it.pose).collect::<Vec<_>>()
    };
    assert!(!poses(&device, at).contains(&PoseId::OpenBook));
    // Again, from the beginning of the step: not that which hurt.
    device.send(Input::RestartStep);
    assert!(device.clock < at);
    assert_eq!(device.engine.view().pose, PoseId::ConstructiveRest);
    assert!(!poses(&device, Millis::ZERO).contains(&PoseId::OpenBook));
}

#[test]
fn a_slip_is_undone() {
    let mut device = hurting();
    let before = device.engine.timeline().clone();
    device.send(Input::Swap(Swap::Easier));
    device.play(Millis::secs(2));
    device.send(Input::UndoSwap);
    assert_eq!(device.engine.hurts(), []);
    assert_eq!(device.engine.swap(), Swap::Keep);
    let later = |timeline: &Timeline| {
        let step = device.engine.view().step;
        timeline.segments.iter().filter(|it| it.step > step).copied().collect::<Vec<_>>()
    };
    assert_eq!(later(device.engine.timeline()), later(&before));
    device.cues.clear();
    device.send(Input::UndoSwap);
    device.play(Millis::secs(1));
    // Whoever goes back to it is told how to get there.
    assert_eq!(
        kinds(&device),
        [CueKind::ChangePose, CueKind::Say(Line::SetUp(PoseId::OpenBook, Some(Side::Left)))]
    );
}

#[test]
fn guidance_goes_on_where_it_was_for_who_turns_over() {
    let routine = routine("body-scan").unwrap();
    let mut device = Device::new(Engine::new(routine, plain(Millis::secs(10))).unwrap());
    device.send(Input::Start);
    let lines = |device: &Device, from: Millis| {
        let cues = device.engine.timeline().cues.clone().into_iter();
        let guides = cues.filter(|cue| matches!(cue.kind, CueKind::Say(Line::Guide(..))));
        guides.filter(|cue| cue.at >= from).collect::<Vec<_>>()
    };
    device.play(Millis::minutes(3));
    let expected = lines(&device, Millis::minutes(3) + Millis::secs(10));
    device.send(Input::Swap(Swap::Instead(PoseId::SideLyingRest)));
    assert!(expected.len() > 10);
    assert_eq!(lines(&device, device.clock), expected);
    assert_eq!(device.engine.view().pose, PoseId::SideLyingRest);
}

/// Tried in two ways, and neither was meant.
#[test]
fn a_slip_takes_back_all_that_was_tried_for_the_pose() {
    let mut device = hurting();
    device.send(Input::Swap(Swap::Easier));
    device.play(Millis::secs(1));
    device.send(Input::Swap(Swap::Instead(PoseId::ConstructiveRest)));
    device.play(Millis::secs(1));
    device.send(Input::UndoSwap);
    assert_eq!(device.engine.swap(), Swap::Keep);
    assert_eq!(device.engine.hurts(), []);
    assert!(device.engine.snapshot().options.swaps.is_empty());
}
