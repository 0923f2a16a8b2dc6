//! The words of a language: everything that is read or heard.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::caution::Caution;
use crate::ids::PoseId;
use crate::learn::Learn;

/// The words of one part of what is shipped.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Words<'a> {
    /// One for each [`Key`](crate::Key), in their order; empty where it is in the other part.
    #[serde(borrow)]
    pub texts: Vec<&'a str>,
    /// One for each [`PluralKey`](crate::PluralKey), in their order, or none at all.
    #[serde(borrow)]
    pub plurals: Vec<Forms<'a>>,
    /// What a session says and shows of poses.
    #[serde(borrow)]
    pub poses: BTreeMap<PoseId, PoseWords<'a>>,
    /// What the poses' own pages say.
    #[serde(borrow)]
    pub pose_pages: BTreeMap<PoseId, PosePageWords<'a>>,
    /// Names and summaries of routines, by their slugs.
    #[serde(borrow)]
    pub routines: BTreeMap<&'a str, RoutineWords<'a>>,
    /// The words by which routines are found, beside their names, by their slugs.
    #[serde(borrow)]
    pub finds: BTreeMap<&'a str, &'a str>,
    /// What people call their trouble.
    #[serde(borrow)]
    pub trouble: Trouble<'a>,
    /// Lines of guidance, each in all its wordings. Those of the library come after those of the first part.
    #[serde(borrow)]
    pub guides: Vec<Vec<&'a str>>,
    /// What is to be read about back pain.
    #[serde(borrow)]
    pub learn: Learn<'a>,
}

/// What people type into the search when something troubles them. A phrase is matched word by word, in any order.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Trouble<'a> {
    /// Words that say nothing about it.
    #[serde(borrow)]
    pub ignored: Vec<&'a str>,
    /// Phrases for what may be a sign that needs a doctor.
    #[serde(borrow)]
    pub alarms: Vec<&'a str>,
    /// Phrases for cautions.
    #[serde(borrow)]
    pub cautions: Vec<(Caution, Vec<&'a str>)>,
    /// The words by which the pages of Learn are found, beside their own, by their slugs.
    #[serde(borrow)]
    pub pages: BTreeMap<&'a str, &'a str>,
}

/// The forms of a text that depends on a number, as Unicode's CLDR calls them. Each language has
/// some of them, and all have the last; the others are empty where it has none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are those of CLDR")]
pub struct Forms<'a> {
    pub zero: &'a str,
    pub one: &'a str,
    pub two: &'a str,
    pub few: &'a str,
    pub many: &'a str,
    pub other: &'a str,
}

impl<'a> Forms<'a> {
    /// All of them, in the order of CLDR: `zero`, `one`, `two`, `few`, `many`, `other`.
    pub const fn all(&self) -> [&'a str; 6] {
        [self.zero, self.one, self.two, self.few, self.many, self.other]
    }
}

/// The words of a pose in a session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PoseWords<'a> {
    /// Its name.
    pub name: &'a str,
    /// What left means in it; empty where a plain “left side” will do.
    pub left: &'a str,
    /// What right means in it; empty where a plain “right side” will do.
    pub right: &'a str,
    /// How to get there, said with the name. In this, `action`, `then` and `out`, `{this}` is the side in
    /// a pose that is done on one side after the other, and `{other}` the other one.
    pub setup: &'a str,
    /// What to do and how to breathe, said as the work begins.
    pub action: &'a str,
    /// How to get to the second side; empty where there is none.
    pub then: &'a str,
    /// How to come out of it, unless the way to the next pose says so; empty where plain words do.
    pub out: &'a str,
}

/// The words of a pose's own page.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PosePageWords<'a> {
    /// Its Sanskrit name; empty where it has none.
    pub sanskrit: &'a str,
    /// Three to five plain steps.
    pub steps: Vec<&'a str>,
    /// How often, or how long.
    pub dose: &'a str,
    /// How to breathe.
    pub breath: &'a str,
    /// More ways to make it easier, only to be read.
    pub ways: &'a str,
    /// Who should leave it out or ask first, and when to stop.
    pub caution: &'a str,
    /// What the drawing shows, for those who can't see it.
    pub looks: &'a str,
}

/// The words of a routine.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct RoutineWords<'a> {
    /// Its name.
    pub name: &'a str,
    /// What it is, in a few words.
    pub line: &'a str,
    /// What it does, in two sentences.
    pub summary: &'a str,
    /// What to have at hand, or for whom it is; may be empty.
    pub note: &'a str,
}
