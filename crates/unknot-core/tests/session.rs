//! The engine, driven by a virtual device.

#![allow(clippy::unwrap_used, reason = "panics fail the test")]

mod support;

use proptest::prelude::*;
use support::{Device, any_session, any_swap, morning, plain};
use unknot_core::domain::care::{Care, Warning};
use unknot_core::domain::catalog::{routine, routines};
use unknot_core::domain::cue::{Cue, CueKind, Line};
use unknot_core::domain::kit::{Kit, Thing};
use unknot_core::domain::time::Millis;
use unknot_core::i18n;
use unknot_core::session::{Doing, Engine, Input, PauseCause, Phase, Reading};
use unknot_core::storage::{decode_value, encode_value};
use unknot_core::timeline::{Manner, Options, Segment, SegmentKind};

/// Something that can happen during a session. Times are in milliseconds.
#[derive(Clone, Debug)]
enum Event {
    Play(u32),
    PlaySilently(u32),
    Send(Input),
    StopByItself,
    /// The device starts playing, and the engine is told after this delay.
    PlayByItself(u32),
    /// A reading of an older track arrives.
    StaleReading {
        track: u32,
        at: u32,
    },
    /// The app is killed, and the session is restored.
    Kill,
}

fn any_event() -> impl Strategy<Value = Event> {
    prop_oneof![
        6 => (0u32..90_000).prop_map(Event::Play),
        2 => (0u32..400_000).prop_map(Event::PlaySilently),
        1 => Just(Event::Send(Input::Start)),
        1 => Just(Event::Send(Input::Pause(PauseCause::Person))),
        1 => Just(Event::Send(Input::Pause(PauseCause::System))),
        3 => Just(Event::Send(Input::Resume)),
        1 => Just(Event::Send(Input::Skip)),
        1 => Just(Event::Send(Input::Back)),
        1 => (0u32..30_000).prop_map(|by| Event::Send(Input::Extend(Millis(by)))),
        1 => (0u32..900_000).prop_map(|to| Event::Send(Input::Seek(Millis(to)))),
        1 => any_swap().prop_map(|swap| Event::Send(Input::Swap(swap))),
        1 => Just(Event::Send(Input::UndoSwap)),
        2 => Just(Event::StopByItself),
        2 => (0u32..60_000).prop_map(Event::PlayByItself),
        1 => (0u32..4, 0u32..900_000).prop_map(|(track, at)| Event::StaleReading { track, at }),
        1 => Just(Event::Kill),
    ]
}

/// Time from `from` to `to` that counts as practice, which is all but the preparation.
fn counted(device: &Device, from: Millis, to: Millis) -> Millis {
    let preparation = match device.engine.timeline().segments.first() {
        Some(segment) if segment.kind == SegmentKind::Prepare => segment.length,
        _ => Millis::ZERO,
    };
    to.saturating_sub(preparation).saturating_sub(from.saturating_sub(preparation))
}

