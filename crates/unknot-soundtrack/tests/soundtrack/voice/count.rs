//! Nothing is counted while the voice explains: neither a repetition nor a second of a hold.

use unknot_core::adaptation::{Fit, care, fit, may_hold_breath, swaps};
use unknot_core::domain::app_voice::AppVoice;
use unknot_core::domain::bell::Bell;
use unknot_core::domain::catalog::routines;
use unknot_core::domain::caution::{Caution, Cautions};
use unknot_core::domain::cue::{Line, Side};
use unknot_core::domain::routine::RoutineKind;
use unknot_core::domain::settings::Settings;
use unknot_core::timeline::{self, COUNTED_FROM, Manner, Options, Segment, SegmentKind, Timeline};

use super::schedule::{assert_none, for_every_swap, for_every_timeline};
use super::{narration, options};
use crate::receiver::sample_at;

/// Whether its seconds or repetitions are counted. Everybody walks at their own pace, and breathes with the sounds.
fn is_counted(segment: &Segment) -> bool {
    match segment.kind {
        SegmentKind::Hold => true,
        SegmentKind::Move { every, .. } => every >= COUNTED_FROM,
        _ => false,
    }
}

/// The lines that say how to do something which is being counted by then.
fn counted_too_early(timeline: &Timeline, place: &str) -> Vec<String> {
    let counted: Vec<_> = timeline.segments.iter().filter(|it| is_counted(it)).collect();
    let mut problems = Vec::new();
    for voice in AppVoice::all() {
        let narration = narration(voice, timeline);
        for bell in Bell::ALL {
            for (start, line) in narration.schedule(&timeline.cues, bell) {
                if !matches!(line, Line::SetUp(..) | Line::OtherSide(..) | Line::Action(..)) {
                    continue;
                }
                let end = start + narration.line(line).unwrap().samples().len();
                let is_over =
                    |it: &&&Segment| start < sample_at(it.end()) && end > sample_at(it.start);
                if let Some(segment) = counted.iter().find(is_over) {
                    let seconds = end.min(sample_at(segment.end())) - sample_at(segment.start);
                    problems.push(format!(
                        "{voice:?}, {place}: {} ms are counted under {line:?}",
                        seconds / 24
                    ));
                }
            }
        }
    }
    problems
}

/// How many steps are explained before they are counted.
fn explained(timeline: &Timeline) -> usize {
    let works = timeline.segments.iter().filter(|it| is_counted(it));
    let is_said = |work: &&Segment| {
        let action = Line::Action(work.pose, work.side);
        super::lines(timeline).any(|(at, line)| line == action && at < work.start)
    };
    works.filter(is_said).count()
}

#[test]
fn nothing_is_counted_while_the_voice_explains() {
    let (mut problems, mut count) = (Vec::new(), 0);
    for_every_timeline(|timeline, place| {
        count += explained(timeline);
        problems.extend(counted_too_early(timeline, place));
    });
    assert_none(problems);
    assert!(count > 500, "{count} steps are explained first");
}

#[test]
fn nothing_is_counted_while_the_voice_explains_an_adapted_session() {
    let (mut problems, mut count) = (Vec::new(), 0);
    for caution in Caution::ALL {
        let cautions = Cautions::of(&[caution]);
        let person = Settings { cautions, ..Settings::default() };
        let moves = routines().filter(|routine| routine.kind == RoutineKind::Movement);
        for routine in moves.filter(|routine| fit(routine, &person) == Fit::Adapted) {
            let holds = may_hold_breath(&person);
            let manner = Manner { holds, care: care(routine, &person), ..Manner::default() };
            for length in routine.lengths() {
                let options = Options {
                    length: Some(length),
                    swaps: swaps(routine, &person),
                    ..options(Side::Left, manner)
                };
                let timeline = timeline::compile(routine, &options).unwrap();
                count += explained(&timeline);
                let place = format!("{} at {length} for {caution:?}", routine.slug);
                problems.extend(counted_too_early(&timeline, &place));
            }
        }
    }
    assert_none(problems);
    assert!(count > 500, "{count} steps are explained first");
}

#[test]
fn nothing_is_counted_while_the_voice_explains_after_a_swap() {
    let mut problems = Vec::new();
    for_every_swap(|timeline, place| problems.extend(counted_too_early(timeline, place)));
    assert_none(problems);
}
