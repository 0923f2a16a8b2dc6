//! Strategies for entries, lines and heartbeats of this and newer versions, and for noise.

use proptest::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use unknot_core::domain::catalog::PoseId;
use unknot_core::domain::civil::{CivilDay, Moment};
use unknot_core::domain::flare::Pace;
use unknot_core::domain::routine::{Hurt, Swap};
use unknot_core::domain::time::Millis;
use unknot_core::history::{
    Added, Changes, Edited, Entry, EntryId, FlareNote, Kind, Mark, Outcome, Record, RestDays, What,
};
use unknot_core::storage::{Heartbeat, Stored, encode_entry};

/// Makes a line with an independent, bitwise implementation of CRC-32.
pub(crate) fn seal(json: &str) -> String {
    let crc = !json.bytes().fold(!0u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 * (crc & 1)))
    });
    format!("{json}\t{crc:08x}")
}

fn id() -> impl Strategy<Value = EntryId> {
    prop_oneof!["[a-f]", "[A-Za-z0-9_-]{1,64}"].prop_map(|text| text.parse().unwrap())
}

fn day() -> impl Strategy<Value = CivilDay> {
    // The years 0000 to 9999, which are the ones that can be parsed.
    prop_oneof![20_000i32..20_060, -719_528i32..2_932_897].prop_map(CivilDay::from_epoch_days)
}

fn moment() -> impl Strategy<Value = Moment> {
    (any::<i64>(), any::<i16>()).prop_map(|(utc_ms, offset_min)| Moment { utc_ms, offset_min })
}

fn outcome() -> impl Strategy<Value = Outcome> {
    prop_oneof![Just(Outcome::Interrupted), Just(Outcome::EndedEarly), Just(Outcome::Finished)]
}

fn hurt() -> impl Strategy<Value = Hurt> {
    let pose = || proptest::sample::select(PoseId::all());
    let swap = prop_oneof![Just(Swap::Keep), Just(Swap::Easier), pose().prop_map(Swap::Instead)];
    (pose(), swap).prop_map(|(pose, swap)| Hurt { pose, swap })
}

fn record() -> impl Strategy<Value = Record> {
    let routine = prop_oneof!["[a-z]{1,8}(-[a-z]{1,8}){0,2}", any::<String>()];
    let skipped = proptest::option::of(any::<u32>());
    let worked = proptest::option::of(any::<u32>().prop_map(Millis));
    let ended = (outcome(), worked, skipped, proptest::collection::vec(hurt(), 0..3));
    (id(), moment(), day(), routine, any::<u32>(), any::<u32>(), ended).prop_map(
        |(id, started, day, routine, planned, practised, (outcome, worked, skipped, hurts))| {
            Record {
                id,
                started,
                day,
                routine: routine.into(),
                planned: Millis(planned),
                practised: Millis(practised),
                worked,
                outcome,
                skipped,
                hurts,
            }
        },
    )
}

fn what() -> impl Strategy<Value = What> {
    prop_oneof![
        proptest::sample::select(vec![
            What::Other,
            What::Walk,
            What::Stretching,
            What::Meditation,
            What::Exercises,
        ]),
        "[a-z]{1,8}(-[a-z]{1,8}){0,2}".prop_map(|slug| What::Routine(slug.into())),
        any::<String>().prop_map(What::OtherApp),
    ]
}

fn added() -> impl Strategy<Value = Added> {
    let started = proptest::option::of(moment());
    (id(), moment(), day(), started, what(), any::<u32>(), any::<String>()).prop_map(
        |(id, at, day, started, what, practised, note)| Added {
            id,
            at,
            day,
            started,
            what,
            practised: Millis(practised),
            note,
        },
    )
}

fn changes() -> impl Strategy<Value = Changes> {
    use proptest::option::of;
    (of(day()), of(any::<u32>()), of(what()), of(any::<String>())).prop_map(
        |(day, practised, what, note)| Changes {
            day,
            practised: practised.map(Millis),
            what,
            note,
        },
    )
}

