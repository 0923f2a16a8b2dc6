//! Timelines of all routines at any length.

#![allow(clippy::unwrap_used, reason = "panics fail the test")]

mod support;

use proptest::prelude::*;
use support::{any_session, plain};
use unknot_core::domain::catalog::{routine, routines};
use unknot_core::domain::cue::{CueKind, Line, Side};
use unknot_core::domain::routine::Routine;
use unknot_core::domain::time::Millis;
use unknot_core::i18n;
use unknot_core::timeline::{CompileError, Options, Segment, SegmentKind, Timeline, compile};

/// Whether a line is spoken after the end.
fn is_end(line: Line) -> bool {
    matches!(line, Line::End(..))
}

/// The work on one side, in one-sided steps and alternating repetitions.
fn work_of_side(timeline: &Timeline, side: Side) -> Millis {
    let of_segment = |segment: &Segment| match segment.kind {
        SegmentKind::Move { count, every, first: Some(_) } => every * (count / 2),
        _ if segment.is_work() && segment.side == Some(side) => segment.length,
        _ => Millis::ZERO,
    };
    timeline.segments.iter().map(of_segment).sum()
}

proptest! {
    #[test]
    fn segments_are_contiguous_and_add_up((routine, options) in any_session()) {
        let timeline = compile(routine, &options).unwrap();
        let mut end = Millis::ZERO;
        for segment in &timeline.segments {
            prop_assert_eq!(segment.start, end);
            prop_assert!(!segment.length.is_zero());
            end = segment.end();
        }
        prop_assert_eq!(end, timeline.total);
        let length = options.length.unwrap_or_else(|| routine.length());
        prop_assert_eq!(timeline.total, options.preparation + length);
        for step in 0..=timeline.step_count() {
            let first = timeline.segments.iter().find(|segment| segment.step == step);
            prop_assert_eq!(timeline.step_start(step), first.map(|segment| segment.start));
        }
    }

    #[test]
    fn both_sides_get_the_same_time((routine, options) in any_session()) {
        let timeline = compile(routine, &options).unwrap();
        prop_assert_eq!(work_of_side(&timeline, Side::Left), work_of_side(&timeline, Side::Right));
        for segment in &timeline.segments {
            if let SegmentKind::Move { count, every, first } = segment.kind {
                prop_assert!(every * count <= segment.length);
                prop_assert!(first.is_none() || count % 2 == 0);
            }
        }
    }

    #[test]
    fn work_is_never_shorter_than_its_minimum((routine, options) in any_session()) {
        let timeline = compile(routine, &options).unwrap();
        for segment in timeline.segments.iter().filter(|segment| segment.is_work()) {
            prop_assert!(segment.length >= routine.steps[segment.step].least);
        }
    }

    #[test]
    fn cues_are_sorted_and_end_with_the_end_cue((routine, options) in any_session()) {
        let timeline = compile(routine, &options).unwrap();
        prop_assert!(timeline.cues.is_sorted_by_key(|cue| cue.at));
        let last = timeline.cues.last().unwrap();
        prop_assert_eq!((last.kind, last.at), (CueKind::End, timeline.total));
        let ends = timeline.cues.iter().filter(|cue| cue.kind == CueKind::End).count();
        prop_assert_eq!(ends, 1);
    }

    /// A running session can continue in the longer timeline at the same position.
    #[test]
    fn adding_work_changes_nothing_before_the_old_end_of_the_step(
        (routine, options) in any_session(),
        step in any::<prop::sample::Index>(),
        more in 1u32..60_000,
    ) {
        let step = step.index(routine.steps.len());
        let before = compile(routine, &options).unwrap();
        let mut extra = vec![Millis::ZERO; routine.steps.len()];
        extra[step] = Millis(more);
        let after = compile(routine, &Options { extra, ..options }).unwrap();
        prop_assert_eq!(after.total, before.total + Millis(more));
        let work = before.segments.iter().rfind(|segment| segment.step == step).unwrap();
        // The cues for the last six seconds move to the new end, and the remaining time after whole
        // breaths or repetitions may now fit another one.
        let whole = match work.kind {
            SegmentKind::Breathe(pattern) => pattern.length() * (work.length.0 / pattern.length().0),
            SegmentKind::Move { count, every, .. } => every * count,
            _ => work.length,
        };
        let unchanged = work.end().saturating_sub(Millis::secs(6)).min(work.start + whole);
        let unchanged = unchanged.max(work.start);
        let early = |timeline: &Timeline| {
            timeline.cues.iter().copied().filter(|cue| cue.at < unchanged).collect::<Vec<_>>()
        };
        prop_assert_eq!(early(&after), early(&before));
    }

    #[test]
    fn too_short_length_is_rejected_with_the_minimum(
        (routine, options) in any_session(),
        missing in 1u32..10_000,
    ) {
        let least = routine.least_length();
        let options = Options { length: Some(least.saturating_sub(Millis(missing))), ..options };
        prop_assert_eq!(compile(routine, &options), Err(CompileError::TooShort { least }));
    }

    #[test]
    fn nearest_length_compiles((routine, options) in any_session(), requested: u32) {
        let requested = Millis(requested % 3_600_000);
        let near = routine.length_near(requested);
        let compiled = compile(routine, &Options { length: Some(near), ..options });
        prop_assert!(compiled.is_ok(), "{:?}", compiled);
        if near != requested {
            prop_assert!(requested < routine.least_length());
            prop_assert!(near < routine.least_length() + Millis::minutes(1));
        }
    }
}

