//! Segments: lines of many origins in one text, to which lines are added.

use proptest::prelude::*;
use unknot_core::history::{Entry, Kind};
use unknot_core::storage::{Segment, append, decode_segment, encode_entry};

use crate::made_up::{line, noise, own_entry};
use crate::version_1;

pub(crate) fn lines_of(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').filter(|line| !line.is_empty())
}

/// Every line is in the result just once, in its own order, as an entry or as damaged.
pub(crate) fn assert_nothing_lost(text: &str, segment: &Segment) {
    let mut read: Vec<String> = segment.entries.iter().map(encode_entry).collect();
    read.extend(segment.damaged.iter().cloned());
    let mut there: Vec<&str> = lines_of(text).collect();
    read.sort_unstable();
    there.sort_unstable();
    assert_eq!(read, there);
    let unknown = |entry: &&Entry| matches!(entry.kind(), Kind::Unknown(_));
    assert_eq!(segment.newer, segment.entries.iter().filter(unknown).count());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn appending_keeps_every_other_byte(
        lines in prop::collection::vec(prop_oneof![line(), noise()], 0..6),
        ended in any::<bool>(),
        entry in own_entry(),
    ) {
        let mut before = lines.join("\n");
        if ended {
            before.push('\n');
        }
        let after = append(&before, &entry);
        prop_assert!(after.starts_with(&before));
        prop_assert!(after[before.len()..].trim_start_matches('\n').lines().count() <= 1);
        prop_assert_eq!(append(&after, &entry), after.clone());
        let entries = decode_segment(&after).entries;
        prop_assert_eq!(entries.iter().filter(|other| **other == entry).count(), 1);
        assert_nothing_lost(&after, &decode_segment(&after));
    }

    #[test]
    fn every_whole_line_is_read_among_noise(
        lines in prop::collection::vec((line(), prop::option::of(noise())), 0..8),
    ) {
        let mut text = String::new();
        for (line, noise) in &lines {
            for line in [Some(line), noise.as_ref()].into_iter().flatten() {
                text.push_str(line);
                text.push('\n');
            }
        }
        let segment = decode_segment(&text);
        assert_nothing_lost(&text, &segment);
        let read: Vec<String> = segment.entries.iter().map(encode_entry).collect();
        let whole: Vec<String> = lines.iter().map(|(line, _)| line.clone()).collect();
        prop_assert_eq!(read, whole);
        let damaged: Vec<&String> =
            lines.iter().filter_map(|(_, noise)| noise.as_ref()).filter(|n| !n.is_empty()).collect();
        prop_assert_eq!(segment.damaged.iter().collect::<Vec<_>>(), damaged);
    }
}

#[test]
fn ten_years_of_two_sessions_a_day_take_less_than_half_of_the_quota() {
    let text: usize = (0..7_440u32)
        .map(|n| {
            let mut record = decode_segment(version_1::LOG).entries[1].record().unwrap().clone();
            record.skipped = Some(n % 4);
            encode_entry(&record.into()).len() + 1
        })
        .sum();
    assert!(text < 5_240_000 / 2, "{text}");
}