proptest! {
    #[test]
    fn every_cue_is_emitted_once_in_order_with_its_lateness(
        (routine, options) in any_session(),
        ticks in prop::collection::vec(1u32..200_000, 1..40),
    ) {
        let mut device = Device::new(Engine::new(routine, options).unwrap());
        device.send(Input::Start);
        for tick in ticks.into_iter().cycle() {
            let before = device.cues.len();
            device.play(Millis(tick));
            for (cue, late) in &device.cues[before..] {
                prop_assert_eq!(*late, device.clock - cue.at);
            }
            if !device.over.is_empty() {
                break;
            }
        }
        let timeline = device.engine.timeline().clone();
        let emitted: Vec<Cue> = device.cues.iter().map(|(cue, _)| *cue).collect();
        prop_assert_eq!(emitted, timeline.cues);
        prop_assert_eq!(device.entered, (0..timeline.segments.len()).collect::<Vec<_>>());
        prop_assert_eq!(device.over.len(), 1);
        prop_assert!(device.over[0].finished);
        prop_assert_eq!(device.over[0].practised, device.over[0].planned);
    }

    /// The practice is exactly what the element played, except while the person had paused the
    /// session.
    #[test]
    fn time_is_never_lost_or_counted_twice(
        (routine, options) in any_session(),
        events in prop::collection::vec(any_event(), 1..60),
    ) {
        let mut device = Device::new(Engine::new(routine, options).unwrap());
        device.send(Input::Start);
        let mut credited = Millis::ZERO;
        // The position up to which the engine has been told.
        let mut reported = device.clock;
        for event in events {
            match event {
                Event::Play(time) => device.play(Millis(time)),
                Event::PlaySilently(time) => {
                    device.play_silently(Millis(time));
                    continue;
                }
                Event::Send(input) => {
                    let from = device.clock;
                    credited += counted(&device, reported, from);
                    device.send(input);
                    reported = device.clock;
                    prop_assert_eq!(device.engine.summary().practised, credited);
                    continue;
                }
                Event::StopByItself => device.stop_by_itself(),
                Event::PlayByItself(delay) => {
                    credited += counted(&device, reported, device.clock);
                    let before = device.clock;
                    let phase = device.engine.view().phase;
                    device.play_by_itself(Millis(delay));
                    let counts = matches!(phase, Phase::Running | Phase::Paused(PauseCause::System));
                    reported = if counts { before } else { device.clock };
                    prop_assert_eq!(device.playing, counts || phase == Phase::Finished);
                    prop_assert!(device.playing || device.clock == before);
                }
                Event::StaleReading { track, at } => {
                    if track < device.engine.track() {
                        device.send_at(Reading { track, at: Millis(at) }, Input::Tick);
                    }
                    continue;
                }
                Event::Kill => {
                    device.send(Input::Tick);
                    credited += counted(&device, reported, device.clock);
                    reported = device.clock;
                    if device.over.is_empty() {
                        let snapshot = device.engine.snapshot();
                        let (view, planned) = (device.engine.view(), device.engine.summary().planned);
                        prop_assert_eq!(snapshot.left(planned), view.total - view.position);
                        let stored = encode_value(&snapshot);
                        let read = decode_value(&stored).unwrap();
                        let restored = Engine::restore(routine, read).unwrap();
                        prop_assert_eq!(restored.snapshot(), snapshot);
                        device = Device::new(restored);
                        reported = device.clock;
                        device.send(Input::Start);
                    }
                    prop_assert_eq!(device.engine.summary().practised, credited);
                    continue;
                }
            }
            credited += counted(&device, reported, device.clock);
            reported = device.clock;
            prop_assert_eq!(device.engine.summary().practised, credited);
        }
        device.send(Input::Resume);
        device.send(Input::Start);
        device.play(Millis(u32::MAX / 2));
        prop_assert!(device.engine.view().phase.is_over());
        prop_assert_eq!(device.over.len(), 1);
    }

    #[test]
    fn seeking_emits_cues_from_the_target_on(
        (routine, options) in any_session(),
        to in 0u32..900_000,
    ) {
        let mut device = Device::new(Engine::new(routine, options).unwrap());
        device.send(Input::Start);
        device.cues.clear();
        device.send(Input::Seek(Millis(to)));
        let target = device.clock;
        device.play(Millis(u32::MAX / 2));
        let emitted: Vec<Cue> = device.cues.iter().map(|(cue, _)| *cue).collect();
        let timeline = device.engine.timeline();
        let expected: Vec<Cue> =
            timeline.cues.iter().copied().filter(|cue| cue.at >= target).collect();
        prop_assert_eq!(emitted, expected);
    }

    #[test]
    fn view_is_consistent((routine, options) in any_session(), at in any::<u32>()) {
        let mut device = Device::new(Engine::new(routine, options).unwrap());
        device.send(Input::Start);
        let total = device.engine.timeline().total.0;
        device.play(Millis(at % total));
        let view = device.engine.view();
        let segments = &device.engine.timeline().segments;
        let segment = segments[view.segment];
        // The preparation and the first lead are one, while the person gets down.
        let begins_down = view.segment < 2 && view.passage.is_some();
        let (start, end) = if begins_down {
            (Millis::ZERO, segments[1].end())
        } else {
            (segment.start, segment.end())
        };
        prop_assert_eq!(start + view.elapsed, view.position);
        prop_assert_eq!(view.position + view.left, end);
        if let Doing::Move { number, count, elapsed, every } = view.doing {
            prop_assert!((1..=count).contains(&number) && elapsed <= every);
            // As the person does them: those of each side by themselves.
            let SegmentKind::Move { count: all, first, .. } = segment.kind else {
                panic!("the segment moves")
            };
            prop_assert_eq!(count * if first.is_some() { 2 } else { 1 }, all);
            prop_assert_eq!(view.side.is_some(), first.or(segment.side).is_some());
        }
    }
}

