//! Files that something has happened to: bounded time, never a panic, and no silent loss.
//!
//! `UNKNOT_BACKUP_CASES=100000 cargo test -p unknot-core --test backup damage` is the long run.

use std::collections::BTreeSet;

use proptest::prelude::*;
use unknot_core::backup::{BackupError, NotABackup, Reader};
use unknot_core::domain::civil::Moment;
use unknot_core::history::{Entry, Log};

use crate::device::{APP, Device, contents, read, recordings_in};
use crate::round_trip::device;
use crate::strategies::{noise, seal};

/// How many files a test changes, unless `UNKNOT_BACKUP_CASES` says otherwise.
const CASES: u32 = 1000;

const NOW: Moment = Moment { utc_ms: 7, offset_min: 0 };

fn cases() -> ProptestConfig {
    let wanted = std::env::var("UNKNOT_BACKUP_CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig::with_cases(wanted.unwrap_or(CASES))
}

/// Something that happens to a file. Places are shares of its length.
#[derive(Clone, Debug)]
enum Harm {
    Flip { at: f64, bit: u8 },
    Cut { at: f64 },
    Lose { from: f64, length: usize },
    Repeat { from: f64, length: usize },
    Insert { at: f64, text: String },
    Overwrite { at: f64, byte: u8, length: usize },
    Swap { one: f64, other: f64 },
}

fn harm() -> impl Strategy<Value = Harm> {
    let at = || 0.0..1.0f64;
    prop_oneof![
        (at(), 0u8..8).prop_map(|(at, bit)| Harm::Flip { at, bit }),
        at().prop_map(|at| Harm::Cut { at }),
        (at(), 1usize..400).prop_map(|(from, length)| Harm::Lose { from, length }),
        (at(), 1usize..400).prop_map(|(from, length)| Harm::Repeat { from, length }),
        (at(), noise()).prop_map(|(at, text)| Harm::Insert { at, text }),
        (at(), prop_oneof!["\n", "\r\n", "\t", "\u{feff}", "\0"])
            .prop_map(|(at, text)| Harm::Insert { at, text }),
        (at(), any::<u8>(), 1usize..40).prop_map(|(at, byte, length)| Harm::Overwrite {
            at,
            byte,
            length
        }),
        (at(), at()).prop_map(|(one, other)| Harm::Swap { one, other }),
    ]
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "any place will do"
)]
fn happen(file: &mut Vec<u8>, harm: &Harm) {
    let length_of_file = file.len();
    let place = |at: &f64| ((length_of_file as f64) * at) as usize;
    let range =
        |from: &f64, length: &usize| place(from)..(place(from) + length).min(length_of_file);
    if file.is_empty() {
        return;
    }
    match harm {
        Harm::Flip { at, bit } => file[place(at)] ^= 1 << bit,
        Harm::Cut { at } => file.truncate(place(at)),
        Harm::Lose { from, length } => drop(file.drain(range(from, length))),
        Harm::Repeat { from, length } => {
            let again = file[range(from, length)].to_vec();
            file.splice(place(from)..place(from), again);
        }
        Harm::Insert { at, text } => drop(file.splice(place(at)..place(at), text.bytes())),
        Harm::Overwrite { at, byte, length } => file[range(at, length)].fill(*byte),
        Harm::Swap { one, other } => file.swap(place(one), place(other)),
    }
}

/// All that is in a log, to the letter.
fn entries(log: &Log) -> BTreeSet<String> {
    log.entries().map(unknot_core::storage::encode_entry).collect()
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn whatever_happens_to_a_file_nothing_is_made_up_and_no_loss_is_silent(
        device in device(),
        other in device(),
        harms in prop::collection::vec(harm(), 1..4),
        is_spliced in any::<bool>(),
        chunk in 1usize..5000,
    ) {
        let file = device.backup_as(NOW, APP);
        let mut harmed = file.clone().into_bytes();
        let mut written = entries(&device.log());
        if is_spliced {
            // No two files are made at the same millisecond.
            let other_file = other.backup_as(Moment { utc_ms: 8, ..NOW }, APP);
            harmed.extend(&other_file.as_bytes()[other_file.len() / 3..]);
            written.extend(entries(&other.log()));
        }
        for harm in &harms {
            happen(&mut harmed, harm);
        }

        let mut reader = Reader::with_recordings();
        let mut recordings = Vec::new();
        for bytes in harmed.chunks(chunk) {
            reader.push(bytes);
            recordings.extend(std::iter::from_fn(|| reader.next_recording()));
        }
        let result = reader.finish();
        // The size of the chunks doesn't matter.
        prop_assert_eq!(&read(&harmed), &result);
        if let Ok(whole) = &result {
            prop_assert_eq!(&whole.log, &device.log(), "a loss is never silent");
            prop_assert_eq!(whole.settings.as_deref(), device.settings_text());
            prop_assert_eq!(&whole.recordings, &device.infos());
        }
        if let Some(found) = contents(&harmed) {
            let noise: BTreeSet<_> = entries(&found.log).difference(&written).cloned().collect();
            prop_assert!(noise.is_empty(), "made up: {noise:?}");
            prop_assert!(found.damaged_lines.len() as u64 <= found.damaged);
        }
        for recording in recordings {
            let is_whole = [&device, &other].iter().any(|device| {
                device.recordings.get(&recording.text) == Some(&recording)
            });
            prop_assert!(is_whole);
        }
    }

    #[test]
    fn random_bytes_are_no_backup(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        prop_assert!(matches!(read(&bytes), Err(BackupError::NotABackup(_))));
    }

    #[test]
    fn random_lines_never_panic(lines in prop::collection::vec(noise(), 0..20)) {
        let _ = read(lines.join("\n").as_bytes());
    }
}

