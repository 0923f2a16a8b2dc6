//! Whatever happens to a table, reading it ends, and every line is a session, told again, or listed.

use proptest::prelude::*;
use unknot_core::import::{DayOrder, to_entry};

use crate::{NOW, read_as};

/// So many tables are mutated by default; `UNKNOT_BACKUP_CASES` says how many otherwise.
const CASES: u32 = 500;

const TABLES: [&str; 4] = [
    include_str!("../fixtures/other_apps/insight_timer.csv"),
    include_str!("../fixtures/other_apps/insight_timer_day_first.csv"),
    include_str!("../fixtures/other_apps/meditation_assistant.csv"),
    include_str!("../fixtures/other_apps/meditate.csv"),
];

fn cases() -> ProptestConfig {
    let wanted = std::env::var("UNKNOT_BACKUP_CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig::with_cases(wanted.unwrap_or(CASES))
}

/// What happens to a table at a place, as a share of its length.
#[derive(Clone, Debug)]
enum Harm {
    Flip(f64, u8),
    Cut(f64),
    Insert(f64, Vec<u8>),
    Repeat(f64, usize),
    Lose(f64, usize),
}

fn harm() -> impl Strategy<Value = Harm> {
    let at = 0.0..1.0f64;
    prop_oneof![
        (at.clone(), 0..8u8).prop_map(|(at, bit)| Harm::Flip(at, bit)),
        at.clone().prop_map(Harm::Cut),
        (at.clone(), "[-0-9,;:/. \"\n\r\tTZ+=@a-zé\u{0}\u{202f}]{1,12}")
            .prop_map(|(at, text)| Harm::Insert(at, text.into_bytes())),
        (at.clone(), prop::collection::vec(any::<u8>(), 1..8))
            .prop_map(|(at, bytes)| Harm::Insert(at, bytes)),
        (at.clone(), 1..200usize).prop_map(|(at, length)| Harm::Repeat(at, length)),
        (at, 1..200usize).prop_map(|(at, length)| Harm::Lose(at, length)),
    ]
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a length")]
#[expect(clippy::cast_precision_loss, reason = "tables are short")]
fn happen(bytes: &mut Vec<u8>, harm: &Harm) {
    let place = |share: f64, bytes: &[u8]| (share * bytes.len() as f64) as usize;
    match harm {
        Harm::Flip(at, bit) => {
            let place = place(*at, bytes);
            if let Some(byte) = bytes.get_mut(place) {
                *byte ^= 1 << bit;
            }
        }
        Harm::Cut(at) => bytes.truncate(place(*at, bytes)),
        Harm::Insert(at, new) => {
            let place = place(*at, bytes);
            drop(bytes.splice(place..place, new.iter().copied()));
        }
        Harm::Repeat(at, length) => {
            let place = place(*at, bytes);
            let end = (place + length).min(bytes.len());
            let again = bytes[place..end].to_vec();
            drop(bytes.splice(place..place, again));
        }
        Harm::Lose(at, length) => {
            let place = place(*at, bytes);
            let end = (place + length).min(bytes.len());
            bytes.drain(place..end);
        }
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn mutated_tables_lose_nothing_silently(
        table in prop::sample::select(&TABLES[..]),
        harms in prop::collection::vec(harm(), 0..5),
        order in prop::sample::select(vec![
            None, Some(DayOrder::MonthFirst), Some(DayOrder::DayFirst),
        ]),
    ) {
        let mut bytes = table.as_bytes().to_vec();
        for harm in &harms {
            happen(&mut bytes, harm);
        }
        let result = read_as(&bytes, order);
        prop_assert_eq!(&result, &read_as(&bytes, order), "the same table gives the same");
        let Ok(import) = result else { return Ok(()) };
        let read = import.sessions.len() + import.repeated + import.unreadable_count;
        let lines = bytes.split(|byte| matches!(byte, b'\n' | b'\r'));
        let lines = lines.filter(|line| !line.is_empty() && *line != b"\xef\xbb\xbf").count();
        if bytes.contains(&b'"') {
            // A quoted cell can have several lines.
            prop_assert!(read < lines);
        } else {
            prop_assert_eq!(read, lines - 1, "all lines but the names of the columns");
        }
        for session in &import.sessions {
            let entry = to_entry(import.app, session);
            let line = unknot_core::storage::encode_entry(&entry);
            let stored = unknot_core::storage::decode_segment(&line).entries;
            prop_assert_eq!(stored, vec![entry], "it can be stored");
            prop_assert!((0..=NOW.utc_ms + 86_400_000).contains(&session.started.utc_ms));
            prop_assert!((1_000..=86_400_000).contains(&session.practised.0));
        }
        for unreadable in &import.unreadable {
            prop_assert!(unreadable.line >= 1);
        }
    }

    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        let _ = read_as(&bytes, None);
    }

    #[test]
    fn random_cells_never_panic(
        rows in prop::collection::vec("[-0-9:/. TZ+,\"]{0,40}", 0..30),
        header in prop::sample::select(vec![
            "Started At,Duration", "started,length,completed", "start_time_unix,duration_secs",
            "start,practised_seconds,day,id",
        ]),
    ) {
        let table = format!("{header}\n{}", rows.join("\n"));
        let _ = read_as(table.as_bytes(), None);
    }
}
