//! The start: two places that may each have lost anything become one log again.

use std::collections::BTreeMap;

use proptest::prelude::*;
use unknot_core::history::{Entry, Log, Outcome};
use unknot_core::storage::{append, decode_segment, encode_entry, keys, unite};

use crate::made_up::{line, noise};
use crate::version_1;

/// Writes back what a start found missing, as the shell does.
fn heal(segments: &mut BTreeMap<String, String>, journal: &mut BTreeMap<String, String>) -> Log {
    let startup =
        unite(segments.values().map(String::as_str), journal.values().map(String::as_str));
    for entry in &startup.missing_locally {
        let segment = segments.entry(keys::month(entry.day())).or_default();
        *segment = append(segment, entry);
    }
    for entry in &startup.missing_in_journal {
        journal.insert(keys::journal_entry(entry.id()), encode_entry(entry));
    }
    startup.log
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn uniting_is_commutative_and_idempotent(
        a in prop::collection::vec(prop_oneof![4 => line(), 1 => noise()], 0..8),
        b in prop::collection::vec(prop_oneof![4 => line(), 1 => noise()], 0..8),
    ) {
        fn texts(lines: &[String]) -> impl Iterator<Item = &str> {
            lines.iter().map(String::as_str)
        }
        let one = unite(texts(&a), texts(&b));
        let other = unite(texts(&b), texts(&a));
        prop_assert_eq!(&one.log, &other.log);
        prop_assert_eq!(&one.damaged, &other.damaged);
        prop_assert_eq!(one.newer, other.newer);

        let turned = unite(a.iter().rev().map(String::as_str), b.iter().rev().map(String::as_str));
        prop_assert_eq!(&turned, &one);
        let twice = unite(texts(&a).chain(texts(&a)), texts(&b).chain(texts(&b)));
        prop_assert_eq!(&twice, &one);
        let all = unite(texts(&a).chain(texts(&b)), texts(&b).chain(texts(&a)));
        prop_assert_eq!(&all.log, &one.log);
        prop_assert!(all.missing_locally.is_empty() && all.missing_in_journal.is_empty());
    }

    #[test]
    fn one_start_heals_both_places(
        entries in prop::collection::vec((line(), any::<bool>(), any::<bool>()), 0..12),
    ) {
        let (mut segments, mut journal) = (BTreeMap::new(), BTreeMap::new());
        for (line, local, in_journal) in &entries {
            let entry = &decode_segment(line).entries[0];
            if *local {
                let segment: &mut String = segments.entry(keys::month(entry.day())).or_default();
                *segment = append(segment, entry);
            }
            if *in_journal {
                journal.insert(keys::journal_entry(entry.id()), line.clone());
            }
        }
        let log = heal(&mut segments, &mut journal);
        let texts = || segments.values().map(String::as_str);
        let values = || journal.values().map(String::as_str);
        let again = unite(texts(), values());
        prop_assert_eq!(&again.log, &log);
        prop_assert!(again.missing_locally.is_empty() && again.missing_in_journal.is_empty());
        prop_assert_eq!(&unite(texts(), []).log, &log);
        // The journal alone tells the same story: what is believed of every id.
        let alone = unite([], values()).log;
        for entry in log.entries() {
            prop_assert_eq!(alone.get(entry.id()), log.get(entry.id()));
        }
        prop_assert_eq!(alone.sessions(), log.sessions());
    }
}

#[test]
fn a_session_finished_after_all_replaces_its_interruption_everywhere() {
    let finished = decode_segment(version_1::LOG).entries[0].clone();
    let mut record = finished.record().unwrap().clone();
    record.outcome = Outcome::Interrupted;
    let interrupted = Entry::from(record);

    let mut segments = BTreeMap::from([(keys::month(finished.day()), append("", &interrupted))]);
    let mut journal =
        BTreeMap::from([(keys::journal_entry(finished.id()), encode_entry(&finished))]);
    for _ in 0..3 {
        let log = heal(&mut segments, &mut journal);
        assert_eq!(log.sessions(), [finished.record().unwrap()]);
        assert_eq!(journal.values().collect::<Vec<_>>(), [&encode_entry(&finished)]);
    }

    let mut journal =
        BTreeMap::from([(keys::journal_entry(finished.id()), encode_entry(&interrupted))]);
    heal(&mut segments, &mut journal);
    assert_eq!(journal.values().collect::<Vec<_>>(), [&encode_entry(&finished)]);
}
