//! Totals of sessions.

use std::cmp::Reverse;

use crate::domain::civil::CivilDay;

use super::record::Record;

/// The number of sessions and their total practice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Total {
    /// The number of sessions.
    pub sessions: u32,
    /// Their practice in milliseconds, as `u64` because `Millis` overflows after 49 days.
    pub practised_ms: u64,
}

/// The sessions of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayGroup<'a> {
    /// The day.
    pub day: CivilDay,
    /// The sessions that count for it, the newest first.
    pub sessions: Vec<&'a Record>,
}

impl Total {
    /// The total of these sessions, including those that are too short to count for the streak.
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

/// Groups sessions by day, the newest first.
pub fn by_day<'a>(sessions: &[&'a Record]) -> Vec<DayGroup<'a>> {
    let mut newest_first = sessions.to_vec();
    newest_first.sort_by_key(|record| Reverse((record.day, record.started.utc_ms, &record.id)));
    newest_first
        .chunk_by(|a, b| a.day == b.day)
        .map(|sessions| DayGroup { day: sessions[0].day, sessions: sessions.to_vec() })
        .collect()
}
