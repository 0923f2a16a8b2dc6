//! Replaces each field of heartbeats, snapshots and log lines with unexpected values. A bad
//! snapshot prevents resuming but the practice still counts, and every line is preserved.

use serde_json::{Map, Value, json};
use unknot_core::domain::care::{Care, Rise, Warning};
use unknot_core::domain::kit::{Kit, Thing};
use unknot_core::history::{Entry, Kind};
use unknot_core::session::Snapshot;
use unknot_core::storage::{
    Heartbeat, ValueError, decode_segment, decode_value, encode_entry, encode_value,
};

use crate::each_setting::data_of;
use crate::strategies::{odd_values, seal};
use crate::version_1;
use crate::version_2::{self, HURT, OWN_RHYTHM, WORKED, WORKED_LOG};

type Fields = Map<String, Value>;

/// The fields of a heartbeat that a record needs.
const ESSENTIAL: [&str; 7] =
    ["id", "started", "day", "practised", "planned", "updated_ms", "routine"];

fn decode(heartbeat: &Value) -> Result<Heartbeat<Snapshot>, ValueError> {
    decode_value(&seal(&json!({ "v": 2, "data": heartbeat }).to_string()))
}

/// The fields of a heartbeat, with `value` at a path.
fn with(text: &str, path: &[&str], value: &Value) -> Value {
    let mut heartbeat = Value::Object(data_of(text));
    let mut target = &mut heartbeat;
    for name in path {
        target = &mut target[name];
    }
    *target = value.clone();
    heartbeat
}

/// The fields of a heartbeat, without the one with this name.
fn without(heartbeat: &Heartbeat<Snapshot>, name: &str) -> Fields {
    let mut fields = data_of(&encode_value(heartbeat));
    fields.remove(name);
    fields
}

#[test]
fn bad_value_in_a_heartbeat_resets_only_its_field_unless_a_record_needs_it() {
    for text in [HURT, OWN_RHYTHM, WORKED] {
        let whole: Heartbeat<Snapshot> = decode_value(text).unwrap();
        for name in data_of(text).keys() {
            for odd in odd_values() {
                match decode(&with(text, &[name], &odd)) {
                    Ok(read) => assert_eq!(without(&read, name), without(&whole, name), "{odd}"),
                    Err(error) => {
                        assert_eq!(error, ValueError::Damaged);
                        assert!(ESSENTIAL.contains(&name.as_str()), "{name}: {odd}");
                    }
                }
            }
        }
    }
}

#[test]
fn bad_value_in_a_snapshot_does_not_affect_the_record() {
    for text in [HURT, OWN_RHYTHM, WORKED] {
        let whole: Heartbeat<Snapshot> = decode_value(text).unwrap();
        let snapshot = data_of(text)["snapshot"].clone();
        let names = snapshot.as_object().unwrap().keys().map(|name| vec!["snapshot", name]);
        let options = snapshot["options"].as_object().unwrap().keys();
        let paths = names.chain(options.map(|name| vec!["snapshot", "options", name]));
        for path in paths {
            for odd in odd_values() {
                let read = decode(&with(text, &path, &odd)).unwrap();
                assert_eq!(read.to_record(), whole.to_record());
                assert_eq!(without(&read, "snapshot"), without(&whole, "snapshot"));
                // If the snapshot can still be read, its other fields are unchanged.
                if read.snapshot.is_some() {
                    let mut fields = Value::Object(data_of(&encode_value(&read)));
                    let mut expected = Value::Object(data_of(text));
                    for fields in [&mut fields, &mut expected] {
                        let (name, path) = path.split_last().unwrap();
                        let inside = path.iter().fold(fields, |fields, name| &mut fields[name]);
                        inside.as_object_mut().unwrap().remove(*name);
                    }
                    assert_eq!(fields, expected, "{path:?}: {odd}");
                }
            }
        }
    }
}

/// What is said to a person comes back after a kill, and what a newer version says to them is nothing here.
#[test]
fn care_is_stored_and_unknown_care_is_none() {
    let whole: Heartbeat<Snapshot> = decode_value(HURT).unwrap();
    assert!(whole.snapshot.as_ref().unwrap().options.manner.care.is_none());
    for rise in Rise::ALL {
        for warning in Warning::ALL.map(Some).into_iter().chain([None]) {
            for kit in Kit::all() {
                let care = Care { warning, rise, kit };
                let mut stored = whole.clone();
                stored.snapshot.as_mut().unwrap().options.manner.care = care;
                let read: Heartbeat<Snapshot> = decode_value(&encode_value(&stored)).unwrap();
                assert_eq!(read, stored, "{care:?}");
            }
        }
    }
    for odd in odd_values().into_iter().chain([json!({ "warning": "comet" })]) {
        let read = decode(&with(HURT, &["snapshot", "options", "care"], &odd)).unwrap();
        assert_eq!(read, whole, "{odd}");
    }
}

