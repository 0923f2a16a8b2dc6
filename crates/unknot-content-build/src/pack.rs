//! The two data files that the app reads (`unknot_core::domain::pack`): what a first visit needs is part of
//! the program, the rest is the library, a file of its own that is fetched later.
//!
//! A file is lines of fields between tabs: the kind of record, then what belongs to it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use serde::Deserialize;

use crate::crc::crc32;

/// Where voices are, each a folder of clips named after its language and a number.
const VOICES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../public/voice");

/// Which of the files a record is in.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Part {
    First,
    Library,
}

/// What a language tells of itself.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Language {
    /// Its tag (BCP 47).
    tag: String,
    /// Where its lines begin, as HTML calls it.
    direction: String,
}

impl Language {
    /// What the page and the manifest say before the app does, with the language that it is in: a line for each place
    /// that `tools/post_build.mjs` fills, the name and the text with a tab between them.
    fn page(&self, words: &BTreeMap<String, String>) -> String {
        let Self { tag, direction } = self;
        let mut page = format!("tag\t{tag}\ndirection\t{direction}\n");
        for (name, text) in words {
            assert!(!text.contains(['\t', '\n']), "words: page.{name} has a tab or a line break");
            let _ = writeln!(page, "{name}\t{text}");
        }
        page
    }
}

/// The two files in the making.
#[derive(Default)]
pub(crate) struct Pack {
    first: String,
    library: String,
}

impl Pack {
    /// Adds a record.
    pub(crate) fn add(&mut self, part: Part, kind: &str, fields: &[&str]) {
        for field in fields {
            assert!(!field.contains(['\t', '\n']), "{kind}: «{field}» has a tab or a line break");
        }
        let text = match part {
            Part::First => &mut self.first,
            Part::Library => &mut self.library,
        };
        let _ = writeln!(text, "{kind}\t{}", fields.join("\t"));
    }

    /// Writes both where the program's sources include them, and the library also where the
    /// published files are put together, under a name that changes with what is in it; and there what the page says.
    pub(crate) fn write(&self, language: &Language, page: &BTreeMap<String, String>) {
        let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR for build scripts");
        let out = Path::new(&out);
        let sum = crc32(self.library.as_bytes());
        let name = format!("library-{sum:08x}.txt");
        let Language { tag, direction } = language;
        assert!(["ltr", "rtl"].contains(&direction.as_str()), "words: no direction «{direction}»");
        let spoken = tag.split('-').next().unwrap_or(tag);
        let voice = voice_of(spoken);
        let (high, low) = (sum >> 16, sum & 0xffff);
        let code = format!(
            "const LIBRARY_NAME: &str = {name:?};\nconst LIBRARY_SUM: u32 = 0x{high:04x}_{low:04x};\n\
             /// The language of the words, as a tag.\npub const LANGUAGE: &str = {tag:?};\n\
             /// The part of it that tells the language, without its countries and scripts.\n\
             pub const SPOKEN: &str = {spoken:?};\n\
             /// The voice that speaks it: a folder of clips in `voice/`, beside the page.\n\
             pub const VOICE: Option<&str> = {voice:?};\n"
        );
        let write = |path: &Path, text: &str| {
            fs::write(path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        };
        write(&out.join("first.txt"), &self.first);
        write(&out.join("library.txt"), &self.library);
        write(&out.join("pack.rs"), &code);
        // OUT_DIR is <profile>/build/<package>/out.
        let profile = out.ancestors().nth(3).expect("OUT_DIR is inside the profile's folder");
        let folder = profile.join("library");
        // Of other sources.
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("the profile's folder can be written");
        write(&folder.join(name), &self.library);
        write(&profile.join("page.txt"), &language.page(page));
    }
}

/// The newest voice of a language, which is the name of its folder.
fn voice_of(spoken: &str) -> Option<String> {
    println!("cargo::rerun-if-changed={VOICES}");
    let voices = fs::read_dir(VOICES).into_iter().flatten().flatten();
    let names = voices.filter_map(|voice| voice.file_name().into_string().ok());
    let number = |name: &String| -> Option<u32> {
        name.strip_prefix(spoken)?.strip_prefix('-')?.parse().ok()
    };
    names.filter(|name| number(name).is_some()).max_by_key(number)
}

/// Values as a list in one field.
pub(crate) fn list(values: impl IntoIterator<Item = impl AsRef<str>>, between: char) -> String {
    let values: Vec<_> = values.into_iter().map(|value| value.as_ref().to_owned()).collect();
    for value in &values {
        assert!(!value.contains(between), "«{value}» has a «{between}», which parts a list");
    }
    values.join(&between.to_string())
}

/// A number with at most six digits, which the app reads exactly as 32 bits can.
pub(crate) fn decimal(value: f64) -> String {
    let text = format!("{}", value + 0.0);
    let digits = text.chars().filter(char::is_ascii_digit).count();
    assert!(digits <= 6, "{value} has too many digits");
    // Without the zero before the point.
    match text.strip_prefix("-0.") {
        Some(decimals) => format!("-.{decimals}"),
        None => text.strip_prefix("0.").map_or(text.clone(), |decimals| format!(".{decimals}")),
    }
}

/// Seconds as milliseconds.
pub(crate) fn millis(seconds: f64) -> String {
    let ms = (seconds * 1000.0).round();
    assert!((0.0..=86_400_000.0).contains(&ms), "{seconds} s is not a length of time");
    format!("{ms}")
}
