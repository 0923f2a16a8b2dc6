//! The texts of the English pack, and the passages that they make.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

use crate::passage::{Passage, Text, words};

/// The fewest words of a passage. In thirty words one long word changes the grade by one, in ten
/// words by three.
const PASSAGE: usize = 30;

/// Tables and entries that aren't prose: search terms, names in Sanskrit, and titles of books and
/// trials.
const NOT_READ: [&str; 3] = ["finds", "sanskrit", "source"];

fn at_root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn read(path: &Path) -> Table {
    let text = fs::read_to_string(path).unwrap();
    toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The tables of the English pack: those of `en.toml` and of the files in `en/`.
fn pack() -> BTreeMap<String, Value> {
    let mut paths = vec![at_root("../unknot-content/data/words/en.toml")];
    if let Ok(entries) = fs::read_dir(at_root("../unknot-content/data/words/en")) {
        let more = entries.map(|entry| entry.unwrap().path());
        paths.extend(more.filter(|path| path.extension().is_some_and(|end| end == "toml")));
    }
    let mut pack: BTreeMap<String, Table> = BTreeMap::new();
    for (name, table) in paths.iter().flat_map(|path| read(path)) {
        let Value::Table(table) = table else { panic!("{name} is not in a table") };
        pack.entry(name).or_default().extend(table);
    }
    let read = pack.into_iter().filter(|(name, _)| !NOT_READ.contains(&name.as_str()));
    read.map(|(name, table)| (name, Value::Table(table))).collect()
}

/// All texts in a value.
fn texts(place: &str, value: &Value) -> Vec<Text> {
    match value {
        Value::String(text) => vec![Text { place: place.to_owned(), text: text.clone() }],
        Value::Array(values) => values.iter().flat_map(|value| texts(place, value)).collect(),
        Value::Table(table) => {
            let read = table.iter().filter(|(name, _)| !NOT_READ.contains(&name.as_str()));
            read.flat_map(|(name, value)| texts(&format!("{place}.{name}"), value)).collect()
        }
        _ => Vec::new(),
    }
}

pub(crate) fn all_texts() -> Vec<Text> {
    pack().iter().flat_map(|(name, table)| texts(name, table)).collect()
}

/// The guidance of each meditation, in all wordings.
fn guidance(guide: &Value) -> Vec<Passage> {
    fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
        value.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }
    let catalog = Value::Table(read(&at_root("../unknot-content/data/routines.toml")));
    let passages = list(&catalog, "routine").iter().map(|routine| {
        let lines = list(routine, "steps").iter().flat_map(|step| list(step, "rest"));
        let said = lines.map(|line| line["say"].as_str().unwrap());
        let said = said.flat_map(|line| texts(&format!("guide.{line}"), &guide[line])).collect();
        Passage::new(&format!("guidance of {}", routine["slug"].as_str().unwrap()), said)
    });
    passages.collect()
}

/// The passages of a table: one for each of its pages, or the whole table.
fn passages_of(name: &str, table: &Value) -> Vec<Passage> {
    match (name, table) {
        ("guide", _) => guidance(table),
        ("pose" | "variation" | "routine" | "learn", Value::Table(pages)) => {
            let pages = pages.iter().map(|(slug, page)| (format!("{name}.{slug}"), page));
            pages.map(|(place, page)| Passage::new(&place, texts(&place, page))).collect()
        }
        _ => vec![Passage::new(name, texts(name, table))],
    }
}

/// Joins passages that are too short to one.
fn joined(passages: Vec<Passage>, name: &str) -> Vec<Passage> {
    let long = |passage: &Passage| passage.words().count() >= PASSAGE;
    let (mut passages, short): (Vec<_>, Vec<_>) = passages.into_iter().partition(long);
    let texts: Vec<_> = short.into_iter().flat_map(|passage| passage.texts).collect();
    if !texts.is_empty() {
        passages.push(Passage { name: name.to_owned(), texts });
    }
    passages
}

/// All passages.
pub(crate) fn passages() -> Vec<Passage> {
    let pack = pack();
    let tables = pack.iter().flat_map(|(name, table)| {
        joined(passages_of(name, table), &format!("{name}: short passages"))
    });
    let mut passages = joined(tables.collect(), "short tables");
    let texts = all_texts().into_iter().filter(|text| !text.place.starts_with("learn."));
    passages.extend(
        texts
            .filter(|text| words(&text.text).count() >= PASSAGE)
            .map(|text| Passage { name: format!("{} alone", text.place), texts: vec![text] }),
    );
    passages
}
