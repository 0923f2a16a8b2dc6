//! What is backed up is restored to the letter, and what is undone is as it was, to the byte.

use proptest::prelude::*;
use unknot_core::backup::{Made, Recording, SettingsChoice, file_name};
use unknot_core::domain::civil::Moment;
use unknot_core::history::Log;
use unknot_core::storage::{append, decode_segment, encode_entry, keys};

use crate::device::{APP, Device, contents, read, recordings_in};
use crate::strategies::{json, line, own_entry, seal};

const NOW: Moment = Moment { utc_ms: 1_795_500_000_000, offset_min: 60 };

fn recording() -> impl Strategy<Value = Recording> {
    let bytes = prop_oneof![
        8 => prop::collection::vec(any::<u8>(), 0..300),
        1 => (any::<u8>(), 24_000usize..80_000).prop_map(|(byte, length)| vec![byte; length]),
    ];
    (prop_oneof!["[a-c]", any::<String>()], any::<String>(), bytes)
        .prop_map(|(text, mime_type, bytes)| Recording { text, mime_type, bytes })
}

/// A device with both copies of the log repaired, or not.
pub(crate) fn device() -> impl Strategy<Value = Device> {
    let settings = prop::option::of(prop::collection::btree_map(
        prop_oneof![Just("bells".to_owned()), Just("sore".to_owned()), "[a-z_]{1,9}"],
        json(),
        0..4,
    ));
    (
        prop::collection::vec((line(), any::<bool>(), any::<bool>()), 0..8),
        settings,
        prop::collection::vec(recording(), 0..3),
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(|(lines, settings, recordings, is_repaired, is_cut)| {
            let mut device = Device::default();
            for (line, in_segment, in_journal) in lines {
                let entry = &decode_segment(&line).entries[0];
                if in_segment {
                    let segment = device.local.entry(keys::month(entry.day())).or_default();
                    *segment = append(segment, entry);
                }
                if in_journal {
                    device.journal.insert(keys::journal_entry(entry.id()), line);
                }
            }
            if is_cut {
                // A last line without its line end.
                device.local.values_mut().for_each(|segment| segment.truncate(segment.len() - 1));
            }
            if is_repaired {
                device.start();
            }
            if let Some(fields) = settings {
                let data = serde_json::to_string(&fields).unwrap();
                let text = seal_ascii(&format!(r#"{{"v":2,"data":{data}}}"#));
                device.local.insert(keys::SETTINGS.to_owned(), text);
            }
            let by_text =
                recordings.into_iter().map(|recording| (recording.text.clone(), recording));
            device.recordings = by_text.collect();
            device
        })
}

/// The strategies of settings have no characters beyond ASCII.
fn seal_ascii(json: &str) -> String {
    assert!(json.is_ascii());
    seal(json)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn restore_on_an_empty_device_gives_the_same_state(device in device()) {
        let file = device.backup_as(NOW, APP);
        let contents = read(file.as_bytes()).unwrap();
        prop_assert_eq!(&contents.log, &device.log());
        let lines = |log: &Log| log.entries().map(encode_entry).collect::<Vec<_>>();
        prop_assert_eq!(lines(&contents.log), lines(&device.log()));
        prop_assert_eq!(contents.settings.as_deref(), device.settings_text());
        prop_assert_eq!(&contents.recordings, &device.infos());
        prop_assert_eq!((contents.unknown, contents.damaged), (0, 0));

        let mut other = Device::default();
        let plan = other.plan(&contents, SettingsChoice::TakeTheirs);
        other.apply(&plan, &file, usize::MAX);
        prop_assert_eq!(other.log(), device.log());
        prop_assert_eq!(other.settings_text(), device.settings_text());
        prop_assert_eq!(&other.recordings, &device.recordings);
        // Both copies of the log are complete, and so is the next backup.
        let before = other.clone();
        other.start();
        prop_assert_eq!(&other, &before);
        prop_assert_eq!(other.backup_as(NOW, APP), file);
    }

    #[test]
    fn undoing_a_restore_gives_the_same_bytes(
        mine in device(),
        theirs in device(),
        takes in any::<bool>(),
        stops in prop::option::of(0usize..12),
        stops_undoing in prop::option::of(0usize..12),
    ) {
        let file = theirs.backup_as(NOW, APP);
        let contents = contents(file.as_bytes()).unwrap();
        let choice = if takes { SettingsChoice::TakeTheirs } else { SettingsChoice::KeepOurs };
        let mut device = mine.clone();
        let plan = device.plan(&contents, choice);
        device.apply(&plan, &file, stops.unwrap_or(usize::MAX));
        if stops.is_none() {
            prop_assert_eq!(device.log(), mine.log().merge(theirs.log()));
            prop_assert!(device.plan(&contents, choice).is_empty());
        }
        device.undo(&plan, stops_undoing.unwrap_or(usize::MAX));
        device.undo(&plan, usize::MAX);
        if mine.is_repaired() {
            prop_assert_eq!(&device, &mine);
        } else {
            prop_assert_eq!(device.log(), mine.log());
            prop_assert_eq!(&device.journal, &mine.journal);
            prop_assert_eq!(device.settings_text(), mine.settings_text());
            prop_assert_eq!(&device.recordings, &mine.recordings);
        }

        // Whatever was interrupted can also be completed.
        device.apply(&plan, &file, stops.unwrap_or(0));
        device.undo(&plan, stops_undoing.unwrap_or(0));
        device.apply(&plan, &file, usize::MAX);
        prop_assert_eq!(device.log(), mine.log().merge(theirs.log()));
        prop_assert!(device.plan(&contents, choice).is_empty());
    }

    #[test]
    fn what_was_recorded_since_survives_undoing(
        mine in device(),
        theirs in device(),
        mut since in prop::collection::vec(own_entry(), 1..6),
        stops in prop::option::of(0usize..12),
    ) {
        let file = theirs.backup_as(NOW, APP);
        let contents = contents(file.as_bytes()).unwrap();
        // Ids are unique.
        let [ours, other] = [mine.log(), theirs.log()];
        since.retain(|entry| [&ours, &other].iter().all(|log| log.get(entry.id()).is_none()));
        let mut device = mine.clone();
        let plan = device.plan(&contents, SettingsChoice::TakeTheirs);
        device.apply(&plan, &file, stops.unwrap_or(usize::MAX));
        for entry in &since {
            device.add(entry);
        }
        device.undo(&plan, usize::MAX);
        let (recorded, mut expected) = (since.clone(), ours);
        expected.extend(since);
        prop_assert_eq!(device.log(), expected.clone());
        // Both copies of the log are as whole as without the restore. Damage can leave two entries with one id, of which each
        // copy has another.
        let mut without = mine;
        for entry in &recorded {
            without.add(entry);
        }
        for device in [&mut device, &mut without] {
            device.start();
            prop_assert_eq!(device.log(), expected.clone());
            device.journal.clear();
        }
        prop_assert_eq!(device.log(), without.log());
    }
}

#[test]
fn pieces_are_bounded_and_a_backup_can_be_read_with_the_eyes() {
    let mut device = Device::default();
    let bytes = (0..200_000u32).map(|n| (n % 251) as u8).collect();
    let recording =
        Recording { text: "Ünö".to_owned(), mime_type: "audio/mp4".to_owned(), bytes };
    device.recordings.insert(recording.text.clone(), recording.clone());
    let file = device.backup_as(NOW, APP);
    assert!(file.is_ascii());
    let header = r#"{"backup":"unknot","v":1,"app":"0.2.0","made":{"utc_ms":1795500000000,"offset_min":60},"entries":0,"recordings":1}"#;
    let mut lines = file.lines();
    assert_eq!(lines.next(), Some(&*seal(header)));
    let part = lines.next().unwrap();
    let beginning = r#"{"backup":"recording","text":"\u00dcn\u00f6","type":"audio/mp4","sum":""#;
    assert!(part.starts_with(beginning), "{part}");
    assert!(file.lines().all(|line| line.len() < 33 * 1024));
    assert_eq!(recordings_in(&file), [recording]);
    assert_eq!(file_name(NOW.day(240)), "unknot-backup-2026-11-24.txt");
}

/// What version 1 of the format is. It has to be read for as long as the app exists.
const VERSION_1: &str = include_str!("../fixtures/backup-v1.txt");

#[test]
fn backup_of_version_1_is_read_and_written() {
    let found = read(VERSION_1.as_bytes()).unwrap();
    let made = Made { at: NOW, app: "0.1.0".to_owned() };
    assert_eq!(found.made, [made]);
    let ids: Vec<_> = found.log.entries().map(|entry| entry.id().to_string()).collect();
    assert_eq!(ids, ["a", "b", "c", "d", "e"]);
    assert_eq!(found.newer, 1);
    assert_eq!(found.log.sessions().len(), 1);
    assert!(found.log.flare().is_some());
    let mut device = Device::default();
    let plan = device.plan(&found, SettingsChoice::TakeTheirs);
    device.apply(&plan, VERSION_1, usize::MAX);
    assert_eq!(device.settings().bells, 40);
    assert!(device.settings().sore.has("cat-cow"));
    let bytes: Vec<u8> = (0..=255).cycle().take(25_600).collect();
    assert_eq!(device.recordings["Bridge."].bytes, bytes);
    assert_eq!(device.recordings["Bridge."].mime_type, "audio/mp4");
    assert_eq!(device.backup_as(NOW, "0.1.0"), VERSION_1);
}
