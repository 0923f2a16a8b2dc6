//! What is to be read about back pain: pages of statements, and the signs that need a doctor. Each statement names its
//! sources, and the build ends where one doesn't.

use crate::domain::civil::CivilDay;
use crate::domain::pack::{self, Fields};

/// The day on which the statements were last held against their sources, or what is known of them.
pub fn checked() -> Option<CivilDay> {
    CivilDay::from_ymd(2026, 11, 26)
}

/// Groups of pages, in the order in which they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// The pain itself.
    Pain,
    /// What is tried first.
    First,
    /// What may be offered.
    Offered,
    /// Daily life.
    Daily,
}

impl Group {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Pain, Self::First, Self::Offered, Self::Daily];
}

/// Guidelines that are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guideline {
    /// American College of Physicians, 2017.
    Acp,
    /// National Institute for Health and Care Excellence, NG59.
    Nice,
    /// World Health Organization, 2023.
    Who,
}

/// How soon somebody with a sign has to be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Now.
    Emergency,
    /// Today, or in the next days.
    Urgent,
    /// At an appointment.
    Review,
}

const GUIDELINES: [Guideline; 3] = [Guideline::Acp, Guideline::Nice, Guideline::Who];
const LEVELS: [Level; 3] = [Level::Emergency, Level::Urgent, Level::Review];

/// A page.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its name in addresses.
    pub slug: &'static str,
    /// Where it belongs.
    pub group: Group,
    /// Its title.
    pub title: &'static str,
    /// What it is about, in a line.
    pub line: &'static str,
    /// How it begins.
    pub lead: Statement,
    /// Where guidelines differ; empty where they don't.
    pub differ: &'static str,
}

/// Something that is said, and what it rests on.
#[derive(Clone, Debug)]
pub struct Statement {
    /// What is said.
    pub text: &'static str,
    /// Its sources, never none, by their places among all ([`source`]).
    pub sources: Vec<usize>,
}

/// What a statement rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its name, as people read it.
    pub name: &'static str,
    /// The year it is from, or in which it was looked at.
    pub year: &'static str,
}

/// All pages, once the library is open.
pub fn pages() -> impl Iterator<Item = Page> {
    pack::records("learn").map(|mut fields| Page {
        slug: fields.text(),
        group: fields.one_of(&Group::ALL),
        title: fields.text(),
        line: fields.text(),
        lead: statement(&mut fields),
        differ: fields.text(),
    })
}

/// What a page says, in order.
pub fn statements(slug: &str) -> Vec<Statement> {
    of_page("learn-say", slug).map(|mut fields| statement(&mut fields)).collect()
}

/// What guidelines say about it.
pub fn stances(slug: &str) -> Vec<(Guideline, Statement)> {
    of_page("learn-stance", slug)
        .map(|mut fields| {
            let statement = statement(&mut fields);
            (fields.one_of(&GUIDELINES), statement)
        })
        .collect()
}

/// The signs of a level.
pub fn signs(level: Level) -> Vec<Statement> {
    let signs = pack::records("sign").map(|mut fields| (fields.one_of(&LEVELS), fields));
    let of_level = signs.filter(|(other, _)| *other == level);
    of_level.map(|(_, mut fields)| statement(&mut fields)).collect()
}

/// The source of that place.
pub fn source(place: usize) -> Option<Source> {
    let mut fields = pack::records("source").nth(place)?;
    Some(Source { name: fields.text(), year: fields.text() })
}

fn of_page(kind: &'static str, slug: &str) -> impl Iterator<Item = Fields> {
    pack::records(kind).filter_map(move |mut fields| (fields.text() == slug).then_some(fields))
}

fn statement(fields: &mut Fields) -> Statement {
    let text = fields.text();
    let sources = fields.fields(b' ');
    let places = sources.map(|place| Fields::of(place, b' ').number().unsigned_abs() as usize);
    Statement { text, sources: places.collect() }
}
