//! The Learn pages about back pain, with their sources, and the warning signs that need a doctor.
//! All of them are in the library.

pub use unknot_content::learn::{Group, Guideline, Level, Naming, Topic};

use crate::content;
use crate::domain::civil::CivilDay;

/// A page.
pub type Page = unknot_content::learn::Page<'static>;
/// A statement with its sources.
pub type Statement = unknot_content::learn::Statement<'static>;
/// Something that a page says or suggests.
pub type Paragraph = unknot_content::learn::Paragraph<'static>;
/// What a guideline says.
pub type Stance = unknot_content::learn::Stance<'static>;
/// A word that people meet, and what it means.
pub type Term = unknot_content::learn::Term<'static>;
/// A place in the app to which a page leads.
pub type Link = unknot_content::learn::Link<&'static str>;
/// The source of a statement.
pub type Source = unknot_content::learn::Source<'static>;

type Learn = unknot_content::learn::Learn<'static>;
type Sign = unknot_content::learn::Sign<'static>;

/// The day on which the statements were last checked against their sources.
pub fn checked() -> Option<CivilDay> {
    CivilDay::from_ymd(2026, 11, 29)
}

fn learn() -> Option<&'static Learn> {
    content::library().map(|library| &library.words.learn)
}

/// All pages. None before the library is open.
pub fn pages() -> impl Iterator<Item = &'static Page> {
    learn().into_iter().flat_map(|learn| &learn.pages)
}

/// The warning signs of a level, in lists by topic.
pub fn signs(level: Level) -> Vec<(Option<Topic>, Vec<Statement>)> {
    let signs = learn().into_iter().flat_map(|learn| &learn.signs);
    let of_level: Vec<_> = signs.filter(|sign| sign.level == level).collect();
    let lists = of_level.chunk_by(|a, b| a.topic == b.topic);
    let statements =
        |list: &[&Sign]| list.iter().map(|sign| sign.statement.clone()).collect::<Vec<_>>();
    lists.map(|list| (list[0].topic, statements(list))).collect()
}

/// The source with this index, as in
/// [`Statement::sources`](unknot_content::learn::Statement::sources).
pub fn source(index: usize) -> Option<Source> {
    learn()?.sources.get(index).copied()
}
