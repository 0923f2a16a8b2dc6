//! Writes the ids that code names: an enum of the poses with their structure, and the keys of all texts.
//!
//! That is all that has to be Rust. Everything else in the data files becomes data (`unknot-content-build`).

#![expect(clippy::print_stdout, reason = "a build script speaks to cargo on standard output")]

#[path = "../src/caution.rs"]
#[allow(dead_code, unreachable_pub, reason = "the crate's own file, of which this needs the names")]
mod caution;
mod code;
mod keys;
#[path = "../src/lenient.rs"]
#[allow(dead_code, unreachable_pub, reason = "the crate's own file")]
mod lenient;
#[path = "../src/pose.rs"]
#[allow(
    dead_code,
    unreachable_pub,
    unfulfilled_lint_expectations,
    reason = "the crate's own file, of which this needs the names"
)]
mod pose;
mod poses;
#[path = "../src/time.rs"]
#[allow(dead_code, unreachable_pub, reason = "the crate's own file")]
mod time;

use std::path::Path;
use std::{env, fs};

const WORDS: &str = "data/words/en.toml";
const MORE_WORDS: &str = "data/words/en";

fn main() {
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=src");
    let (poses, variations) = (read("data/poses.toml"), read("data/variations.toml"));
    write("poses.rs", &poses::to_rust(&poses, &variations));
    println!("cargo::rerun-if-changed={MORE_WORDS}");
    let more = fs::read_dir(MORE_WORDS).expect("the folder of the English words");
    let more = more.map(|file| file.expect("a file of words").path());
    let mut texts = vec![read(WORDS)];
    texts.extend(more.map(|path| read(&path.display().to_string())));
    write("keys.rs", &keys::to_rust(&texts));
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
