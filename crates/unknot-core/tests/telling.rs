//! How to do a step is said before it is counted (docs/adr/0027-the-voice-explains-first.md). The times are those of
//! the core; the soundtrack's tests hold them against the voices.

#![allow(clippy::unwrap_used, reason = "panics fail the test")]

mod support;

use proptest::prelude::*;
use support::{Device, any_session, any_swap, morning, plain, session_of};
use unknot_core::adaptation::swaps;
use unknot_core::domain::catalog::{PoseId, routine, routines};
use unknot_core::domain::caution::{Caution, Cautions};
use unknot_core::domain::cue::{CueKind, Line, Side};
use unknot_core::domain::routine::{Effort, RoutineKind, Step, StepSide};
use unknot_core::domain::settings::Settings;
use unknot_core::domain::time::Millis;
use unknot_core::i18n::speaking_time;
use unknot_core::session::{Doing, Engine, Input};
use unknot_core::timeline::{COUNTED_FROM, Options, Segment, SegmentKind, Timeline, compile};

/// Whether its seconds or repetitions are counted.
fn is_counted(segment: &Segment) -> bool {
    match segment.kind {
        SegmentKind::Hold => true,
        SegmentKind::Move { every, .. } => every >= COUNTED_FROM,
        _ => false,
    }
}

/// When it is said what to do in a pose.
fn actions(timeline: &Timeline) -> impl Iterator<Item = (Millis, Line)> {
    timeline.cues.iter().filter_map(|cue| match cue.kind {
        CueKind::Say(line @ Line::Action(..)) => Some((cue.at, line)),
        _ => None,
    })
}

/// The first counted segment during which it is still said how to do something.
fn counted_too_early(timeline: &Timeline) -> Option<(Line, &Segment)> {
    actions(timeline).find_map(|(at, line)| {
        let end = at + speaking_time(line);
        let mut counted = timeline.segments.iter().filter(|it| is_counted(it));
        counted.find(|it| at < it.end() && end > it.start).map(|it| (line, it))
    })
}

proptest! {
    #[test]
    fn nothing_is_counted_while_it_is_explained((routine, options) in any_session()) {
        let timeline = compile(routine, &options).unwrap();
        prop_assert_eq!(counted_too_early(&timeline), None);
    }

    #[test]
    fn nothing_is_counted_while_it_is_explained_after_swaps(
        (routine, options) in any_session(),
        swaps in prop::collection::vec((any_swap(), 0u32..100_000), 1..6),
    ) {
        let mut device = Device::new(Engine::new(routine, options).unwrap());
        device.send(Input::Start);
        for (swap, later) in swaps {
            device.play(Millis(later));
            if device.over.is_empty() {
                device.send(Input::Swap(swap));
            }
            prop_assert_eq!(counted_too_early(device.engine.timeline()), None);
        }
    }
}

