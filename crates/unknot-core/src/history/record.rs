//! Records of sessions.

use serde::{Deserialize, Serialize};

use crate::domain::civil::{CivilDay, Moment};
use crate::domain::routine::{Hurt, RoutineSlug};
use crate::domain::stored;
use crate::domain::time::Millis;

use super::id::EntryId;

/// The record of a session. Immutable: it can be deleted, but not changed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Record {
    /// The id of the session, assigned at its start.
    pub id: EntryId,
    /// When the session was started.
    #[serde(rename = "at")]
    pub started: Moment,
    /// The day it counts for, decided at its start.
    pub day: CivilDay,
    /// The slug of the routine.
    pub routine: RoutineSlug,
    /// Planned length without preparation.
    pub planned: Millis,
    /// Time that was played, without preparation.
    pub practised: Millis,
    /// How the session ended.
    pub outcome: Outcome,
    /// The number of skipped steps, if known.
    #[serde(
        default,
        deserialize_with = "stored::or_default",
        skip_serializing_if = "Option::is_none"
    )]
    pub skipped: Option<u32>,
    /// The poses that hurt.
    #[serde(default, deserialize_with = "stored::hurts", skip_serializing_if = "Vec::is_empty")]
    pub hurts: Vec<Hurt>,
}

/// How a session ended, from the least to the most deliberate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The app was killed. The record was made from the last heartbeat.
    Interrupted,
    /// The person ended it early.
    EndedEarly,
    /// It reached its end.
    Finished,
}

impl Record {
    /// The minimum practice that counts for a session of any length.
    const ENOUGH: Millis = Millis::secs(60);

    /// Of several records of one session, the one with the greatest rank is preferred.
    pub(super) fn rank(&self) -> impl Ord + use<> {
        (self.outcome == Outcome::Finished, self.practised, self.outcome)
    }

    /// Whether this record says all that was practised by when the session had been `practised` for
    /// so long.
    pub fn covers(&self, practised: Millis) -> bool {
        self.outcome == Outcome::Finished || self.practised >= practised
    }

    /// Whether this session counts for its day ([`Outcome::counts`]).
    pub fn counts(&self) -> bool {
        self.outcome.counts(self.practised, self.planned)
    }
}

impl Outcome {
    /// Whether a session with this outcome counts for its day. A finished session always counts.
    /// Any other counts from a minute of practice, or from a quarter of the planned length if that
    /// is less.
    ///
    /// During a flare, a short practice is a success. A session of two seconds was probably started
    /// by mistake.
    pub fn counts(self, practised: Millis, planned: Millis) -> bool {
        let quarter = u64::from(practised.0) * 4 >= u64::from(planned.0);
        self == Self::Finished || (!practised.is_zero() && (practised >= Record::ENOUGH || quarter))
    }
}
