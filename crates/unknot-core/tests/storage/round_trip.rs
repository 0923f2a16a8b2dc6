//! What is written comes back.

use proptest::prelude::*;
use unknot_core::history::{EntryId, Outcome};
use unknot_core::storage::{Segment, decode_segment, decode_value, encode_entry, encode_value};

use crate::made_up::{foreign_line, heartbeat, own_entry, seal};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn an_entry_is_one_ascii_line_and_comes_back(entry in own_entry()) {
        let line = encode_entry(&entry);
        prop_assert!(line.bytes().all(|b| b == b'\t' || (b' '..=b'~').contains(&b) || b == 0x7f));
        prop_assert_eq!(&seal(line.rsplit_once('\t').unwrap().0), &line);
        prop_assert_eq!(
            decode_segment(&line),
            Segment { entries: vec![entry], damaged: vec![], newer: 0 }
        );
    }

    #[test]
    fn a_foreign_line_is_an_entry_and_comes_back_as_it_was(line in foreign_line()) {
        let segment = decode_segment(&line);
        prop_assert_eq!(&segment.damaged, &Vec::<String>::new());
        prop_assert_eq!(encode_entry(&segment.entries[0]), line);
    }

    #[test]
    fn a_value_comes_back(heartbeat in heartbeat()) {
        let written = encode_value(&heartbeat);
        prop_assert!(written.is_ascii());
        prop_assert_eq!(decode_value(&written), Ok(heartbeat));
    }

    #[test]
    fn a_heartbeat_becomes_a_record_that_can_be_stored(heartbeat in heartbeat()) {
        let record = heartbeat.into_record();
        prop_assert_eq!(record.is_some(), heartbeat.id.parse::<EntryId>().is_ok());
        if let Some(record) = record {
            prop_assert_eq!(record.id.as_str(), &heartbeat.id);
            prop_assert_eq!(record.outcome, Outcome::Interrupted);
        }
    }
}