#[test]
fn each_cut_of_a_file_says_that_it_is_cut() {
    let mut device = Device::default();
    let line =
        r#"{"v":2,"kind":"walk","id":"w1","at":{"utc_ms":5,"offset_min":0},"day":"2026-11-01"}"#;
    let entry: Entry = unknot_core::storage::decode_segment(&seal(line)).entries[0].clone();
    device.add(&entry);
    let file = device.backup_as(NOW, APP);
    for length in 0..file.len() - 1 {
        match read(&file.as_bytes()[..length]) {
            Err(BackupError::NotABackup(NotABackup::Empty)) => assert_eq!(length, 0),
            Err(BackupError::NotABackup(NotABackup::Text)) => {
                assert!(length < file.find('\n').unwrap(), "{length}");
            }
            Err(BackupError::Incomplete(found)) => assert!(found.log.entries().count() <= 1),
            other => panic!("cut to {length}: {other:?}"),
        }
    }
    // The last line end isn't needed.
    for length in [file.len() - 1, file.len()] {
        assert_eq!(read(&file.as_bytes()[..length]).unwrap().log, device.log());
    }
}

#[test]
fn other_files_are_told_apart() {
    let other = |bytes: &[u8]| match read(bytes) {
        Err(BackupError::NotABackup(what)) => what,
        result => panic!("{result:?}"),
    };
    assert_eq!(other(b""), NotABackup::Empty);
    assert_eq!(other(b" \r\n\n\xef\xbb\xbf \n"), NotABackup::Empty);
    assert_eq!(other(b"PK\x03\x04\x14\0\0\0\x08\0"), NotABackup::Binary);
    assert_eq!(other(b"\xff\xfeU\0n\0"), NotABackup::Binary);
    assert_eq!(other("{\"v\":1}\nÜnö".as_bytes()), NotABackup::Text);
}

#[test]
fn an_endless_line_is_skipped_without_being_kept() {
    let device = Device::default();
    let file = device.backup_as(NOW, APP);
    let mut reader = Reader::new();
    let zeros = vec![b'0'; 1 << 20];
    // 50 MB before the backup, in one line.
    (0..50).for_each(|_| reader.push(&zeros));
    reader.push(b"\n");
    reader.push(file.as_bytes());
    let contents = reader.finish().unwrap();
    assert_eq!((contents.damaged, contents.damaged_lines), (1, vec![1]));
}

#[test]
fn many_lines_in_one_take_time_in_proportion() {
    // Nearly 6 MB of joined lines, and as many tabs: quadratic time would take hours.
    let line = seal(r#"{"kind":"x"}"#);
    let joined = line.repeat(5_900_000 / line.len());
    let error = read(joined.as_bytes()).unwrap_err();
    assert_eq!(error, BackupError::NotABackup(NotABackup::Text));
    assert!(read("\t".repeat(5_900_000).as_bytes()).is_err());
    assert!(read("{}\t00000000".repeat(590_000).as_bytes()).is_err());
    // And as many backups in one file.
    let headers: String = (0..50_000)
        .map(|at| {
            let made = format!(r#"{{"utc_ms":{at},"offset_min":0}}"#);
            seal(&format!(r#"{{"backup":"unknot","v":1,"app":"","made":{made}}}"#)) + "\n"
        })
        .collect();
    assert_eq!(contents(headers.as_bytes()).unwrap().made.len(), 50_000);
}

#[test]
fn parts_that_promise_more_than_there_is_use_no_memory() {
    let part = r#"{"backup":"recording","text":"a","type":"","sum":"00000000","part":1,"of":18446744073709551615,"data":""}"#;
    let file = format!("{}\n", seal(part));
    assert!(recordings_in(&file).is_empty());
    let found = contents(file.as_bytes()).unwrap();
    assert_eq!(found.cut_recordings, ["a"]);
    // Numbers beyond all bounds.
    let odd = part.replace("\"part\":1", "\"part\":18446744073709551615");
    assert_eq!(contents(format!("{}\n", seal(&odd)).as_bytes()).unwrap().cut_recordings, ["a"]);
}
