//! Storage from outside: what is written is read, whatever happened to it in between, and what
//! can't be read is kept.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::sample::Index;
use serde::{Deserialize, Serialize};
use unknot::domain::civil::{CivilDay, Moment};
use unknot::domain::settings::{Settings, Theme};
use unknot::domain::time::Millis;
use unknot::history::{Entry, EntryId, Kind, Log, Mark, Outcome, Record, Unknown};
use unknot::storage::{
    Heartbeat, Segment, ValueError, append, decode_segment, decode_value, encode_entry,
    encode_value, keys, unite,
};

/// A second, bitwise implementation, to seal lines that the app would not write.
fn seal(json: &str) -> String {
    let crc = !json.bytes().fold(!0u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 * (crc & 1)))
    });
    format!("{json}\t{crc:08x}")
}

fn id() -> impl Strategy<Value = EntryId> {
    prop_oneof!["[a-f]", "[A-Za-z0-9_-]{1,64}"].prop_map(|text| text.parse().unwrap())
}

fn day() -> impl Strategy<Value = CivilDay> {
    // The years 0000 to 9999, which are those that have a text.
    prop_oneof![20_000i32..20_060, -719_528i32..2_932_897].prop_map(CivilDay::from_epoch_days)
}

fn moment() -> impl Strategy<Value = Moment> {
    (any::<i64>(), any::<i16>()).prop_map(|(utc_ms, offset_min)| Moment { utc_ms, offset_min })
}

fn outcome() -> impl Strategy<Value = Outcome> {
    prop_oneof![Just(Outcome::Interrupted), Just(Outcome::EndedEarly), Just(Outcome::Finished)]
}

fn record() -> impl Strategy<Value = Record> {
    let routine = prop_oneof!["[a-z]{1,8}(-[a-z]{1,8}){0,2}", any::<String>()];
    let skipped = proptest::option::of(any::<u32>());
    (id(), moment(), day(), routine, any::<u32>(), any::<u32>(), outcome(), skipped).prop_map(
        |(id, started, day, routine, planned, practised, outcome, skipped)| Record {
            id,
            started,
            day,
            routine: routine.into(),
            planned: Millis(planned),
            practised: Millis(practised),
            outcome,
            skipped,
        },
    )
}

/// An entry that this version makes.
fn own_entry() -> impl Strategy<Value = Entry> {
    let mark = || {
        (id(), moment(), day(), id()).prop_map(|(id, at, day, target)| Mark { id, at, day, target })
    };
    prop_oneof![
        3 => record().prop_map(Entry::from),
        1 => mark().prop_map(|mark| Kind::Deleted(mark).into()),
        1 => mark().prop_map(|mark| Kind::Restored(mark).into()),
    ]
}

/// A line that a newer version might write: something is added, or something is unknown.
fn foreign_line() -> impl Strategy<Value = String> {
    let change = prop_oneof![
        Just(("{\"v\":1", "{\"v\":2".to_owned())),
        Just(("\"kind\":\"", "\"kind\":\"new-".to_owned())),
        any::<String>().prop_map(|text| {
            ("{\"v\":1", format!("{{\"note\":{},\"v\":1", serde_json::to_string(&text).unwrap()))
        }),
        (0usize..300).prop_map(|depth| {
            let (open, close) = ("[".repeat(depth), "]".repeat(depth));
            ("{\"v\":1", format!("{{\"deep\":[{open}1e999{close}],\"v\":1"))
        }),
        "[0-9]{1,60}".prop_map(|n| ("{\"v\":1", format!("{{ \"n\":-1{n},\"v\":1"))),
    ];
    (own_entry(), change).prop_map(|(entry, (from, to))| {
        let line = encode_entry(&entry);
        seal(&line.rsplit_once('\t').unwrap().0.replacen(from, &to, 1))
    })
}

/// A line as some version wrote it.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![4 => own_entry().prop_map(|entry| encode_entry(&entry)), 1 => foreign_line()]
}

