//! Sums of what was practised.

use std::cmp::Reverse;

use crate::domain::civil::CivilDay;

use super::record::Record;

/// A number of sessions and their practice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Total {
    /// How many sessions.
    pub sessions: u32,
    /// The practice of all of them, in milliseconds: years of it don't fit `Millis`.
    pub practised_ms: u64,
}

/// The sessions of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayGroup<'a> {
    /// The day.
    pub day: CivilDay,
    /// Its sessions, the newest first.
    pub sessions: Vec<&'a Record>,
}

impl Total {
    /// The sum of these sessions. Every one is in it, also those too short to count for the streak.
    pub fn of(sessions: &[&Record]) -> Self {
        let practised = sessions.iter().map(|record| u64::from(record.practised.0));
        Self {
            sessions: u32::try_from(sessions.len()).unwrap_or(u32::MAX),
            practised_ms: practised.sum(),
        }
    }

    /// Whole minutes of practice, rounded down.
    pub const fn minutes(self) -> u64 {
        self.practised_ms / 60_000
    }
}

/// Sessions by day, the newest day first and within a day the newest session first.
pub fn by_day<'a>(sessions: &[&'a Record]) -> Vec<DayGroup<'a>> {
    let mut newest_first = sessions.to_vec();
    newest_first.sort_by_key(|record| Reverse((record.day, record.started.utc_ms, &record.id)));
    newest_first
        .chunk_by(|a, b| a.day == b.day)
        .map(|sessions| DayGroup { day: sessions[0].day, sessions: sessions.to_vec() })
        .collect()
}
