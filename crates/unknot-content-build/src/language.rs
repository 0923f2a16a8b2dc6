//! Checks a language's pack against the English one, and generates a pseudo-localised pack, which
//! shows how pages cope with longer texts and another writing direction.

use std::collections::BTreeMap;

use toml::{Table, Value};

/// The name of the pseudo-localised language. ISO 639-2 reserves `qaa` to `qtz` for private use.
pub const PSEUDO: &str = "qps";

/// The table with the language's metadata.
const METADATA: &str = "language";
/// The table, and the entries of other tables, that hold search terms.
const FINDS: &str = "finds";

/// Compares a pack with the English one. Returns a message for each text that is missing or
/// superfluous, or has other placeholders. Both packs are tables of tables, as parsed from their
/// files.
pub fn differences(english: &Table, other: &Table) -> Vec<String> {
    let (english, other) = (texts_of(english), texts_of(other));
    let missing = english.keys().filter(|key| !other.contains_key(*key));
    let superfluous = other.keys().filter(|key| !english.contains_key(*key));
    let changed = english.iter().filter_map(|(key, expected)| {
        let names = other.get(key)?;
        (names != expected).then(|| format!("{key} has placeholders {names:?}, not {expected:?}"))
    });
    missing
        .map(|key| format!("{key} is missing"))
        .chain(superfluous.map(|key| format!("{key} is not in the English pack")))
        .chain(changed)
        .collect()
}

/// The texts of a pack by their keys, with the names of their placeholders. The forms of a plural
/// count as one text, and so do the wordings of a line, because languages need different numbers of
/// them.
fn texts_of(table: &Table) -> BTreeMap<String, Vec<String>> {
    let mut texts = BTreeMap::new();
    // Search terms differ between languages.
    let is_compared = |name: &str| name != METADATA && name != FINDS;
    for (name, value) in table.iter().filter(|(name, _)| is_compared(name)) {
        collect(name, value, &mut texts);
    }
    texts
}

fn collect(path: &str, value: &Value, texts: &mut BTreeMap<String, Vec<String>>) {
    match value {
        Value::String(text) => {
            texts.insert(path.to_owned(), placeholders(text));
        }
        Value::Table(table) => match table.get("other") {
            Some(Value::String(other)) => {
                texts.insert(path.to_owned(), placeholders_of_plural(other, table));
            }
            _ => {
                for (name, value) in table {
                    if name != FINDS {
                        collect(&format!("{path}.{name}"), value, texts);
                    }
                }
            }
        },
        _ => {
            texts.insert(path.to_owned(), placeholders(&value.to_string()));
        }
    }
}

/// The placeholders in the form `other` of a plural. Further placeholders in other forms are added
/// with the name of their form. Forms may lack placeholders, as in “one day”.
fn placeholders_of_plural(other: &str, forms: &Table) -> Vec<String> {
    let mut names = placeholders(other);
    let known = names.len();
    for (form, text) in forms {
        let more = text.as_str().into_iter().flat_map(placeholders);
        let more: Vec<_> = more.filter(|name| !names[..known].contains(name)).collect();
        names.extend(more.into_iter().map(|name| format!("{name} in {form}")));
    }
    names
}

/// The names of the placeholders in a text, sorted.
fn placeholders(text: &str) -> Vec<String> {
    let parts = text.split('{').skip(1).filter_map(|part| part.split_once('}'));
    let mut names: Vec<_> = parts.map(|(name, _)| name.to_owned()).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Generates the pseudo-localised pack: longer texts with accents, from right to left.
pub fn pseudo_pack(english: &Table) -> Table {
    let mut pack: Table =
        english.iter().map(|(name, value)| (name.clone(), pseudo_value(value))).collect();
    let language = [
        // Arabic, so that browsers use right-to-left layout, with Latin digits.
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

/// Pseudo-localises a text: adds accents, makes it about two fifths longer, and puts it in
/// brackets, which show where it is cut off. The number of words and the placeholders stay the
/// same.
pub fn pseudo(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let mut out = String::from("⟦");
    let (mut in_placeholder, mut letters, mut added) = (false, 0, 0);
    for letter in text.chars() {
        in_placeholder = (in_placeholder || letter == '{') && letter != '}';
        if in_placeholder || letter == '}' {
            out.push(letter);
            continue;
        }
        letters = if letter.is_alphabetic() { letters + 1 } else { 0 };
        added = if letters == 0 { 0 } else { added };
        out.push(accented(letter));
        // Repeats vowels until the word is long enough.
        while "aeiouAEIOU".contains(letter) && added * 5 < (letters + 2) * 2 {
            out.push(accented(letter.to_ascii_lowercase()));
            added += 1;
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
