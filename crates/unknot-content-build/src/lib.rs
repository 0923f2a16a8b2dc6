//! Checks the data files of `unknot-content` and compiles them. A missing text, a wrong sum or a
//! statement without a source fails the build, with the place and the reason.
//!
//! The build script of `unknot-core` embeds the result in the app. The binary of this crate prints
//! the texts of the page for the post-build step.

mod catalog;
mod figures;
mod files;
pub mod language;
mod learn;
mod parts;
mod trouble;
mod words;

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Deserialize;
use unknot_content::emergency;

use crate::catalog::Catalog;
use crate::files::Files;
use crate::parts::Parts;
use crate::words::Words;

/// The language whose pack defines the keys of all texts.
pub const ENGLISH: &str = "en";

/// The compiled data files, with the texts of one language.
#[derive(Debug)]
pub struct Compiled {
    /// The content that a first visit needs, as the bytes of a [`unknot_content::Part`].
    pub first: Vec<u8>,
    /// The rest of the content, the library, as the bytes of a [`unknot_content::Part`].
    pub library: Vec<u8>,
    /// The language.
    pub language: Language,
    /// Texts for the placeholders in the page and the manifest: those of the table `[page]` by
    /// their names, all others by their keys, such as `safety.title`; `tag` and `direction`, the
    /// values of the attributes `lang` and `dir`; and `emergency-numbers`, as “AU000 BR192”.
    pub page: BTreeMap<String, String>,
    /// The newest voices of the language.
    pub voices: Voices,
    /// The files and folders that were read.
    pub sources: Vec<PathBuf>,
}

/// The voices of a language. A language can have none, only the higher one, or both.
#[derive(Debug)]
pub struct Voices {
    /// The higher voice, with which everybody begins.
    pub higher: Option<Voice>,
    /// The lower voice.
    pub lower: Option<Voice>,
}

/// A voice: clips in a folder.
#[derive(Debug)]
pub struct Voice {
    /// The name of the folder in `public/voice`.
    pub folder: String,
    /// The size of all its clips.
    pub bytes: u64,
}

/// The metadata of a language.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Language {
    /// The language tag (BCP 47).
    pub tag: String,
    /// The writing direction.
    pub direction: Direction,
}

/// A writing direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// From left to right.
    Ltr,
    /// From right to left.
    Rtl,
}

impl Language {
    /// The primary subtag: the language without script and region.
    pub fn spoken(&self) -> &str {
        self.tag.split('-').next().unwrap_or(&self.tag)
    }
}

/// Compiles all data files with the words of a language: the name of a file in `words`, or
/// [`language::PSEUDO`].
///
/// # Panics
/// If the data files can't be read, or contain a mistake. The message has the place and the reason.
pub fn compile(language: &str) -> Compiled {
    let mut files = Files::default();
    let catalog = Catalog::parse(&files.read("routines.toml"));
    let drawings = figures::parse(&files.read("figures.toml"));
    let structure = learn::Structure::parse(&files.read("learn.toml"));
    let mut words = Words::parse(tables(&mut files, language));
    let (language, mut page): (Language, BTreeMap<_, _>) =
        (words.take("language"), words.take("page"));
    let learn = learn::Words::take_from(&mut words);
    let trouble: trouble::Source = words.take("finds");
    structure.check_texts(&words);
    structure.check_links(&catalog);
    let finds = words.finds(&catalog);

    let mut parts = Parts::default();
    catalog.add_to(&mut parts, |line| words.guide_seconds(line));
    figures::add_to(&mut parts, drawings, &catalog);
    figures::add_ways(&mut parts, &files.read("ways.toml"));
    words.add_to(&mut parts, &catalog, &finds);
    structure.add_to(&mut parts, &learn);
    trouble.add_to(&mut parts);

    // Texts that both the page and the program show have keys.
    page.extend(words.texts());
    page.insert("tag".to_owned(), language.tag.clone());
    let direction = if language.direction == Direction::Ltr { "ltr" } else { "rtl" };
    page.insert("direction".to_owned(), direction.to_owned());
    let numbers = emergency::numbers().map(|(country, number)| format!("{country}{number}"));
    page.insert("emergency-numbers".to_owned(), numbers.collect::<Vec<_>>().join(" "));
    let voices = files.voices_of(language.spoken());
    let (first, library) = parts.to_bytes();
    Compiled { first, library, language, page, voices, sources: files.into_sources() }
}

/// The tables of a language. Checks that a pack other than English is complete.
fn tables(files: &mut Files, name: &str) -> toml::Table {
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
