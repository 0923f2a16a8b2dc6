//! What is said has the time to be said, in every routine at every length that is offered.
#![allow(clippy::unwrap_used, reason = "panics fail the test")]

use std::collections::BTreeSet;

use unknot_core::domain::catalog::{PoseId, routines};
use unknot_core::domain::cue::{CueKind, Line, Side};
use unknot_core::domain::time::Millis;
use unknot_core::i18n;
use unknot_core::timeline::{Manner, Options, SegmentKind, Timeline, compile};

/// The pace of a calm voice.
const WORDS_A_MINUTE: u32 = 130;

fn every_timeline(mut check: impl FnMut(&Timeline, &str)) {
    for routine in routines() {
        for length in routine.lengths() {
            for first_side in [Side::Left, Side::Right] {
                let options = Options {
                    length: Some(length),
                    preparation: Millis::secs(10),
                    first_side,
                    extra: Vec::new(),
                    manner: Manner::default(),
                    swaps: Vec::new(),
                };
                let timeline = compile(routine, &options).unwrap();
                check(&timeline, &format!("{} at {length}, {first_side:?} first", routine.slug));
            }
        }
    }
}

fn spoken(line: Line) -> Millis {
    let text = i18n::line(line);
    assert!(!text.is_empty(), "{line:?} says nothing");
    let words = u32::try_from(text.split_whitespace().count()).unwrap();
    Millis(words * 60_000 / WORDS_A_MINUTE)
}

#[test]
fn each_line_is_said_before_the_next_begins() {
    let mut tight = BTreeSet::new();
    every_timeline(|timeline, place| {
        let said: Vec<_> = timeline
            .cues
            .iter()
            .filter_map(|cue| match cue.kind {
                CueKind::Say(line) => Some((cue.at, line)),
                _ => None,
            })
            .collect();
        for pair in said.windows(2) {
            let [(at, line), (next, _)] = *pair else { unreachable!() };
            // The closing words wait for the last breath.
            if next < at + spoken(line) && pair[1].1 != Line::End {
                let over = at + spoken(line) - next;
                tight.insert(format!("{place}: {line:?} is {} ms too long", over.0));
            }
        }
    });
    assert!(tight.is_empty(), "{tight:#?}");
}

#[test]
fn every_offered_length_adds_up_and_is_fair_to_both_sides() {
    every_timeline(|timeline, place| {
        let mut at = Millis::ZERO;
        for segment in &timeline.segments {
            assert_eq!(segment.start, at, "{place}");
            at += segment.length;
        }
        assert_eq!(at, timeline.total, "{place}");
        let worked = |side| {
            let of_side = timeline.segments.iter().filter(|segment| segment.side == Some(side));
            of_side
                .filter(|segment| segment.is_work())
                .map(|segment| segment.length)
                .sum::<Millis>()
        };
        assert_eq!(worked(Side::Left), worked(Side::Right), "{place}");
        for segment in &timeline.segments {
            if let SegmentKind::Move { count, first: Some(_), .. } = segment.kind {
                assert!(
                    count.is_multiple_of(2),
                    "{place}: {:?} alternates {count} times",
                    segment.pose
                );
            }
        }
    });
    for routine in routines() {
        for length in routine.lengths() {
            let options = Options {
                length: Some(length),
                preparation: Millis::ZERO,
                first_side: Side::Left,
                extra: Vec::new(),
                manner: Manner::default(),
                swaps: Vec::new(),
            };
            let timeline = compile(routine, &options).unwrap();
            assert_eq!(timeline.total, length, "{}", routine.slug);
            for (place, step) in routine.steps.iter().enumerate() {
                let work =
                    timeline.segments.iter().find(|s| s.step == place && s.is_work()).unwrap();
                assert!(work.length >= step.least, "{} at {length}: {:?}", routine.slug, step.pose);
            }
        }
    }
}

#[test]
fn the_catalog_is_whole() {
    let poses = PoseId::all().iter().filter(|pose| pose.base() == **pose).count();
    assert_eq!((routines().count(), poses), (33, 49));
    for &pose in PoseId::all() {
        let page = i18n::pose_page(pose).unwrap();
        assert!((3..=5).contains(&page.steps.len()));
        for text in [page.dose, page.breath, page.easier, page.caution, page.looks] {
            assert!(!text.is_empty(), "{}", pose.slug());
        }
    }
    for routine in routines() {
        let words = i18n::routine(&routine.slug).unwrap();
        assert!(!words.name.is_empty() && !words.summary.is_empty(), "{}", routine.slug);
    }
}
