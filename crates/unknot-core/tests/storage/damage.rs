//! Damages stored texts at random. Only the damaged lines may be lost.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::sample::Index;
use unknot_core::domain::settings::Settings;
use unknot_core::storage::{
    Heartbeat, ValueError, decode_segment, decode_value, encode_entry, encode_value, reconcile,
};

use crate::segment::{assert_nothing_lost, lines_of};
use crate::strategies::{Snapshot, heartbeat, line, noise, seal};

/// A kind of damage to the bytes of a text.
#[derive(Clone, Debug)]
enum Damage {
    FlipBit(Index, u8),
    Truncate(Index),
    RemoveStart(Index),
    SwapLines(Index, Index),
    Duplicate(Index, Index),
    Remove(Index, Index),
    Insert(Index, String),
}

fn any_damage() -> impl Strategy<Value = Damage> {
    let index = any::<Index>;
    let inserted = prop_oneof![
        any::<String>(),
        Just("\u{1f9d8}".to_owned()),
        Just("\n".to_owned()),
        Just("\r\n".to_owned()),
        Just("\0".repeat(64)),
        Just("9".repeat(400)),
        Just("[{\"a\":".repeat(400)),
        noise(),
    ];
    prop_oneof![
        (index(), 0u8..8).prop_map(|(at, bit)| Damage::FlipBit(at, bit)),
        index().prop_map(Damage::Truncate),
        index().prop_map(Damage::RemoveStart),
        (index(), index()).prop_map(|(a, b)| Damage::SwapLines(a, b)),
        (index(), index()).prop_map(|(a, b)| Damage::Duplicate(a, b)),
        (index(), index()).prop_map(|(a, b)| Damage::Remove(a, b)),
        (index(), inserted).prop_map(|(at, text)| Damage::Insert(at, text)),
    ]
}

fn apply(text: &str, damage: &Damage) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let range = |a: &Index, b: &Index| {
        let (a, b) = (a.index(bytes.len() + 1), b.index(bytes.len() + 1));
        a.min(b)..a.max(b)
    };
    match damage {
        Damage::FlipBit(at, bit) if !bytes.is_empty() => {
            let at = at.index(bytes.len());
            bytes[at] ^= 1 << bit;
        }
        Damage::FlipBit(..) => {}
        Damage::Truncate(at) => bytes.truncate(at.index(bytes.len() + 1)),
        Damage::RemoveStart(at) => drop(bytes.drain(..at.index(bytes.len() + 1))),
        Damage::SwapLines(a, b) => {
            let mut lines: Vec<&str> = text.split('\n').collect();
            let (a, b) = (a.index(lines.len()), b.index(lines.len()));
            lines.swap(a, b);
            return lines.join("\n");
        }
        Damage::Duplicate(a, b) => {
            let range = range(a, b);
            let chunk = bytes[range.clone()].to_vec();
            bytes.splice(range.end..range.end, chunk);
        }
        Damage::Remove(a, b) => drop(bytes.drain(range(a, b))),
        Damage::Insert(at, inserted) => {
            let at = at.index(bytes.len() + 1);
            bytes.splice(at..at, inserted.bytes());
        }
    }
    // Storage returns valid text, with replacement characters for invalid bytes.
    String::from_utf8_lossy(&bytes).into_owned()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn damage_affects_only_the_damaged_lines(
        lines in prop::collection::vec(line(), 1..5),
        heartbeat in heartbeat(),
        damages in prop::collection::vec(any_damage(), 1..5),
    ) {
        let whole: BTreeSet<&str> = lines.iter().map(String::as_str).collect();
        let text = lines.iter().fold(String::new(), |text, line| text + line + "\n");
        let text = damages.iter().fold(text, |text, damage| apply(&text, damage));

        let segment = decode_segment(&text);
        assert_nothing_lost(&text, &segment);
        // Exactly the lines that are unchanged become entries.
        let read: BTreeSet<String> = segment.entries.iter().map(encode_entry).collect();
        for line in lines_of(&text) {
            prop_assert_eq!(read.contains(line), whole.contains(line), "{}", line);
        }

        // The result doesn't depend on which copy has the text.
        let local = reconcile([text.as_str()], []);
        let journal = reconcile([], [text.as_str()]);
        let both = reconcile([text.as_str()], lines_of(&text));
        let damaged: BTreeSet<String> = segment.damaged.into_iter().collect();
        for result in [&local, &journal, &both] {
            prop_assert_eq!(&result.log, &local.log);
            prop_assert_eq!(result.newer, local.newer);
            prop_assert!(result.damaged.iter().eq(&damaged));
        }
        prop_assert!(both.missing_locally.is_empty() && both.missing_in_journal.is_empty());

        // A damaged value is an error.
        let written = encode_value(&heartbeat);
        let damaged = damages.iter().fold(written.clone(), |text, damage| apply(&text, damage));
        match decode_value::<Heartbeat<Snapshot>>(&damaged) {
            Ok(value) => {
                prop_assert_eq!(damaged, written);
                prop_assert_eq!(value, heartbeat);
            }
            Err(error) => prop_assert_eq!(error, ValueError::Damaged),
        }
    }

    #[test]
    fn noise_is_never_lost_and_never_panics(text in noise(), json in noise()) {
        for text in [&text, &seal(&json)] {
            assert_nothing_lost(text, &decode_segment(text));
            let _ = decode_value::<Settings>(text);
            let _ = decode_value::<Heartbeat<Snapshot>>(text);
            let result = reconcile([text.as_str()], [text.as_str()]);
            prop_assert!(result.missing_locally.is_empty());
        }
    }
}