/// A step that isn't swapped never gives of its work for words: routines.toml has the time.
#[test]
fn every_counted_step_of_the_catalog_is_explained_in_its_own_lead() {
    let (mut count, mut faults) = (0, Vec::new());
    for routine in routines().filter(|routine| routine.kind == RoutineKind::Movement) {
        for length in routine.lengths() {
            let options = Options { length: Some(length), ..plain(Millis::ZERO) };
            let timeline = compile(routine, &options).unwrap();
            for work in timeline.segments.iter().filter(|it| is_counted(it)) {
                let Step { pose, side, lead, .. } = routine.steps[work.step];
                let place = format!("{} at {length}: {}", routine.slug, pose.slug());
                let action = Line::Action(work.pose, work.side);
                let said: Vec<_> = actions(&timeline).filter(|(_, line)| *line == action).collect();
                if side == StepSide::Second {
                    assert_eq!(said, [], "{place}");
                    continue;
                }
                let [(at, _)] = said[..] else { panic!("{place}: {said:?}") };
                assert!(at < work.start && at + speaking_time(action) <= work.start, "{place}");
                let spent = work.start - timeline.step_start(work.step).unwrap();
                // What can't be divided lengthens the first lead.
                if spent != lead && !(work.step == 0 && spent > lead) {
                    faults.push(format!("{place}: {} ms in place of {} ms", spent.0, lead.0));
                }
                count += 1;
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
    assert!(count > 300, "{count}");
}

/// Where nothing is counted, the words come with the work.
#[test]
fn a_walk_begins_with_its_words() {
    let timeline = compile(routine("walk-in-place").unwrap(), &plain(Millis::ZERO)).unwrap();
    let is_walk = |it: &&Segment| matches!(it.kind, SegmentKind::Move { .. }) && !is_counted(it);
    let starts: Vec<_> = timeline.segments.iter().filter(is_walk).map(|it| it.start).collect();
    assert!(starts.len() > 5);
    assert!(starts.iter().all(|start| actions(&timeline).any(|(at, _)| at == *start)));
}

#[test]
fn what_is_shown_follows_what_is_said() {
    let mut device = morning();
    let timeline = device.engine.timeline().clone();
    let of = |pose, side| {
        let is_it = |it: &&Segment| it.is_work() && it.pose == pose && it.side == side;
        *timeline.segments.iter().find(is_it).unwrap()
    };
    let look = |device: &mut Device, at| {
        device.send(Input::Seek(at));
        let view = device.engine.view();
        (view.doing, view.side, view.line.unwrap())
    };

    let bridge = of(PoseId::GluteBridge, None);
    let action = Line::Action(PoseId::GluteBridge, None);
    let (at, _) = actions(&timeline).find(|(_, line)| *line == action).unwrap();
    let length = bridge.start - at;
    let set_up = Line::SetUp(PoseId::GluteBridge, None);
    assert_eq!(look(&mut device, at - Millis(1)), (Doing::ChangeOver, None, set_up));
    for elapsed in [Millis::ZERO, Millis::secs(2), length - Millis(1)] {
        let listening = Doing::Listen { elapsed, length, moves: true };
        assert_eq!(look(&mut device, at + elapsed), (listening, None, action));
    }
    let (doing, _, line) = look(&mut device, bridge.start);
    assert!(matches!(doing, Doing::Move { number: 1, .. }), "{doing:?}");
    assert_eq!(line, action);

    // The first repetition of a move that alternates has a side.
    let rolls = of(PoseId::KneeRolls, None);
    let (doing, side, _) = look(&mut device, rolls.start - Millis::secs(1));
    assert!(matches!(doing, Doing::Listen { moves: true, .. }), "{doing:?}");
    assert_eq!(side, Some(Side::Left));

    let lunge = PoseId::HipFlexorLunge;
    let [left, right] = [Side::Left, Side::Right].map(|side| (Some(side), of(lunge, Some(side))));
    let (doing, side, line) = look(&mut device, left.1.start - Millis::secs(1));
    assert!(matches!(doing, Doing::Listen { moves: false, .. }), "{doing:?}");
    assert_eq!((side, line), (left.0, Line::Action(lunge, left.0)));
    // The second side isn't explained again, but can be read.
    let (doing, _, line) = look(&mut device, right.1.start - Millis(1));
    assert_eq!((doing, line), (Doing::ChangeOver, Line::OtherSide(lunge, Side::Right)));
    let (doing, _, line) = look(&mut device, right.1.start);
    assert_eq!((doing, line), (Doing::Hold, Line::Action(lunge, right.0)));
}

/// Longer words, as in another language, take of the work and not of the next step, and both sides give as much.
#[test]
fn a_lead_without_time_for_the_words_gets_it_from_the_work() {
    let routine = routine("morning-mobility").unwrap();
    let mut hurried = routine.clone();
    for step in &mut hurried.steps {
        let is_told = matches!(step.effort, Effort::Hold)
            || matches!(step.effort, Effort::Repeat { every } if every >= COUNTED_FROM);
        let (less_lead, more_work) = match step.side {
            _ if !is_told => (0, 0),
            StepSide::First => (6, 3),
            StepSide::Second => (0, 3),
            StepSide::Both | StepSide::Alternating => (6, 6),
        };
        step.lead -= Millis::secs(less_lead);
        step.work += Millis::secs(more_work);
    }
    let [whole, hurried] =
        [routine, &hurried].map(|routine| compile(routine, &plain(Millis::ZERO)).unwrap());
    assert_eq!(hurried.total, whole.total);
    assert_eq!(counted_too_early(&hurried), None);
    assert_eq!(actions(&hurried).count(), actions(&whole).count());
    let work_of = |side| {
        let of_side = hurried.segments.iter().filter(|it| it.is_work() && it.side == Some(side));
        of_side.map(|it| it.length).sum::<Millis>()
    };
    assert_eq!(work_of(Side::Left), work_of(Side::Right));
    let starts = |timeline: &Timeline| {
        let steps = (0..timeline.step_count())
            .filter(|step| !matches!(routine.steps[*step].side, StepSide::Second));
        steps.map(|step| timeline.step_start(step)).collect::<Vec<_>>()
    };
    assert_eq!(starts(&hurried), starts(&whole));
}

/// What is shown in the middle of a hold or a move is what to do, whatever was said and however the step was adapted.
#[test]
fn in_the_middle_of_the_work_the_screen_says_what_to_do() {
    let mut count = 0;
    for caution in Caution::ALL {
        for routine in routines().filter(|routine| routine.kind == RoutineKind::Movement) {
            let person = Settings { cautions: Cautions::of(&[caution]), ..Settings::default() };
            let options = Options { swaps: swaps(routine, &person), ..plain(Millis::secs(10)) };
            let timeline = compile(routine, &options).unwrap();
            let mut device = Device::new(Engine::new(routine, options).unwrap());
            device.send(Input::Start);
            for work in timeline.segments.iter().filter(|it| is_counted(it)) {
                device.send(Input::Seek(work.start + work.length / 2));
                let line = device.engine.view().line;
                let is_warned = matches!(line, Some(Line::StopRule | Line::Warning(_)));
                let expected = Some(Line::Action(work.pose, work.side));
                assert!(is_warned || line == expected, "{} {caution:?}: {line:?}", routine.slug);
                count += 1;
            }
        }
    }
    assert!(count > 3000, "{count}");
}

/// An easier way may have the lead of a pose on another level, and less to say.
#[test]
fn what_to_do_is_said_earlier_where_there_is_time_to_spare() {
    let hips = routine("hips-hamstrings").unwrap();
    let person = Settings { cautions: Cautions::of(&[Caution::Knee]), ..Settings::default() };
    let timeline = compile(hips, &session_of(hips, &person)).unwrap();
    let work = timeline
        .segments
        .iter()
        .find(|it| it.is_work() && it.pose == PoseId::HipFlexorLying)
        .unwrap();
    let (at, line) = actions(&timeline)
        .find(|(at, _)| timeline.segments[timeline.segment_index_at(*at)].step == work.step)
        .unwrap();
    let idle = work.start - at - speaking_time(line);
    assert!(idle >= Millis::secs(8) && idle < Millis::secs(9), "{idle:?}");
}
