//! The totals of all months.

use crate::history::{Log, MonthTotal};

/// The months with sessions, the newest first.
pub fn months(log: &Log) -> Vec<MonthTotal> {
    log.months().rev().copied().collect()
}
