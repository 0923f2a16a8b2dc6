//! Searches the pages of Learn.

use std::sync::OnceLock;

use super::fold::fold;
use super::fuzzy::matches_all;
use super::matching::without_ignored;
use crate::i18n;
use crate::i18n::learn::{Page, pages};

/// So many pages are found at most: the routines come first.
const MOST: usize = 3;

/// The pages of Learn that have all words of a text: first those that have them in their title,
/// among their search terms or in the names that they explain. None if it has no words, or if they
/// are on many pages (“back”).
pub fn find_pages(text: &str) -> Vec<&'static Page> {
    let text = without_ignored(text);
    if text.is_empty() {
        return Vec::new();
    }
    let has = |page: &&Indexed| matches_all(&page.title, &text);
    let says = |page: &&Indexed| matches_all(&page.text, &text);
    let mut found: Vec<&Indexed> = index().iter().filter(has).collect();
    let others: Vec<&Indexed> = index().iter().filter(says).filter(|page| !has(page)).collect();
    if others.len() <= MOST {
        found.extend(others);
    }
    found.truncate(MOST);
    found.iter().map(|found| found.page).collect()
}

/// A page, and its texts folded.
struct Indexed {
    page: &'static Page,
    /// Its title, its search terms, and the names that it explains.
    title: String,
    /// All that it says, what to beware of and what to try included.
    text: String,
}

/// All pages. Must not be called before the library is open.
fn index() -> &'static [Indexed] {
    static INDEX: OnceLock<Vec<Indexed>> = OnceLock::new();
    INDEX.get_or_init(|| {
        let terms = |slug: &str| {
            let trouble = i18n::trouble();
            trouble.and_then(|trouble| trouble.pages.get(slug)).copied().unwrap_or_default()
        };
        let indexed = |page: &'static Page| {
            let names = page.terms.iter().map(|term| term.name);
            let title: Vec<_> = [page.title, terms(page.slug)].into_iter().chain(names).collect();
            let said = page.statements().map(|statement| statement.text);
            let text: Vec<_> = [page.line].into_iter().chain(said).collect();
            Indexed { title: fold(&title.join(" ")), text: fold(&text.join(" ")), page }
        };
        pages().map(indexed).collect()
    })
}