/// A line of anything, without a line end in it.
fn noise() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[ -~\t]{0,80}",
        "[ -~]{0,40}\t[0-9a-f]{8}",
        "\\PC{0,20}".prop_map(|text| seal(&text)),
        (1usize..2000).prop_map(|depth| seal(&"[".repeat(depth))),
        (1usize..2000).prop_map(|depth| seal(&"{\"v\":".repeat(depth))),
        "[0-9]{1,400}".prop_map(|n| seal(&format!("{{\"v\":{n},\"data\":1e{n}}}"))),
        Just(seal("{\"v\":1,\"kind\":\"session\",\"id\":\"\",\"at\":0,\"day\":\"2026-02-30\"}")),
    ]
    .prop_map(|text| text.replace('\n', " "))
}

fn lines_of(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').filter(|line| !line.is_empty())
}

/// Every line is in the result just once, in its own order, as an entry or as damaged.
fn assert_nothing_lost(text: &str, segment: &Segment) {
    let mut read: Vec<String> = segment.entries.iter().map(encode_entry).collect();
    read.extend(segment.damaged.iter().cloned());
    let mut there: Vec<&str> = lines_of(text).collect();
    read.sort_unstable();
    there.sort_unstable();
    assert_eq!(read, there);
    let unknown = |entry: &&Entry| matches!(entry.kind(), Kind::Unknown(_));
    assert_eq!(segment.newer, segment.entries.iter().filter(unknown).count());
}

/// What can happen to bytes.
#[derive(Clone, Debug)]
enum Harm {
    Flip(Index, u8),
    Cut(Index),
    Behead(Index),
    Swap(Index, Index),
    Repeat(Index, Index),
    Lose(Index, Index),
    Insert(Index, String),
}

fn harm() -> impl Strategy<Value = Harm> {
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
        (index(), 0u8..8).prop_map(|(place, bit)| Harm::Flip(place, bit)),
        index().prop_map(Harm::Cut),
        index().prop_map(Harm::Behead),
        (index(), index()).prop_map(|(a, b)| Harm::Swap(a, b)),
        (index(), index()).prop_map(|(a, b)| Harm::Repeat(a, b)),
        (index(), index()).prop_map(|(a, b)| Harm::Lose(a, b)),
        (index(), inserted).prop_map(|(place, text)| Harm::Insert(place, text)),
    ]
}

fn suffer(text: &str, harm: &Harm) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let range = |a: &Index, b: &Index| {
        let (a, b) = (a.index(bytes.len() + 1), b.index(bytes.len() + 1));
        a.min(b)..a.max(b)
    };
    match harm {
        Harm::Flip(place, bit) if !bytes.is_empty() => {
            let place = place.index(bytes.len());
            bytes[place] ^= 1 << bit;
        }
        Harm::Flip(..) => {}
        Harm::Cut(place) => bytes.truncate(place.index(bytes.len() + 1)),
        Harm::Behead(place) => drop(bytes.drain(..place.index(bytes.len() + 1))),
        Harm::Swap(a, b) => {
            let mut lines: Vec<&str> = text.split('\n').collect();
            let (a, b) = (a.index(lines.len()), b.index(lines.len()));
            lines.swap(a, b);
            return lines.join("\n");
        }
        Harm::Repeat(a, b) => {
            let range = range(a, b);
            let chunk = bytes[range.clone()].to_vec();
            bytes.splice(range.end..range.end, chunk);
        }
        Harm::Lose(a, b) => drop(bytes.drain(range(a, b))),
        Harm::Insert(place, inserted) => {
            let place = place.index(bytes.len() + 1);
            bytes.splice(place..place, inserted.bytes());
        }
    }
    // Storage gives text; bytes that are none arrive as replacement characters.
    String::from_utf8_lossy(&bytes).into_owned()
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Snapshot {
    position: Millis,
    ended: bool,
}

