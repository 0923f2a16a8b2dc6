//! Checks that every text key is used in the source code. The compiler checks the reverse.
#![allow(clippy::unwrap_used, reason = "panics fail the test")]

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::fs;
use std::path::Path;

use unknot_core::i18n::{Key, PluralKey};

/// The source folders of the crates that use keys: this one and the app.
const SOURCES: [&str; 2] = ["src", "../../src"];

/// Collects the variants of the enum `name` that occur in the sources of a folder.
fn used_variants(name: &str, folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            used_variants(name, &path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let source = fs::read_to_string(path).unwrap();
            let head = format!("{name}::");
            for (at, _) in source.match_indices(&head) {
                // `Key::` also matches the end of `PluralKey::`.
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

fn check<T: Debug>(name: &str, keys: &[T]) {
    assert!(keys.len() >= 4, "{name}: {keys:?}");
    let mut found = BTreeSet::new();
    for folder in SOURCES {
        used_variants(name, Path::new(folder), &mut found);
    }
    let keys: BTreeSet<String> = keys.iter().map(|key| format!("{key:?}")).collect();
    let unused: Vec<_> = keys.difference(&found).collect();
    assert!(unused.is_empty(), "{name}: {unused:?}");
}

#[test]
fn every_key_is_used() {
    check("Key", Key::all());
    check("PluralKey", PluralKey::all());
}
