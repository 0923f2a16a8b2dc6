//! The keys of texts: `[player] pause` in the words is `Key::PlayerPause`. A table with a text `other` is a plural.

use std::collections::BTreeSet;

use toml::{Table, Value};

use crate::code::enumeration;

/// The tables of a language whose entries belong to something of the catalog, or to the language itself. All others hold
/// texts with a key each.
const RECORD_TABLES: [&str; 10] = [
    "finds",
    "guide",
    "language",
    "learn",
    "page",
    "pose",
    "routine",
    "sign",
    "source",
    "variation",
];

/// The keys of the English words as Rust.
///
/// # Panics
/// Where a file can't be read, or something in it is no text.
pub(crate) fn to_rust(files: &[String]) -> String {
    let (mut texts, mut plurals) = (BTreeSet::new(), BTreeSet::new());
    for file in files {
        let tables: Table = toml::from_str(file).unwrap_or_else(|error| panic!("words: {error}"));
        for (name, table) in tables {
            if !RECORD_TABLES.contains(&name.as_str()) {
                collect(&name, &table, &mut texts, &mut plurals);
            }
        }
    }
    let derives = "Clone, Copy, Debug, PartialEq, Eq";
    let all = |names: &BTreeSet<String>, name, doc| {
        let names: Vec<_> = names.iter().map(String::as_str).collect();
        enumeration(name, doc, derives, &names)
    };
    all(&texts, "Key", "A text of the words, by its place among them.")
        + &all(&plurals, "PluralKey", "A text that depends on a number.")
}

fn collect(
    path: &str,
    value: &Value,
    texts: &mut BTreeSet<String>,
    plurals: &mut BTreeSet<String>,
) {
    match value {
        Value::String(_) => {
            texts.insert(path.to_owned());
        }
        Value::Table(forms) if forms.contains_key("other") => {
            plurals.insert(path.to_owned());
        }
        Value::Table(table) => {
            for (name, value) in table {
                collect(&format!("{path}.{name}"), value, texts, plurals);
            }
        }
        _ => panic!("words: {path} is not a text"),
    }
}
