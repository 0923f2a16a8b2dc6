//! Texts about health have sources, and claim no more than the evidence says (docs/content.md).
#![allow(clippy::unwrap_used, reason = "panics fail the test")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use toml::{Table, Value};
use unknot_core::domain::catalog::PoseId;
use unknot_core::i18n;
use unknot_core::i18n::learn::{self, Level, pages, signs, source};

/// Excessive claims, as prefixes of words.
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
/// Excessive claims, as whole words, because “health” starts with “heal”.
const WHOLE_CLAIMS: [&str; 9] =
    ["heal", "heals", "healed", "healing", "fix", "fixes", "fixed", "fixing", "proven"];
/// Excessive claims, as phrases.
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
/// Tables that nobody reads: search terms.
const NOT_READ: [&str; 1] = ["finds"];

/// All English texts with their files and keys.
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

fn collect(path: &str, value: &Value, texts: &mut Vec<(String, String)>) {
    match value {
        Value::String(text) => texts.push((path.to_owned(), text.clone())),
        Value::Array(all) => all.iter().for_each(|one| collect(path, one, texts)),
        Value::Table(table) => {
            let read = table.iter().filter(|(key, _)| !NOT_READ.contains(&key.as_str()));
            read.for_each(|(key, value)| collect(&format!("{path} {key}"), value, texts));
        }
        _ => {}
    }
}

/// The first excessive claim in a text.
fn claim(text: &str) -> Option<&'static str> {
    let text = text.to_lowercase();
    let mut words = text.split(|letter: char| !letter.is_alphanumeric());
    let phrase = PHRASES.into_iter().find(|phrase| text.contains(phrase));
    phrase.or_else(|| {
        words.find_map(|word| {
            let whole = WHOLE_CLAIMS.into_iter().find(|claim| *claim == word);
            whole.or_else(|| CLAIMS.into_iter().find(|claim| word.starts_with(claim)))
        })
    })
}

#[test]
fn texts_make_no_excessive_claims() {
    let texts = texts();
    assert!(texts.len() > 1000, "{}", texts.len());
    let claims: Vec<_> = texts
        .iter()
        .filter_map(|(key, text)| claim(text).map(|claim| format!("{key}: “{claim}” in {text}")))
        .collect();
    assert!(claims.is_empty(), "{claims:#?}");
}

#[test]
fn claims_are_detected_and_similar_words_are_not() {
    for text in ["It cures you.", "Heals fast", "GUARANTEED ease", "Get pain-free now", "Fix it."] {
        assert!(claim(text).is_some(), "{text}");
    }
    for text in ["Your health", "a secure hold", "World Health Organization", "a prefix"] {
        assert_eq!(claim(text), None, "{text}");
    }
}

#[test]
fn statements_and_signs_have_sources_with_years() {
    let mut all = Vec::new();
    for page in pages() {
        let said = page.says.len() + page.studies.len() + page.cares.len();
        let count = page.short.len() + said;
        assert!((4..=12).contains(&count), "{} has {count} statements", page.slug);
        assert!(![page.title, page.line].contains(&""), "{}", page.slug);
        assert!(page.terms.iter().all(|term| !term.name.is_empty()), "{}", page.slug);
        let guidelines: Vec<_> = page.stances.iter().map(|stance| stance.guideline).collect();
        let each_once =
            guidelines.iter().all(|one| guidelines.iter().filter(|o| *o == one).count() == 1);
        assert!(each_once, "{}", page.slug);
        all.extend(page.statements().cloned());
    }
    for level in Level::ALL {
        let signs: Vec<_> = signs(level).into_iter().flat_map(|(_, signs)| signs).collect();
        assert!(signs.len() >= 3, "{level:?}");
        all.extend(signs);
    }
    let mut used = BTreeSet::new();
    for statement in &all {
        assert!(!statement.text.is_empty() && !statement.sources.is_empty());
        for &index in &statement.sources {
            let source = source(index).unwrap();
            let year = source.year;
            assert!((1990..=2026).contains(&year) && !source.name.is_empty());
            used.insert(index);
        }
    }
    assert!(source(used.len()).is_none(), "unused source");
    assert!(learn::checked().is_some());
}

