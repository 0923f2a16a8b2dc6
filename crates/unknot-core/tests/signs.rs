//! What the app says about danger: chronic pain has had most signs for years, so each says what is
//! new or has changed (NICE NG59 1.1.1; Finucane 2020), and no page contradicts another.
#![allow(clippy::unwrap_used, reason = "panics fail the test")]

use std::collections::BTreeSet;
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

/// The texts of the signs of a level.
fn texts(level: Level) -> Vec<&'static str> {
    let lists = signs(level).into_iter();
    lists.flat_map(|(_, signs)| signs).map(|sign| sign.text).collect()
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
    for id in ["ambulance", "hospital", "today", "soon"].iter().flat_map(|level| ids(level)) {
        if !ALWAYS_NEW.contains(&&*id) {
            let text = words["sign"][&id].as_str().unwrap();
            assert!(has_word(text, &CHANGE), "{id}: {text}");
            count += 1;
        }
    }
    assert!(count >= 12, "{count}");
}

/// A reader who is frightened looks at one box: what is in it is all of that urgency, and nothing else.
#[test]
fn each_box_is_about_one_urgency() {
    assert_eq!(ids("ambulance"), ["chest", "tearing", "stroke"]);
    assert_eq!(ids("today"), ["foot", "slow-weakness", "calf"]);
    let elsewhere = [
        (Level::Hospital, &["ambulance", "today"][..]),
        (Level::Soon, &["ambulance", "hospital", "today", "now"]),
        (Level::Review, &["ambulance", "hospital", "today", "now"]),
    ];
    for (level, words) in elsewhere {
        for text in texts(level) {
            assert!(!has_word(text, words), "{level:?}: {text}");
        }
    }
    let keys =
        [Key::SafetySoonIll, Key::SafetySoonNight, Key::SafetySoonLump, Key::SafetySoonHistory];
    for key in keys.into_iter().chain([Key::HelpSoonDo]) {
        assert!(!has_word(text(key), &["today", "tomorrow", "now"]), "{key:?}");
    }
}

#[test]
fn a_list_of_signs_has_at_most_four_and_a_heading_of_its_own() {
    for level in Level::ALL {
        let lists = signs(level);
        let headings: BTreeSet<_> = lists.iter().map(|(topic, _)| format!("{topic:?}")).collect();
        assert_eq!(headings.len(), lists.len(), "{level:?}: a topic is in two places");
        assert!(lists.len() == 1 || lists.iter().all(|(topic, _)| topic.is_some()), "{level:?}");
        for (topic, signs) in lists {
            assert!(signs.len() <= 4, "{level:?}, {topic:?}: {}", signs.len());
        }
    }
}

/// What a sign of an emergency is known by, in any wording.
const EMERGENCIES: [&[&str]; 8] = [
    &["chest"],
    &["breath"],
    &["tearing"],
    &["droop", "drooping"],
    &["between your legs"],
    &["bladder"],
    &["bowel"],
    &["both legs", "legs that go weak"],
];

/// The first page, the summary, the lists in a session and the page of all signs name the same.
#[test]
fn every_list_of_emergencies_is_complete() {
    let join = |keys: &[Key]| keys.iter().map(|key| text(*key)).collect::<Vec<_>>().join(" ");
    let first_page = join(&[
        Key::SafetyAmbulanceChest,
        Key::SafetyAmbulanceTearing,
        Key::SafetyAmbulanceStroke,
        Key::SafetyHospitalSaddle,
        Key::SafetyHospitalLegs,
        Key::SafetyHospitalWeak,
    ]);
    let summary = join(&[Key::HelpShortAmbulance, Key::HelpShortHospital]);
    let all = [texts(Level::Ambulance), texts(Level::Hospital)].concat().join(" ");
    let in_session = text(Key::HurtStopShort).to_owned();
    for (place, said) in
        [("first page", first_page), ("summary", summary), ("session", in_session), ("all", all)]
    {
        let said = said.to_lowercase();
        for words in EMERGENCIES {
            let is_said = words.iter().any(|word| said.contains(word))
                // All signs tell bladder and bowel apart, each in words of its own.
                || (place == "all" && words == ["bladder"] && said.contains("pee"));
            assert!(is_said, "{place}: {words:?} in {said}");
        }
    }
}

/// Somebody who is frightened reads the first words.
#[test]
fn what_to_do_in_an_emergency_comes_before_the_signs() {
    let (first, signs) = (text(Key::HurtStopEmergency), text(Key::HurtStopShort));
    assert!(has_word(first, &["emergency"]) && signs.starts_with("Chest"), "{first} {signs}");
    // Here the emergency is the rarer case, and nothing is said after it.
    let last = text(Key::AboutYouSeeToday).rsplit(". ").next().unwrap();
    assert!(last.starts_with("Call an ambulance now"), "{last}");
    for key in [Key::AboutYouSeeToday, Key::HurtStopShort] {
        assert!(!has_word(text(key), &["meditation", "breathing"]), "{key:?}");
    }
}

/// In the words of more than one country.
#[test]
fn emergencies_name_the_place_to_go_to() {
    for key in [Key::HelpHospitalDo, Key::SafetyHospitalDo] {
        let text = text(key);
        assert!(text.contains("emergency room") && text.contains("A&E"), "{text}");
    }
    let saddle = read("words/en/learn.toml")["sign"]["saddle"].as_str().unwrap().to_owned();
    for text in [&saddle, text(Key::SafetyHospitalSaddle)] {
        assert!(text.contains("anus (back passage)"), "{text}");
    }
}

/// Everybody who uses the app has had pain for more than twelve weeks, so a number of weeks says nothing.
#[test]
fn whom_an_appointment_is_for_is_not_told_by_weeks() {
    let weeks = read("words/en/learn.toml")["sign"]["weeks"].as_str().unwrap().to_owned();
    for text in [&weeks, text(Key::SafetyReview)] {
        assert!(
            !has_word(text, &["week", "weeks"]) && text.contains("no doctor has looked at it"),
            "{text}"
        );
    }
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