/// How somebody gets up is no less right because a newer version warns them of something else.
#[test]
fn each_part_of_care_is_read_by_itself() {
    let care = |odd: Value| {
        let read = decode(&with(HURT, &["snapshot", "options", "care"], &odd)).unwrap();
        read.snapshot.unwrap().options.manner.care
    };
    let of = |warning, rise| Care { warning, rise, ..Care::default() };
    for odd in odd_values().into_iter().chain([json!("comet")]) {
        let unwarned = care(json!({ "warning": odd, "rise": "with_help" }));
        assert_eq!(unwarned, of(None, Rise::WithHelp), "{odd}");
        let warned = care(json!({ "warning": "dizzy", "rise": odd, "kit": odd }));
        assert_eq!(warned, of(Some(Warning::Dizzy), Rise::Own), "{odd}");
        let equipped = care(json!({ "rise": odd, "kit": ["strap", odd] }));
        assert_eq!(
            equipped,
            Care { kit: Kit::from_iter([Thing::Strap]), ..Care::default() },
            "{odd}"
        );
    }
    assert_eq!(care(json!({ "rise": "by_chair", "tea": 1 })), of(None, Rise::ByChair));
}

/// A guess could bring back a pose that hurts.
#[test]
fn session_with_unknown_swaps_is_not_resumed() {
    for (text, path, odd) in [
        (HURT, ["snapshot", "options", "swaps"], json!(["keep", { "instead": "handstand" }])),
        (HURT, ["snapshot", "options", "swaps"], json!(["keep", "gentler"])),
        (HURT, ["snapshot", "options", "swaps"], json!("- handstand")),
        (OWN_RHYTHM, ["snapshot", "options", "holds"], json!("half")),
        (OWN_RHYTHM, ["snapshot", "options", "rhythm"], json!("box")),
    ] {
        assert_eq!(decode(&with(text, &path, &odd)).unwrap().snapshot, None, "{odd}");
    }
}

#[test]
fn newer_fields_in_a_heartbeat_are_ignored() {
    let deep = format!("{}1e999{}", "[".repeat(1000), "]".repeat(1000));
    for text in [HURT, OWN_RHYTHM, WORKED] {
        let whole: Heartbeat<Snapshot> = decode_value(text).unwrap();
        let json = text.rsplit_once('\t').unwrap().0;
        let beside = json.replacen("{\"id\":", &format!("{{\"deep\":{deep},\"id\":"), 1);
        assert_eq!(decode_value(&seal(&beside)).as_ref(), Ok(&whole));
        let inside = json
            .replacen("\"position\":", "\"weather\":{\"rain\":[1]},\"position\":", 1)
            .replacen("\"extra\":", "\"pace\":{\"slow\":[null]},\"extra\":", 1);
        assert_ne!(inside, json);
        assert_eq!(decode_value(&seal(&inside)).as_ref(), Ok(&whole));
        // A field beyond the recursion limit makes the snapshot unreadable.
        let inside = json.replacen("\"extra\":", &format!("\"deep\":{deep},\"extra\":"), 1);
        let read: Heartbeat<Snapshot> = decode_value(&seal(&inside)).unwrap();
        assert_eq!(read, Heartbeat { snapshot: None, ..whole });
    }
}

/// Reads a line and checks that it is written back unchanged. `None` if it counts as damaged.
fn reread(fields: &Fields) -> Option<Entry> {
    let line = seal(&serde_json::to_string(fields).unwrap());
    let segment = decode_segment(&line);
    let Some(entry) = segment.entries.into_iter().next() else {
        assert_eq!(segment.damaged, [line]);
        return None;
    };
    assert_eq!(encode_entry(&entry), line);
    Some(entry)
}

#[test]
fn lines_with_bad_values_are_preserved() {
    let lines = [version_1::LOG, version_2::LOG, WORKED_LOG].into_iter().flat_map(str::lines);
    for line in lines {
        let fields: Fields = serde_json::from_str(line.rsplit_once('\t').unwrap().0).unwrap();
        let whole = reread(&fields).unwrap();
        for name in fields.keys() {
            for odd in odd_values() {
                let mut changed = fields.clone();
                changed.insert(name.clone(), odd.clone());
                changed.insert("of_a_newer_version".to_owned(), json!({ "a": [null] }));
                let Some(entry) = reread(&changed) else {
                    // The common fields of all versions.
                    assert!(["v", "kind", "id", "at", "day"].contains(&name.as_str()), "{name}");
                    continue;
                };
                let is_known = !matches!(entry.kind(), Kind::Unknown(_));
                if let ("worked" | "skipped" | "hurts", Some(record)) =
                    (name.as_str(), whole.record())
                {
                    let read = entry.record().unwrap();
                    assert_eq!((read.outcome, read.practised), (record.outcome, record.practised));
                }
                if is_known {
                    let kinds = [entry.kind(), whole.kind()].map(std::mem::discriminant);
                    assert_eq!(kinds[0], kinds[1], "{name}: {odd}");
                }
            }
        }
    }
}
