//! Reconciling two copies of the log, each of which may have lost entries.

use std::collections::BTreeMap;

use proptest::prelude::*;
use unknot_core::history::{Entry, Kind, Log, Outcome};
use unknot_core::storage::{append, decode_notes, decode_segment, encode_entry, keys, reconcile};

use crate::strategies::{line, noise};
use crate::version_1;

/// Reconciles both copies and writes back what they lack, as the shell does.
fn repair(segments: &mut BTreeMap<String, String>, journal: &mut BTreeMap<String, String>) -> Log {
    let reconciled =
        reconcile(segments.values().map(String::as_str), journal.values().map(String::as_str));
    for entry in &reconciled.missing_locally {
        let segment = segments.entry(keys::month(entry.day())).or_default();
        *segment = append(segment, entry);
    }
    for entry in &reconciled.missing_in_journal {
        journal.insert(keys::journal_entry(entry.id()), encode_entry(entry));
    }
    reconciled.log
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn reconciling_is_commutative_and_idempotent(
        a in prop::collection::vec(prop_oneof![4 => line(), 1 => noise()], 0..8),
        b in prop::collection::vec(prop_oneof![4 => line(), 1 => noise()], 0..8),
    ) {
        fn texts(lines: &[String]) -> impl Iterator<Item = &str> {
            lines.iter().map(String::as_str)
        }
        let one = reconcile(texts(&a), texts(&b));
        let other = reconcile(texts(&b), texts(&a));
        prop_assert_eq!(&one.log, &other.log);
        prop_assert_eq!(&one.damaged, &other.damaged);
        prop_assert_eq!(one.newer, other.newer);

        let reversed = reconcile(a.iter().rev().map(String::as_str), b.iter().rev().map(String::as_str));
        prop_assert_eq!(&reversed, &one);
        let twice = reconcile(texts(&a).chain(texts(&a)), texts(&b).chain(texts(&b)));
        prop_assert_eq!(&twice, &one);
        let all = reconcile(texts(&a).chain(texts(&b)), texts(&b).chain(texts(&a)));
        prop_assert_eq!(&all.log, &one.log);
        prop_assert!(all.missing_locally.is_empty() && all.missing_in_journal.is_empty());
    }

    #[test]
    fn one_repair_completes_both_copies(
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
        let log = repair(&mut segments, &mut journal);
        let texts = || segments.values().map(String::as_str);
        let values = || journal.values().map(String::as_str);
        let again = reconcile(texts(), values());
        prop_assert_eq!(&again.log, &log);
        prop_assert!(again.missing_locally.is_empty() && again.missing_in_journal.is_empty());
        prop_assert_eq!(&reconcile(texts(), []).log, &log);
        // The journal has the preferred entry of every id.
        let journal_log = reconcile([], values()).log;
        for entry in log.entries() {
            prop_assert_eq!(journal_log.get(entry.id()), log.get(entry.id()));
        }
        prop_assert_eq!(journal_log.sessions(), log.sessions());
    }
}

proptest! {
    /// What is read of old months before the first paint.
    #[test]
    fn notes_are_all_entries_but_sessions_and_unknown_ones(
        lines in prop::collection::vec(prop_oneof![4 => line(), 1 => noise()], 0..8),
    ) {
        let segment = lines.join("\n");
        let is_note = |entry: &Entry| {
            matches!(entry.kind(), Kind::Flare(_) | Kind::Deleted(_) | Kind::Restored(_))
        };
        let notes: Vec<_> =
            decode_segment(&segment).entries.into_iter().filter(is_note).collect();
        let mut found = decode_notes(&segment);
        // An entry of a newer version may look like one of them, and does no harm.
        found.retain(is_note);
        prop_assert_eq!(found, notes);
    }
}

#[test]
fn finished_record_replaces_an_interrupted_one_in_the_journal() {
    let finished = decode_segment(version_1::LOG).entries[0].clone();
    let mut record = finished.record().unwrap().clone();
    record.outcome = Outcome::Interrupted;
    let interrupted = Entry::from(record);

    let mut segments = BTreeMap::from([(keys::month(finished.day()), append("", &interrupted))]);
    let mut journal =
        BTreeMap::from([(keys::journal_entry(finished.id()), encode_entry(&finished))]);
    for _ in 0..3 {
        let log = repair(&mut segments, &mut journal);
        let [session] = log.sessions()[..] else { panic!("one session") };
        assert_eq!(session.record(), finished.record());
        assert_eq!(journal.values().collect::<Vec<_>>(), [&encode_entry(&finished)]);
    }

    let mut journal =
        BTreeMap::from([(keys::journal_entry(finished.id()), encode_entry(&interrupted))]);
    repair(&mut segments, &mut journal);
    assert_eq!(journal.values().collect::<Vec<_>>(), [&encode_entry(&finished)]);
}
