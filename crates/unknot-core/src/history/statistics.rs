//! Totals of sessions.

use super::record::Record;

/// The number of sessions and their total practice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Total {
    /// The number of sessions, including those that are too short to count for the streak.
    pub sessions: u32,
    /// Their practice in milliseconds, as `u64` because `Millis` overflows after 49 days.
    pub practised_ms: u64,
}

impl Total {
    /// Whole minutes of practice, rounded down.
    pub const fn minutes(self) -> u64 {
        self.practised_ms / 60_000
    }

    pub(super) fn add(&mut self, record: &Record) {
        self.sessions += 1;
        self.practised_ms += u64::from(record.practised.0);
    }

    /// Subtracts a session that was added.
    pub(super) fn subtract(&mut self, record: &Record) {
        self.sessions -= 1;
        self.practised_ms -= u64::from(record.practised.0);
    }
}
