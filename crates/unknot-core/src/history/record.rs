//! Records: what a session leaves behind.

use serde::{Deserialize, Serialize};

use crate::domain::civil::{CivilDay, Moment};
use crate::domain::routine::{Hurt, RoutineSlug};
use crate::domain::stored;
use crate::domain::time::Millis;

use super::id::EntryId;

/// What one session leaves behind. Never changed once made: a correction is a new entry.
///
/// The version it was written in belongs to the stored line, not to it: a record that could be
/// read means the same whatever the version was.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Record {
    /// The session's own id, given when it was started.
    pub id: EntryId,
    /// When it was started.
    #[serde(rename = "at")]
    pub started: Moment,
    /// The day it counts for, decided when it was started and never again.
    pub day: CivilDay,
    /// Which routine it was.
    pub routine: RoutineSlug,
    /// How long it was to be.
    pub planned: Millis,
    /// How much was really played.
    pub practised: Millis,
    /// How it ended.
    pub outcome: Outcome,
    /// How many steps were skipped, where that is known.
    #[serde(
        default,
        deserialize_with = "stored::or_default",
        skip_serializing_if = "Option::is_none"
    )]
    pub skipped: Option<u32>,
    /// What hurt, and what was done in its place.
    #[serde(default, deserialize_with = "stored::hurts", skip_serializing_if = "Vec::is_empty")]
    pub hurts: Vec<Hurt>,
}

/// How a session ended, from the least to the most deliberate: where two records tell of one
/// session, the more deliberate end is believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The app was killed; the record was made from the last sign of life.
    Interrupted,
    /// The person ended it before its end.
    EndedEarly,
    /// It ran to its end.
    Finished,
}

impl Record {
    /// The least practice that always counts.
    pub const ENOUGH: Millis = Millis::secs(60);

    /// Whether this session counts for its day ([`Outcome::counts`]).
    pub fn counts(&self) -> bool {
        self.outcome.counts(self.practised, self.planned)
    }
}

impl Outcome {
    /// Whether a session that ended so counts for its day: a finished one always does, any other
    /// with a minute of practice or a quarter of what was planned, whichever is less.
    ///
    /// Somebody in a flare-up who lay down and began has practised. Two seconds by a slip of the
    /// thumb are kept in the list, but don't count.
    pub fn counts(self, practised: Millis, planned: Millis) -> bool {
        let quarter = u64::from(practised.0) * 4 >= u64::from(planned.0);
        self == Self::Finished || (!practised.is_zero() && (practised >= Record::ENOUGH || quarter))
    }
}
