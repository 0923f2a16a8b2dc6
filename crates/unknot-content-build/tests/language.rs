//! Language packs: the comparison with the English pack, and pseudo-localisation.
#![allow(clippy::unwrap_used, reason = "a panic fails the test")]

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
fn a_pack_with_the_same_texts_and_placeholders_is_complete() {
    let other = ENGLISH
        .replace("Today", "Hoje")
        .replace("{time} of {all} left", "de {all} faltam {time}")
        .replace("one = \"{n} day\"", "one = \"1 dia\"\nfew = \"{n} dias\"")
        .replace("finds = \"x\"", "")
        .replace(r#"["One.", "Two."]"#, "\"Um.\"");
    let complete = format!("[language]\ntag = \"pt\"\n{other}");
    assert_eq!(differences(&table(ENGLISH), &table(&complete)), Vec::<String>::new());
}

#[test]
fn missing_superfluous_and_changed_texts_are_reported() {
    let other = ENGLISH
        .replace("today = \"Today\"", "tomorrow = \"Amanha\"")
        .replace("{all} left", "all")
        .replace("other = \"{n} days\"", "other = \"dias\"");
    let reported = differences(&table(ENGLISH), &table(&other));
    for message in [
        "nav.today is missing",
        "nav.tomorrow is not in the English pack",
        "nav.left has placeholders [\"time\"], not [\"all\", \"time\"]",
        "list.days has placeholders [\"n in one\"], not [\"n\"]",
    ] {
        assert!(reported.iter().any(|line| line == message), "{message}: {reported:?}");
    }
    assert_eq!(reported.len(), 4);
}

#[test]
fn additional_placeholders_in_plural_forms_and_wordings_are_reported() {
    let other = ENGLISH
        .replace("one = \"{n} day\"", "one = \"{n} de {m}\"")
        .replace("\"Two.\"", "\"{two}.\"");
    assert_eq!(
        differences(&table(ENGLISH), &table(&other)),
        [
            "guide.line has placeholders [\"two\"], not []",
            "list.days has placeholders [\"n\", \"m in one\"], not [\"n\"]"
        ]
    );
}

#[test]
fn the_pseudo_localised_pack_is_complete() {
    let mut english = table(&fs::read_to_string("../unknot-content/data/words/en.toml").unwrap());
    english
        .extend(table(&fs::read_to_string("../unknot-content/data/words/en/learn.toml").unwrap()));
    let pack = pseudo_pack(&english);
    assert_eq!(differences(&english, &pack), Vec::<String>::new());
    assert_eq!(pack["language"]["direction"].as_str(), Some("rtl"));
    // ISO 639-2 reserves codes from qaa to qtz for private use.
    assert!(PSEUDO.starts_with('q'));
}

#[test]
fn pseudo_localised_texts_are_longer_and_in_brackets() {
    let text = "Lie on your back, and breathe.";
    let other = pseudo(text);
    assert!(other.starts_with('⟦') && other.ends_with('⟧'));
    assert!(other.chars().count() * 10 >= text.chars().count() * 13, "{other}");
    assert_eq!(pseudo("{n} min"), "⟦{n} mîîîñ⟧");
    assert_eq!(pseudo(""), "");
}

proptest! {
    #[test]
    fn pseudo_localisation_keeps_the_number_of_words_and_the_placeholders(
        text in "([a-zA-Z]{1,12}|\\{[a-z]{1,5}\\}|[0-9]{1,3})([ ,.]{1,2}([a-zA-Z]{1,12}|\\{[a-z]{1,5}\\})){0,6}",
    ) {
        let other = pseudo(&text);
        prop_assert_eq!(other.split_whitespace().count(), text.split_whitespace().count());
        let count = |text: &str| text.matches('{').count();
        prop_assert_eq!(count(&other), count(&text));
        for part in text.split('{').skip(1) {
            let (name, _) = part.split_once('}').unwrap();
            let placeholder = format!("{{{name}}}");
            prop_assert!(other.contains(&placeholder));
        }
        prop_assert!(!other.contains('|') && !other.contains('\t'));
    }
}
