//! Each field of a heartbeat and of a line in turn, as it may come from another version or from nowhere. Of a heartbeat the
//! place can be lost, the practice not; of a line nothing is.

use serde_json::{Map, Value, json};
use unknot_core::history::{Entry, Kind};
use unknot_core::session::Snapshot;
use unknot_core::storage::{
    Heartbeat, ValueError, decode_segment, decode_value, encode_entry, encode_value,
};

use crate::each_setting::data_of;
use crate::made_up::{odd_values, seal};
use crate::version_1;
use crate::version_2::{self, HURT, OWN_RHYTHM};

type Fields = Map<String, Value>;

/// What the record is made of, without which there is none.
const ESSENTIAL: [&str; 7] =
    ["id", "started", "day", "practised", "planned", "updated_ms", "routine"];

fn decode(heartbeat: &Value) -> Result<Heartbeat<Snapshot>, ValueError> {
    decode_value(&seal(&json!({ "v": 2, "data": heartbeat }).to_string()))
}

/// The heartbeat with another value at a path.
fn with(text: &str, path: &[&str], value: &Value) -> Value {
    let mut heartbeat = Value::Object(data_of(text));
    let mut place = &mut heartbeat;
    for name in path {
        place = &mut place[name];
    }
    *place = value.clone();
    heartbeat
}

/// What is stored of a heartbeat, without one of its fields.
fn without(heartbeat: &Heartbeat<Snapshot>, name: &str) -> Fields {
    let mut fields = data_of(&encode_value(heartbeat));
    fields.remove(name);
    fields
}

#[test]
fn a_field_of_a_heartbeat_costs_itself_or_is_one_without_which_there_is_no_record() {
    for text in [HURT, OWN_RHYTHM] {
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
fn a_field_of_a_snapshot_costs_the_place_and_not_the_practice() {
    for text in [HURT, OWN_RHYTHM] {
        let whole: Heartbeat<Snapshot> = decode_value(text).unwrap();
        let snapshot = data_of(text)["snapshot"].clone();
        let names = snapshot.as_object().unwrap().keys().map(|name| vec!["snapshot", name]);
        let options = snapshot["options"].as_object().unwrap().keys();
        let paths = names.chain(options.map(|name| vec!["snapshot", "options", name]));
        for path in paths {
            for odd in odd_values() {
                let read = decode(&with(text, &path, &odd)).unwrap();
                assert_eq!(read.into_record(), whole.into_record());
                assert_eq!(without(&read, "snapshot"), without(&whole, "snapshot"));
                // Where the place is not lost, nothing else of it has changed.
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

/// What hurts must not come back because it can't be read.
#[test]
fn nobody_goes_on_where_it_is_not_known_what_was_swapped() {
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
fn a_newer_version_may_add_to_a_heartbeat_what_it_likes() {
    let deep = format!("{}1e999{}", "[".repeat(1000), "]".repeat(1000));
    for text in [HURT, OWN_RHYTHM] {
        let whole: Heartbeat<Snapshot> = decode_value(text).unwrap();
        let json = text.rsplit_once('\t').unwrap().0;
        let beside = json.replacen("{\"id\":", &format!("{{\"deep\":{deep},\"id\":"), 1);
        assert_eq!(decode_value(&seal(&beside)).as_ref(), Ok(&whole));
        let inside = json
            .replacen("\"position\":", "\"weather\":{\"rain\":[1]},\"position\":", 1)
            .replacen("\"extra\":", "\"pace\":{\"slow\":[null]},\"extra\":", 1);
        assert_ne!(inside, json);
        assert_eq!(decode_value(&seal(&inside)).as_ref(), Ok(&whole));
        // What is too deep for a snapshot costs the place.
        let inside = json.replacen("\"extra\":", &format!("\"deep\":{deep},\"extra\":"), 1);
        let read: Heartbeat<Snapshot> = decode_value(&seal(&inside)).unwrap();
        assert_eq!(read, Heartbeat { snapshot: None, ..whole });
    }
}

/// The entry of a line that has been changed, which is written as it was.
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
fn a_field_of_a_line_costs_its_meaning_at_most() {
    let lines = [version_1::LOG, version_2::LOG].into_iter().flat_map(str::lines);
    for line in lines {
        let fields: Fields = serde_json::from_str(line.rsplit_once('\t').unwrap().0).unwrap();
        let whole = reread(&fields).unwrap();
        for name in fields.keys() {
            for odd in odd_values() {
                let mut changed = fields.clone();
                changed.insert(name.clone(), odd.clone());
                changed.insert("of_a_newer_version".to_owned(), json!({ "a": [null] }));
                let Some(entry) = reread(&changed) else {
                    // Which entry it is, and of what kind, every version has to know.
                    assert!(["v", "kind", "id", "at", "day"].contains(&name.as_str()), "{name}");
                    continue;
                };
                let is_known = !matches!(entry.kind(), Kind::Unknown(_));
                if let ("skipped" | "hurts", Some(record)) = (name.as_str(), whole.record()) {
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
