//! What is to be read about back pain: pages of statements, and signs that need a doctor, each with its sources. Checked
//! against the words and the list of sources, written as records of the library.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::pack::{Pack, Part, list};
use crate::words::{Words, same_names};

// In the order of the app's own lists (`unknot_core::i18n::learn`).
const GROUPS: [&str; 4] = ["pain", "first", "offered", "daily"];
const GUIDELINES: [&str; 3] = ["acp", "nice", "who"];
const LEVELS: [&str; 3] = ["emergency", "urgent", "review"];

/// Years in which a source can be from, or was looked at.
const YEARS: std::ops::RangeInclusive<u16> = 1990..=2099;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    source: BTreeMap<String, Source>,
    page: Vec<Page>,
    sign: Vec<Sign>,
    /// Texts of other tables that say something medical, by their places, or by the tables that they are in.
    text: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    year: u16,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Page {
    slug: String,
    group: String,
    /// The sources of its lead.
    lead: Vec<String>,
    say: Vec<Statement>,
    #[serde(default)]
    stance: Vec<Statement>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Statement {
    id: String,
    sources: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sign {
    level: String,
    id: String,
    sources: Vec<String>,
}

/// The words of a page.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PageWords {
    title: String,
    line: String,
    lead: String,
    say: BTreeMap<String, String>,
    #[serde(default)]
    stance: BTreeMap<String, String>,
    /// Where guidelines differ.
    #[serde(default)]
    differ: String,
}

/// Adds the pages, the signs and their sources to the library.
///
/// # Panics
/// Where anything is off, with the place and the reason: this runs at build time.
pub(crate) fn add_to(pack: &mut Pack, structure: &str, words: &mut Words) {
    let file: File =
        toml::from_str(structure).unwrap_or_else(|error| panic!("learn.toml: {error}"));
    let names: BTreeMap<String, String> = words.take("source");
    let mut pages: BTreeMap<String, PageWords> = words.take("learn");
    let signs: BTreeMap<String, String> = words.take("sign");

    same_names("source", names.keys(), file.source.keys());
    for (key, source) in &file.source {
        assert!(YEARS.contains(&source.year), "learn.toml: the year of {key}");
        pack.add(Part::Library, "source", &[&names[key], &source.year.to_string()]);
    }
    let mut used = BTreeSet::new();
    let mut numbers = |place: &str, sources: &[String]| {
        assert!(!sources.is_empty(), "learn.toml: {place} has no source");
        let numbers = sources.iter().map(|key| {
            let number = file.source.keys().position(|other| other == key);
            used.insert(key.clone());
            number.unwrap_or_else(|| panic!("learn.toml: {place}: no source «{key}»")).to_string()
        });
        list(numbers, ' ')
    };

    same_names("learn", pages.keys(), file.page.iter().map(|page| &page.slug));
    for page in &file.page {
        let slug = &page.slug;
        let own = pages.remove(slug).expect("same_names has looked");
        same_names(slug, own.say.keys(), page.say.iter().map(|say| &say.id));
        same_names(slug, own.stance.keys(), page.stance.iter().map(|stance| &stance.id));
        let group = place_in(slug, &GROUPS, &page.group);
        let PageWords { title, line, lead, differ, .. } = &own;
        let sources = numbers(&format!("{slug}.lead"), &page.lead);
        pack.add(Part::Library, "learn", &[slug, &group, title, line, lead, &sources, differ]);
        for say in &page.say {
            let sources = numbers(&format!("{slug}.{}", say.id), &say.sources);
            pack.add(Part::Library, "learn-say", &[slug, &own.say[&say.id], &sources]);
        }
        for stance in &page.stance {
            let guideline = place_in(slug, &GUIDELINES, &stance.id);
            let sources = numbers(&format!("{slug}.{}", stance.id), &stance.sources);
            let text = &own.stance[&stance.id];
            pack.add(Part::Library, "learn-stance", &[slug, text, &sources, &guideline]);
        }
    }

    same_names("sign", signs.keys(), file.sign.iter().map(|sign| &sign.id));
    for sign in &file.sign {
        let level = place_in(&sign.id, &LEVELS, &sign.level);
        let sources = numbers(&sign.id, &sign.sources);
        pack.add(Part::Library, "sign", &[&level, &signs[&sign.id], &sources]);
    }
    for (place, sources) in &file.text {
        assert!(words.has(place), "learn.toml: there is no text «{place}»");
        numbers(place, sources);
    }
    for key in file.source.keys() {
        assert!(used.contains(key), "learn.toml: nothing rests on the source «{key}»");
    }
}

fn place_in(of: &str, names: &[&str], name: &str) -> String {
    let place = names.iter().position(|known| *known == name);
    place.unwrap_or_else(|| panic!("learn.toml: {of}: no «{name}»")).to_string()
}
