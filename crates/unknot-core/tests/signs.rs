//! What the app says about danger: chronic pain has had most signs for years, so each says what is
//! new or has changed (NICE NG59 1.1.1; Finucane 2020), and no page contradicts another.
#![allow(clippy::unwrap_used, reason = "panics fail the test")]

use std::fs;

use toml::{Table, Value};
use unknot_core::i18n::learn::{Level, signs};
use unknot_core::i18n::{Key, text};

/// Signs that are new by themselves: an illness or an event, or a state that nobody has for years.
const ALWAYS_NEW: [&str; 10] = [
    "accident",
    "chest",
    "tearing",
    "stroke",
    "life",
    "fever",
    "weight",
    "calf",
    "minor-fall",
    "age",
];
/// Words that tell a new sign from an old one.
const CHANGE: [&str; 5] = ["new", "worse", "changed", "suddenly", "fast"];

fn read(path: &str) -> Table {
    toml::from_str(&fs::read_to_string(format!("../unknot-content/data/{path}")).unwrap()).unwrap()
}

/// The signs of a level, by id.
fn ids(level: &str) -> Vec<String> {
    let learn = read("learn.toml");
    let signs = learn["sign"].as_array().unwrap().iter();
    let of_level = signs.filter(|sign| sign["level"].as_str() == Some(level));
    of_level.map(|sign| sign["id"].as_str().unwrap().to_owned()).collect()
}

fn has_word(text: &str, wanted: &[&str]) -> bool {
    let text = text.to_lowercase();
    text.split(|letter: char| !letter.is_alphabetic()).any(|word| wanted.contains(&word))
}

#[test]
fn signs_that_chronic_pain_may_have_for_years_say_what_is_new() {
    let words = read("words/en/learn.toml");
    let mut count = 0;
    for id in ["emergency", "urgent"].iter().flat_map(|level| ids(level)) {
        if !ALWAYS_NEW.contains(&&*id) {
            let text = words["sign"][&id].as_str().unwrap();
            assert!(has_word(text, &CHANGE), "{id}: {text}");
            count += 1;
        }
    }
    assert!(count >= 12, "{count}");
}

#[test]
fn signs_for_today_come_before_those_that_can_wait_for_days() {
    let texts: Vec<_> = signs(Level::Urgent).into_iter().map(|sign| sign.text).collect();
    let is_today: Vec<_> = texts.iter().map(|text| has_word(text, &["today"])).collect();
    let today = is_today.iter().take_while(|is| **is).count();
    assert!(is_today[today..].iter().all(|is| !is), "{texts:#?}");
    assert_eq!(ids("urgent")[..today], ["foot", "calf"]);
}

/// Somebody who is frightened reads the first words.
#[test]
fn what_to_do_in_an_emergency_comes_before_the_signs() {
    for key in [Key::HurtStopShort, Key::HurtStopNow] {
        let (first, signs) = text(key).split_once(". ").unwrap();
        assert!(has_word(first, &["emergency"]), "{key:?}: {first}");
        assert!(has_word(signs, &["chest"]), "{key:?}: {signs}");
    }
    // Here the emergency is the rarer case, and nothing is said after it.
    let last = text(Key::AboutYouSeeToday).rsplit(". ").next().unwrap();
    assert!(last.starts_with("Call an ambulance now"), "{last}");
    for key in [Key::AboutYouSeeToday, Key::HurtStopShort, Key::HurtStopNow] {
        assert!(!has_word(text(key), &["meditation", "breathing"]), "{key:?}");
    }
}

#[test]
fn emergencies_name_the_place_to_go_to() {
    let text = text(Key::HelpNowDo);
    assert!(text.contains("emergency department") && text.contains("A&E"), "{text}");
}

/// Nobody whose usual pain is 6 may read that 6 ends everything.
#[test]
fn pain_is_measured_against_the_usual_pain() {
    let words = read("words/en.toml");
    for table in ["hurt", "safety", "help"] {
        for (key, value) in words[table].as_table().unwrap() {
            let Value::String(text) = value else { continue };
            let has_number = text.chars().any(|letter| letter.is_ascii_digit());
            let is_pain = has_number && !text.contains("112") && key != "scale" && key != "call";
            let is_qualified = key.starts_with("mild") || text.contains("usual");
            assert!(!is_pain || is_qualified, "{table}.{key}: {text}");
        }
    }
}
