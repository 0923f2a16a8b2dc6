//! What is said has a source, and nothing more is claimed than the evidence says (docs/content.md).
#![allow(clippy::unwrap_used, reason = "panics fail the test")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use toml::{Table, Value};
use unknot_core::domain::catalog::PoseId;
use unknot_core::i18n;
use unknot_core::i18n::learn::{self, Level, pages, signs, source, stances, statements};

/// Words that claim too much, as they are or with another end.
const CLAIMS: [&str; 14] = [
    "cure",
    "cured",
    "cures",
    "curing",
    "detox",
    "guarantee",
    "instant",
    "miracle",
    "realign",
    "toxin",
    "unfailing",
    "painless",
    "foolproof",
    "endorsed",
];
/// Words that claim too much as they are; “health” is none of them.
const WHOLE_CLAIMS: [&str; 9] =
    ["heal", "heals", "healed", "healing", "fix", "fixes", "fixed", "fixing", "proven"];
/// So do these.
const PHRASES: [&str; 23] = [
    "pain free",
    "pain-free",
    "clinically tested",
    "correct your posture",
    "corrects your posture",
    "avoid surgery",
    "without surgery",
    "instead of your medicine",
    "strengthen discs",
    "strengthens discs",
    "strengthen your discs",
    "strengthens your discs",
    "immediate relief",
    "% less",
    "percent less",
    "prevents",
    "stop taking",
    "works for everybody",
    "works for everyone",
    "no more pain",
    "get rid of",
    "95%",
    "95 %",
];
/// What is read by no one: words by which a routine is found.
const NOT_READ: [&str; 1] = ["finds"];

/// All texts of the English pack, with their places.
fn texts() -> Vec<(String, String)> {
    let mut texts = Vec::new();
    let mut files = vec![Path::new("../unknot-content/data/words/en.toml").to_owned()];
    files.extend(
        fs::read_dir("../unknot-content/data/words/en").unwrap().map(|file| file.unwrap().path()),
    );
    for file in files {
        let table: Table = toml::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
        collect(&file.display().to_string(), &Value::Table(table), &mut texts);
    }
    texts
}

fn collect(place: &str, value: &Value, texts: &mut Vec<(String, String)>) {
    match value {
        Value::String(text) => texts.push((place.to_owned(), text.clone())),
        Value::Array(all) => all.iter().for_each(|one| collect(place, one, texts)),
        Value::Table(table) => {
            let read = table.iter().filter(|(key, _)| !NOT_READ.contains(&key.as_str()));
            read.for_each(|(key, value)| collect(&format!("{place} {key}"), value, texts));
        }
        _ => {}
    }
}

/// What a text claims, where that is too much.
fn claim(text: &str) -> Option<&'static str> {
    let text = text.to_lowercase();
    let mut words = text.split(|letter: char| !letter.is_alphanumeric());
    let phrase = PHRASES.into_iter().find(|phrase| text.contains(phrase));
    phrase.or_else(|| {
        words.find_map(|word| {
            let whole = WHOLE_CLAIMS.into_iter().find(|claim| *claim == word);
            // “secure” and “procure” begin otherwise.
            whole.or_else(|| CLAIMS.into_iter().find(|claim| word.starts_with(claim)))
        })
    })
}

#[test]
fn no_text_claims_more_than_is_known() {
    let texts = texts();
    assert!(texts.len() > 1000, "{}", texts.len());
    let claims: Vec<_> = texts
        .iter()
        .filter_map(|(place, text)| {
            claim(text).map(|claim| format!("{place}: “{claim}” in {text}"))
        })
        .collect();
    assert!(claims.is_empty(), "{claims:#?}");
}

#[test]
fn a_claim_is_found_and_health_is_none() {
    for text in ["It cures you.", "Heals fast", "GUARANTEED ease", "Get pain-free now", "Fix it."] {
        assert!(claim(text).is_some(), "{text}");
    }
    for text in ["Your health", "a secure hold", "World Health Organization", "a prefix"] {
        assert_eq!(claim(text), None, "{text}");
    }
}

