//! Sums of what was practised.

use crate::domain::civil::CivilDay;
use std::cmp::Reverse;

use super::record::Record;

/// A number of sessions and their practice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Total {
    /// How many sessions.
    pub sessions: u32,
    /// The practice of all of them, in milliseconds: years of it don't fit `Millis`.
    pub practised_ms: u64,
}

/// What was practised on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayTotal {
    /// The day.
    pub day: CivilDay,
    /// Its sum.
    pub total: Total,
}

/// The sums that the progress screen shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statistics {
    /// All that there is.
    pub all: Total,
    /// The seven days up to today, the oldest first.
    pub last_week: [DayTotal; 7],
}

/// The sessions of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayGroup<'a> {
    /// The day.
    pub day: CivilDay,
    /// Its sum.
    pub total: Total,
    /// Its sessions, the newest first.
    pub sessions: Vec<&'a Record>,
}

impl Total {
    /// Whole minutes of practice, rounded down.
    pub const fn minutes(self) -> u64 {
        self.practised_ms / 60_000
    }

    fn add(&mut self, record: &Record) {
        self.sessions += 1;
        self.practised_ms += u64::from(record.practised.0);
    }
}

/// The sums of these sessions. Every one is in them, also those too short to count for the streak.
pub fn statistics(sessions: &[&Record], today: CivilDay) -> Statistics {
    let mut all = Total::default();
    let mut last_week = core::array::from_fn(|index| DayTotal {
        day: today.plus(i32::try_from(index).unwrap_or(0) - 6),
        total: Total::default(),
    });
    for record in sessions {
        all.add(record);
        if let Some(day) = last_week.iter_mut().find(|day| day.day == record.day) {
            day.total.add(record);
        }
    }
    Statistics { all, last_week }
}

/// Sessions by day, the newest day first and within a day the newest session first.
pub fn by_day<'a>(sessions: &[&'a Record]) -> Vec<DayGroup<'a>> {
    let mut newest_first = sessions.to_vec();
    newest_first.sort_by_key(|record| Reverse((record.day, record.started.utc_ms, &record.id)));
    newest_first
        .chunk_by(|a, b| a.day == b.day)
        .map(|sessions| {
            let mut total = Total::default();
            for record in sessions {
                total.add(record);
            }
            DayGroup { day: sessions[0].day, total, sessions: sessions.to_vec() }
        })
        .collect()
}
