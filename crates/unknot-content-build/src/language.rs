//! Languages: what a pack must have that English has, and a language that nobody speaks, to see what another would do to
//! the screens.

use std::collections::BTreeMap;

use toml::{Table, Value};

/// The name of the language that nobody speaks, as such languages are called.
pub const PSEUDO: &str = "qps";

/// The table in which a language tells of itself.
const OWN: &str = "language";

/// What is missing, superfluous or otherwise filled in a pack, against the English one; with places.
pub fn differences(english: &Table, other: &Table) -> Vec<String> {
    let (english, other) = (texts_of(english), texts_of(other));
    let missing = english.keys().filter(|key| !other.contains_key(*key));
    let superfluous = other.keys().filter(|key| !english.contains_key(*key));
    let refilled = english.iter().filter_map(|(key, places)| {
        let others = other.get(key)?;
        (others != places).then(|| format!("{key} fills {others:?}, not {places:?}"))
    });
    missing
        .map(|key| format!("{key} is missing"))
        .chain(superfluous.map(|key| format!("{key} is in no English pack")))
        .chain(refilled)
        .collect()
}

/// The texts of a pack, with the places that are filled in them. Forms of a plural are one text, and wordings of a line
/// too: a language has as many as it needs.
fn texts_of(table: &Table) -> BTreeMap<String, Vec<String>> {
    let mut texts = BTreeMap::new();
    for (name, value) in table.iter().filter(|(name, _)| *name != OWN) {
        collect(name, value, &mut texts);
    }
    texts
}

fn collect(path: &str, value: &Value, texts: &mut BTreeMap<String, Vec<String>>) {
    match value {
        Value::String(text) => {
            texts.insert(path.to_owned(), places_of(text));
        }
        Value::Table(table) => match table.get("other") {
            Some(Value::String(other)) => {
                texts.insert(path.to_owned(), places_of_plural(other, table));
            }
            _ => {
                for (name, value) in table {
                    // Words to search by are each language's own business.
                    if name != "finds" {
                        collect(&format!("{path}.{name}"), value, texts);
                    }
                }
            }
        },
        _ => {
            texts.insert(path.to_owned(), places_of(&value.to_string()));
        }
    }
}

/// The places in the last form of a plural. The others may leave some out, “one day”, and what they fill beyond that is
/// told with their name.
fn places_of_plural(other: &str, forms: &Table) -> Vec<String> {
    let mut names = places_of(other);
    let known = names.len();
    for (form, text) in forms {
        let more = text.as_str().into_iter().flat_map(places_of);
        let more: Vec<_> = more.filter(|name| !names[..known].contains(name)).collect();
        names.extend(more.into_iter().map(|name| format!("{name} in {form}")));
    }
    names
}

/// The names of the places in a text, in order of their names.
fn places_of(text: &str) -> Vec<String> {
    let parts = text.split('{').skip(1).filter_map(|part| part.split_once('}'));
    let mut names: Vec<_> = parts.map(|(name, _)| name.to_owned()).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// A pack of the language that nobody speaks: longer, with accents, from right to left.
pub fn pseudo_pack(english: &Table) -> Table {
    let mut pack: Table =
        english.iter().map(|(name, value)| (name.clone(), pseudo_value(value))).collect();
    let language = [
        // Arabic, so that a browser knows where it begins, with the digits that the screens have everywhere.
        ("tag", "ar-u-nu-latn"),
        ("direction", "rtl"),
    ];
    let language = language.map(|(key, text)| (key.to_owned(), Value::String(text.to_owned())));
    pack.insert("language".to_owned(), Value::Table(language.into_iter().collect()));
    pack
}

fn pseudo_value(value: &Value) -> Value {
    match value {
        Value::String(text) => Value::String(pseudo(text)),
        Value::Array(all) => Value::Array(all.iter().map(pseudo_value).collect()),
        Value::Table(table) => {
            let all = table.iter().map(|(name, value)| (name.clone(), pseudo_value(value)));
            Value::Table(all.collect())
        }
        other => other.clone(),
    }
}

/// A text with accents, two fifths longer and in brackets, which show where it is cut. It has as many words, and the same
/// places to fill.
pub fn pseudo(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let mut out = String::from("⟦");
    let (mut in_place, mut letters, mut more) = (false, 0, 0);
    for letter in text.chars() {
        in_place = (in_place || letter == '{') && letter != '}';
        if in_place || letter == '}' {
            out.push(letter);
            continue;
        }
        letters = if letter.is_alphabetic() { letters + 1 } else { 0 };
        more = if letters == 0 { 0 } else { more };
        out.push(accented(letter));
        // Vowels are drawn out, until a word is long enough.
        while "aeiouAEIOU".contains(letter) && more * 5 < (letters + 2) * 2 {
            out.push(accented(letter.to_ascii_lowercase()));
            more += 1;
        }
    }
    out.push('⟧');
    out
}

fn accented(letter: char) -> char {
    const PLAIN: &str = "aceinosuyzACEINOSUYZ";
    const ACCENTED: &str = "åçéîñöšûýžÅÇÉÎÑÖŠÛÝŽ";
    let place = PLAIN.chars().position(|plain| plain == letter);
    place.and_then(|place| ACCENTED.chars().nth(place)).unwrap_or(letter)
}
