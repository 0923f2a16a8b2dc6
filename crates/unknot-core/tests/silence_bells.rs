//! The bells of a silence: at regular times, or at random.

#![allow(clippy::unwrap_used, reason = "panics fail the test")]

mod support;

use std::collections::BTreeSet;

use proptest::prelude::*;
use support::{Device, plain};
use unknot_core::domain::catalog::{PoseId, routine, routines};
use unknot_core::domain::cue::CueKind;
use unknot_core::domain::routine::{LEAST_BETWEEN_RANDOM_BELLS, Swap};
use unknot_core::domain::settings::{Guidance, SilenceBells};
use unknot_core::domain::time::Millis;
use unknot_core::session::{Engine, Input, Snapshot};
use unknot_core::storage::{decode_value, encode_value};
use unknot_core::timeline::{Manner, Options, Timeline, compile};

/// The time from the start or to the end of a silence in which no bell rings at random.
const STILL: Millis = Millis::secs(30);

fn manner(guidance: Guidance, wording: u8) -> Manner {
    Manner { guidance, wording, silence_bells: SilenceBells::Random, ..Manner::default() }
}

fn options(length: Option<Millis>, manner: Manner) -> Options {
    Options { length, manner, ..plain(Millis::secs(10)) }
}

fn bells(timeline: &Timeline) -> Vec<Millis> {
    let bells = timeline.cues.iter().filter(|cue| cue.kind == CueKind::Interval);
    bells.map(|cue| cue.at).collect()
}

fn any_silence() -> impl Strategy<Value = (Guidance, u8, u32, u32)> {
    let guidance = prop::sample::select(vec![Guidance::Full, Guidance::Light, Guidance::Bells]);
    (guidance, any::<u8>(), 0u32..3_600_000, 0u32..600_000)
}

proptest! {
    #[test]
    fn bells_at_random_are_a_minute_apart_and_leave_the_ends_still(
        (guidance, wording, more, added) in any_silence(),
    ) {
        let silent = routine("silent-bells").unwrap();
        let length = Some(silent.least_length() + Millis(more));
        let whole = options(length, manner(guidance, wording));
        let timeline = compile(silent, &whole).unwrap();
        let silence = *timeline.segments.iter().find(|it| it.is_work()).unwrap();
        let ring = bells(&timeline);
        prop_assert!(silence.length < LEAST_BETWEEN_RANDOM_BELLS * 4 || !ring.is_empty());
        for bell in &ring {
            prop_assert!(*bell >= silence.start + STILL && *bell + STILL <= silence.end());
        }
        for pair in ring.windows(2) {
            prop_assert!(pair[0] + LEAST_BETWEEN_RANDOM_BELLS <= pair[1], "{:?}", ring);
        }
        // None rings into a line.
        for cue in &timeline.cues {
            if let CueKind::Say(line) = cue.kind {
                let end = cue.at + unknot_core::i18n::speaking_time(line);
                prop_assert!(ring.iter().all(|bell| *bell < cue.at || *bell >= end), "{:?}", line);
            }
        }
        // The same session has the same bells, and added time changes none of them.
        prop_assert_eq!(&compile(silent, &whole).unwrap(), &timeline);
        let extra = vec![Millis(added)];
        let longer = bells(&compile(silent, &Options { extra, ..whole }).unwrap());
        prop_assert_eq!(&longer[..ring.len()], &ring[..]);
        prop_assert!(longer[ring.len()..].iter().all(|bell| *bell >= silence.end()));
    }

    #[test]
    fn a_resumed_session_has_the_same_bells(
        (guidance, wording, more, _) in any_silence(),
        played in 10_000u32..240_000,
    ) {
        let silent = routine("silent-bells").unwrap();
        let length = Some(silent.least_length() + Millis(more));
        let mut device =
            Device::new(Engine::new(silent, options(length, manner(guidance, wording))).unwrap());
        device.send(Input::Start);
        device.play(Millis(played));
        let stored = encode_value(&device.engine.snapshot());
        let snapshot: Snapshot = decode_value(&stored).unwrap();
        let restored = Engine::restore(silent, snapshot).unwrap();
        prop_assert_eq!(restored.timeline(), device.engine.timeline());
        // Nor does another posture change them, once the person is there.
        let expected = bells(device.engine.timeline());
        device.send(Input::Swap(Swap::Instead(PoseId::SideLyingRest)));
        let turned = device.engine.timeline();
        let there = turned.segments.iter().rfind(|it| it.step == 0).unwrap().start;
        let later = |bells: Vec<Millis>| -> Vec<_> {
            bells.into_iter().filter(|bell| *bell >= there).collect()
        };
        prop_assert_eq!(later(bells(turned)), later(expected));
    }
}

