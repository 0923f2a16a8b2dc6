//! Compiles the catalog, the figures and the words from checked data files: an unknown pose, a
//! missing word or a sum that is off ends the build. What code names becomes Rust, what is only
//! looked up becomes a data file.

#![expect(clippy::print_stdout, reason = "a build script speaks to cargo on standard output")]

mod catalog;
mod code;
#[path = "../src/domain/crc.rs"]
mod crc;
mod figures;
mod learn;
mod pack;
mod poses;
mod words;

use std::path::Path;
use std::{env, fs};

const POSES: &str = "src/domain/catalog/poses.toml";
const VARIATIONS: &str = "src/domain/catalog/variations.toml";
const ROUTINES: &str = "src/domain/catalog/routines.toml";
const FIGURES: &str = "src/figure/figures.toml";
const LEARN: &str = "src/domain/catalog/learn.toml";
const ENGLISH: &str = "src/words/en.toml";
const ENGLISH_LEARN: &str = "src/words/en/learn.toml";

fn main() {
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=src/domain/crc.rs");
    let mut pack = pack::Pack::default();
    let catalog = catalog::Catalog::parse(&read(POSES), &read(VARIATIONS), &read(ROUTINES));
    write("catalog.rs", &catalog.to_rust());
    let mut english = words::English::parse(&[&read(ENGLISH), &read(ENGLISH_LEARN)]);
    learn::add_to(&mut pack, &read(LEARN), &mut english);
    catalog.add_to(&mut pack, |line| english.room_of(line));
    figures::add_to(&mut pack, &read(FIGURES), &catalog);
    write("words.rs", &english.into_rust(&catalog, &mut pack));
    pack.write();
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