/// An entry of this version.
pub(crate) fn own_entry() -> impl Strategy<Value = Entry> {
    let mark = || {
        (id(), moment(), day(), id()).prop_map(|(id, at, day, target)| Mark { id, at, day, target })
    };
    prop_oneof![
        3 => record().prop_map(Entry::from),
        1 => added().prop_map(|added| Kind::Added(added).into()),
        1 => (mark(), changes()).prop_map(|(Mark { id, at, day, target }, changes)| {
            Kind::Edited(Edited { id, at, day, target, changes }).into()
        }),
        1 => (mark(), day()).prop_map(|(Mark { id, at, day, .. }, first)| {
            Kind::Rest(RestDays { id, at, first, last: day }).into()
        }),
        1 => mark().prop_map(|mark| Kind::Deleted(mark).into()),
        1 => mark().prop_map(|mark| Kind::Restored(mark).into()),
        1 => (mark(), proptest::option::of(proptest::sample::select(&Pace::ALL[..])))
            .prop_map(|(Mark { id, at, day, .. }, pace)| {
                Kind::Flare(FlareNote { id, at, day, pace }).into()
            }),
    ]
}

/// A line that a newer version might write, with unknown fields or values.
pub(crate) fn newer_line() -> impl Strategy<Value = String> {
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

/// A line of this version or a newer one.
pub(crate) fn line() -> impl Strategy<Value = String> {
    prop_oneof![4 => own_entry().prop_map(|entry| encode_entry(&entry)), 1 => newer_line()]
}

/// Any text without a line break.
pub(crate) fn noise() -> impl Strategy<Value = String> {
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

/// Values that are invalid for most fields: of another type, out of range, or known only to a newer
/// version.
pub(crate) fn odd_values() -> Vec<Value> {
    let texts = ["", " ", "of-a-newer-version", "knee", "rest", "2026-02-30"].map(Value::from);
    let numbers = [-1, 0, 1, 101, 256, 361, 65_536, 1 << 32, i64::MIN, i64::MAX].map(Value::from);
    let others = [
        json!(null),
        json!(true),
        json!(false),
        json!(7.5),
        json!(1e300),
        json!(u64::MAX),
        json!([]),
        json!(["of-a-newer-version"]),
        json!([1, null, "cat-cow"]),
        json!([[["deep"]]]),
        json!({}),
        json!({ "of_a_newer_version": true }),
        json!({ "inhale": 4000, "hold_full": 0, "exhale": 6000, "hold_empty": 0, "shape": "smooth" }),
        json!({ "inhale": 4000 }),
        json!({ "utc_ms": "now" }),
    ];
    texts.into_iter().chain(numbers).chain(others).collect()
}

/// Any JSON.
pub(crate) fn json() -> impl Strategy<Value = Value> {
    let plain = prop_oneof![
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-100i64..700).prop_map(Value::from),
        "[a-z-]{0,9}".prop_map(Value::from),
        proptest::sample::select(odd_values()),
    ];
    plain.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[a-z_]{1,9}", inner, 0..4)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

/// A minimal snapshot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Snapshot {
    pub(crate) position: Millis,
    pub(crate) ended: bool,
}

impl Stored for Snapshot {
    fn version(&self) -> u32 {
        1
    }
}

pub(crate) fn heartbeat() -> impl Strategy<Value = Heartbeat<Snapshot>> {
    (record(), any::<String>(), any::<i64>(), any::<bool>()).prop_map(
        |(record, id, updated_ms, ended)| Heartbeat {
            id,
            started: record.started,
            day: record.day,
            practised: record.practised,
            worked: record.worked,
            planned: record.planned,
            updated_ms,
            routine: record.routine.into_owned(),
            skipped: record.skipped.unwrap_or(0),
            hurts: record.hurts,
            snapshot: Some(Snapshot { position: record.practised, ended }),
        },
    )
}
