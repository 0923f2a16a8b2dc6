//! What counts of a session, and what it leaves (docs/adr/0029-what-counts.md).
#![allow(clippy::unwrap_used, reason = "panics fail the test")]

mod support;

use proptest::prelude::*;
use support::{Device, any_session, any_swap, morning, plain};
use unknot_core::domain::catalog::{PoseId, routine, routines};
use unknot_core::domain::practice::{ENOUGH, enough_of_step};
use unknot_core::domain::routine::{Hurt, Routine, Swap};
use unknot_core::domain::time::Millis;
use unknot_core::session::{Engine, Input, Kept, Summary};
use unknot_core::storage::{decode_value, encode_value};
use unknot_core::timeline::{Options, Segment};

fn start(routine: &Routine, options: Options) -> Device {
    let mut device = Device::new(Engine::new(routine, options).unwrap());
    device.send(Input::Start);
    device
}

fn kept(device: &Device) -> Kept {
    Kept::of(&device.engine.summary(), device.engine.hurts())
}

fn worked(device: &Device) -> Millis {
    device.engine.summary().worked
}

fn work(device: &Device) -> impl Iterator<Item = &Segment> {
    device.engine.timeline().segments.iter().filter(|segment| segment.is_work())
}

#[derive(Clone, Debug)]
enum Event {
    Play(u32),
    Send(Input),
    Kill,
}

fn any_event() -> impl Strategy<Value = Event> {
    prop_oneof![
        6 => (0u32..40_000).prop_map(Event::Play),
        2 => Just(Event::Send(Input::Skip)),
        1 => Just(Event::Send(Input::Back)),
        1 => (0u32..30_000).prop_map(|by| Event::Send(Input::Extend(Millis(by)))),
        1 => (0u32..900_000).prop_map(|to| Event::Send(Input::Seek(Millis(to)))),
        1 => any_swap().prop_map(|swap| Event::Send(Input::Swap(swap))),
        1 => Just(Event::Send(Input::UndoSwap)),
        1 => Just(Event::Kill),
    ]
}

proptest! {
    #[test]
    fn a_session_that_is_followed_counts_with_all_of_its_work(
        (routine, options) in any_session(),
        ticks in prop::collection::vec(1u32..200_000, 1..40),
    ) {
        let mut device = start(routine, options);
        for tick in ticks.into_iter().cycle() {
            device.play(Millis(tick));
            if !device.over.is_empty() {
                break;
            }
        }
        let all: Millis = work(&device).map(|segment| segment.length).sum();
        prop_assert_eq!(worked(&device), all);
        prop_assert_eq!(kept(&device), Kept::Finished);
        let mut poses: Vec<PoseId> = work(&device).map(|segment| segment.pose).collect();
        poses.dedup();
        prop_assert_eq!(device.engine.done(), poses);
    }

    /// Nothing that happens takes away what counts, and nothing counts that wasn't played.
    #[test]
    fn what_counts_only_grows_and_was_played(
        (routine, options) in any_session(),
        events in prop::collection::vec(any_event(), 1..60),
    ) {
        let mut device = start(routine, options);
        let mut before = (Millis::ZERO, 0);
        for event in events {
            match event {
                Event::Play(time) => device.play(Millis(time)),
                Event::Send(input) => device.send(input),
                Event::Kill if device.over.is_empty() => {
                    let stored = encode_value(&device.engine.snapshot());
                    let snapshot = decode_value(&stored).unwrap();
                    device = Device::new(Engine::restore(routine, snapshot).unwrap());
                    device.send(Input::Start);
                }
                Event::Kill => {}
            }
            let Summary { worked, practised, .. } = device.engine.summary();
            let now = (worked, device.engine.done().len());
            prop_assert!(now.0 >= before.0 && now.1 >= before.1, "{before:?} {now:?}");
            prop_assert!(worked <= practised);
            prop_assert_eq!(now.1 == 0, worked.is_zero());
            before = now;
        }
    }

    /// Somebody who looks what comes, and never does half of a step or [`ENOUGH`] of it.
    #[test]
    fn a_session_that_is_looked_through_leaves_nothing(
        (routine, options) in any_session(),
        shares in prop::collection::vec(0u32..100, 1..9),
    ) {
        let mut device = start(routine, options);
        let steps = device.engine.timeline().step_count();
        for (step, share) in (0..steps).zip(shares.iter().cycle()) {
            let timeline = device.engine.timeline();
            let segments = timeline.segments.iter().filter(|segment| segment.step == step);
            let way: Millis =
                segments.filter(|segment| !segment.is_work()).map(|segment| segment.length).sum();
            let looked = enough_of_step(timeline.work_of(step));
            device.play(way + Millis(looked.0.saturating_sub(1) * share / 100));
            device.send(Input::Skip);
        }
        prop_assert_eq!(device.over.len(), 1);
        prop_assert_eq!(worked(&device), Millis::ZERO);
        prop_assert!(device.engine.done().is_empty());
        prop_assert_eq!(kept(&device), Kept::LookedThrough);
    }
}

