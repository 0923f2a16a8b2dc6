//! What is to be read about back pain: pages of statements, and the signs that need a doctor. All of it is in the library.

pub use unknot_content::learn::{Group, Guideline, Level};

use crate::content;
use crate::domain::civil::CivilDay;

/// A page.
pub type Page = unknot_content::learn::Page<'static>;
/// Something that is said, and what it rests on.
pub type Statement = unknot_content::learn::Statement<'static>;
/// What a statement rests on.
pub type Source = unknot_content::learn::Source<'static>;

type Learn = unknot_content::learn::Learn<'static>;

/// The day on which the statements were last held against their sources, or what is known of them.
pub fn checked() -> Option<CivilDay> {
    CivilDay::from_ymd(2026, 11, 26)
}

fn learn() -> Option<&'static Learn> {
    content::library().map(|library| &library.words.learn)
}

/// All pages, once the library is open.
pub fn pages() -> impl Iterator<Item = Page> {
    learn().into_iter().flat_map(|learn| &learn.pages).cloned()
}

/// What a page says, in order.
pub fn statements(slug: &str) -> Vec<Statement> {
    page(slug).map_or_else(Vec::new, |page| page.says.clone())
}

/// What guidelines say about it.
pub fn stances(slug: &str) -> Vec<(Guideline, Statement)> {
    let stances = page(slug).into_iter().flat_map(|page| &page.stances);
    stances.map(|stance| (stance.guideline, stance.statement.clone())).collect()
}

/// The signs of a level.
pub fn signs(level: Level) -> Vec<Statement> {
    let signs = learn().into_iter().flat_map(|learn| &learn.signs);
    signs.filter(|sign| sign.level == level).map(|sign| sign.statement.clone()).collect()
}

/// The source of that place.
pub fn source(place: usize) -> Option<Source> {
    learn()?.sources.get(place).copied()
}

fn page(slug: &str) -> Option<&'static Page> {
    learn()?.pages.iter().find(|page| page.slug == slug)
}
