//! Each field of the settings in turn, as it may come from another version or from nowhere: it costs itself, every other keeps
//! its value, and nothing of a newer version is lost on the next write.
//!
//! The fields are those of the serialised settings, so that a new one can't be forgotten here.

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use unknot_core::domain::background::Background;
use unknot_core::domain::bell::Bell;
use unknot_core::domain::catalog::PoseId;
use unknot_core::domain::caution::{Caution, Cautions};
use unknot_core::domain::routine::Rhythm;
use unknot_core::domain::settings::{Guidance, Settings, Theme};
use unknot_core::domain::time::Millis;
use unknot_core::storage::{decode_value, encode_over, encode_value};

use crate::made_up::{json, odd_values, seal};

pub(crate) type Fields = Map<String, Value>;

/// No field is as by default.
pub(crate) fn chosen() -> Settings {
    Settings {
        bells: 35,
        bell: Bell::SmallBowl,
        background: Background::BrownNoise,
        background_percent: 20,
        over_others: true,
        voice: false,
        phones_voice: true,
        voice_percent: 90,
        vibration: false,
        keep_awake: false,
        preparation: Millis::secs(40),
        theme: Theme::Dark,
        day_start_min: 180,
        safety_read: true,
        asked: true,
        favourites: ["desk-break-3", "evening"].into_iter().collect(),
        sore: ["cat-cow"].into_iter().collect(),
        cautions: Cautions::of(&[Caution::Osteoporosis, Caution::BloodPressure]),
        guidance: Guidance::Light,
        still: Some(PoseId::EasySeat),
        rhythm: Rhythm::new([9, 0, 13, 2]),
    }
}

/// What a newer version may have put beside it all.
fn newer() -> Fields {
    let json = json!({
        "accent": "teal",
        "reminders": [{ "at": "07:30", "days": ["mon", "thu"] }, null],
        "pace": { "words": -1.5 },
    });
    serde_json::from_value(json).unwrap()
}

/// The fields of a value's text.
pub(crate) fn data_of(text: &str) -> Fields {
    let json = text.rsplit_once('\t').unwrap().0;
    let mut envelope: Fields = serde_json::from_str(json).unwrap();
    serde_json::from_value(envelope.remove("data").unwrap()).unwrap()
}

fn fields_of(settings: &Settings) -> Fields {
    data_of(&encode_value(settings))
}

fn text_of(fields: &Fields) -> String {
    seal(&serde_json::to_string(&json!({ "v": 2, "data": fields })).unwrap())
}

fn assert_in_range(settings: &Settings) {
    for percent in [settings.bells, settings.background_percent, settings.voice_percent] {
        assert!(percent <= 100, "{percent}");
    }
    assert!(settings.day_start_min <= Settings::LATEST_DAY_START);
    assert!(settings.preparation <= Settings::LONGEST_PREPARATION);
    for (part, (least, most)) in settings.rhythm.parts().into_iter().zip(Rhythm::RANGES) {
        assert!((least..=most).contains(&part), "{part}");
    }
}

/// Whether all that is in a list or an object is also in another.
fn has_members_of(value: &Value, other: &Value) -> bool {
    match (value, other) {
        (Value::Array(value), Value::Array(other)) => other.iter().all(|one| value.contains(one)),
        (Value::Object(value), Value::Object(other)) => {
            other.keys().all(|name| value.contains_key(name))
        }
        _ => true,
    }
}

#[test]
fn no_field_of_the_chosen_settings_is_as_by_default() {
    let defaults = fields_of(&Settings::default());
    for (name, value) in fields_of(&chosen()) {
        assert_ne!(value, defaults[&name], "{name}");
    }
}

#[test]
fn a_field_that_makes_no_sense_costs_itself_and_stays_until_it_is_chosen_anew() {
    let (fields, defaults) = (fields_of(&chosen()), fields_of(&Settings::default()));
    for name in fields.keys() {
        for odd in odd_values() {
            let mut stored = fields.clone();
            stored.insert(name.clone(), odd.clone());
            stored.extend(newer());
            let text = text_of(&stored);
            let settings: Settings = decode_value(&text).unwrap();
            assert_in_range(&settings);

            let read = fields_of(&settings);
            for (other, value) in fields.iter().filter(|(other, _)| *other != name) {
                assert_eq!(&read[other], value, "{other} with {name}: {odd}");
            }

            // Something else is chosen, and then this.
            let next = Settings { asked: false, ..settings };
            let written = data_of(&encode_over(&next, &text));
            if serde_json::from_value::<Settings>(json!({ name: odd })).is_ok() {
                assert!(has_members_of(&written[name], &odd), "{name}: {odd}");
            } else {
                assert_eq!(read[name], defaults[name], "{name}: {odd}");
                assert_eq!(written[name], odd, "{name}");
            }
            let anew = data_of(&encode_over(&chosen(), &text));
            assert!(has_members_of(&anew[name], &fields[name]), "{name}: {odd}");
            if !matches!(fields[name], Value::Array(_) | Value::Object(_)) {
                assert_eq!(anew[name], fields[name], "{name}: {odd}");
            }
            for (name, value) in newer() {
                assert_eq!((&written[&name], &anew[&name]), (&value, &value));
            }
        }
    }
}

