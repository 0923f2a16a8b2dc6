//! The Learn pages about back pain, with their sources, and the warning signs that need a doctor.
//! All of them are in the library.

pub use unknot_content::learn::{Group, Guideline, Level};

use crate::content;
use crate::domain::civil::CivilDay;

/// A page.
pub type Page = unknot_content::learn::Page<'static>;
/// A statement with its sources.
pub type Statement = unknot_content::learn::Statement<'static>;
/// The source of a statement.
pub type Source = unknot_content::learn::Source<'static>;

type Learn = unknot_content::learn::Learn<'static>;

/// The day on which the statements were last checked against their sources.
pub fn checked() -> Option<CivilDay> {
    CivilDay::from_ymd(2026, 11, 26)
}

fn learn() -> Option<&'static Learn> {
    content::library().map(|library| &library.words.learn)
}

/// All pages. None before the library is open.
pub fn pages() -> impl Iterator<Item = Page> {
    learn().into_iter().flat_map(|learn| &learn.pages).cloned()
}

/// The statements of the page with this slug, in order.
pub fn statements(slug: &str) -> Vec<Statement> {
    page(slug).map_or_else(Vec::new, |page| page.says.clone())
}

/// The positions of guidelines on the topic of the page with this slug.
pub fn stances(slug: &str) -> Vec<(Guideline, Statement)> {
    let stances = page(slug).into_iter().flat_map(|page| &page.stances);
    stances.map(|stance| (stance.guideline, stance.statement.clone())).collect()
}

/// The warning signs of a level.
pub fn signs(level: Level) -> Vec<Statement> {
    let signs = learn().into_iter().flat_map(|learn| &learn.signs);
    signs.filter(|sign| sign.level == level).map(|sign| sign.statement.clone()).collect()
}

/// The source with this index, as in
/// [`Statement::sources`](unknot_content::learn::Statement::sources).
pub fn source(index: usize) -> Option<Source> {
    learn()?.sources.get(index).copied()
}

fn page(slug: &str) -> Option<&'static Page> {
    learn()?.pages.iter().find(|page| page.slug == slug)
}
