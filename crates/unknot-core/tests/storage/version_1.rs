//! Data that version 1 has stored on people's phones. The fixtures never change: if a test fails,
//! the code is wrong. A new version gets its own directory.

use unknot_core::domain::app_voice::AppVoice;
use unknot_core::domain::background::Background;
use unknot_core::domain::bell::Bell;
use unknot_core::domain::caution::Cautions;
use unknot_core::domain::civil::{CivilDay, Moment};
use unknot_core::domain::cue::Side;
use unknot_core::domain::goal::{EarlierGoals, Goal};
use unknot_core::domain::routine::Rhythm;
use unknot_core::domain::settings::{Guidance, Settings, SilenceBells, Slugs, Theme};
use unknot_core::domain::time::Millis;
use unknot_core::history::{Entry, EntryId, Kind, Mark, Outcome, Record, Unknown};
use unknot_core::session;
use unknot_core::storage::{
    Heartbeat, Segment, append, decode_segment, decode_value, encode_value, keys, reconcile,
};
use unknot_core::timeline::{Manner, Options};

use crate::strategies::{Snapshot, seal};

pub(crate) const LOG: &str = include_str!("../fixtures/v1/unknot.log.v1.2026-11");
const NEWER: &str = include_str!("../fixtures/v1/newer.log");
const SETTINGS: &str = include_str!("../fixtures/v1/unknot.settings");
const HEARTBEAT: &str = include_str!("../fixtures/v1/unknot.heartbeat");
const HEARTBEAT_WITH_SNAPSHOT: &str = include_str!("../fixtures/v1/unknot.heartbeat.killed-3");

fn at(utc_ms: i64, offset_min: i16) -> Moment {
    Moment { utc_ms, offset_min }
}

fn on(day: &str) -> CivilDay {
    day.parse().unwrap()
}

fn id(id: &str) -> EntryId {
    id.parse().unwrap()
}

fn entries() -> Vec<Entry> {
    let mark = |name: &str, utc_ms, target: &str| Mark {
        id: id(name),
        at: at(utc_ms, 60),
        day: on("2026-11-24"),
        target: id(target),
    };
    vec![
        Entry::from(Record {
            id: id("01KAXF8Q0M3V5T7W9Y1B3D5F7H"),
            started: at(1_793_523_600_000, 60),
            day: on("2026-11-01"),
            routine: "morning-ten".into(),
            planned: Millis(600_000),
            practised: Millis(600_000),
            worked: None,
            outcome: Outcome::Finished,
            skipped: Some(0),
            hurts: Vec::new(),
        }),
        Entry::from(Record {
            id: id("0b9c7f1e-6f0a-4c55-9d0e-0c8f4b1a2d3e"),
            started: at(1_794_267_000_000, -300),
            day: on("2026-11-09"),
            routine: "evening".into(),
            planned: Millis(900_000),
            practised: Millis(421_337),
            worked: None,
            outcome: Outcome::EndedEarly,
            skipped: Some(3),
            hurts: Vec::new(),
        }),
        Entry::from(Record {
            id: id("killed_1"),
            started: at(1_795_500_000_000, 330),
            day: on("2026-11-24"),
            routine: "r\u{fc}cken \u{1f9d8}".into(),
            planned: Millis(1_200_000),
            practised: Millis(75_000),
            worked: None,
            outcome: Outcome::Interrupted,
            skipped: None,
            hurts: Vec::new(),
        }),
        Kind::Deleted(mark("mark-1", 1_795_500_600_000, "killed_1")).into(),
        Kind::Restored(mark("mark-2", 1_795_500_660_000, "mark-1")).into(),
    ]
}

#[test]
fn log_of_version_1_is_read_and_written_unchanged() {
    let segment = decode_segment(LOG);
    assert_eq!(segment, Segment { entries: entries(), damaged: vec![], newer: 0 });
    let written = entries().iter().fold(String::new(), |text, entry| append(&text, entry));
    assert_eq!(written, LOG);
    assert_eq!(reconcile([LOG], []).log.sessions().len(), 3);
}

#[test]
fn entries_of_newer_versions_are_preserved() {
    let segment = decode_segment(NEWER);
    assert_eq!((segment.entries.len(), segment.damaged.len(), segment.newer), (3, 0, 2));
    let unknown = |name: &str, utc_ms| {
        Kind::Unknown(Unknown { id: id(name), at: at(utc_ms, 60), day: on("2026-11-25") })
    };
    assert_eq!(*segment.entries[0].kind(), unknown("future-1", 1_795_600_000_000));
    assert_eq!(*segment.entries[1].kind(), unknown("future-2", 1_795_600_000_001));
    assert_eq!(segment.entries[2].record().unwrap().outcome, Outcome::Finished);
    let written = segment.entries.iter().fold(String::new(), |text, entry| append(&text, entry));
    assert_eq!(written, NEWER);
}

