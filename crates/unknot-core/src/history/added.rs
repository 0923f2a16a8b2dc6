//! Sessions that were added afterwards: a walk, or practice without the phone.

use serde::{Deserialize, Serialize};

use crate::domain::civil::{CivilDay, Moment};
use crate::domain::routine::RoutineSlug;
use crate::domain::stored;
use crate::domain::time::Millis;

use super::id::EntryId;

/// A session that this app did not run: the person, or the file of another app, says that it was.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Added {
    /// The id of its entry.
    pub id: EntryId,
    /// When it was noted. An import uses the start, so that the same file gives the same entries.
    pub at: Moment,
    /// The day it counts for.
    pub day: CivilDay,
    /// When it was started, if known.
    #[serde(
        default,
        deserialize_with = "stored::or_default",
        skip_serializing_if = "Option::is_none"
    )]
    pub started: Option<Moment>,
    /// What was done.
    #[serde(default, deserialize_with = "stored::or_default")]
    pub what: What,
    /// For how long.
    pub practised: Millis,
    /// What the person has written about it. May be empty.
    #[serde(
        default,
        deserialize_with = "stored::or_default",
        skip_serializing_if = "String::is_empty"
    )]
    pub note: String,
}

/// What was done in a session.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// Anything else, and what only a newer version knows.
    #[default]
    Other,
    /// A walk.
    Walk,
    /// Stretching.
    Stretching,
    /// Meditation.
    Meditation,
    /// Exercises, such as those of a physiotherapist.
    Exercises,
    /// A routine of this app, by its slug.
    Routine(RoutineSlug),
    /// A session of another app, by the name of the app.
    OtherApp(String),
}

impl Added {
    /// The shortest and the longest session that a person can type, in minutes.
    pub const MINUTES: [u32; 2] = [1, 600];

    /// The most characters that can be typed as a note. What is stored is never cut.
    pub const LONGEST_NOTE: usize = 500;

    /// The most characters of the name of another app.
    pub const LONGEST_APP: usize = 60;
}
