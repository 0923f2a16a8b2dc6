//! Meditations: what is said has its time and its silence, at every length, however much is said.
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

/// The pace of a calm voice.
const WORDS_A_MINUTE: u32 = 130;
/// What of a line's time it may speak, in tenths: the rest is silence.
const SPEAKS: u32 = 6;
/// As many tellings as any number of wordings takes to come round.
const TELLINGS: u8 = 12;
const PREPARATION: Millis = Millis::secs(10);
const LEVELS: [Guidance; 3] = [Guidance::Full, Guidance::Light, Guidance::Bells];
const TIMES: [TimeOfDay; 3] = [TimeOfDay::Morning, TimeOfDay::Day, TimeOfDay::Evening];

/// The eleven of the fact sheet, with their lengths in seconds.
const SHEET: [(&str, u32); 11] = [
    ("breath-awareness", 600),
    ("body-scan", 600),
    ("box-breathing", 600),
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

fn led(routine: &Routine, length: Option<Millis>, manner: Manner) -> Timeline {
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

fn manner(guidance: Guidance, telling: u8) -> Manner {
    Manner { guidance, wording: telling, ..Manner::default() }
}

/// Every meditation at each length that is offered and in every manner.
fn every_timeline(mut check: impl FnMut(&'static Routine, &Timeline, Guidance, &str)) {
    for routine in meditations() {
        for length in routine.lengths() {
            for guidance in LEVELS {
                for telling in 0..TELLINGS {
                    for time in TIMES {
                        let manner = Manner { time, ..manner(guidance, telling) };
                        let timeline = led(routine, Some(length), manner);
                        let slug = &routine.slug;
                        let place =
                            format!("{slug} at {length}, {guidance:?}, {telling}, {time:?}");
                        check(routine, &timeline, guidance, &place);
                    }
                }
            }
        }
    }
}

/// The lines of guidance, and when each is said.
fn guides(timeline: &Timeline) -> Vec<(Millis, Line)> {
    let said = timeline.cues.iter().filter_map(|cue| match cue.kind {
        CueKind::Say(line @ Line::Guide(..)) => Some((cue.at, line)),
        _ => None,
    });
    said.collect()
}

/// The time that a line takes to be said, and the silence after it.
fn with_silence(line: Line) -> Millis {
    let words = u32::try_from(i18n::line(line).split_whitespace().count()).unwrap();
    assert!(words > 0, "{line:?} says nothing");
    Millis(words * 60_000 / WORDS_A_MINUTE * 10 / SPEAKS)
}

#[test]
fn all_of_the_fact_sheet_are_there_and_as_long_as_it_says() {
    for (slug, seconds) in SHEET {
        let meditation = routine(slug).unwrap();
        assert_eq!(meditation.length(), Millis::secs(seconds), "{slug}");
        assert!(meditation.lengths().len() >= 3, "{slug}");
    }
    // And the three minutes of the first visit, and the breath to one's own rhythm.
    assert_eq!(meditations().count(), SHEET.len() + 2);
}

#[test]
fn segments_add_up_at_every_length_and_in_every_manner() {
    for routine in meditations() {
        for length in routine.lengths() {
            for guidance in LEVELS {
                let timeline = led(routine, Some(length), manner(guidance, 0));
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
fn each_line_has_its_time_and_its_silence_before_anything_else_is_heard() {
    every_timeline(|_, timeline, _, place| {
        for (at, line) in guides(timeline) {
            let step = timeline.segments.iter().find(|segment| at < segment.end()).unwrap();
            let next = timeline
                .cues
                .iter()
                .filter(|cue| cue.at > at)
                .find(|cue| matches!(cue.kind, CueKind::Say(_) | CueKind::Interval));
            let until = next.map_or(step.end(), |cue| cue.at.min(step.end()));
            let needs = with_silence(line);
            assert!(at + needs <= until, "{place}: «{}» until {until}", i18n::line(line));
            let others = guides(timeline).iter().filter(|(other, _)| *other == at).count();
            assert_eq!(others, 1, "{place}: two lines at {at}");
        }
    });
}

/// From the first bell to the last.
#[test]
fn with_bells_only_nothing_is_said() {
    every_timeline(|_, timeline, guidance, place| {
        if guidance == Guidance::Bells {
            let work = |at: Millis| (PREPARATION..timeline.total).contains(&at);
            let said = timeline.cues.iter().filter(|cue| matches!(cue.kind, CueKind::Say(_)));
            assert_eq!(said.filter(|cue| work(cue.at)).count(), 0, "{place}");
        }
    });
}

#[test]
fn light_guidance_is_some_of_the_full() {
    for routine in meditations() {
        for length in routine.lengths() {
            let [full, light] = [Guidance::Full, Guidance::Light]
                .map(|guidance| guides(&led(routine, Some(length), manner(guidance, 0))));
            let place = format!("{} at {length}", routine.slug);
            assert!(light.iter().all(|line| full.contains(line)), "{place}");
            assert!(!light.is_empty() && light.len() < full.len(), "{place}");
        }
    }
}

/// However short a session is, what there is to do is said.
#[test]
fn what_light_guidance_says_does_not_fall_away() {
    for routine in meditations() {
        let own = guides(&led(routine, None, manner(Guidance::Light, 0)));
        for length in routine.lengths() {
            let lines = guides(&led(routine, Some(length), manner(Guidance::Light, 0)));
            let [own, lines] =
                [&own, &lines].map(|lines| lines.iter().map(|(_, line)| *line).collect::<Vec<_>>());
            assert_eq!(lines, own, "{} at {length}", routine.slug);
        }
    }
}

#[test]
fn paced_breaths_are_counted_as_in_the_fact_sheet() {
    for (slug, breaths) in
        [("box-breathing", 30), ("coherent-breathing", 44), ("478-five", 4), ("478-wind-down", 4)]
    {
        for guidance in LEVELS {
            let timeline = led(routine(slug).unwrap(), None, manner(guidance, 0));
            let count = |kind| timeline.cues.iter().filter(|cue| cue.kind == kind).count();
            let [inhaled, exhaled] = [CueKind::BreatheIn, CueKind::BreatheOut].map(count);
            assert_eq!((inhaled, exhaled), (breaths, breaths), "{slug}, {guidance:?}");
        }
    }
}

/// Four cycles of 4-7-8 are no dose to be doubled, and a paced step grows in whole breaths.
#[test]
fn breaths_stay_whole_at_other_lengths_and_four_stay_four() {
    for routine in meditations() {
        for length in routine.lengths() {
            let timeline = led(routine, Some(length), Manner::default());
            for segment in &timeline.segments {
                let SegmentKind::Breathe(pattern) = segment.kind else { continue };
                let breath = pattern.length();
                let place = format!("{} at {length}", routine.slug);
                assert!(segment.length.0 % breath.0 < 100, "{place}");
                if routine.slug.starts_with("478") {
                    assert_eq!(segment.length, breath * 4, "{place}");
                }
            }
        }
    }
}

#[test]
fn another_telling_has_other_words() {
    for routine in meditations() {
        let told = |telling| {
            let lines = guides(&led(routine, None, manner(Guidance::Full, telling)));
            lines.into_iter().map(|(_, line)| i18n::line(line)).collect::<Vec<_>>()
        };
        let (first, second) = (told(0), told(1));
        assert_eq!(first.len(), second.len(), "{}", routine.slug);
        let other = first.iter().zip(&second).filter(|(a, b)| a != b).count();
        // A few plain words for a bad moment stay as they are.
        if routine.slug != "breathing-space" {
            let of = first.len();
            assert!(other * 4 >= of, "{}: {other} of {of} lines are other", routine.slug);
        }
    }
}

#[test]
fn the_opening_knows_the_time_of_day() {
    for routine in meditations().filter(|routine| routine.slug != "breathing-space") {
        let opening = |time| {
            let timeline = led(routine, None, Manner { time, ..Manner::default() });
            i18n::line(guides(&timeline)[0].1)
        };
        let [morning, day, evening] = TIMES.map(opening);
        assert!(morning != day && day != evening && evening != morning, "{}", routine.slug);
        for text in [morning, day, evening] {
            assert!(text.split_whitespace().count() <= 16, "{text}");
        }
    }
}

/// Whoever sits or lies in another way hears the same.
#[test]
fn another_position_changes_no_guidance() {
    let side = PoseId::from_slug("side-lying-rest").unwrap();
    for routine in meditations() {
        let manners = [None, Some(side)].map(|still| Manner { still, ..Manner::default() });
        let [own, other] = manners.map(|manner| guides(&led(routine, None, manner)));
        assert_eq!(own, other, "{}", routine.slug);
    }
}

/// What is said on the way to sleep is said to somebody who lies, however they sit at other times.
#[test]
fn nobody_sits_where_lying_is_spoken_of() {
    let wind_down = routine("478-wind-down").unwrap();
    let [seat, side] =
        ["easy-seat", "side-lying-rest"].map(|slug| PoseId::from_slug(slug).unwrap());
    for (chosen, posture) in
        [(None, wind_down.emblem), (Some(seat), wind_down.emblem), (Some(side), side)]
    {
        let timeline = led(wind_down, None, Manner { still: chosen, ..Manner::default() });
        assert!(timeline.segments.iter().all(|segment| segment.pose == posture), "{chosen:?}");
    }
}

#[test]
fn bells_of_the_silent_sit_are_two_minutes_apart() {
    let silent = routine("silent-bells").unwrap();
    for length in silent.lengths() {
        let timeline = led(silent, Some(length), manner(Guidance::Bells, 0));
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
    fn a_breath_of_ones_own_is_as_long_as_is_chosen(parts: [u8; 4], holds: bool) {
        let rhythm = Rhythm::new(parts);
        for (part, (least, most)) in rhythm.parts().into_iter().zip(Rhythm::RANGES) {
            prop_assert!((least..=most).contains(&part));
        }
        let own = routine("own-rhythm").unwrap();
        let manner = Manner { rhythm: Some(rhythm), holds, ..Manner::default() };
        let timeline = led(own, None, manner);
        let breath = timeline.segments.iter().find_map(|segment| match segment.kind {
            SegmentKind::Breathe(_) => Some(segment.start..segment.end()),
            _ => None,
        });
        let Range { start, end } = breath.unwrap();
        // In, hold, out, hold, one after the other, as often as there is time for all of it.
        let [inhale, full, exhale, empty] = rhythm.parts().map(|part| Millis(500 * u32::from(part)));
        let held = |time: Millis| if holds { time } else { Millis::ZERO };
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

/// Each line of guidance there is, in every wording.
fn all_words() -> Vec<String> {
    let mut all = Vec::new();
    for routine in routines() {
        for step in &routine.steps {
            let Effort::Rest { guide, .. } = step.effort else { continue };
            for guide in guide {
                all.extend((0..TELLINGS).map(|n| i18n::line(Line::Guide(guide.line, n))));
            }
        }
    }
    all.sort();
    all.dedup();
    all
}

#[test]
fn nothing_that_is_said_promises_too_much() {
    let all = all_words();
    assert!(all.len() > 200);
    for text in all {
        let lower = text.to_lowercase();
        let said: Vec<_> = lower.split(|c: char| !c.is_alphabetic()).collect();
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
            let claims = said.iter().any(|word| word.starts_with(claim));
            assert!(!claims, "«{text}» says «{claim}»");
        }
        assert!(!lower.contains("pain-free") && !lower.contains("pain free"), "«{text}»");
    }
}

/// For a reading age of about twelve, and for ears: short sentences, short words.
#[test]
fn what_is_said_is_plain() {
    for text in all_words() {
        for sentence in text.split_inclusive(['.', '?', '!', ':']) {
            let words: Vec<_> = sentence.split_whitespace().collect();
            // «When you are ready, roll onto your side, let your legs slide over the edge ...»
            assert!(words.len() <= 21, "«{sentence}» is long");
            for word in words {
                assert!(word.trim_matches(|c: char| !c.is_alphabetic()).len() <= 12, "«{word}»");
            }
        }
        assert!(!text.contains(['(', ')', ';', '–', '/', '!']), "«{text}» can't be heard");
    }
}
