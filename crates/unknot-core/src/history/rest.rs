//! Rest days: days on which somebody means not to practise, set ahead or afterwards.

use core::ops::Range;

use serde::{Deserialize, Serialize};

use crate::domain::civil::{CivilDay, Moment};

use super::id::EntryId;
use super::log::Log;

/// Rest days that follow each other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RestDays {
    /// The id of the entry.
    pub id: EntryId,
    /// When they were set.
    pub at: Moment,
    /// The first one.
    pub first: CivilDay,
    /// The last one. As the day of the entry it decides in which month it is stored: months with a later
    /// day are read first.
    #[serde(rename = "day")]
    pub last: CivilDay,
}

impl RestDays {
    /// The most days that can be set at once.
    pub const LONGEST: i32 = 366;

    /// The days, however they were typed: at most the [`Self::LONGEST`] last ones, and in order.
    pub fn days(&self) -> Range<CivilDay> {
        let (first, last) = (self.first.min(self.last), self.first.max(self.last));
        first.max(last.plus(1 - Self::LONGEST))..last.plus(1)
    }

    /// Rest days are ordered by their last day, then by id.
    pub(super) fn key(&self) -> (CivilDay, EntryId) {
        (self.last, self.id.clone())
    }
}

impl Log {
    /// The rest days that aren't deleted, in order of their last day, then of id.
    pub fn rest_days(&self) -> impl DoubleEndedIterator<Item = &RestDays> {
        self.rests().values()
    }
}
