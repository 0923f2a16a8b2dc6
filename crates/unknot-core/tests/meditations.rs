//! Meditations at every length, guidance and time of day.
#![allow(clippy::unwrap_used, reason = "panics fail the test")]

use std::ops::Range;

use proptest::prelude::*;
use unknot_core::domain::catalog::{PoseId, routine, routines};
use unknot_core::domain::cue::{CueKind, Line, Side};
use unknot_core::domain::routine::{Effort, Rhythm, Routine, RoutineKind, TimeOfDay};
use unknot_core::domain::settings::Guidance;
use unknot_core::domain::time::Millis;
use unknot_core::i18n;
use unknot_core::timeline::{Manner, Options, SegmentKind, Timeline, compile};

/// The speed of a calm voice.
const WORDS_PER_MINUTE: u32 = 130;
/// The share of a line's time that may be speech, in tenths. The rest is silence.
const SPEECH_TENTHS: u32 = 6;
/// A multiple of every number of wordings that a line has, so that this many selections cover all
/// of them.
const SELECTIONS: u8 = 12;
const PREPARATION: Millis = Millis::secs(10);
const LEVELS: [Guidance; 3] = [Guidance::Full, Guidance::Light, Guidance::Bells];
const TIMES: [TimeOfDay; 3] = [TimeOfDay::Morning, TimeOfDay::Day, TimeOfDay::Evening];

/// The meditations of the fact sheet, with their lengths in seconds. The sheet's box breathing is
/// twice as long (docs/content.md).
const FACT_SHEET: [(&str, u32); 11] = [
    ("breath-awareness", 600),
    ("body-scan", 600),
    ("box-breathing", 300),
    ("coherent-breathing", 600),
    ("478-five", 300),
    ("478-wind-down", 600),
    ("pmr", 600),
    ("pain-noting", 600),
    ("loving-kindness", 600),
    ("silent-bells", 600),
    ("walking-meditation", 600),
];

fn meditations() -> impl Iterator<Item = &'static Routine> {
    routines().filter(|routine| routine.kind != RoutineKind::Movement)
}

fn timeline(routine: &Routine, length: Option<Millis>, manner: Manner) -> Timeline {
    let options = Options {
        length,
        preparation: PREPARATION,
        first_side: Side::Left,
        extra: Vec::new(),
        manner,
        swaps: Vec::new(),
    };
    compile(routine, &options).unwrap()
}

fn manner(guidance: Guidance, wording: u8) -> Manner {
    Manner { guidance, wording, ..Manner::default() }
}