#[test]
fn a_field_that_is_missing_is_as_by_default() {
    let (fields, defaults) = (fields_of(&chosen()), fields_of(&Settings::default()));
    for name in fields.keys() {
        let mut stored = fields.clone();
        stored.remove(name);
        let settings: Settings = decode_value(&text_of(&stored)).unwrap();
        let mut expected = fields.clone();
        expected.insert(name.clone(), defaults[name].clone());
        assert_eq!(fields_of(&settings), expected);
    }
    assert_eq!(decode_value(&text_of(&Fields::new())), Ok(Settings::default()));
}

#[test]
fn what_is_out_of_range_is_moved_into_it() {
    let read = |json: Value| decode_value::<Settings>(&text_of(json.as_object().unwrap())).unwrap();
    let long = json!({ "inhale": 99_000, "hold_full": 99_000, "exhale": 1, "hold_empty": 99_000 });
    let settings = read(json!({
        "bells": 101,
        "voice_percent": i64::MAX,
        "background_percent": -1,
        "day_start_min": 1440,
        "preparation": 4_000_000_000_u32,
        "rhythm": long,
    }));
    let expected = Settings {
        bells: 100,
        voice_percent: 100,
        background_percent: 0,
        day_start_min: 360,
        preparation: Millis::minutes(10),
        rhythm: Rhythm::new([20, 20, 4, 12]),
        ..Settings::default()
    };
    assert_eq!(settings, expected);
}

#[test]
fn what_version_1_packed_and_joined_is_read_and_no_longer_written() {
    let version_1 = json!({
        "favourites": "desk-break-3 evening",
        "sore": "cat-cow",
        "cautions": 513,
        "still": "easy-seat",
        "rhythm": u32::from_be_bytes([9, 0, 13, 2]),
    });
    let text = seal(&json!({ "v": 1, "data": version_1 }).to_string());
    let settings: Settings = decode_value(&text).unwrap();
    let written = data_of(&encode_over(&settings, &text));
    let fields = fields_of(&chosen());
    for name in version_1.as_object().unwrap().keys() {
        assert_eq!(written[name], fields[name]);
    }
    let none = json!({ "favourites": "", "sore": "", "cautions": 0, "still": "" });
    let text = seal(&json!({ "v": 1, "data": none }).to_string());
    assert_eq!(decode_value(&text), Ok(Settings::default()));
    let written = data_of(&encode_over(&Settings::default(), &text));
    assert_eq!(written, fields_of(&Settings::default()));
}

#[test]
fn what_was_taken_out_of_a_list_does_not_come_back() {
    let stored = json!({ "cautions": ["knee", "scoliosis", "hip"], "sore": ["cat-cow", "sphinx"] });
    let text = text_of(stored.as_object().unwrap());
    let mut settings: Settings = decode_value(&text).unwrap();
    settings.cautions.toggle(Caution::Knee);
    settings.sore.toggle("cat-cow");
    let written = data_of(&encode_over(&settings, &text));
    assert_eq!(written["cautions"], json!(["hip", "scoliosis"]));
    assert_eq!(written["sore"], json!(["sphinx"]));
}

#[test]
fn however_deep_a_field_is_it_costs_itself_and_stays_as_it_was() {
    let deep = format!("{}1e999{}", "[".repeat(1000), "]".repeat(1000));
    for name in fields_of(&chosen()).keys().map(String::as_str).chain(["accent"]) {
        let theme = if name == "theme" { "" } else { "\"theme\":\"dark\"," };
        let text = seal(&format!("{{\"v\":2,\"data\":{{{theme}\"{name}\":{deep}}}}}"));
        let settings: Settings = decode_value(&text).unwrap();
        assert_eq!(settings.theme == Theme::Dark, name != "theme");
        assert!(encode_over(&settings, &text).contains(&deep), "{name}");
    }
}

#[test]
fn nothing_is_kept_of_what_can_not_be_read() {
    for text in
        ["", "{\"v\":2,\"data\":{\"accent\":1}}", &seal("{\"v\":3,\"data\":{\"accent\":1}}")]
    {
        assert_eq!(encode_over(&chosen(), text), encode_value(&chosen()));
    }
}

proptest! {
    #[test]
    fn any_fields_are_settings_and_writing_them_changes_nothing(
        some in prop::collection::vec((any::<prop::sample::Index>(), json()), 0..6),
        more in prop::collection::btree_map("[a-z_]{1,9}", json(), 0..3),
    ) {
        let mut stored = fields_of(&chosen());
        let names: Vec<String> = stored.keys().cloned().collect();
        stored.extend(more);
        stored.extend(some.into_iter().map(|(name, value)| (name.get(&names).clone(), value)));
        let text = text_of(&stored);
        let settings: Settings = decode_value(&text).unwrap();
        assert_in_range(&settings);
        let written = encode_over(&settings, &text);
        prop_assert_eq!(decode_value(&written), Ok(settings.clone()));
        prop_assert_eq!(encode_over(&settings, &written), written.clone());
        let written = data_of(&written);
        for (name, value) in stored.iter().filter(|(name, _)| !names.contains(name)) {
            prop_assert_eq!(&written[name], value);
        }
    }
}