/// The page is frozen while the locked phone keeps playing.
#[test]
fn time_without_ticks_is_credited_and_its_cues_are_late() {
    let mut device = morning();
    device.play(Millis::secs(10));
    device.cues.clear();
    device.play_silently(Millis::secs(60));
    device.send(Input::Tick);
    assert_eq!(device.engine.summary().practised, Millis::secs(60));
    assert!(device.cues.len() > 10);
    let (first, late) = device.cues[0];
    assert_eq!(late, device.clock - first.at);
    assert!(device.cues.iter().all(|(cue, _)| cue.at > Millis::secs(10)));
}

#[test]
fn pausing_stops_the_clock() {
    let mut device = morning();
    device.play(Millis::secs(30));
    device.send(Input::Pause(PauseCause::System));
    device.send(Input::Pause(PauseCause::System));
    let before = device.engine.view();
    assert_eq!(before.phase, Phase::Paused(PauseCause::System));
    let later = Reading { track: device.engine.track(), at: Millis::secs(500) };
    device.send_at(later, Input::Tick);
    assert_eq!(device.engine.view(), before);
    device.send(Input::Resume);
    device.play(Millis::secs(1));
    assert_eq!(device.engine.position(), Millis::secs(31));
}

/// A phone pauses playback for a call, and resumes it afterwards.
#[test]
fn device_resumes_what_the_device_paused() {
    let mut device = morning();
    device.play(Millis::secs(30));
    device.stop_by_itself();
    device.play_by_itself(Millis::secs(2));
    assert_eq!(device.engine.view().phase, Phase::Running);
    assert_eq!(device.engine.summary().practised, Millis::secs(22));
    device.play(Millis::secs(1));
    assert_eq!(device.engine.position(), Millis::secs(33));
}

/// A phone resumes playback after a call, and the page hears nothing of it before the end of the
/// track.
#[test]
fn playback_resumed_by_the_device_finishes_the_session() {
    let mut device = morning();
    device.play(Millis::secs(30));
    device.stop_by_itself();
    device.playing = true;
    device.play_silently(Millis::minutes(20));
    device.playing = false;
    device.send(Input::Playing);
    assert!(!device.playing);
    assert_eq!(device.over.len(), 1);
    assert_eq!(device.over[0].practised, device.over[0].planned);
}

#[test]
fn device_cannot_resume_what_the_person_paused() {
    let mut device = morning();
    device.play(Millis::secs(30));
    device.send(Input::Pause(PauseCause::Person));
    device.play_by_itself(Millis::secs(2));
    assert!(!device.playing);
    assert_eq!(device.engine.view().phase, Phase::Paused(PauseCause::Person));
    assert_eq!(device.clock, Millis::secs(30));
    device.send(Input::Resume);
    device.play(Millis::secs(1));
    assert_eq!(device.engine.summary().practised, Millis::secs(21));
}