#[test]
fn settings_and_heartbeat_of_version_1_are_read() {
    let settings = Settings {
        silent: false,
        bells: 35,
        bell: Bell::default(),
        background: Background::Nothing,
        background_percent: 60,
        over_others: false,
        voice: false,
        device_voice: false,
        app_voice: AppVoice::Higher,
        phone_voice: String::new(),
        voice_percent: 100,
        vibration: true,
        keep_awake: false,
        preparation: Millis::secs(40),
        theme: Theme::Dark,
        day_start_min: 180,
        goal: Goal::DEFAULT,
        earlier_goals: EarlierGoals::default(),
        counts_days: true,
        safety_read: true,
        asked: false,
        favourites: Slugs::default(),
        sore: Slugs::default(),
        cautions: Cautions::default(),
        usual_pain: None,
        silence_bells: SilenceBells::Regular,
        guidance: Guidance::Full,
        posture: None,
        rhythm: Rhythm::default(),
        note: String::new(),
    };
    // Only reading is fixed, because settings are written in version 2.
    assert_eq!(decode_value::<Settings>(SETTINGS), Ok(settings));

    let heartbeat = Heartbeat {
        id: "killed_2".to_owned(),
        started: at(1_795_586_400_000, 60),
        day: on("2026-11-25"),
        practised: Millis(130_500),
        worked: None,
        planned: Millis::minutes(10),
        updated_ms: 1_795_586_531_000,
        routine: "morning-ten".to_owned(),
        skipped: 1,
        hurts: Vec::new(),
        snapshot: Some(Snapshot { position: Millis(130_500), ended: false }),
    };
    assert_eq!(encode_value(&heartbeat), HEARTBEAT);
    assert_eq!(decode_value(HEARTBEAT), Ok(heartbeat));
}

#[test]
fn heartbeat_with_snapshot_of_version_1_is_read_and_written_unchanged() {
    let options = Options {
        length: Some(Millis::minutes(12)),
        preparation: Millis(10_500),
        first_side: Side::Right,
        extra: vec![Millis::ZERO, Millis::secs(15)],
        manner: Manner::default(),
        swaps: Vec::new(),
    };
    let snapshot = session::Snapshot {
        routine: "morning-mobility".to_owned(),
        options,
        position: Millis(141_250),
        practised: Millis(130_750),
        worked: None,
        skipped: 1,
        hurts: Vec::new(),
        done: Vec::new(),
    };
    let heartbeat = Heartbeat {
        id: "killed-3".to_owned(),
        started: at(1_795_586_400_000, -570),
        day: on("2026-11-24"),
        practised: snapshot.practised,
        worked: None,
        planned: Millis(735_000),
        updated_ms: 1_795_586_541_500,
        routine: snapshot.routine.clone(),
        skipped: 1,
        hurts: Vec::new(),
        snapshot: Some(snapshot),
    };
    assert_eq!(keys::heartbeat(&heartbeat.id), "unknot.heartbeat.killed-3");
    assert_eq!(encode_value(&heartbeat), HEARTBEAT_WITH_SNAPSHOT);
    assert_eq!(decode_value(HEARTBEAT_WITH_SNAPSHOT), Ok(heartbeat));
}

#[test]
fn rhythm_round_trips_and_is_clamped() {
    let rhythm = Rhythm::new([8, 0, 12, 4]);
    let manner = Manner { rhythm: Some(rhythm), ..Manner::default() };
    let snapshot = session::Snapshot {
        routine: "own-rhythm".to_owned(),
        options: Options {
            length: None,
            preparation: Millis::secs(10),
            first_side: Side::Left,
            extra: Vec::new(),
            manner,
            swaps: Vec::new(),
        },
        position: Millis::secs(70),
        practised: Millis::secs(60),
        worked: None,
        skipped: 0,
        hurts: Vec::new(),
        done: Vec::new(),
    };
    assert_eq!(decode_value(&encode_value(&snapshot)), Ok(snapshot));

    let read = |number: u32| {
        let json = format!("{{\"v\":1,\"data\":{{\"rhythm\":{number}}}}}");
        decode_value::<Settings>(&seal(&json)).unwrap().rhythm
    };
    assert_eq!(read(u32::from_be_bytes(rhythm.parts())), rhythm);
    assert_eq!(read(4_278_190_335).parts(), [20, 0, 4, 12]);
}

#[test]
fn settings_added_after_version_1_round_trip() {
    for bell in Bell::ALL {
        let settings = Settings {
            bell,
            background: Background::ALL[bell as usize % Background::ALL.len()],
            background_percent: 10,
            over_others: true,
            device_voice: true,
            voice_percent: 30,
            rhythm: Rhythm::new([11, 0, 13, 1]),
            ..Settings::default()
        };
        assert_eq!(decode_value(&encode_value(&settings)), Ok(settings));
    }
}
