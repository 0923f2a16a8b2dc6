//! Every line of every built-in session is spoken in time by each voice, also after swaps.

use std::iter;

use unknot_core::adaptation::relief;
use unknot_core::domain::app_voice::AppVoice;
use unknot_core::domain::bell::Bell;
use unknot_core::domain::catalog::routines;
use unknot_core::domain::cue::{Cue, CueKind, Line, Side};
use unknot_core::domain::routine::{RoutineKind, Swap};
use unknot_core::domain::settings::{Guidance, Settings, SilenceBells};
use unknot_core::domain::time::Millis;
use unknot_core::timeline::{self, Manner, Options, SwapPoint, Timeline};
use unknot_soundtrack::SAMPLE_RATE;

use super::{compile_routine, lines, narration, options};
use crate::receiver::{sample_at, template};

/// Calls `check` with every built-in session, at every length on offer and with every option that
/// changes what is spoken.
pub(super) fn for_every_timeline(mut check: impl FnMut(&Timeline, &str)) {
    for routine in routines() {
        for length in routine.lengths() {
            if routine.kind == RoutineKind::Movement {
                for side in [Side::Left, Side::Right] {
                    let timeline = compile_routine(routine, Some(length), side, Manner::default());
                    check(&timeline, &format!("{} at {length}, {side:?}", routine.slug));
                }
                continue;
            }
            for guidance in [Guidance::Full, Guidance::Light, Guidance::Bells] {
                // The session's number selects the wordings of lines; no line has more than twelve.
                for wording in [0, 3, 7, 10] {
                    let mut manner = Manner { guidance, wording, ..Manner::default() };
                    for bells in [SilenceBells::Regular, SilenceBells::Random] {
                        if bells == SilenceBells::Random && routine.random_bells_every().is_none() {
                            continue;
                        }
                        manner.silence_bells = bells;
                        let timeline = compile_routine(routine, Some(length), Side::Left, manner);
                        let place =
                            format!("{} at {length}, {guidance:?}, {bells:?}", routine.slug);
                        check(&timeline, &place);
                    }
                }
            }
        }
    }
}

/// Calls `check` with every built-in session in which one step is swapped for any of its
/// alternatives, from the start of the session or during the step.
pub(super) fn for_every_swap(mut check: impl FnMut(&Timeline, &str)) {
    let settings = Settings::default();
    for routine in routines() {
        for (step, own) in routine.steps.iter().enumerate() {
            let next = |current: &Swap| relief(routine, own, *current, &settings);
            let mut seen = Vec::new();
            for swap in iter::successors(next(&Swap::Keep), next) {
                if seen.contains(&swap) {
                    break;
                }
                seen.push(swap);
                let mut swaps = vec![Swap::Keep; step];
                swaps.push(swap);
                let options = Options { swaps, ..options(Side::Left, Manner::default()) };
                let place = format!("{}, step {step}: {swap:?}", routine.slug);
                let whole = timeline::compile(routine, &options).unwrap();
                check(&whole, &place);
                let before = compile_routine(routine, None, Side::Left, Manner::default());
                let work = before.segments.iter().find(|s| s.step == step && s.is_work()).unwrap();
                let near_end = work.length - Millis::secs(8).min(work.length);
                for elapsed in [0, 4, 10, 25, 60].map(Millis::secs).into_iter().chain([near_end]) {
                    if elapsed < work.length {
                        let swap_point =
                            SwapPoint { step, at: work.start + elapsed, was: Swap::Keep };
                        let turned =
                            timeline::compile_with_swap(routine, &options, Some(swap_point));
                        check(&turned.unwrap(), &format!("{place} after {elapsed}"));
                    }
                }
            }
        }
    }
}

/// Whether a cue rings a bell, as opposed to marking a rhythm.
fn is_bell(kind: CueKind) -> bool {
    template(kind).strike > 0
}

/// The lines of a timeline that are left out, late, or overlap the next line or a bell.
fn problems_of(timeline: &Timeline, place: &str) -> Vec<String> {
    AppVoice::all().flat_map(|voice| problems_of_voice(voice, timeline, place)).collect()
}

fn problems_of_voice(voice: AppVoice, timeline: &Timeline, place: &str) -> Vec<String> {
    let mut problems = Vec::new();
    let narration = narration(voice, timeline);
    let expected: Vec<_> = lines(timeline).collect();
    let place = &format!("{voice:?}, {place}");
    for bell in Bell::ALL {
        let schedule = narration.schedule(&timeline.cues, bell);
        if schedule.len() != expected.len() {
            let left_out = expected.len() - schedule.len();
            problems.push(format!("{place}, {bell:?}: {left_out} lines are left out"));
            continue;
        }
        for (n, (&(start, line), &(at, expected_line))) in
            schedule.iter().zip(&expected).enumerate()
        {
            assert_eq!(line, expected_line, "{place}");
            let end = start + narration.line(line).unwrap().samples().len();
            let delay = start - sample_at(at);
            let what = format!("{place}, {bell:?}: {line:?} at {at}");
            if delay > 3 * SAMPLE_RATE as usize && !matches!(line, Line::End(..)) {
                problems.push(format!("{what} is {} ms late", delay / 24));
            }
            if schedule.get(n + 1).is_some_and(|(next, _)| *next < end) {
                problems.push(format!("{what} overlaps the next line"));
            }
            let overlaps =
                |cue: &&Cue| is_bell(cue.kind) && (start..end).contains(&sample_at(cue.at));
            if let Some(cue) = timeline.cues.iter().find(overlaps) {
                let overlap = (end - sample_at(cue.at)) / 24;
                problems.push(format!("{what} overlaps {:?} by {overlap} ms", cue.kind));
            }
        }
    }
    problems
}

#[track_caller]
pub(super) fn assert_none(mut problems: Vec<String>) {
    problems.sort();
    problems.dedup();
    let first = &problems[..problems.len().min(60)];
    assert!(problems.is_empty(), "{} problems: {first:#?}", problems.len());
}

#[test]
fn every_line_of_every_session_is_spoken_in_time() {
    let mut problems = Vec::new();
    for_every_timeline(|timeline, place| problems.extend(problems_of(timeline, place)));
    assert_none(problems);
}

#[test]
fn every_line_is_spoken_in_time_after_a_swap() {
    let mut problems = Vec::new();
    for_every_swap(|timeline, place| problems.extend(problems_of(timeline, place)));
    assert_none(problems);
}