#[test]
fn bells_at_random_are_as_frequent_as_chosen_and_differ_from_session_to_session() {
    let silent = routine("silent-bells").unwrap();
    let every = silent.random_bells_every().unwrap();
    assert_eq!(every, Millis::minutes(2));
    let (mut gaps, mut seen) = (Vec::new(), BTreeSet::new());
    for wording in 0..=u8::MAX {
        let length = Some(Millis::minutes(30));
        let timeline = compile(silent, &options(length, manner(Guidance::Bells, wording))).unwrap();
        let mut last = timeline.segments[1].start;
        let ring = bells(&timeline);
        for bell in &ring {
            gaps.push((*bell - last).0);
            last = *bell;
        }
        assert!(seen.insert(ring), "{wording}");
    }
    let count = u32::try_from(gaps.len()).unwrap();
    let mean = gaps.iter().sum::<u32>() / count;
    assert!(mean.abs_diff(every.0) < 3000, "{mean} ms on average");
    // Short and long gaps are as frequent.
    for (from, to) in [(60, 90), (90, 120), (120, 150), (150, 180)] {
        let within = gaps.iter().filter(|gap| (from * 1000..to * 1000).contains(*gap)).count();
        assert!(within * 5 > gaps.len(), "{within} of {count} from {from} to {to} s");
    }
}

/// Only where the time between bells leaves room for chance, and nothing is said about how often they ring.
#[test]
fn only_a_silence_has_bells_at_random() {
    let mut slugs = Vec::new();
    for routine in routines() {
        let [regular, random] =
            [SilenceBells::Regular, SilenceBells::Random].map(|silence_bells| {
                let manner = Manner { silence_bells, ..Manner::default() };
                compile(routine, &options(None, manner)).unwrap()
            });
        let is_offered = routine.random_bells_every().is_some();
        assert_eq!(regular != random, is_offered, "{}", routine.slug);
        slugs.extend(is_offered.then_some(&*routine.slug));
    }
    assert_eq!(slugs, ["silent-bells"]);
    let random =
        compile(routine("silent-bells").unwrap(), &options(None, manner(Guidance::Full, 0)));
    for cue in random.unwrap().cues {
        if let CueKind::Say(line) = cue.kind {
            let text = unknot_core::i18n::line(line);
            assert!(!text.contains("two minutes"), "{text}");
        }
    }
}

/// A newer version may know other ways to ring.
#[test]
fn unknown_bells_are_regular_and_touch_nothing_else() {
    let own = options(None, manner(Guidance::Light, 7));
    let json = serde_json::to_string(&own).unwrap();
    assert_eq!(serde_json::from_str::<Options>(&json).unwrap(), own);
    let manner = Manner { silence_bells: SilenceBells::Regular, ..own.manner };
    let expected = Options { manner, ..own.clone() };
    for other in [r#""by_breath""#, "7", "null", r#"{"every":[1]}"#] {
        let newer = json.replace(r#""random""#, other);
        assert_ne!(newer, json);
        assert_eq!(serde_json::from_str::<Options>(&newer).unwrap(), expected, "{other}");
    }
    // At regular times, nothing is written that older versions don't know.
    assert!(!serde_json::to_string(&expected).unwrap().contains("bells"));
}