#[test]
fn device_cannot_start_or_reopen_a_session() {
    let routine = routine("morning-mobility").unwrap();
    let mut device = Device::new(Engine::new(routine, plain(Millis::secs(10))).unwrap());
    device.play_by_itself(Millis::secs(2));
    assert_eq!((device.playing, device.clock), (false, Millis::ZERO));
    device.send(Input::Start);
    device.play(Millis::secs(30));
    device.send(Input::EndEarly);
    device.play_by_itself(Millis::secs(2));
    assert!(!device.playing);
    assert_eq!(device.over.len(), 1);
}

#[test]
fn skip_and_back_seek_to_steps() {
    let mut device = morning();
    device.play(Millis::secs(20));
    device.send(Input::Skip);
    assert_eq!(device.clock, Millis::secs(47));
    device.play(Millis::secs(20));
    // As in a player of music: first to the start of this step, then to the one before it.
    device.send(Input::Back);
    assert_eq!(device.clock, Millis::secs(47));
    device.play(Millis::secs(2));
    device.send(Input::Back);
    assert_eq!(device.clock, Millis::ZERO);
    assert_eq!(device.engine.summary().skipped, 1);
}

#[test]
fn skipping_every_step_ends_the_session_and_does_not_finish_it() {
    let mut device = morning();
    for _ in 0..13 {
        device.send(Input::Skip);
    }
    assert_eq!(device.over.len(), 1);
    assert!(!device.over[0].finished);
    assert_eq!(device.over[0].practised, Millis::ZERO);
    device.send(Input::Back);
    device.send(Input::Resume);
    assert_eq!(device.over.len(), 1);
}

#[test]
fn session_of_which_half_was_practised_is_finished_by_skipping_the_rest() {
    for (practised, finished) in [(299, false), (300, true)] {
        let mut device = morning();
        device.play(Millis::secs(10 + practised));
        while device.over.is_empty() {
            device.send(Input::Skip);
        }
        assert_eq!(device.over[0].practised, Millis::secs(practised));
        assert_eq!(device.over[0].finished, finished, "{practised} s");
    }
}

#[test]
fn extending_the_first_side_extends_the_second() {
    let mut device = morning();
    // Within the first side of the open book.
    device.send(Input::Seek(Millis::secs(10 + 285 + 15)));
    let before = device.engine.timeline().total;
    device.send(Input::Extend(Millis::secs(15)));
    let timeline = device.engine.timeline();
    assert_eq!(timeline.total, before + Millis::secs(30));
    let sides: Vec<_> = timeline
        .segments
        .iter()
        .filter(|segment| segment.is_work() && segment.pose.slug() == "open-book")
        .map(|segment| segment.length)
        .collect();
    assert_eq!(sides, [Millis(37_500); 2]);
    assert_eq!(device.clock, Millis::secs(310));
}

#[test]
fn ending_early_reports_the_practice_so_far() {
    let mut device = morning();
    device.play(Millis::secs(70));
    device.send(Input::EndEarly);
    assert_eq!(device.over.len(), 1);
    assert!(!device.over[0].finished);
    assert_eq!(device.over[0].practised, Millis::secs(60));
    assert!(!device.playing);
}

#[test]
fn each_step_has_audible_transitions() {
    let mut device = morning();
    device.play(Millis::minutes(20));
    let kinds = |wanted: fn(&CueKind) -> bool| {
        device.cues.iter().filter(|(cue, _)| wanted(&cue.kind)).count()
    };
    assert_eq!(kinds(|kind| matches!(kind, CueKind::ChangePose)), 11);
    assert_eq!(kinds(|kind| matches!(kind, CueKind::ChangeSide(_))), 2);
    assert_eq!(kinds(|kind| matches!(kind, CueKind::Begin)), 13);
}

/// Before movement that needs nothing.
const PREPARE_TO_MOVE: Line = Line::PrepareToMove(Kit::EMPTY);

