//! Compiles every routine at every length on offer, and checks that its lines fit and that the
//! catalog is complete.
#![allow(clippy::unwrap_used, reason = "panics fail the test")]

use std::collections::BTreeSet;

use unknot_core::domain::catalog::{PoseId, routines};
use unknot_core::domain::cue::{CueKind, Line, Side};
use unknot_core::domain::time::Millis;
use unknot_core::i18n;
use unknot_core::timeline::{Manner, Options, SegmentKind, Timeline, compile};

/// The speed of a calm voice.
const WORDS_PER_MINUTE: u32 = 130;

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

fn speaking_time(line: Line) -> Millis {
    let text = i18n::line(line);
    assert!(!text.is_empty(), "{line:?} has no text");
    let words = u32::try_from(text.split_whitespace().count()).unwrap();
    Millis(words * 60_000 / WORDS_PER_MINUTE)
}

#[test]
fn lines_do_not_overlap() {
    let mut overlaps = BTreeSet::new();
    every_timeline(|timeline, context| {
        let lines: Vec<_> = timeline
            .cues
            .iter()
            .filter_map(|cue| match cue.kind {
                CueKind::Say(line) => Some((cue.at, line)),
                _ => None,
            })
            .collect();
        for pair in lines.windows(2) {
            let [(at, line), (next, _)] = *pair else { unreachable!() };
            // The closing line can be delayed.
            if next < at + speaking_time(line) && !matches!(pair[1].1, Line::End(..)) {
                let excess = at + speaking_time(line) - next;
                overlaps.insert(format!("{context}: {line:?} is {} ms too long", excess.0));
            }
        }
    });
    assert!(overlaps.is_empty(), "{overlaps:#?}");
}

#[test]
fn every_length_adds_up_with_equal_sides() {
    every_timeline(|timeline, context| {
        let mut at = Millis::ZERO;
        for segment in &timeline.segments {
            assert_eq!(segment.start, at, "{context}");
            at += segment.length;
        }
        assert_eq!(at, timeline.total, "{context}");
        let worked = |side| {
            let of_side = timeline.segments.iter().filter(|segment| segment.side == Some(side));
            of_side
                .filter(|segment| segment.is_work())
                .map(|segment| segment.length)
                .sum::<Millis>()
        };
        assert_eq!(worked(Side::Left), worked(Side::Right), "{context}");
        for segment in &timeline.segments {
            if let SegmentKind::Move { count, first: Some(_), .. } = segment.kind {
                assert!(
                    count.is_multiple_of(2),
                    "{context}: {:?} alternates {count} times",
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
            for (index, step) in routine.steps.iter().enumerate() {
                let work =
                    timeline.segments.iter().find(|s| s.step == index && s.is_work()).unwrap();
                assert!(work.length >= step.least, "{} at {length}: {:?}", routine.slug, step.pose);
            }
        }
    }
}

#[test]
fn catalog_is_complete() {
    let poses = PoseId::all().iter().filter(|pose| pose.base() == **pose).count();
    assert_eq!((routines().count(), poses), (45, 68));
    for &pose in PoseId::all() {
        let page = i18n::pose_page(pose).unwrap();
        assert!((3..=5).contains(&page.steps.len()));
        for text in [page.dose, page.breath, page.ways, page.caution, page.looks] {
            assert!(!text.is_empty(), "{}", pose.slug());
        }
    }
    for routine in routines() {
        let words = i18n::routine(&routine.slug).unwrap();
        assert!(!words.name.is_empty() && !words.summary.is_empty(), "{}", routine.slug);
    }
}