#[test]
fn any_session_counts_from_fifteen_seconds_of_work_on() {
    for routine in routines() {
        let mut device = start(routine, plain(Millis::secs(10)));
        let first = *work(&device).next().unwrap();
        assert!(first.length >= ENOUGH, "{}", routine.slug);
        device.play(first.start);
        assert_eq!((worked(&device), kept(&device)), (Millis::ZERO, Kept::Nothing));
        device.play(Millis(ENOUGH.0 - 1));
        assert!(!kept(&device).counts(), "{}", routine.slug);
        device.play(Millis(1));
        assert_eq!(kept(&device), Kept::Part, "{}", routine.slug);
        assert_eq!(device.engine.done(), [first.pose]);
        device.send(Input::EndEarly);
        assert_eq!(Kept::of(&device.over[0], &[]), Kept::Part);
    }
}

/// Whoever stays has done enough soon after the tap on Start.
#[test]
fn no_session_takes_long_until_it_counts() {
    for routine in routines() {
        let device = start(routine, plain(Millis::secs(10)));
        let first = work(&device).next().unwrap();
        assert!(first.start + ENOUGH <= Millis::secs(45), "{} {}", routine.slug, first.start);
    }
}

#[test]
fn a_step_that_is_skipped_late_was_done() {
    // A step with so little work that half of it is less than enough for the day.
    let device = || {
        let mut device = start(routine("desk-break-3").unwrap(), plain(Millis::ZERO));
        let short = *work(&device).find(|segment| segment.length < ENOUGH * 2).unwrap();
        device.send(Input::Seek(short.start));
        (device, short)
    };
    let (mut half, short) = device();
    let half_of_it = short.length / 2;
    half.play(half_of_it);
    half.send(Input::Skip);
    assert_eq!((worked(&half), half.engine.done()), (half_of_it, &[short.pose][..]));
    let (mut less, _) = device();
    less.play(half_of_it - Millis(1));
    less.send(Input::Skip);
    assert_eq!((worked(&less), less.engine.done()), (Millis::ZERO, &[][..]));
    assert_eq!(kept(&less), Kept::LookedThrough);
}

#[test]
fn a_step_goes_on_counting_in_its_easier_way() {
    let mut device = morning();
    device.play(Millis::secs(27 + 6));
    device.send(Input::Swap(Swap::Easier));
    let there = *work(&device).find(|segment| segment.start >= device.clock).unwrap();
    device.play(there.start - device.clock + Millis::secs(9));
    assert_eq!((worked(&device), kept(&device)), (ENOUGH, Kept::Part));
    assert_eq!(device.engine.done(), [there.pose]);
}

#[test]
fn a_move_that_hurts_at_once_leaves_what_hurt() {
    let mut device = morning();
    device.play(Millis::secs(30));
    device.send(Input::Swap(Swap::Easier));
    device.send(Input::EndEarly);
    assert_eq!(kept(&device), Kept::Hurt);
    assert!(!kept(&device).counts());
    let hurts = [Hurt { pose: PoseId::CatCow, swap: Swap::Easier }];
    let summary = Summary { worked: ENOUGH, ..device.engine.summary() };
    assert_eq!(Kept::of(&summary, &hurts), Kept::Part);
}

#[test]
fn a_session_of_an_older_version_goes_on_with_all_that_it_practised() {
    let mut device = morning();
    device.play(Millis::secs(70));
    let mut snapshot = device.engine.snapshot();
    (snapshot.worked, snapshot.done) = (None, Vec::new());
    let restored = Engine::restore(routine("morning-mobility").unwrap(), snapshot).unwrap();
    assert_eq!(restored.summary().worked, Millis::secs(60));
}