#[test]
fn every_statement_and_every_sign_has_a_source_with_a_year() {
    let mut all = Vec::new();
    for page in pages() {
        let said = statements(page.slug);
        assert!((3..=9).contains(&said.len()), "{} says {} things", page.slug, said.len());
        assert!(![page.title, page.line].contains(&""), "{}", page.slug);
        all.extend(said);
        all.push(page.lead);
        let stances = stances(page.slug);
        let guidelines: Vec<_> = stances.iter().map(|(guideline, _)| *guideline).collect();
        let each_once =
            guidelines.iter().all(|one| guidelines.iter().filter(|o| *o == one).count() == 1);
        assert!(each_once, "{}", page.slug);
        all.extend(stances.into_iter().map(|(_, stance)| stance));
    }
    for level in [Level::Emergency, Level::Urgent, Level::Review] {
        let signs = signs(level);
        assert!(signs.len() >= 3, "{level:?}");
        all.extend(signs);
    }
    let mut used = BTreeSet::new();
    for statement in &all {
        assert!(!statement.text.is_empty() && !statement.sources.is_empty());
        for &place in &statement.sources {
            let source = source(place).unwrap();
            let year = source.year;
            assert!((1990..=2026).contains(&year) && !source.name.is_empty());
            used.insert(place);
        }
    }
    assert!(source(used.len()).is_none(), "a source that nothing rests on");
    assert!(learn::checked().is_some());
}

/// Tables that speak of health, and what in them is only the label of something.
const MEDICAL: [(&str, &[&str]); 8] = [
    (
        "safety",
        &["title", "now-title", "soon-title", "rules-title", "info", "all", "accept", "back"],
    ),
    (
        "help",
        &[
            "title",
            "now",
            "call",
            "call-elsewhere",
            "call-unknown",
            "soon",
            "review",
            "about",
            "info",
            "for",
            "drawings",
        ],
    ),
    (
        "hurt",
        &[
            "easier",
            "left-out",
            "nothing",
            "go-on",
            "leave-out",
            "another",
            "not-again",
            "not-again-hint",
            "slip",
            "how-much",
            "read",
            "waits",
            "stop-title",
            "after",
            "safety",
            "record",
            "rest",
        ],
    ),
    (
        "flare",
        &[
            "title",
            "begin",
            "to-today",
            "step",
            "rest",
            "small",
            "short",
            "signs-open",
            "how",
            "easier",
            "worse",
            "over",
            "noted",
            "noted-over",
            "undo",
            "no-count",
        ],
    ),
    ("basis", &[]),
    ("caution", &[]),
    ("pose", &["name", "sanskrit", "setup", "left", "right", "action", "steps", "breath", "looks"]),
    ("routine", &["name", "finds"]),
];

/// What is said of health outside of the pages has a source, too; the build looks whether that is one.
#[test]
fn no_text_on_health_is_without_a_source() {
    let learn: Table =
        toml::from_str(&fs::read_to_string("../unknot-content/data/learn.toml").unwrap()).unwrap();
    let sourced: Vec<Vec<&str>> =
        learn["text"].as_table().unwrap().keys().map(|path| path.split('.').collect()).collect();
    let has_source = |path: &[&str]| {
        sourced.iter().any(|sourced| {
            sourced.len() <= path.len()
                && sourced.iter().zip(path).all(|(name, own)| *name == "*" || name == own)
        })
    };
    let mut without = Vec::new();
    for (place, text) in texts() {
        let path: Vec<_> = place.split(' ').skip(1).collect();
        let labels = MEDICAL.iter().find(|(table, _)| *table == path[0]).map(|(_, labels)| labels);
        let Some(labels) = labels else { continue };
        if !labels.contains(path.last().unwrap()) && !text.is_empty() && !has_source(&path) {
            without.push(path.join("."));
        }
    }
    assert!(without.is_empty(), "{without:#?}");
}

/// Every treatment that is to be explained has its page.
#[test]
fn no_topic_is_missing() {
    let titles: Vec<_> = pages().map(|page| page.slug).collect();
    for topic in [
        "back-pain",
        "flare",
        "exercise",
        "yoga",
        "meditation",
        "posture",
        "daily",
        "food",
        "passive",
        "anti-inflammatories",
        "paracetamol",
        "relaxants",
        "opioids",
        "antidepressants",
        "injections",
        "surgery",
        "acupuncture",
        "manipulation",
        "massage",
    ] {
        assert!(titles.iter().any(|slug| slug.contains(topic)), "no page on {topic}: {titles:?}");
    }
}

#[test]
fn every_pose_has_a_caution_an_easier_way_and_a_basis() {
    for &pose in PoseId::all() {
        let page = i18n::pose_page(pose).unwrap();
        assert!(!page.caution.is_empty() && !page.easier.is_empty(), "{}", pose.slug());
        // What its dose rests on is a type, which has a source in docs/content.md.
        let _ = pose.pose().basis;
    }
}
