//! Swaps during a session: they don't change its length, and the pose that hurt doesn't come back.

#![allow(clippy::unwrap_used, reason = "panics fail the test")]

mod support;

use proptest::prelude::*;
use support::{Device, any_session, any_swap, plain};
use unknot_core::domain::catalog::{PoseId, routine, routines};
use unknot_core::domain::caution::{Caution, Cautions};
use unknot_core::domain::cue::{CueKind, Line, Side};
use unknot_core::domain::routine::{Hurt, Step, StepSide, Swap};
use unknot_core::domain::time::Millis;
use unknot_core::i18n::speaking_time;
use unknot_core::session::{Doing, Engine, Input, OwnRest, Title};
use unknot_core::timeline::{Manner, Options, Timeline, compile};

proptest! {
    #[test]
    fn swap_keeps_the_past_the_length_and_equal_sides(
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
            // Both sides of a later pair get the same time.
            let worked = |side| {
                let works = after.segments.iter().filter(|work| work.is_work() && work.step > step + 1);
                works.filter(|work| work.side == Some(side)).map(|work| work.length).sum::<Millis>()
            };
            let pairs_are_whole =
                routine.steps.get(step + 2).is_none_or(|step| step.side != StepSide::Second);
            prop_assert!(!pairs_are_whole || worked(Side::Left) == worked(Side::Right));
            // The swap applies to all later steps with the same pose.
            let base = routine.steps[step].pose.base();
            for index in step..routine.steps.len() {
                if routine.steps[index].pose.base() == base {
                    let swaps = device.engine.snapshot().options.swaps;
                    prop_assert_eq!(swaps.get(index).copied().unwrap_or(Swap::Keep), swap);
                }
            }
        }
        device.play(Millis(u32::MAX / 2));
        prop_assert_eq!(device.over.len(), 1);
        prop_assert_eq!(device.over[0].practised, device.over[0].planned);
    }

    #[test]
    fn back_after_a_swap_goes_to_the_start_of_the_step(
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
                let start = device.engine.timeline().step_start(step).unwrap();
                device.send(Input::Seek(start + Millis::secs(4)));
                device.send(Input::Back);
                prop_assert_eq!(device.clock, start);
            }
        }
    }
}

/// A long session, five seconds into the first side of the open book.
fn open_book() -> Device {
    let morning = routine("morning-mobility").unwrap();
    let options = Options { length: Some(Millis::minutes(15)), ..plain(Millis::secs(10)) };
    let mut device = Device::new(Engine::new(morning, options).unwrap());
    device.send(Input::Start);
    let work = device
        .engine
        .timeline()
        .segments
        .iter()
        .find(|segment| segment.is_work() && segment.pose == PoseId::OpenBook);
    device.send(Input::Seek(work.unwrap().start));
    device.play(Millis::secs(5));
    device.cues.clear();
    device
}

fn kinds(device: &Device) -> Vec<CueKind> {
    device.cues.iter().map(|(cue, _)| cue.kind).collect()
}

#[test]
fn easier_way_is_explained_and_applies_to_the_other_side() {
    let mut device = open_book();
    let at = device.clock;
    device.send(Input::Swap(Swap::Easier));
    let view = device.engine.view();
    let easier = PoseId::OpenBookSmall;
    let action = Line::Action(easier, Some(Side::Left));
    let cues = device.engine.timeline().cues.iter();
    let told = cues.clone().find(|cue| cue.kind == CueKind::Say(action)).unwrap().at;
    assert_eq!(view.doing, Doing::ChangeOver);
    // The bell that opens the work comes when all has been said.
    let begins = at + view.left;
    assert!(told > at + Millis(11_500) - speaking_time(action), "{told}");
    assert!(told + speaking_time(action) <= begins);
    assert!(cues.clone().any(|cue| (cue.at, cue.kind) == (begins, CueKind::Begin)));
    device.play(Millis::secs(1));
    let set_up = CueKind::Say(Line::SetUp(easier, Some(Side::Left)));
    assert_eq!(kinds(&device), [CueKind::ChangePose, set_up]);
    // The new track takes up to 700 ms to take over.
    assert!(device.cues.iter().all(|(cue, _)| cue.at == at + Millis(700)));
    device.cues.clear();
    device.play(Millis::secs(60));
    let said = kinds(&device);
    assert!(said.contains(&CueKind::ChangeSide(Side::Right)));
    for side in [Side::Left, Side::Right] {
        let is_first = side == Side::Left;
        assert_eq!(said.contains(&CueKind::Say(Line::Action(easier, Some(side)))), is_first);
        assert!(!said.contains(&CueKind::Say(Line::Action(PoseId::OpenBook, Some(side)))));
    }
    assert!(said.contains(&CueKind::Say(Line::OtherSide(easier, Side::Right))));
    assert_eq!(device.engine.hurts(), [Hurt { pose: PoseId::OpenBook, swap: Swap::Easier }]);
}

