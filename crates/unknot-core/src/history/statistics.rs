//! Totals of sessions.

use crate::domain::civil::CivilDay;

use super::session::Session;

/// The number of sessions and their total practice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Total {
    /// The number of sessions, including those that do not mark a day.
    pub sessions: u32,
    /// Their practice in milliseconds, as `u64` because `Millis` overflows after 49 days.
    pub practised_ms: u64,
}

impl Total {
    /// The total of one session.
    pub(super) fn of(session: &Session) -> Self {
        let mut total = Self::default();
        total.add(session);
        total
    }

    /// Whole minutes of practice, rounded down.
    pub const fn minutes(self) -> u64 {
        self.practised_ms / 60_000
    }

    pub(super) fn add(&mut self, session: &Session) {
        self.sessions += 1;
        self.practised_ms += u64::from(session.practised().0);
    }

    /// The sum with the total of other sessions.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self {
            sessions: self.sessions + other.sessions,
            practised_ms: self.practised_ms + other.practised_ms,
        }
    }

    /// Subtracts a session that was added.
    pub(super) fn subtract(&mut self, session: &Session) {
        self.sessions -= 1;
        self.practised_ms -= u64::from(session.practised().0);
    }
}

/// The practice of a month, or of the part of it that a view shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonthTotal {
    /// Its first day.
    pub month: CivilDay,
    /// The number of days with a session that counts.
    pub practised: u32,
    /// The total of its sessions.
    pub total: Total,
}

impl MonthTotal {
    pub(super) fn empty(month: CivilDay) -> Self {
        Self { month, practised: 0, total: Total::default() }
    }
}