fn heartbeat() -> impl Strategy<Value = Heartbeat<Snapshot>> {
    (record(), any::<String>(), any::<i64>(), any::<bool>()).prop_map(
        |(record, id, updated_ms, ended)| Heartbeat {
            id,
            started: record.started,
            day: record.day,
            practised: record.practised,
            planned: record.planned,
            updated_ms,
            routine: record.routine.into_owned(),
            skipped: record.skipped.unwrap_or(0),
            snapshot: Snapshot { position: record.practised, ended },
        },
    )
}

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
    fn a_value_comes_back(heartbeat in heartbeat(), text in any::<String>()) {
        let written = encode_value(&heartbeat);
        prop_assert!(written.is_ascii());
        prop_assert_eq!(decode_value(&written), Ok(heartbeat));
        prop_assert_eq!(decode_value(&encode_value(&text)), Ok(text));
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn nothing_that_happens_to_text_stops_it_or_loses_a_line(
        lines in prop::collection::vec(line(), 1..5),
        heartbeat in heartbeat(),
        harms in prop::collection::vec(harm(), 1..5),
    ) {
        let whole: BTreeSet<&str> = lines.iter().map(String::as_str).collect();
        let text = lines.iter().fold(String::new(), |text, line| text + line + "\n");
        let text = harms.iter().fold(text, |text, harm| suffer(&text, harm));

        let segment = decode_segment(&text);
        assert_nothing_lost(&text, &segment);
        // Whatever line is still as it was written has been read, and no other line has become an
        // entry, unless the harm itself was a line with its sum.
        let read: BTreeSet<String> = segment.entries.iter().map(encode_entry).collect();
        for line in lines_of(&text) {
            prop_assert_eq!(read.contains(line), whole.contains(line), "{}", line);
        }

        // The same text in either place, or in both, says the same.
        let local = unite([text.as_str()], []);
        let journal = unite([], [text.as_str()]);
        let both = unite([text.as_str()], lines_of(&text));
        let damaged: BTreeSet<String> = segment.damaged.into_iter().collect();
        for startup in [&local, &journal, &both] {
            prop_assert_eq!(&startup.log, &local.log);
            prop_assert_eq!(startup.newer, local.newer);
            prop_assert!(startup.damaged.iter().eq(&damaged));
        }
        prop_assert!(both.missing_locally.is_empty() && both.missing_in_journal.is_empty());

        // A value is the one that was written, or it is an error.
        let written = encode_value(&heartbeat);
        let harmed = harms.iter().fold(written.clone(), |text, harm| suffer(&text, harm));
        match decode_value::<Heartbeat<Snapshot>>(&harmed) {
            Ok(value) => {
                prop_assert_eq!(harmed, written);
                prop_assert_eq!(value, heartbeat);
            }
            Err(error) => prop_assert_eq!(error, ValueError::Damaged),
        }
    }

    #[test]
    fn noise_stops_nothing(text in noise(), json in noise()) {
        for text in [&text, &seal(&json)] {
            assert_nothing_lost(text, &decode_segment(text));
            let _ = decode_value::<Settings>(text);
            let _ = decode_value::<Heartbeat<Snapshot>>(text);
            let startup = unite([text.as_str()], [text.as_str()]);
            prop_assert!(startup.missing_locally.is_empty());
        }
    }
}

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
    let finished = decode_segment(V1_LOG).entries[0].clone();
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

#[test]
fn ten_years_of_two_sessions_a_day_take_less_than_half_of_the_quota() {
    let text: usize = (0..7_440u32)
        .map(|n| {
            let mut record = decode_segment(V1_LOG).entries[1].record().unwrap().clone();
            record.skipped = Some(n % 4);
            encode_entry(&record.into()).len() + 1
        })
        .sum();
    assert!(text < 5_240_000 / 2, "{text}");
}

// What version 1 has written on people's phones. These files never change: where a test below
// fails, the code is wrong. A new version gets a directory of its own.

const V1_LOG: &str = include_str!("fixtures/v1/unknot.log.v1.2026-11");
const V1_NEWER: &str = include_str!("fixtures/v1/newer.log");
const V1_SETTINGS: &str = include_str!("fixtures/v1/unknot.settings");
const V1_HEARTBEAT: &str = include_str!("fixtures/v1/unknot.heartbeat");

fn at(utc_ms: i64, offset_min: i16) -> Moment {
    Moment { utc_ms, offset_min }
}

fn on(day: &str) -> CivilDay {
    day.parse().unwrap()
}