/// Makes all pairs easier, at every length.
#[test]
fn easier_pairs_have_equal_sides() {
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

#[test]
fn extending_a_swapped_step_does_not_change_the_swap() {
    for before_the_end in [6, 12, 15, 18, 25].map(Millis::secs) {
        let mut device = open_book();
        let left = device.engine.view().left;
        device.play(left.saturating_sub(before_the_end));
        device.send(Input::Swap(Swap::Easier));
        device.play(Millis::secs(3));
        let at = device.engine.position();
        let heard = |device: &Device| {
            let cues = device.engine.timeline().cues.iter();
            cues.take_while(|cue| cue.at <= at).copied().collect::<Vec<_>>()
        };
        let expected = (heard(&device), device.engine.view().doing);
        device.send(Input::Extend(Millis::secs(15)));
        assert_eq!((heard(&device), device.engine.view().doing), expected);
    }
}

#[test]
fn swap_near_the_end_of_a_step_becomes_a_rest() {
    let mut device = open_book();
    let left = device.engine.view().left;
    device.play(left - Millis::secs(8));
    device.cues.clear();
    device.send(Input::Swap(Swap::Easier));
    let view = device.engine.view();
    assert_eq!((view.doing, view.pose), (Doing::Rest, PoseId::OpenBook));
    assert_eq!(view.own_rest, Some(OwnRest { figure: None }));
    assert_eq!(view.title(), Title::OwnRest);
    device.play(Millis::secs(8));
    assert_eq!(device.engine.view().own_rest, None);
    // The easier way is explained for the other side.
    let set_up = CueKind::Say(Line::SetUp(PoseId::OpenBookSmall, Some(Side::Right)));
    assert_eq!(kinds(&device), [CueKind::ChangePose, set_up]);
}

/// Nobody who has left a move out goes on seeing it.
#[test]
fn a_move_that_is_left_out_late_is_a_rest_of_ones_own() {
    let rest = PoseId::SideLyingRest;
    for (instead, figure) in
        [(rest, Some(rest)), (PoseId::ConstructiveRest, None), (PoseId::HeelSlides, None)]
    {
        let mut device = open_book();
        assert_eq!(PoseId::OpenBook.pose().position, rest.pose().position);
        let left = device.engine.view().left;
        device.play(left - Millis::secs(11));
        device.send(Input::Swap(Swap::Instead(instead)));
        let view = device.engine.view();
        assert_eq!((view.doing, view.line), (Doing::Rest, None));
        assert_eq!(view.own_rest, Some(OwnRest { figure }), "{}", instead.slug());
        device.send(Input::UndoSwap);
        assert_eq!(
            device.engine.view().own_rest,
            Some(OwnRest { figure: None }),
            "too late for it"
        );
    }
    // With time for it, it is the rest that is shown and told.
    let mut device = open_book();
    device.send(Input::Swap(Swap::Instead(rest)));
    for _ in 0..2 {
        let view = device.engine.view();
        assert_eq!((view.pose, view.own_rest), (rest, None));
        device.play(view.left);
    }
}

/// A rest that the routine itself has is one with a figure and words.
#[test]
fn only_what_is_left_out_is_a_rest_of_ones_own() {
    for routine in routines() {
        let mut device = Device::new(Engine::new(routine, plain(Millis::secs(10))).unwrap());
        device.send(Input::Start);
        for segment in device.engine.timeline().segments.clone() {
            device.send(Input::Seek(segment.start));
            assert_eq!(device.engine.view().own_rest, None, "{} {segment:?}", routine.slug);
        }
    }
}

#[test]
fn going_back_does_not_bring_back_the_replaced_pose() {
    let mut device = open_book();
    let at = device.clock;
    device.send(Input::Swap(Swap::Instead(PoseId::ConstructiveRest)));
    let poses = |device: &Device, from: Millis| {
        let segments = device.engine.timeline().segments.clone().into_iter();
        segments.filter(|it| it.start >= from).map(|it| it.pose).collect::<Vec<_>>()
    };
    assert!(!poses(&device, at).contains(&PoseId::OpenBook));
    device.send(Input::Back);
    assert!(device.clock < at);
    assert_eq!(device.engine.view().pose, PoseId::ConstructiveRest);
    assert!(!poses(&device, Millis::ZERO).contains(&PoseId::OpenBook));
}

#[test]
fn a_swap_can_be_previewed_and_undone_only_in_its_step() {
    let mut device = open_book();
    let (before, hurts) = (device.engine.view(), device.engine.hurts().len());
    let preview = device.engine.preview(Swap::Easier);
    assert_eq!(
        (device.engine.view(), device.engine.hurts().len()),
        (before, hurts),
        "only looked at"
    );
    assert_eq!(device.engine.preview_undo(), None);
    device.send(Input::Swap(Swap::Easier));
    assert_eq!(device.engine.view(), preview);
    assert!(device.engine.preview_undo().is_some());
    // Past both sides of the pose.
    device.send(Input::Skip);
    device.send(Input::Skip);
    assert_eq!(device.engine.preview_undo(), None);
}

#[test]
fn undo_restores_the_pose() {
    let mut device = open_book();
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
    // The return to the pose starts with its set-up.
    assert_eq!(
        kinds(&device),
        [CueKind::ChangePose, CueKind::Say(Line::SetUp(PoseId::OpenBook, Some(Side::Left)))]
    );
}

#[test]
fn change_of_posture_keeps_the_guidance() {
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

#[test]
fn undo_reverts_all_swaps_of_the_pose() {
    let mut device = open_book();
    device.send(Input::Swap(Swap::Easier));
    device.play(Millis::secs(1));
    device.send(Input::Swap(Swap::Instead(PoseId::ConstructiveRest)));
    device.play(Millis::secs(1));
    device.send(Input::UndoSwap);
    assert_eq!(device.engine.swap(), Swap::Keep);
    assert_eq!(device.engine.hurts(), []);
    assert!(device.engine.snapshot().options.swaps.is_empty());
}

/// What hurts is what is done, not what it is done in place of.
#[test]
fn a_gentle_move_that_hurts_is_the_one_that_is_remembered() {
    let person = support::person_with(Cautions::of(&[Caution::Knee]));
    let routine = routine("core-progress").unwrap();
    let mut device =
        Device::new(Engine::new(routine, support::session_of(routine, &person)).unwrap());
    device.send(Input::Start);
    device.play(Millis::secs(30));
    assert_eq!(device.engine.view().pose, PoseId::HeelSlides);
    let rest = Swap::Instead(PoseId::ConstructiveRest);
    device.send(Input::Swap(rest));
    assert_eq!(device.engine.hurts(), [Hurt { pose: PoseId::HeelSlides, swap: rest }]);
    let later = device.engine.timeline().segments.iter().filter(|segment| segment.step > 0);
    assert!(later.clone().count() > 10);
    assert!(later.clone().all(|segment| segment.pose != PoseId::HeelSlides));
    // The rest is still the answer to the same move, and can be taken back.
    device.send(Input::Swap(Swap::Instead(PoseId::SideLyingRest)));
    assert_eq!(device.engine.hurts().len(), 1);
    assert!(device.engine.preview_undo().is_some());
    device.send(Input::UndoSwap);
    assert_eq!(
        (device.engine.swap(), device.engine.hurts()),
        (Swap::Instead(PoseId::HeelSlides), &[][..])
    );
}
