//! Replaces each field of the settings with unexpected values: the other fields keep their values,
//! and the next write preserves everything that a newer version stored.
//!
//! The fields come from the serialized settings, so a new one is tested once it is in
//! `non_default_settings`.

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use unknot_core::domain::app_voice::AppVoice;
use unknot_core::domain::background::Background;
use unknot_core::domain::bell::Bell;
use unknot_core::domain::catalog::PoseId;
use unknot_core::domain::caution::{Caution, Cautions};
use unknot_core::domain::goal::{EarlierGoals, Goal, Goals};
use unknot_core::domain::pain::WORST;
use unknot_core::domain::routine::Rhythm;
use unknot_core::domain::settings::{Guidance, Settings, SilenceBells, Theme};
use unknot_core::domain::time::Millis;
use unknot_core::storage::{decode_value, encode_over, encode_value};

use crate::strategies::{json, odd_values, seal};

pub(crate) type Fields = Map<String, Value>;

/// Settings in which every field differs from its default.
pub(crate) fn non_default_settings() -> Settings {
    Settings {
        silent: true,
        bells: 35,
        bell: Bell::SmallBowl,
        background: Background::BrownNoise,
        background_percent: 20,
        over_others: true,
        voice: false,
        device_voice: true,
        app_voice: AppVoice::Lower,
        phone_voice: "Daniel (en-GB)".to_owned(),
        voice_percent: 90,
        vibration: false,
        keep_awake: false,
        preparation: Millis::secs(40),
        theme: Theme::Dark,
        day_start_min: 180,
        goal: Goal::new(2),
        earlier_goals: earlier_goals(),
        counts_days: false,
        safety_read: true,
        asked: true,
        favourites: ["desk-break-3", "evening"].into_iter().collect(),
        sore: ["cat-cow"].into_iter().collect(),
        cautions: Cautions::of(&[Caution::Osteoporosis, Caution::BloodPressure]),
        usual_pain: Some(6),
        guidance: Guidance::Light,
        silence_bells: SilenceBells::Random,
        posture: Some(PoseId::EasySeat),
        rhythm: Rhythm::new([9, 0, 13, 2]),
        note: "1. Walk to the shop\n2. \u{201c}Does this fit?\u{201d} \\ \t \u{1f600}".to_owned(),
    }
}

/// Six days a week until 24 November.
fn earlier_goals() -> EarlierGoals {
    let mut goals = Goals::always(Goal::new(6));
    goals.set(Goal::new(2), "2026-11-24".parse().unwrap());
    goals.earlier
}

/// Fields that a newer version may have added.
fn newer() -> Fields {
    let json = json!({
        "accent": "teal",
        "reminders": [{ "at": "07:30", "days": ["mon", "thu"] }, null],
        "pace": { "words": -1.5 },
    });
    serde_json::from_value(json).unwrap()
}

/// The fields of an encoded value.
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
    for percent in [settings.bells, settings.background_percent] {
        assert!(percent <= 100, "{percent}");
    }
    assert!(settings.voice_percent <= Settings::LOUDEST_VOICE);
    assert!(settings.day_start_min <= Settings::LATEST_DAY_START);
    assert!((1..=7).contains(&settings.goal.days()));
    assert!(settings.preparation <= Settings::LONGEST_PREPARATION);
    assert!(settings.usual_pain.is_none_or(|pain| pain <= WORST));
    for (part, (least, most)) in settings.rhythm.parts().into_iter().zip(Rhythm::RANGES) {
        assert!((least..=most).contains(&part), "{part}");
    }
}

/// Whether `value` has all members of `other`. True if they aren't both lists or both objects.
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
fn non_default_settings_differ_from_every_default() {
    let defaults = fields_of(&Settings::default());
    for (name, value) in fields_of(&non_default_settings()) {
        assert_ne!(value, defaults[&name], "{name}");
    }
}

