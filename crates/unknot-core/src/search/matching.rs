//! Matches the words of a query with the names and search terms of routines.

use std::sync::OnceLock;

use super::fold::fold;
use super::fuzzy::{has_word, matches_all};
use crate::domain::catalog::routines;
use crate::domain::routine::Routine;
use crate::i18n;

/// The routines of the entries that match a folded text. All of them if it is empty.
pub(super) fn matching<'a>(
    entries: impl Iterator<Item = &'a IndexEntry>,
    text: &str,
) -> Vec<&'static Routine> {
    let (mut named, mut found) = (Vec::new(), Vec::new());
    // A word that is somewhere as it was typed has no typing error: “timer” isn't “times”.
    let is_somewhere = |word: &str| {
        index().iter().any(|(_, name, terms)| has_word(name, word) || has_word(terms, word))
    };
    let words = text.split_whitespace().map(|word| (word, is_somewhere(word)));
    let words: Vec<(&str, bool)> = words.collect();
    let mut most = 1;
    for (routine, name, terms) in entries {
        if matches_all(name, text) {
            named.push(*routine);
            continue;
        }
        let has = |(word, exactly): &&(&str, bool)| {
            let matches = if *exactly { has_word } else { matches_all };
            matches(name, word) || matches(terms, word)
        };
        let count = words.iter().filter(has).count();
        if count > most {
            found.clear();
            most = count;
        }
        if count == most {
            found.push(*routine);
        }
    }
    if named.is_empty() || most == words.len() {
        named.append(&mut found);
    }
    named
}

/// The folded text without words that say nothing (“can't”, “my”), unless it has no others.
pub(super) fn without_ignored(text: &str) -> String {
    let text = fold(text);
    let ignored = i18n::trouble().map_or(&[][..], |trouble| &trouble.ignored);
    let words: Vec<&str> = text.split(' ').filter(|word| !ignored.contains(word)).collect();
    if words.is_empty() { text } else { words.join(" ") }
}

/// A routine with its name and search terms, both folded.
pub(super) type IndexEntry = (&'static Routine, String, String);

/// The entries of all routines. Cached, because looking up the texts takes longer
/// than searching them. Must not be called before the library is open.
pub(super) fn index() -> &'static [IndexEntry] {
    static INDEX: OnceLock<Vec<IndexEntry>> = OnceLock::new();
    INDEX.get_or_init(|| {
        let entry = |routine: &'static Routine| {
            let slug = &routine.slug;
            (routine, fold(i18n::routine_name(slug)), fold(i18n::search_terms(slug)))
        };
        routines().map(entry).collect()
    })
}
