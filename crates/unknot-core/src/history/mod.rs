//! The history of sessions: an append-only log, and everything derived from it.
//!
//! Streaks and statistics are pure functions of the log and today's date, so they can't get out of
//! sync with it.

mod entry;
mod flare;
mod id;
mod index;
mod log;
mod record;
mod statistics;
mod streak;

pub use entry::{Entry, Kind, Mark, Unknown};
pub use flare::{Flare, FlareNote};
pub use id::{EntryId, ParseIdError};
pub use log::Log;
pub use record::{Outcome, Record};
pub use statistics::Total;
pub use streak::{DayMark, Streak, Target, WeekProgress, streak};