#[test]
fn bad_value_resets_only_its_field_and_is_preserved() {
    let (fields, defaults) = (fields_of(&non_default_settings()), fields_of(&Settings::default()));
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

            // After a change to another field.
            let next = Settings { asked: false, ..settings };
            let written = data_of(&encode_over(&next, &text));
            if serde_json::from_value::<Settings>(json!({ name: odd })).is_ok() {
                assert!(has_members_of(&written[name], &odd), "{name}: {odd}");
            } else {
                assert_eq!(read[name], defaults[name], "{name}: {odd}");
                assert_eq!(written[name], odd, "{name}");
            }
            // After a change to this field.
            let changed = data_of(&encode_over(&non_default_settings(), &text));
            assert!(has_members_of(&changed[name], &fields[name]), "{name}: {odd}");
            if !matches!(fields[name], Value::Array(_) | Value::Object(_)) {
                assert_eq!(changed[name], fields[name], "{name}: {odd}");
            }
            for (name, value) in newer() {
                assert_eq!((&written[&name], &changed[&name]), (&value, &value));
            }
        }
    }
}

#[test]
fn missing_field_gets_its_default() {
    let (fields, defaults) = (fields_of(&non_default_settings()), fields_of(&Settings::default()));
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
fn values_out_of_range_are_clamped() {
    let read = |json: Value| decode_value::<Settings>(&text_of(json.as_object().unwrap())).unwrap();
    let long = json!({ "inhale": 99_000, "hold_full": 99_000, "exhale": 1, "hold_empty": 99_000 });
    let settings = read(json!({
        "bells": 101,
        "voice_percent": i64::MAX,
        "background_percent": -1,
        "day_start_min": 1440,
        "preparation": 4_000_000_000_u32,
        "usual_pain": 11,
        "rhythm": long,
    }));
    let expected = Settings {
        bells: 100,
        voice_percent: 150,
        background_percent: 0,
        day_start_min: 360,
        preparation: Millis::minutes(10),
        usual_pain: Some(WORST),
        rhythm: Rhythm::new([20, 20, 4, 12]),
        ..Settings::default()
    };
    assert_eq!(settings, expected);
}

/// Earlier versions had no loudness above 100. What they have stored is neither louder nor softer now.
#[test]
fn stored_loudness_of_the_voice_is_kept() {
    for percent in (0..=100).chain([110, 150]) {
        let stored = json!({ "voice_percent": percent });
        let settings: Settings = decode_value(&text_of(stored.as_object().unwrap())).unwrap();
        assert_eq!(i64::from(settings.voice_percent), percent);
    }
}

#[test]
fn version_1_forms_are_read_but_not_written() {
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
    let fields = fields_of(&non_default_settings());
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
fn removed_list_members_stay_removed() {
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
fn values_beyond_the_recursion_limit_are_preserved() {
    let deep = format!("{}1e999{}", "[".repeat(1000), "]".repeat(1000));
    for name in fields_of(&non_default_settings()).keys().map(String::as_str).chain(["accent"]) {
        let theme = if name == "theme" { "" } else { "\"theme\":\"dark\"," };
        let text = seal(&format!("{{\"v\":2,\"data\":{{{theme}\"{name}\":{deep}}}}}"));
        let settings: Settings = decode_value(&text).unwrap();
        assert_eq!(settings.theme == Theme::Dark, name != "theme");
        assert!(encode_over(&settings, &text).contains(&deep), "{name}");
    }
}

#[test]
fn stored_text_that_is_damaged_or_newer_is_ignored() {
    for text in
        ["", "{\"v\":2,\"data\":{\"accent\":1}}", &seal("{\"v\":3,\"data\":{\"accent\":1}}")]
    {
        assert_eq!(
            encode_over(&non_default_settings(), text),
            encode_value(&non_default_settings())
        );
    }
}

proptest! {
    #[test]
    fn any_fields_can_be_read_and_writing_them_is_idempotent(
        some in prop::collection::vec((any::<prop::sample::Index>(), json()), 0..6),
        more in prop::collection::btree_map("[a-z_]{1,9}", json(), 0..3),
    ) {
        let mut stored = fields_of(&non_default_settings());
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
