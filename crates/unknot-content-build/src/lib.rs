//! Checks the data files of `unknot-content` against each other and compiles them: a missing word, a sum that is off or a
//! statement without a source ends the build, with the place and the reason.
//!
//! The build script of `unknot-core` puts the result into the program. The program of this crate prints the words of the page
//! around it.

mod catalog;
mod figures;
mod files;
pub mod language;
mod learn;
mod parts;
mod words;

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Deserialize;

use crate::catalog::Catalog;
use crate::files::Files;
use crate::parts::Parts;
use crate::words::Words;

/// The language that has all keys.
pub const ENGLISH: &str = "en";

/// What the data files come to, in one language.
#[derive(Debug)]
pub struct Compiled {
    /// What a first visit needs, as the bytes of a [`unknot_content::Part`].
    pub first: Vec<u8>,
    /// All else, likewise: the library.
    pub library: Vec<u8>,
    /// The language.
    pub language: Language,
    /// What the page and the manifest say before the app does, by the places in braces that it fills: the texts of `[page]`
    /// by their names, all others by their keys, as `safety.title`.
    pub page: BTreeMap<String, String>,
    /// The newest voice of the language, which is the name of a folder in `public/voice`.
    pub voice: Option<String>,
    /// The files and folders that all of this was made from.
    pub sources: Vec<PathBuf>,
}

/// What a language tells of itself.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Language {
    /// Its tag (BCP 47).
    pub tag: String,
    /// Where its lines begin, as HTML calls it.
    pub direction: Direction,
}

/// Where lines begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// On the left.
    Ltr,
    /// On the right.
    Rtl,
}

impl Language {
    /// The part of its tag that tells the language, without its countries and scripts.
    pub fn spoken(&self) -> &str {
        self.tag.split('-').next().unwrap_or(&self.tag)
    }
}

/// Compiles all data files, with the words of a language.
///
/// # Panics
/// Where anything is off in them, with the place and the reason.
pub fn compile(language: &str) -> Compiled {
    let mut files = Files::default();
    let catalog = Catalog::parse(&files.read("routines.toml"));
    let drawings = figures::parse(&files.read("figures.toml"));
    let structure = learn::Structure::parse(&files.read("learn.toml"));
    let mut words = Words::of(chosen(&mut files, language));
    let (language, mut page): (Language, BTreeMap<_, _>) =
        (words.take("language"), words.take("page"));
    let learn = learn::Words::take_from(&mut words);
    structure.check_texts(&words);
    let finds = words.finds(&catalog);

    let mut parts = Parts::default();
    catalog.add_to(&mut parts, |line| words.room_of(line));
    figures::add_to(&mut parts, drawings, &catalog);
    words.add_to(&mut parts, &catalog, &finds);
    structure.add_to(&mut parts, &learn);

    // What both the page and the program say is in the words once.
    page.extend(words.texts());
    page.insert("tag".to_owned(), language.tag.clone());
    let direction = if language.direction == Direction::Ltr { "ltr" } else { "rtl" };
    page.insert("direction".to_owned(), direction.to_owned());
    let voice = files.voice_of(language.spoken());
    let (first, library) = parts.to_bytes();
    Compiled { first, library, language, page, voice, sources: files.into_sources() }
}

/// The tables of a language; a pack of another language than English must have all that English has.
fn chosen(files: &mut Files, name: &str) -> toml::Table {
    let english = files.words(ENGLISH);
    match name {
        ENGLISH => english,
        language::PSEUDO => language::pseudo_pack(&english),
        other => {
            let tables = files.words(other);
            let differences = language::differences(&english, &tables);
            assert!(differences.is_empty(), "words of {other}: {}", differences.join("; "));
            tables
        }
    }
}
