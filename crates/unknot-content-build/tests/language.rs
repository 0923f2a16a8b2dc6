//! Another language is a pack and no code: what a pack has to have, and the language that nobody speaks.
#![allow(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]

use std::fs;

use proptest::prelude::*;
use toml::Table;
use unknot_content_build::language::{PSEUDO, differences, pseudo, pseudo_pack};

fn table(text: &str) -> Table {
    toml::from_str(text).unwrap()
}

const ENGLISH: &str = r#"
[nav]
today = "Today"
left = "{time} of {all} left"
[list.days]
one = "{n} day"
other = "{n} days"
[routine.a]
name = "A"
finds = "x"
[guide]
line = ["One.", "Two."]
"#;

#[test]
fn a_pack_with_the_same_texts_and_places_is_whole() {
    let other = ENGLISH
        .replace("Today", "Hoje")
        .replace("{time} of {all} left", "de {all} faltam {time}")
        .replace("one = \"{n} day\"", "one = \"1 dia\"\nfew = \"{n} dias\"")
        .replace("finds = \"x\"", "")
        .replace(r#"["One.", "Two."]"#, "\"Um.\"");
    let whole = format!("[language]\ntag = \"pt\"\n{other}");
    assert_eq!(differences(&table(ENGLISH), &table(&whole)), Vec::<String>::new());
}

#[test]
fn what_is_missing_superfluous_or_filled_otherwise_is_told_with_its_place() {
    let other = ENGLISH
        .replace("today = \"Today\"", "tomorrow = \"Amanha\"")
        .replace("{all} left", "all")
        .replace("other = \"{n} days\"", "other = \"dias\"");
    let told = differences(&table(ENGLISH), &table(&other));
    for part in [
        "nav.today is missing",
        "nav.tomorrow is in no English pack",
        "nav.left fills [\"time\"], not [\"all\", \"time\"]",
        "list.days fills [\"n in one\"], not [\"n\"]",
    ] {
        assert!(told.iter().any(|line| line == part), "{part}: {told:?}");
    }
    assert_eq!(told.len(), 4);
}

#[test]
fn a_form_of_a_plural_and_a_wording_fill_nothing_that_english_does_not() {
    let other = ENGLISH
        .replace("one = \"{n} day\"", "one = \"{n} de {m}\"")
        .replace("\"Two.\"", "\"{two}.\"");
    assert_eq!(
        differences(&table(ENGLISH), &table(&other)),
        [
            "guide.line fills [\"two\"], not []",
            "list.days fills [\"n\", \"m in one\"], not [\"n\"]"
        ]
    );
}

#[test]
fn the_language_that_nobody_speaks_has_all_of_the_english_pack() {
    let mut english = table(&fs::read_to_string("../unknot-content/data/words/en.toml").unwrap());
    english
        .extend(table(&fs::read_to_string("../unknot-content/data/words/en/learn.toml").unwrap()));
    let pack = pseudo_pack(&english);
    assert_eq!(differences(&english, &pack), Vec::<String>::new());
    assert_eq!(pack["language"]["direction"].as_str(), Some("rtl"));
    // Languages for private use are called so.
    assert!(PSEUDO.starts_with('q'));
}

#[test]
fn it_is_longer_and_in_brackets() {
    let text = "Lie on your back, and breathe.";
    let other = pseudo(text);
    assert!(other.starts_with('⟦') && other.ends_with('⟧'));
    assert!(other.chars().count() * 10 >= text.chars().count() * 13, "{other}");
    assert_eq!(pseudo("{n} min"), "⟦{n} mîîîñ⟧");
    assert_eq!(pseudo(""), "");
}

proptest! {
    #[test]
    fn it_has_as_many_words_and_the_same_places(
        text in "([a-zA-Z]{1,12}|\\{[a-z]{1,5}\\}|[0-9]{1,3})([ ,.]{1,2}([a-zA-Z]{1,12}|\\{[a-z]{1,5}\\})){0,6}",
    ) {
        let other = pseudo(&text);
        prop_assert_eq!(other.split_whitespace().count(), text.split_whitespace().count());
        let places = |text: &str| text.matches('{').count();
        prop_assert_eq!(places(&other), places(&text));
        for part in text.split('{').skip(1) {
            let (name, _) = part.split_once('}').unwrap();
            let place = format!("{{{name}}}");
            prop_assert!(other.contains(&place));
        }
        prop_assert!(!other.contains('|') && !other.contains('\t'));
    }
}
