//! Data that version 2 has stored on people's phones: settings, log lines and heartbeats with lists
//! and objects in place of the packed numbers and joined strings of version 1. The fixtures never
//! change: if a test fails, the code is wrong.

use unknot_core::domain::app_voice::AppVoice;
use unknot_core::domain::care::Care;
use unknot_core::domain::catalog::PoseId;
use unknot_core::domain::caution::{Caution, Cautions};
use unknot_core::domain::civil::{CivilDay, Moment};
use unknot_core::domain::cue::Side;
use unknot_core::domain::flare::Pace;
use unknot_core::domain::goal::{EarlierGoals, Goal};
use unknot_core::domain::routine::{Hurt, Rhythm, Swap, TimeOfDay};
use unknot_core::domain::settings::{Guidance, Settings, SilenceBells, Theme};
use unknot_core::domain::time::Millis;
use unknot_core::history::{Entry, FlareNote, Kind, Mark, Outcome, Record};
use unknot_core::session::Snapshot;
use unknot_core::storage::{
    Heartbeat, Segment, Stored, append, decode_segment, decode_value, encode_over, encode_value,
};
use unknot_core::timeline::{Manner, Options};

use crate::each_setting::{data_of, non_default_settings};

pub(crate) const LOG: &str = include_str!("../fixtures/v2/unknot.log.v1.2026-12");
/// What a version wrote that knew what counts of a session.
pub(crate) const WORKED_LOG: &str = include_str!("../fixtures/v2/unknot.log.v1.2027-01");
pub(crate) const WORKED: &str = include_str!("../fixtures/v2/unknot.heartbeat.killed-6");
pub(crate) const SETTINGS: &str = include_str!("../fixtures/v2/unknot.settings.v2");
const NEWER_SETTINGS: &str = include_str!("../fixtures/v2/newer.settings");
pub(crate) const HURT: &str = include_str!("../fixtures/v2/unknot.heartbeat.killed-4");
pub(crate) const OWN_RHYTHM: &str = include_str!("../fixtures/v2/unknot.heartbeat.killed-5");

fn at(utc_ms: i64) -> Moment {
    Moment { utc_ms, offset_min: 60 }
}

fn day() -> CivilDay {
    "2026-12-01".parse().unwrap()
}

fn hurts() -> Vec<Hurt> {
    let replaced = Swap::Instead(PoseId::ConstructiveRest);
    vec![
        Hurt { pose: PoseId::CatCow, swap: Swap::Easier },
        Hurt { pose: PoseId::Sphinx, swap: replaced },
    ]
}

fn entries() -> Vec<Entry> {
    let id = |id: &str| id.parse().unwrap();
    let mark = |name: &str, utc_ms, target: &str| Mark {
        id: id(name),
        at: at(utc_ms),
        day: day(),
        target: id(target),
    };
    let note = |name: &str, utc_ms, pace| {
        Entry::from(Kind::Flare(FlareNote { id: id(name), at: at(utc_ms), day: day(), pace }))
    };
    vec![
        Entry::from(Record {
            id: id("hurt-1"),
            started: at(1_796_115_600_000),
            day: day(),
            routine: "morning-mobility".into(),
            planned: Millis::minutes(12),
            practised: Millis(431_250),
            worked: None,
            outcome: Outcome::EndedEarly,
            skipped: Some(1),
            hurts: hurts(),
        }),
        note("flare-1", 1_796_119_200_000, Some(Pace::Rest)),
        note("flare-2", 1_796_119_260_000, None),
        Kind::Deleted(mark("mark-3", 1_796_119_320_000, "hurt-1")).into(),
        Kind::Restored(mark("mark-4", 1_796_119_380_000, "mark-3")).into(),
    ]
}

fn heartbeat(id: &str, snapshot: Snapshot) -> Heartbeat<Snapshot> {
    Heartbeat {
        id: id.to_owned(),
        started: at(1_796_115_600_000),
        day: day(),
        practised: snapshot.practised,
        worked: None,
        planned: Millis::minutes(12),
        updated_ms: 1_796_116_040_000,
        routine: snapshot.routine.clone(),
        skipped: snapshot.skipped,
        hurts: snapshot.hurts.clone(),
        snapshot: Some(snapshot),
    }
}

fn hurt() -> Heartbeat<Snapshot> {
    let options = Options {
        length: Some(Millis::minutes(12)),
        preparation: Millis::secs(10),
        first_side: Side::Right,
        extra: vec![Millis::ZERO, Millis::secs(15)],
        manner: Manner::default(),
        swaps: vec![Swap::Keep, Swap::Easier, Swap::Instead(PoseId::ConstructiveRest)],
    };
    let snapshot = Snapshot {
        routine: "morning-mobility".to_owned(),
        options,
        position: Millis(441_250),
        practised: Millis(431_250),
        worked: None,
        skipped: 1,
        hurts: hurts(),
        done: Vec::new(),
    };
    heartbeat("killed-4", snapshot)
}

