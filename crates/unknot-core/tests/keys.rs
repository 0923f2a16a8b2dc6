//! Every text of the words is said somewhere. That none is missing is the compiler's business: a key that isn't in the words
//! is no variant.
#![allow(clippy::unwrap_used, reason = "panics fail the test")]

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::fs;
use std::path::Path;

use unknot_core::i18n::{Key, PluralKey};

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

fn check<T: Debug>(name: &str, keys: &[T]) {
    assert!(keys.len() >= 4, "{name}: {keys:?}");
    let mut found = BTreeSet::new();
    for folder in SOURCES {
        named(name, Path::new(folder), &mut found);
    }
    let keys: BTreeSet<String> = keys.iter().map(|key| format!("{key:?}")).collect();
    let unused: Vec<_> = keys.difference(&found).collect();
    assert!(unused.is_empty(), "{name}: {unused:?}");
}

#[test]
fn no_text_is_there_that_nobody_says() {
    check("Key", Key::all());
    check("PluralKey", PluralKey::all());
}
