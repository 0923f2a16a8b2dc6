//! Articles about back pain and warning signs, each statement with its sources. Checks them against
//! the words and the list of sources.

mod links;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use unknot_content::PoseId;
use unknot_content::caution::{Caution, Cautions};
use unknot_content::learn::{
    Group, Guideline, Level, Link, Naming, Page, Paragraph, Sign, Source, Stance, Statement, Term,
    Topic,
};

use crate::parts::Parts;
use crate::words::same_names;

/// The valid years of publication.
const YEARS: std::ops::RangeInclusive<u16> = 1990..=2099;

/// The contents of `learn.toml`. The texts are in the words.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Structure {
    source: BTreeMap<String, SourceYear>,
    page: Vec<PageSource>,
    sign: Vec<SignSource>,
    /// The sources of medical statements in other tables, by the key of a text or the name of a
    /// table.
    text: BTreeMap<String, Vec<String>>,
    /// The sources that are referenced.
    #[serde(skip)]
    used: RefCell<BTreeSet<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SourceYear {
    year: u16,
    /// Whether it is no study or guideline, but what is commonly said.
    #[serde(default)]
    unnamed: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PageSource {
    slug: String,
    group: Group,
    /// For whom it is worth reading before others.
    #[serde(default, rename = "for")]
    made_for: Vec<Caution>,
    /// Whether it helps in a flare.
    #[serde(default)]
    flare: bool,
    /// The page in short.
    short: Vec<SaySource>,
    say: Vec<SaySource>,
    /// Details of studies.
    #[serde(default)]
    studies: Vec<SaySource>,
    /// What to beware of.
    #[serde(default)]
    care: Vec<SaySource>,
    /// What the terms are.
    #[serde(default)]
    naming: Naming,
    #[serde(default)]
    terms: Vec<SaySource>,
    #[serde(default)]
    stance: Vec<StanceSource>,
    /// What to do.
    #[serde(rename = "try")]
    tries: Vec<SaySource>,
    /// Whether there is something to write down.
    #[serde(default)]
    note: bool,
    links: Vec<Link<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SaySource {
    id: String,
    /// Whether a section begins with it, whose heading is among the words.
    #[serde(default)]
    heading: bool,
    /// The pose that it is about.
    #[serde(default)]
    pose: Option<PoseId>,
    sources: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StanceSource {
    id: Guideline,
    sources: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SignSource {
    level: Level,
    topic: Option<Topic>,
    id: String,
    sources: Vec<String>,
}

/// The texts of articles, signs and sources.
pub(crate) struct Words {
    sources: BTreeMap<String, String>,
    pages: BTreeMap<String, PageWords>,
    signs: BTreeMap<String, String>,
}

/// The texts of an article.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PageWords {
    title: String,
    line: String,
    short: BTreeMap<String, String>,
    say: BTreeMap<String, String>,
    /// The headings of sections, by the paragraphs with which they begin.
    #[serde(default)]
    headings: BTreeMap<String, String>,
    #[serde(default)]
    studies: BTreeMap<String, String>,
    #[serde(default)]
    care: BTreeMap<String, String>,
    #[serde(default)]
    terms: BTreeMap<String, TermWords>,
    #[serde(default)]
    stance: BTreeMap<Guideline, String>,
    /// What the guidelines say together, in a sentence.
    #[serde(default)]
    guidelines: String,
    #[serde(rename = "try")]
    tries: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TermWords {
    name: String,
    means: String,
}

impl Words {
    /// Takes the texts out of the words of a language.
    pub(crate) fn take_from(words: &mut crate::words::Words) -> Self {
        Self {
            sources: words.take("source"),
            pages: words.take("learn"),
            signs: words.take("sign"),
        }
    }
}

impl Structure {
    /// Parses `learn.toml`.
    ///
    /// # Panics
    /// If it is malformed or has an invalid year.
    pub(crate) fn parse(text: &str) -> Self {
        let structure: Self =
            toml::from_str(text).unwrap_or_else(|error| panic!("learn.toml: {error}"));
        for (key, source) in &structure.source {
            assert!(YEARS.contains(&source.year), "learn.toml: the year of {key} is invalid");
        }
        structure
    }

    /// Checks that the texts of other tables for which it has sources exist.
    ///
    /// # Panics
    /// If a text or a source doesn't exist.
    pub(crate) fn check_texts(&self, words: &crate::words::Words) {
        for (path, sources) in &self.text {
            assert!(words.has(path), "learn.toml: there is no text «{path}»");
            self.source_indices(path, sources);
        }
    }

    /// Adds the articles, the signs and their sources to the library.
    ///
    /// # Panics
    /// If texts are missing or superfluous, or if a source isn't referenced.
    pub(crate) fn add_to<'a>(&'a self, parts: &mut Parts<'a>, words: &'a Words) {
        let learn = &mut parts.library().words.learn;
        same_names("source", words.sources.keys(), self.source.keys());
        for (key, source) in &self.source {
            let SourceYear { year, unnamed } = *source;
            learn.sources.push(Source { name: &words.sources[key], year, is_named: !unnamed });
        }
        same_names("learn", words.pages.keys(), self.page.iter().map(|page| &page.slug));
        learn.pages.extend(self.page.iter().map(|page| {
            let (slug, own) =
                words.pages.get_key_value(&page.slug).expect("same_names has checked it");
            self.page(page, slug, own)
        }));
        same_names("sign", words.signs.keys(), self.sign.iter().map(|sign| &sign.id));
        learn.signs.extend(self.sign.iter().map(|sign| {
            let SignSource { level, topic, id, sources } = sign;
            let statement = self.statement(id, &words.signs[id], sources);
            Sign { level: *level, topic: *topic, statement }
        }));
        let used = self.used.borrow();
        for key in self.source.keys() {
            assert!(used.contains(key), "learn.toml: the source «{key}» is not referenced");
        }
    }

    fn page<'a>(&'a self, page: &'a PageSource, slug: &'a str, own: &'a PageWords) -> Page<'a> {
        for (words, structure) in [
            (&own.short, &page.short),
            (&own.say, &page.say),
            (&own.studies, &page.studies),
            (&own.care, &page.care),
            (&own.tries, &page.tries),
        ] {
            same_names(slug, words.keys(), structure.iter().map(|say| &say.id));
        }
        same_names(slug, own.terms.keys(), page.terms.iter().map(|term| &term.id));
        let headed = page.say.iter().filter(|say| say.heading).map(|say| &say.id);
        same_names(slug, own.headings.keys(), headed);
        assert!(
            own.stance.keys().eq(page
                .stance
                .iter()
                .map(|stance| &stance.id)
                .collect::<BTreeSet<_>>()),
            "learn.toml: {slug}: its stances and those in the words differ"
        );
        assert!(
            page.stance.is_empty() == own.guidelines.is_empty(),
            "words: {slug}: guidelines need a sentence, and nothing else does"
        );
        let said = |say: &SaySource, text: &'a str| {
            self.statement(&format!("{slug}.{}", say.id), text, &say.sources)
        };
        let all = |says: &[SaySource], texts: &'a BTreeMap<String, String>| {
            says.iter().map(|say| said(say, &texts[&say.id])).collect()
        };
        let paragraphs = |says: &[SaySource], texts: &'a BTreeMap<String, String>| {
            let paragraph = |say: &SaySource| Paragraph {
                heading: own.headings.get(&say.id).filter(|_| say.heading).map_or("", |it| it),
                pose: say.pose,
                statement: said(say, &texts[&say.id]),
            };
            says.iter().map(paragraph).collect()
        };
        let terms = page.terms.iter().map(|term| {
            let TermWords { name, means } = &own.terms[&term.id];
            Term { name, means: said(term, means) }
        });
        let stances = page.stance.iter().map(|stance| {
            let place = format!("{slug}.{:?}", stance.id);
            let statement = self.statement(&place, &own.stance[&stance.id], &stance.sources);
            Stance { guideline: stance.id, statement }
        });
        Page {
            slug,
            group: page.group,
            made_for: Cautions::of(&page.made_for),
            flare: page.flare,
            title: &own.title,
            line: &own.line,
            short: all(&page.short, &own.short),
            says: paragraphs(&page.say, &own.say),
            studies: all(&page.studies, &own.studies),
            cares: all(&page.care, &own.care),
            naming: page.naming,
            terms: terms.collect(),
            stances: stances.collect(),
            guidelines: &own.guidelines,
            tries: paragraphs(&page.tries, &own.tries),
            note: page.note,
            links: page.links.iter().map(Link::as_deref).collect(),
        }
    }

    fn statement<'a>(&self, place: &str, text: &'a str, sources: &[String]) -> Statement<'a> {
        Statement { text, sources: self.source_indices(place, sources) }
    }

    /// The indices of sources in the list of all sources.
    fn source_indices(&self, place: &str, sources: &[String]) -> Vec<usize> {
        assert!(!sources.is_empty(), "learn.toml: {place} has no source");
        let index = |key: &String| {
            self.used.borrow_mut().insert(key.clone());
            let index = self.source.keys().position(|other| other == key);
            index.unwrap_or_else(|| panic!("learn.toml: {place}: no source «{key}»"))
        };
        sources.iter().map(index).collect()
    }
}