fn named(id: &str) -> EntryId {
    id.parse().unwrap()
}

fn v1_entries() -> Vec<Entry> {
    let mark = |id: &str, utc_ms, target: &str| Mark {
        id: named(id),
        at: at(utc_ms, 60),
        day: on("2026-11-24"),
        target: named(target),
    };
    vec![
        Entry::from(Record {
            id: named("01KAXF8Q0M3V5T7W9Y1B3D5F7H"),
            started: at(1_793_523_600_000, 60),
            day: on("2026-11-01"),
            routine: "morning-ten".into(),
            planned: Millis(600_000),
            practised: Millis(600_000),
            outcome: Outcome::Finished,
            skipped: Some(0),
        }),
        Entry::from(Record {
            id: named("0b9c7f1e-6f0a-4c55-9d0e-0c8f4b1a2d3e"),
            started: at(1_794_267_000_000, -300),
            day: on("2026-11-09"),
            routine: "evening".into(),
            planned: Millis(900_000),
            practised: Millis(421_337),
            outcome: Outcome::EndedEarly,
            skipped: Some(3),
        }),
        Entry::from(Record {
            id: named("killed_1"),
            started: at(1_795_500_000_000, 330),
            day: on("2026-11-24"),
            routine: "r\u{fc}cken \u{1f9d8}".into(),
            planned: Millis(1_200_000),
            practised: Millis(75_000),
            outcome: Outcome::Interrupted,
            skipped: None,
        }),
        Kind::Deleted(mark("mark-1", 1_795_500_600_000, "killed_1")).into(),
        Kind::Restored(mark("mark-2", 1_795_500_660_000, "mark-1")).into(),
    ]
}

#[test]
fn the_log_of_version_1_is_read_and_written_as_ever() {
    let segment = decode_segment(V1_LOG);
    assert_eq!(segment, Segment { entries: v1_entries(), damaged: vec![], newer: 0 });
    let written = v1_entries().iter().fold(String::new(), |text, entry| append(&text, entry));
    assert_eq!(written, V1_LOG);
    assert_eq!(unite([V1_LOG], []).log.sessions().len(), 3);
}

#[test]
fn what_came_after_version_1_is_kept_by_it() {
    let segment = decode_segment(V1_NEWER);
    assert_eq!((segment.entries.len(), segment.damaged.len(), segment.newer), (3, 0, 2));
    let unknown = |id: &str, utc_ms| {
        Kind::Unknown(Unknown { id: named(id), at: at(utc_ms, 60), day: on("2026-11-25") })
    };
    assert_eq!(*segment.entries[0].kind(), unknown("future-1", 1_795_600_000_000));
    assert_eq!(*segment.entries[1].kind(), unknown("future-2", 1_795_600_000_001));
    assert_eq!(segment.entries[2].record().unwrap().outcome, Outcome::Finished);
    let written = segment.entries.iter().fold(String::new(), |text, entry| append(&text, entry));
    assert_eq!(written, V1_NEWER);
}

#[test]
fn the_values_of_version_1_are_read_and_written_as_ever() {
    let settings = Settings {
        bells: 35,
        voice: false,
        vibration: true,
        keep_awake: false,
        preparation: Millis::secs(40),
        theme: Theme::Dark,
        day_start_min: 180,
        safety_read: true,
    };
    // Settings may gain fields, so that only the reading is fixed.
    assert_eq!(decode_value::<Settings>(V1_SETTINGS), Ok(settings));

    let heartbeat = Heartbeat {
        id: "killed_2".to_owned(),
        started: at(1_795_586_400_000, 60),
        day: on("2026-11-25"),
        practised: Millis(130_500),
        planned: Millis::minutes(10),
        updated_ms: 1_795_586_531_000,
        routine: "morning-ten".to_owned(),
        skipped: 1,
        snapshot: Snapshot { position: Millis(130_500), ended: false },
    };
    assert_eq!(encode_value(&heartbeat), V1_HEARTBEAT);
    assert_eq!(decode_value(V1_HEARTBEAT), Ok(heartbeat));
}
