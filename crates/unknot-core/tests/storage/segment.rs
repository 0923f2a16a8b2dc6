//! Segments with lines of any version, and with noise.

use proptest::prelude::*;
use unknot_core::history::{Entry, Kind};
use unknot_core::storage::{Segment, append, decode_segment, encode_entry};

use crate::strategies::{line, noise, own_entry};
use crate::version_1;

pub(crate) fn lines_of(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').filter(|line| !line.is_empty())
}

/// Asserts that every line of the text is in the segment once, as an entry or as a damaged line.
pub(crate) fn assert_nothing_lost(text: &str, segment: &Segment) {
    let mut actual: Vec<String> = segment.entries.iter().map(encode_entry).collect();
    actual.extend(segment.damaged.iter().cloned());
    let mut expected: Vec<&str> = lines_of(text).collect();
    actual.sort_unstable();
    expected.sort_unstable();
    assert_eq!(actual, expected);
    let unknown = |entry: &&Entry| matches!(entry.kind(), Kind::Unknown(_));
    assert_eq!(segment.newer, segment.entries.iter().filter(unknown).count());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn appending_adds_one_line_and_changes_no_other_byte(
        lines in prop::collection::vec(prop_oneof![line(), noise()], 0..6),
        ends_with_line_break in any::<bool>(),
        entry in own_entry(),
    ) {
        let mut before = lines.join("\n");
        if ends_with_line_break {
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
    fn intact_lines_are_read_among_noise(
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
        let intact: Vec<String> = lines.iter().map(|(line, _)| line.clone()).collect();
        prop_assert_eq!(read, intact);
        let damaged: Vec<&String> =
            lines.iter().filter_map(|(_, noise)| noise.as_ref()).filter(|n| !n.is_empty()).collect();
        prop_assert_eq!(segment.damaged.iter().collect::<Vec<_>>(), damaged);
    }
}

#[test]
fn ten_years_of_two_sessions_a_day_take_less_than_half_of_the_quota() {
    let bytes: usize = (0..7_440u32)
        .map(|n| {
            let mut record = decode_segment(version_1::LOG).entries[1].record().unwrap().clone();
            record.skipped = Some(n % 4);
            encode_entry(&record.into()).len() + 1
        })
        .sum();
    assert!(bytes < 5_240_000 / 2, "{bytes}");
}