#[test]
fn view_shows_the_last_line_about_the_current_step() {
    // Without preparation, the rule when to stop is said on the way.
    let care = Care { warning: Some(Warning::Dizzy), ..Care::default() };
    let warned = Options { manner: Manner { care, ..Manner::default() }, ..plain(Millis::ZERO) };
    let kit = Kit::from_iter([Thing::Chair]);
    let care = Care { kit, ..Care::default() };
    let equipped =
        Options { manner: Manner { care, ..Manner::default() }, ..plain(Millis::secs(15)) };
    let all = [plain(Millis::secs(10)), warned, equipped];
    let (mut rules, mut before, mut warnings) = (0, 0, 0);
    for (routine, options) in
        routines().flat_map(|routine| all.iter().map(move |options| (routine, options.clone())))
    {
        let mut device = Device::new(Engine::new(routine, options).unwrap());
        assert_eq!(device.engine.view().line, None, "nothing has been said before the start");
        device.send(Input::Start);
        let has_said = |line| device.cues.iter().any(|(cue, _)| cue.kind == CueKind::Say(line));
        let begins_down = has_said(PREPARE_TO_MOVE) && device.engine.view().passage.is_some();
        let is_rule_hidden = begins_down || has_said(Line::PrepareToMove(kit));
        let (mut last, mut count) = (None::<(usize, Line, Millis)>, 0);
        for cues in device.engine.timeline().cues.clone().chunk_by(|one, next| one.at == next.at) {
            device.play(cues[0].at - device.engine.position());
            let view = device.engine.view();
            last = last.filter(|(step, ..)| *step == view.step);
            for cue in cues {
                use Line::{
                    Action, ChangeLevel, FaceChair, FeetDown, FeetOffChair, Guide, MayStop,
                    OtherSide, PrepareToMove, SetUp, SitDown, StandUp, StayOnSide, StopRule,
                    StrapOff, Turn,
                };
                if let CueKind::Say(
                    line @ (PrepareToMove(_)
                    | MayStop
                    | ChangeLevel(_)
                    | StandUp
                    | SitDown
                    | FaceChair
                    | FeetDown
                    | FeetOffChair
                    | StrapOff
                    | Turn(_)
                    | StayOnSide
                    | SetUp(..)
                    | OtherSide(..)
                    | Action(..)
                    | Guide(..)
                    | StopRule
                    | Line::Warning(_)),
                ) = cue.kind
                {
                    assert_ne!(i18n::instruction(line), "", "{line:?}");
                    rules += usize::from(line == StopRule);
                    before += usize::from(matches!(line, PrepareToMove(_)));
                    warnings += usize::from(matches!(line, Line::Warning(_)));
                    last = Some((view.step, line, cue.at));
                    count += 1;
                }
            }
            // What to do is said once, and can be read on both sides. When to stop takes its place while it is said.
            let segment = &device.engine.timeline().segments[view.segment];
            let is_work = matches!(segment.kind, SegmentKind::Hold | SegmentKind::Move { .. });
            let is_said = |(_, line, at): &(usize, Line, Millis)| {
                let is_rule = matches!(line, Line::StopRule | Line::Warning(_));
                is_rule && view.position < *at + i18n::speaking_time(*line)
            };
            // Where what to have near or the way down to the floor is shown before the session, the rule when to stop can be read in the
            // first work.
            let segments = &device.engine.timeline().segments;
            let is_first = segments.iter().position(Segment::is_work) == Some(view.segment);
            let is_late =
                is_first && is_rule_hidden && view.elapsed < i18n::speaking_time(Line::StopRule);
            let is_warned = matches!(last, Some((_, Line::StopRule | Line::Warning(_), _)));
            let shown = match last {
                _ if is_late && !is_warned => Some(Line::StopRule),
                last if is_work && !last.as_ref().is_some_and(is_said) => {
                    Some(Line::Action(segment.pose, segment.side))
                }
                last => last.map(|(_, line, _)| line),
            };
            assert_eq!(view.line, shown, "{} at {:?}", routine.slug, cues[0].at);
        }
        assert!(count >= routine.steps.len(), "{}", routine.slug);
    }
    assert!(rules > 20 && before > 20 && warnings > 20, "{rules}, {before}, {warnings}");
}