/// Checks every meditation at each length on offer, with each guidance, wording and time of day.
fn every_timeline(mut check: impl FnMut(&'static Routine, &Timeline, Guidance, &str)) {
    for routine in meditations() {
        for length in routine.lengths() {
            for guidance in LEVELS {
                for wording in 0..SELECTIONS {
                    for time in TIMES {
                        let manner = Manner { time, ..manner(guidance, wording) };
                        let timeline = timeline(routine, Some(length), manner);
                        let slug = &routine.slug;
                        let context =
                            format!("{slug} at {length}, {guidance:?}, {wording}, {time:?}");
                        check(routine, &timeline, guidance, &context);
                    }
                }
            }
        }
    }
}

/// The lines of guidance with their times.
fn guides(timeline: &Timeline) -> Vec<(Millis, Line)> {
    let lines = timeline.cues.iter().filter_map(|cue| match cue.kind {
        CueKind::Say(line @ Line::Guide(..)) => Some((cue.at, line)),
        _ => None,
    });
    lines.collect()
}

/// The time for speaking a line, with the silence after it.
fn time_with_silence(line: Line) -> Millis {
    let words = u32::try_from(i18n::line(line).split_whitespace().count()).unwrap();
    assert!(words > 0, "{line:?} has no text");
    Millis(words * 60_000 / WORDS_PER_MINUTE * 10 / SPEECH_TENTHS)
}

#[test]
fn catalog_has_the_meditations_of_the_fact_sheet() {
    for (slug, seconds) in FACT_SHEET {
        let meditation = routine(slug).unwrap();
        assert_eq!(meditation.length(), Millis::secs(seconds), "{slug}");
        assert!(meditation.lengths().len() >= 3, "{slug}");
    }
    // Four more: breathing-space, own-rhythm, quiet-start and night-pain.
    assert_eq!(meditations().count(), FACT_SHEET.len() + 4);
}

#[test]
fn segments_add_up_at_every_length_and_guidance() {
    for routine in meditations() {
        for length in routine.lengths() {
            for guidance in LEVELS {
                let timeline = timeline(routine, Some(length), manner(guidance, 0));
                let mut end = Millis::ZERO;
                for segment in &timeline.segments {
                    assert_eq!(segment.start, end, "{} at {length}", routine.slug);
                    end = segment.end();
                }
                assert_eq!((end, timeline.total), (PREPARATION + length, end), "{}", routine.slug);
            }
        }
    }
}

#[test]
fn each_line_is_followed_by_silence() {
    every_timeline(|_, timeline, _, context| {
        for (at, line) in guides(timeline) {
            let step = timeline.segments.iter().find(|segment| at < segment.end()).unwrap();
            let next = timeline
                .cues
                .iter()
                .filter(|cue| cue.at > at)
                .find(|cue| matches!(cue.kind, CueKind::Say(_) | CueKind::Interval));
            let until = next.map_or(step.end(), |cue| cue.at.min(step.end()));
            let needed = time_with_silence(line);
            assert!(at + needed <= until, "{context}: “{}” until {until}", i18n::line(line));
            let simultaneous = guides(timeline).iter().filter(|(other, _)| *other == at).count();
            assert_eq!(simultaneous, 1, "{context}: two lines at {at}");
        }
    });
}

#[test]
fn bells_only_guidance_has_no_lines() {
    every_timeline(|_, timeline, guidance, context| {
        if guidance == Guidance::Bells {
            let work = |at: Millis| (PREPARATION..timeline.total).contains(&at);
            let lines = timeline.cues.iter().filter(|cue| matches!(cue.kind, CueKind::Say(_)));
            assert_eq!(lines.filter(|cue| work(cue.at)).count(), 0, "{context}");
        }
    });
}

#[test]
fn light_guidance_is_a_proper_subset_of_full_guidance() {
    for routine in meditations() {
        for length in routine.lengths() {
            let [full, light] = [Guidance::Full, Guidance::Light]
                .map(|guidance| guides(&timeline(routine, Some(length), manner(guidance, 0))));
            let context = format!("{} at {length}", routine.slug);
            assert!(light.iter().all(|line| full.contains(line)), "{context}");
            assert!(!light.is_empty() && light.len() < full.len(), "{context}");
        }
    }
}

#[test]
fn light_guidance_is_complete_at_every_length() {
    let lines = |routine, length| {
        let guides = guides(&timeline(routine, length, manner(Guidance::Light, 0)));
        guides.into_iter().map(|(_, line)| line).collect::<Vec<_>>()
    };
    for routine in meditations() {
        for length in routine.lengths() {
            let expected = lines(routine, None);
            assert_eq!(lines(routine, Some(length)), expected, "{} at {length}", routine.slug);
        }
    }
}

#[test]
fn number_of_breaths_matches_the_fact_sheet() {
    for (slug, breaths) in
        [("box-breathing", 11), ("coherent-breathing", 44), ("478-five", 4), ("478-wind-down", 4)]
    {
        for guidance in LEVELS {
            let timeline = timeline(routine(slug).unwrap(), None, manner(guidance, 0));
            let count = |kind| timeline.cues.iter().filter(|cue| cue.kind == kind).count();
            let [inhaled, exhaled] = [CueKind::BreatheIn, CueKind::BreatheOut].map(count);
            assert_eq!((inhaled, exhaled), (breaths, breaths), "{slug}, {guidance:?}");
        }
    }
}

/// 4-7-8 breathing always has four breaths.
#[test]
fn paced_breathing_has_whole_breaths_at_every_length() {
    for routine in meditations() {
        for length in routine.lengths() {
            let timeline = timeline(routine, Some(length), Manner::default());
            for segment in &timeline.segments {
                let SegmentKind::Breathe(pattern) = segment.kind else { continue };
                let breath = pattern.length();
                let context = format!("{} at {length}", routine.slug);
                assert!(segment.length.0 % breath.0 < 100, "{context}");
                if routine.slug.starts_with("478") {
                    assert_eq!(segment.length, breath * 4, "{context}");
                }
            }
        }
    }
}

#[test]
fn wording_changes_at_least_a_quarter_of_the_lines() {
    // It always has the same few plain words.
    for routine in meditations().filter(|routine| routine.slug != "breathing-space") {
        let texts = |wording| {
            let lines = guides(&timeline(routine, None, manner(Guidance::Full, wording)));
            lines.into_iter().map(|(_, line)| i18n::line(line)).collect::<Vec<_>>()
        };
        let (first, second) = (texts(0), texts(1));
        assert_eq!(first.len(), second.len(), "{}", routine.slug);
        let changed = first.iter().zip(&second).filter(|(a, b)| a != b).count();
        let count = first.len();
        assert!(changed * 4 >= count, "{}: {changed} of {count} lines differ", routine.slug);
    }
}

#[test]
fn opening_depends_on_the_time_of_day() {
    for routine in meditations().filter(|routine| routine.slug != "breathing-space") {
        let opening = |time| {
            let timeline = timeline(routine, None, Manner { time, ..Manner::default() });
            i18n::line(guides(&timeline)[0].1)
        };
        let [morning, day, evening] = TIMES.map(opening);
        assert!(morning != day && day != evening && evening != morning, "{}", routine.slug);
        for text in [morning, day, evening] {
            assert!(text.split_whitespace().count() <= 16, "{text}");
        }
    }
}

#[test]
fn posture_does_not_change_the_guidance() {
    let side = PoseId::from_slug("side-lying-rest").unwrap();
    for routine in meditations() {
        let manners = [None, Some(side)].map(|posture| Manner { posture, ..Manner::default() });
        let [default, lying] = manners.map(|manner| guides(&timeline(routine, None, manner)));
        assert_eq!(default, lying, "{}", routine.slug);
    }
}

/// Its guidance leads to sleep and assumes that the person lies down.
#[test]
fn wind_down_ignores_a_seated_posture() {
    let wind_down = routine("478-wind-down").unwrap();
    let [seat, side] =
        ["easy-seat", "side-lying-rest"].map(|slug| PoseId::from_slug(slug).unwrap());
    for (chosen, posture) in
        [(None, wind_down.emblem), (Some(seat), wind_down.emblem), (Some(side), side)]
    {
        let timeline = timeline(wind_down, None, Manner { posture: chosen, ..Manner::default() });
        assert!(timeline.segments.iter().all(|segment| segment.pose == posture), "{chosen:?}");
    }
}

#[test]
fn silent_meditation_rings_every_two_minutes() {
    let silent = routine("silent-bells").unwrap();
    for length in silent.lengths() {
        let timeline = timeline(silent, Some(length), manner(Guidance::Bells, 0));
        let bells = timeline.cues.iter().filter(|cue| cue.kind == CueKind::Interval);
        let bells: Vec<_> = bells.map(|cue| cue.at - PREPARATION).collect();
        let minutes = length.0 / 60_000;
        let expected: Vec<_> =
            (2..).step_by(2).take_while(|at| at + 1 < minutes).map(Millis::minutes).collect();
        assert_eq!(bells, expected, "at {length}");
    }
}

proptest! {
    #[test]
    fn own_rhythm_paces_the_breath(parts: [u8; 4], holds: bool) {
        let rhythm = Rhythm::new(parts);
        for (part, (least, most)) in rhythm.parts().into_iter().zip(Rhythm::RANGES) {
            prop_assert!((least..=most).contains(&part));
        }
        let own = routine("own-rhythm").unwrap();
        let manner = Manner { rhythm: Some(rhythm), holds, ..Manner::default() };
        let timeline = timeline(own, None, manner);
        let breath = timeline.segments.iter().find_map(|segment| match segment.kind {
            SegmentKind::Breathe(_) => Some(segment.start..segment.end()),
            _ => None,
        });
        let Range { start, end } = breath.unwrap();
        let [inhale, full, exhale, empty] = rhythm.parts().map(|part| Millis(500 * u32::from(part)));
        let held = |time: Millis| if holds { time } else { Millis::ZERO };
        // As many whole breaths as fit.
        let mut expected = Vec::new();
        let mut at = start;
        while at + inhale + held(full) + exhale + held(empty) <= end {
            for (time, kind) in [
                (inhale, CueKind::BreatheIn),
                (held(full), CueKind::BreatheHold),
                (exhale, CueKind::BreatheOut),
                (held(empty), CueKind::BreatheHold),
            ] {
                if !time.is_zero() {
                    expected.push((at, kind));
                }
                at += time;
            }
        }
        let kinds = [CueKind::BreatheIn, CueKind::BreatheHold, CueKind::BreatheOut];
        let breaths = timeline.cues.iter().filter(|cue| kinds.contains(&cue.kind));
        prop_assert_eq!(breaths.map(|cue| (cue.at, cue.kind)).collect::<Vec<_>>(), expected);
    }
}

/// Every wording of every line of guidance.
fn all_texts() -> Vec<String> {
    let mut all = Vec::new();
    for routine in routines() {
        for step in &routine.steps {
            let Effort::Rest { guide, .. } = step.effort else { continue };
            for guide in guide {
                all.extend((0..SELECTIONS).map(|n| i18n::line(Line::Guide(guide.line, n))));
            }
        }
    }
    all.sort();
    all.dedup();
    all
}

#[test]
fn guidance_makes_no_health_claims() {
    let all = all_texts();
    assert!(all.len() > 200);
    for text in all {
        let lower = text.to_lowercase();
        let words: Vec<_> = lower.split(|c: char| !c.is_alphabetic()).collect();
        for claim in [
            "cure",
            "heal",
            "fix",
            "guarantee",
            "melt",
            "dissolve",
            "prevent",
            "treat",
            "proven",
            "toxin",
            "energy",
            "chakra",
            "universe",
            "vibration",
            "remedy",
            "painless",
        ] {
            let is_claimed = words.iter().any(|word| word.starts_with(claim));
            assert!(!is_claimed, "“{text}” says “{claim}”");
        }
        assert!(!lower.contains("pain-free") && !lower.contains("pain free"), "“{text}”");
    }
}

/// Short sentences and short words, for a reading age of about twelve.
#[test]
fn guidance_is_easy_to_understand() {
    for text in all_texts() {
        for sentence in text.split_inclusive(['.', '?', '!', ':']) {
            let words: Vec<_> = sentence.split_whitespace().collect();
            assert!(words.len() <= 21, "“{sentence}” is too long");
            for word in words {
                assert!(word.trim_matches(|c: char| !c.is_alphabetic()).len() <= 12, "“{word}”");
            }
        }
        // Characters that only make sense in print.
        assert!(!text.contains(['(', ')', ';', '–', '/', '!']), "“{text}”");
    }
}
