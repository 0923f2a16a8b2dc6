//! What is to be read about back pain: pages of statements, and the signs that need a doctor. Each statement names its
//! sources, and the build ends where one doesn't.

use serde::{Deserialize, Serialize};

use crate::caution::Cautions;
use crate::ids::PoseId;

/// All of it, with the words of a language.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Learn<'a> {
    /// What statements rest on.
    #[serde(borrow)]
    pub sources: Vec<Source<'a>>,
    /// The pages, in the order in which they are shown.
    #[serde(borrow)]
    pub pages: Vec<Page<'a>>,
    /// The signs that need a doctor.
    #[serde(borrow)]
    pub signs: Vec<Sign<'a>>,
}

/// Groups of pages, in the order in which they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Group {
    /// The pain itself.
    Pain,
    /// What is tried first.
    First,
    /// Daily life.
    Daily,
    /// What may be offered.
    Offered,
    /// The app itself.
    App,
}

impl Group {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Pain, Self::First, Self::Daily, Self::Offered, Self::App];
}

/// Guidelines that are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Guideline {
    /// American College of Physicians, 2017.
    Acp,
    /// National Institute for Health and Care Excellence, NG59.
    Nice,
    /// World Health Organization, 2023.
    Who,
}

/// How soon somebody with a sign has to be seen, the most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Now, and an ambulance comes to them.
    Ambulance,
    /// Now, in a hospital.
    Hospital,
    /// Today.
    Today,
    /// In the next few days.
    Soon,
    /// At an appointment.
    Review,
}

impl Level {
    /// All of them, the most urgent first.
    pub const ALL: [Self; 5] =
        [Self::Ambulance, Self::Hospital, Self::Today, Self::Soon, Self::Review];
}

/// What the signs of a level are about, where there are too many for one list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Topic {
    /// Between the legs, bladder and bowels.
    Saddle,
    /// Legs and walking, or an accident.
    Legs,
    /// The wish to live.
    Life,
    /// Feeling ill.
    Ill,
    /// How the back feels and looks.
    Back,
    /// What the person has had before.
    Past,
    /// What the pain does to daily life.
    Daily,
}

/// A page.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Page<'a> {
    /// Its name in addresses.
    pub slug: &'a str,
    /// Where it belongs.
    pub group: Group,
    /// For whom it is worth reading before others.
    pub made_for: Cautions,
    /// Whether it helps in a flare.
    pub flare: bool,
    /// Its title.
    pub title: &'a str,
    /// What it is about, in a line.
    pub line: &'a str,
    /// The page in short: two or three lines.
    #[serde(borrow)]
    pub short: Vec<Statement<'a>>,
    /// What it says, in order.
    #[serde(borrow)]
    pub says: Vec<Paragraph<'a>>,
    /// Details of studies, which few people need.
    #[serde(borrow)]
    pub studies: Vec<Statement<'a>>,
    /// What to beware of, in order.
    #[serde(borrow)]
    pub cares: Vec<Statement<'a>>,
    /// What the terms are.
    pub naming: Naming,
    /// The words that people meet on the topic: names of drugs, operations or findings.
    #[serde(borrow)]
    pub terms: Vec<Term<'a>>,
    /// What each guideline says about it.
    #[serde(borrow)]
    pub stances: Vec<Stance<'a>>,
    /// The same in a sentence, with where they differ; empty if no guideline is quoted.
    pub guidelines: &'a str,
    /// What to do, in order, never nothing.
    #[serde(borrow)]
    pub tries: Vec<Paragraph<'a>>,
    /// Whether it asks to write something down, so that it has a field for it.
    pub note: bool,
    /// Where to go from here: one to four places.
    #[serde(borrow)]
    pub links: Vec<Link<&'a str>>,
}

impl<'a> Page<'a> {
    /// All its statements, in the order in which they are shown.
    pub fn statements(&self) -> impl Iterator<Item = &Statement<'a>> {
        let terms = self.terms.iter().map(|term| &term.means);
        let stances = self.stances.iter().map(|stance| &stance.statement);
        let [says, tries] =
            [&self.says, &self.tries].map(|all| all.iter().map(|paragraph| &paragraph.statement));
        let said = self.short.iter().chain(says).chain(&self.studies).chain(&self.cares);
        said.chain(terms).chain(stances).chain(tries)
    }
}

/// Something that a page says or suggests.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Paragraph<'a> {
    /// The heading of the section that begins here; empty where none does.
    pub heading: &'a str,
    /// The pose that it is about, whose picture is beside it.
    pub pose: Option<PoseId>,
    /// What is said.
    #[serde(borrow)]
    pub statement: Statement<'a>,
}

/// What the terms of a page are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Naming {
    /// Words for findings, treatments or operations.
    #[default]
    Words,
    /// Names of medicines.
    Medicines,
}

/// A word that people meet, and what it means.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Term<'a> {
    /// The word, as it is on the box or in the letter.
    pub name: &'a str,
    /// What it means.
    #[serde(borrow)]
    pub means: Statement<'a>,
}

/// A place in the app to which a page leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Link<S> {
    /// A routine, by its slug.
    Routine(S),
    /// Another page, by its slug.
    Page(S),
    /// A pose.
    Pose(PoseId),
    /// What somebody tells the app about themselves.
    AboutYou,
    /// The plan for a flare.
    Flare,
    /// The signs that need a doctor.
    Signs,
}

impl Link<String> {
    /// The same place, with a borrowed slug.
    #[must_use]
    pub fn as_deref(&self) -> Link<&str> {
        match self {
            Self::Routine(slug) => Link::Routine(slug),
            Self::Page(slug) => Link::Page(slug),
            Self::Pose(pose) => Link::Pose(*pose),
            Self::AboutYou => Link::AboutYou,
            Self::Flare => Link::Flare,
            Self::Signs => Link::Signs,
        }
    }
}

/// Something that is said, and what it rests on.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Statement<'a> {
    /// What is said.
    pub text: &'a str,
    /// Its sources, never none, by their places among [`Learn::sources`].
    pub sources: Vec<usize>,
}

/// What a guideline says.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Stance<'a> {
    /// Which guideline.
    pub guideline: Guideline,
    /// What it says.
    #[serde(borrow)]
    pub statement: Statement<'a>,
}

/// A sign that needs a doctor.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Sign<'a> {
    /// How soon.
    pub level: Level,
    /// What it is about; `None` in a level with a single list.
    pub topic: Option<Topic>,
    /// What it is.
    #[serde(borrow)]
    pub statement: Statement<'a>,
}

/// What a statement rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source<'a> {
    /// Its name, as people read it.
    pub name: &'a str,
    /// The year it is from, or in which it was looked at.
    pub year: u16,
    /// Whether it is one that can be looked up. What is commonly said is not.
    pub is_named: bool,
}