/// Tables with texts about health, and their keys that are only labels and need no source.
const MEDICAL: [(&str, &[&str]); 8] = [
    (
        "safety",
        &[
            "title",
            "ambulance",
            "call",
            "call-short",
            "call-elsewhere",
            "call-unknown",
            "hospital",
            "today",
            "soon",
            "pain-title",
            "rules-title",
            "info",
            "all",
            "accept",
            "back",
        ],
    ),
    (
        "help",
        &[
            "title",
            "topic-saddle",
            "topic-legs",
            "topic-life",
            "topic-ill",
            "topic-back",
            "topic-past",
            "topic-daily",
            "picture-saddle",
            "picture-foot",
            "picture-calf",
            "crisis-call",
            "crisis-unknown",
            "before",
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
            "more-time",
            "more-time-hint",
            "title",
            "easier",
            "eased",
            "instead",
            "left-out",
            "nothing",
            "mild",
            "usual",
            "range",
            "rise",
            "own-number",
            "own-answer",
            "go-on",
            "leave-out",
            "another",
            "not-again",
            "not-again-hint",
            "slip",
            "read",
            "waits",
            "stop-title",
            "stop-emergency",
            "stop-session",
            "after",
            "safety",
            "record",
            "not-said",
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
    (
        "pose",
        &[
            "name", "sanskrit", "setup", "left", "right", "action", "then", "out", "steps",
            "breath", "looks",
        ],
    ),
    ("routine", &["name", "finds"]),
];

/// The sources of texts outside of the Learn pages, by the path of a text or a table.
fn sourced() -> Vec<(String, Vec<String>)> {
    let file = fs::read_to_string("../unknot-content/data/learn.toml").unwrap();
    let learn: Table = toml::from_str(&file).unwrap();
    let sources = |value: &Value| {
        value.as_array().unwrap().iter().map(|source| source.as_str().unwrap().to_owned()).collect()
    };
    let texts = learn["text"].as_table().unwrap();
    texts.iter().map(|(path, value)| (path.clone(), sources(value))).collect()
}

/// Whether the path of a text or a table is that of the text with these keys, or of its table.
fn covers(path: &str, keys: &[&str]) -> bool {
    let path: Vec<_> = path.split('.').collect();
    path.len() <= keys.len() && path.iter().zip(keys).all(|(name, own)| *name == "*" || name == own)
}

/// The build checks that the sources exist.
#[test]
fn texts_on_health_have_sources() {
    let sourced = sourced();
    let mut unsourced = Vec::new();
    for (key, text) in texts() {
        let path: Vec<_> = key.split(' ').skip(1).collect();
        let labels = MEDICAL.iter().find(|(table, _)| *table == path[0]).map(|(_, labels)| labels);
        let Some(labels) = labels else { continue };
        let has_source = sourced.iter().any(|(sourced, _)| covers(sourced, &path));
        if !labels.contains(path.last().unwrap()) && !text.is_empty() && !has_source {
            unsourced.push(path.join("."));
        }
    }
    assert!(unsourced.is_empty(), "{unsourced:#?}");
}

/// Words with which a text points to somebody’s advice or to a study.
const NAMES: [&str; 6] =
    ["McGill", "McKenzie", "American College", "trial with", "trials of", "study of"];

#[test]
fn texts_that_point_to_a_study_cite_one() {
    let sourced = sourced();
    let cites = |path: &[&str]| {
        let cited = sourced.iter().filter(|(other, _)| covers(other, path));
        cited.flat_map(|(_, sources)| sources).any(|source| source != "convention")
    };
    let mut found = 0;
    for (key, text) in texts() {
        let path: Vec<_> = key.split(' ').skip(1).collect();
        let is_medical = MEDICAL.iter().any(|(table, _)| *table == path[0]);
        if is_medical && NAMES.iter().any(|name| text.contains(name)) {
            assert!(cites(&path), "{}: {text}", path.join("."));
            found += 1;
        }
    }
    assert!(found >= 3, "{found}");
}

#[test]
fn every_pose_has_a_caution_and_easier_ways() {
    for &pose in PoseId::all() {
        let page = i18n::pose_page(pose).unwrap();
        assert!(!page.caution.is_empty() && !page.ways.is_empty(), "{}", pose.slug());
    }
}
