//! Every text of the pack is said somewhere. That none is missing is the compiler's business: a key that isn't in the pack
//! is no variant.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// What the build script has written.
const WORDS: &str = include_str!(concat!(env!("OUT_DIR"), "/words.rs"));

/// The variants of an enum there.
fn keys(name: &str) -> BTreeSet<String> {
    let head = format!("pub enum {name} {{");
    let (_, body) = WORDS.split_once(&head).unwrap();
    let (body, _) = body.split_once('}').unwrap();
    body.split(',').map(|key| key.trim().to_owned()).filter(|key| !key.is_empty()).collect()
}

/// The sources that may say a text: this crate's, and the app's.
const SOURCES: [&str; 2] = ["src", "../../src"];

/// The variants that sources name.
fn named(name: &str, folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            named(name, &path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let source = fs::read_to_string(path).unwrap();
            let head = format!("{name}::");
            for (at, _) in source.match_indices(&head) {
                // `PluralKey::` ends like `Key::`.
                let is_other = source[..at].ends_with(|letter: char| letter.is_alphanumeric());
                let rest = &source[at + head.len()..];
                let end = rest.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(rest.len());
                if !is_other {
                    found.insert(rest[..end].to_owned());
                }
            }
        }
    }
}

#[test]
fn no_text_is_there_that_nobody_says() {
    for name in ["Key", "PluralKey"] {
        let (keys, mut found) = (keys(name), BTreeSet::new());
        assert!(keys.len() >= 4, "{name}: {keys:?}");
        for folder in SOURCES {
            named(name, Path::new(folder), &mut found);
        }
        let unused: Vec<_> = keys.difference(&found).collect();
        assert!(unused.is_empty(), "{name}: {unused:?}");
    }
}
