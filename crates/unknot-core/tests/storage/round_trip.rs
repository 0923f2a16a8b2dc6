//! Encoding and decoding round trips.

use proptest::prelude::*;
use unknot_core::history::{EntryId, Outcome};
use unknot_core::storage::{Segment, decode_segment, decode_value, encode_entry, encode_value};

use crate::strategies::{heartbeat, newer_line, own_entry, seal};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn entry_round_trips_as_one_ascii_line(entry in own_entry()) {
        let line = encode_entry(&entry);
        prop_assert!(line.bytes().all(|b| b == b'\t' || (b' '..=b'~').contains(&b) || b == 0x7f));
        prop_assert_eq!(&seal(line.rsplit_once('\t').unwrap().0), &line);
        prop_assert_eq!(
            decode_segment(&line),
            Segment { entries: vec![entry], damaged: vec![], newer: 0 }
        );
    }

    #[test]
    fn line_of_a_newer_version_round_trips_unchanged(line in newer_line()) {
        let segment = decode_segment(&line);
        prop_assert_eq!(&segment.damaged, &Vec::<String>::new());
        prop_assert_eq!(encode_entry(&segment.entries[0]), line);
    }

    #[test]
    fn value_round_trips(heartbeat in heartbeat()) {
        let written = encode_value(&heartbeat);
        prop_assert!(written.is_ascii());
        prop_assert_eq!(decode_value(&written), Ok(heartbeat));
    }

    #[test]
    fn heartbeat_with_a_valid_id_becomes_a_record(heartbeat in heartbeat()) {
        let record = heartbeat.to_record();
        prop_assert_eq!(record.is_some(), heartbeat.id.parse::<EntryId>().is_ok());
        if let Some(record) = record {
            prop_assert_eq!(record.id.as_str(), &heartbeat.id);
            prop_assert_eq!(record.outcome, Outcome::Interrupted);
        }
    }
}
