//! All sessions, by month.

use crate::domain::civil::CivilDay;
use crate::history::{Log, Total};

use super::practice::all_practice;

/// A month.
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

    /// Adds the sessions of a day.
    pub(super) fn add(&mut self, total: Total, counts: bool) {
        self.total = self.total.plus(total);
        self.practised += u32::from(counts);
    }
}

/// The months with sessions, the newest first.
pub fn months(log: &Log) -> Vec<MonthTotal> {
    let mut months: Vec<MonthTotal> = Vec::new();
    // Of the day before, as far as it has been read: whether it has been counted already.
    let mut counted = None;
    // The first day of the month that is read, which takes longer to find than to compare with.
    let mut first: Option<CivilDay> = None;
    for session in all_practice(log) {
        let day = session.day();
        if first.is_none_or(|first| day < first) {
            let month = day.first_of_month();
            first = Some(month);
            months.push(MonthTotal::empty(month));
        }
        let is_new = session.counts() && counted != Some(day);
        if is_new {
            counted = Some(day);
        }
        if let Some(month) = months.last_mut() {
            month.add(Total::of(session), is_new);
        }
    }
    months
}