fn own_rhythm() -> Heartbeat<Snapshot> {
    let manner = Manner {
        guidance: Guidance::Light,
        wording: 7,
        silence_bells: SilenceBells::Regular,
        time: TimeOfDay::Evening,
        posture: Some(PoseId::EasySeat),
        holds: false,
        rhythm: Some(Rhythm::new([9, 0, 13, 2])),
        care: Care::default(),
    };
    let options = Options {
        length: None,
        preparation: Millis::ZERO,
        first_side: Side::Left,
        extra: Vec::new(),
        manner,
        swaps: Vec::new(),
    };
    let snapshot = Snapshot {
        routine: "own-rhythm".to_owned(),
        options,
        position: Millis(70_000),
        practised: Millis(70_000),
        worked: None,
        skipped: 0,
        hurts: Vec::new(),
        done: Vec::new(),
    };
    heartbeat("killed-5", snapshot)
}

/// Compares the fields of the fixture. Settings may have gained others since.
fn assert_written_as(settings: &Settings, fixture: &str) {
    let written = data_of(&encode_over(settings, fixture));
    for (name, value) in &data_of(fixture) {
        assert_eq!(&written[name], value, "{name}");
    }
}

#[test]
fn settings_of_version_2_are_read_and_written_unchanged() {
    // Fields that are newer than this fixture are missing in it, so they have their defaults here.
    let settings = Settings {
        app_voice: AppVoice::Higher,
        phone_voice: String::new(),
        usual_pain: None,
        goal: Goal::DEFAULT,
        earlier_goals: EarlierGoals::default(),
        counts_days: true,
        note: String::new(),
        silence_bells: SilenceBells::Regular,
        silent: false,
        ..non_default_settings()
    };
    assert_eq!(decode_value::<Settings>(SETTINGS), Ok(settings));
    assert_written_as(&non_default_settings(), SETTINGS);
    assert!(encode_value(&non_default_settings()).starts_with("{\"v\":2,"));
}

#[test]
fn newer_settings_are_preserved() {
    let settings = Settings {
        theme: Theme::Dark,
        cautions: Cautions::of(&[Caution::Knee]),
        sore: ["cat-cow", "handstand"].into_iter().collect(),
        ..Settings::default()
    };
    assert_eq!(decode_value::<Settings>(NEWER_SETTINGS).as_ref(), Ok(&settings));
    assert_written_as(&settings, NEWER_SETTINGS);
}

#[test]
fn log_of_version_2_is_read_and_written_unchanged() {
    let segment = decode_segment(LOG);
    assert_eq!(segment, Segment { entries: entries(), damaged: vec![], newer: 0 });
    let written = entries().iter().fold(String::new(), |text, entry| append(&text, entry));
    assert_eq!(written, LOG);
}

#[test]
fn heartbeats_of_version_2_are_read_and_written_unchanged() {
    for (text, heartbeat) in [(HURT, hurt()), (OWN_RHYTHM, own_rhythm())] {
        assert_eq!(encode_value(&heartbeat), text);
        assert_eq!(decode_value(text), Ok(heartbeat));
    }
}

#[test]
fn what_counts_of_a_session_is_read_and_written_unchanged() {
    let segment = decode_segment(WORKED_LOG);
    let record = segment.entries[0].record().unwrap();
    assert_eq!((record.practised, record.worked), (Millis(41_500), Some(Millis(23_500))));
    assert!(record.counts());
    assert_eq!(append("", &segment.entries[0]), WORKED_LOG);

    let heartbeat: Heartbeat<Snapshot> = decode_value(WORKED).unwrap();
    let snapshot = heartbeat.snapshot.as_ref().unwrap();
    assert_eq!(snapshot.done, [PoseId::ChinTuck, PoseId::ScapularSqueeze]);
    assert_eq!((heartbeat.worked, snapshot.worked), (record.worked, record.worked));
    assert_eq!(encode_value(&heartbeat), WORKED);
}

#[test]
fn heartbeats_are_written_in_the_oldest_possible_version() {
    let versions = |change: &dyn Fn(&mut Heartbeat<Snapshot>)| {
        let mut heartbeat = hurt();
        heartbeat.hurts.clear();
        let snapshot = heartbeat.snapshot.as_mut().unwrap();
        snapshot.hurts.clear();
        snapshot.options.swaps = vec![Swap::Keep];
        snapshot.options.manner = Manner { wording: 7, ..Manner::default() };
        change(&mut heartbeat);
        (heartbeat.version(), heartbeat.snapshot.as_ref().map(Stored::version))
    };
    assert_eq!(versions(&|_| {}), (1, Some(1)));
    assert_eq!(versions(&|heartbeat| heartbeat.snapshot = None), (1, None));
    assert_eq!(versions(&|heartbeat| heartbeat.hurts = hurts()), (2, Some(1)));
    let versions = |change: &dyn Fn(&mut Snapshot)| {
        versions(&|heartbeat| change(heartbeat.snapshot.as_mut().unwrap()))
    };
    assert_eq!(versions(&|snapshot| snapshot.hurts = hurts()), (2, Some(2)));
    assert_eq!(versions(&|snapshot| snapshot.options.swaps.push(Swap::Easier)), (2, Some(2)));
    let rhythm = Some(Rhythm::default());
    assert_eq!(versions(&|snapshot| snapshot.options.manner.rhythm = rhythm), (2, Some(2)));
}
