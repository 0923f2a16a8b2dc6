//! Compiles the catalog, the figures and the words from checked data files: an unknown pose, a
//! missing word or a sum that is off ends the build. What code names becomes Rust, what is only
//! looked up becomes a data file.

#![expect(clippy::print_stdout, reason = "a build script speaks to cargo on standard output")]

mod catalog;
mod code;
#[path = "../../unknot-core/src/domain/crc.rs"]
pub mod crc;
mod figures;
pub mod language;
mod learn;
mod pack;
mod poses;
mod words;

use std::path::Path;
use std::{env, fs};

use toml::Table;

const POSES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/poses.toml");
const VARIATIONS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/variations.toml");
const ROUTINES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/routines.toml");
const FIGURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/figures.toml");
const LEARN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/learn.toml");
/// The words of a language: a file, and those of a folder beside it.
const WORDS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/words");
const ENGLISH: &str = "en";

/// Compiles all data files: to be called by a build script.
///
/// # Panics
/// Where anything is off in them, with the place and the reason.
pub fn compile() {
    let mut pack = pack::Pack::default();
    let catalog = catalog::Catalog::parse(&read(POSES), &read(VARIATIONS), &read(ROUTINES));
    write("catalog.rs", &catalog.to_rust());
    let mut words = words::Words::of(chosen());
    let language = words.take("language");
    let page = words.take("page");
    learn::add_to(&mut pack, &read(LEARN), &mut words);
    catalog.add_to(&mut pack, |line| words.room_of(line));
    figures::add_to(&mut pack, &read(FIGURES), &catalog);
    write("words.rs", &words.into_rust(&catalog, &mut pack));
    pack.write(&language, &page);
}

/// The words of the language that this build is of: English, or that of `UNKNOT_LANGUAGE`.
fn chosen() -> Table {
    println!("cargo::rerun-if-env-changed=UNKNOT_LANGUAGE");
    let language = env::var("UNKNOT_LANGUAGE").unwrap_or_else(|_| ENGLISH.to_owned());
    let english = tables(ENGLISH);
    match language.as_str() {
        ENGLISH => english,
        language::PSEUDO => language::pseudo_pack(&english),
        other => {
            let tables = tables(other);
            let differences = language::differences(&english, &tables);
            assert!(differences.is_empty(), "{WORDS}/{other}: {}", differences.join("; "));
            tables
        }
    }
}

/// All tables of a language, each of which is in one file.
fn tables(language: &str) -> Table {
    let folder = format!("{WORDS}/{language}");
    println!("cargo::rerun-if-changed={folder}");
    let mut files = vec![format!("{WORDS}/{language}.toml")];
    let more = fs::read_dir(&folder).into_iter().flatten().flatten();
    let mut more: Vec<_> = more.map(|file| file.path().display().to_string()).collect();
    more.sort();
    files.extend(more);
    let mut all = Table::new();
    for file in files {
        let tables: Table =
            toml::from_str(&read(&file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        for (name, table) in tables {
            let other = all.insert(name.clone(), table);
            assert!(other.is_none(), "{file}: [{name}] is in another file, too");
        }
    }
    all
}

/// The text of a data file, watched for changes.
fn read(path: &str) -> String {
    println!("cargo::rerun-if-changed={path}");
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn write(name: &str, code: &str) {
    let folder = env::var("OUT_DIR").expect("cargo sets OUT_DIR for build scripts");
    fs::write(Path::new(&folder).join(name), code).expect("OUT_DIR can be written");
}
