//! Records of sessions.

use serde::{Deserialize, Serialize};

use crate::domain::civil::{CivilDay, Moment};
use crate::domain::practice;
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
    /// What counts of it: the work of steps that were done. `None` in records of older versions.
    #[serde(
        default,
        deserialize_with = "stored::or_default",
        skip_serializing_if = "Option::is_none"
    )]
    pub worked: Option<Millis>,
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
    /// Of several records of one session, the one with the greatest rank is preferred.
    pub(super) fn rank(&self) -> impl Ord + use<> {
        (self.outcome == Outcome::Finished, self.practised, self.outcome)
    }

    /// Whether this record says all that was practised by when the session had been `practised` for
    /// so long.
    pub fn covers(&self, practised: Millis) -> bool {
        self.outcome == Outcome::Finished || self.practised >= practised
    }

    /// Whether this session marks its day: from [`practice::ENOUGH`] work on, however it ended.
    pub fn counts(&self) -> bool {
        match self.worked {
            Some(worked) => practice::counts(worked),
            None => self.counts_as_before(),
        }
    }

    /// Whether there is anything to keep of this session: practice that counts, or what hurt.
    pub fn is_worth_keeping(&self) -> bool {
        let is_older = self.worked.is_none() && !self.practised.is_zero();
        practice::is_kept(self.counts() || is_older, &self.hurts)
    }

    /// Whether a session of a version that did not know its work marked its day: when it was finished, from a minute on, or
    /// from a quarter of a short one. No day that counted is taken away.
    fn counts_as_before(&self) -> bool {
        let quarter = u64::from(self.practised.0) * 4 >= u64::from(self.planned.0);
        let is_enough = self.practised >= Millis::secs(60) || quarter;
        self.outcome == Outcome::Finished || (!self.practised.is_zero() && is_enough)
    }
}