#[test]
fn routine_without_steps_is_rejected() {
    let empty = Routine {
        slug: "empty".into(),
        steps: Vec::new(),
        ..routine("breathing-space").unwrap().clone()
    };
    assert_eq!(compile(&empty, &plain(Millis::ZERO)), Err(CompileError::Empty));
}

/// Compares repetitions and hold times with the fact sheet, less the time for the words before them (routines.toml).
#[test]
fn morning_mobility_has_the_recommended_doses() {
    let timeline = compile(routine("morning-mobility").unwrap(), &plain(Millis::secs(10))).unwrap();
    let counts: Vec<_> = timeline
        .segments
        .iter()
        .filter_map(|segment| match segment.kind {
            SegmentKind::Move { count, .. } => Some((segment.pose.slug(), count)),
            _ => None,
        })
        .collect();
    assert_eq!(
        counts,
        [
            ("pelvic-tilt", 8),
            ("knee-rolls", 8),
            ("heel-slides", 8),
            ("glute-bridge", 7),
            ("open-book", 3),
            ("open-book", 3),
            ("cat-cow", 5),
            ("side-bend", 4),
            ("marching", 10),
        ]
    );
    let holds = timeline.segments.iter().filter(|segment| segment.kind == SegmentKind::Hold);
    assert!(holds.map(|segment| segment.length).eq([Millis::secs(20); 2]));
    assert_eq!(timeline.total, Millis::secs(610));
}

#[test]
fn breath_awareness_rings_every_minute_of_silence() {
    let timeline = compile(routine("breath-awareness").unwrap(), &plain(Millis::ZERO)).unwrap();
    let bells = timeline.cues.iter().filter(|cue| cue.kind == CueKind::Interval);
    let at: Vec<_> = bells.map(|cue| cue.at.as_secs()).collect();
    assert_eq!(at, [180, 240, 360, 420]);
}

/// A beat slower than somebody's own pace would slow them down, and one that is quicker would hurry them.
#[test]
fn steps_are_not_marked_and_other_repetitions_are() {
    for routine in routines() {
        let timeline = compile(routine, &plain(Millis::secs(10))).unwrap();
        for segment in &timeline.segments {
            let SegmentKind::Move { count, .. } = segment.kind else { continue };
            let during = segment.start..segment.end();
            let cues = timeline.cues.iter().filter(|cue| during.contains(&cue.at));
            let marks = cues.filter(|cue| matches!(cue.kind, CueKind::Repetition(_))).count();
            let steps = ["walking", "marching", "step-touch", "bag-carry"];
            let is_walk = steps.contains(&segment.pose.base().slug());
            let expected = if is_walk { 0 } else { count - 1 };
            assert_eq!(marks, expected as usize, "{}: {}", routine.slug, segment.pose.slug());
        }
    }
}

/// Assumes a voice of 130 words a minute.
#[test]
fn lines_end_before_the_next_one_starts() {
    for routine in routines() {
        let least = Options { length: Some(routine.least_length()), ..plain(Millis::secs(10)) };
        for options in [plain(Millis::secs(10)), least] {
            let timeline = compile(routine, &options).unwrap();
            let lines: Vec<_> = timeline
                .cues
                .iter()
                .filter_map(|cue| match cue.kind {
                    CueKind::Say(line) if !is_end(line) => Some((cue.at, line)),
                    _ => None,
                })
                .collect();
            for (index, &(at, line)) in lines.iter().enumerate() {
                let until = lines.get(index + 1).map_or(timeline.total, |next| next.0);
                let text = i18n::line(line);
                let words = u32::try_from(text.split_whitespace().count()).unwrap();
                let needed = Millis(words * 60_000 / 130);
                assert!(
                    needed <= until - at,
                    "{}: “{text}” needs {} ms and has {} ms",
                    routine.slug,
                    needed.0,
                    (until - at).0
                );
            }
        }
    }
}
