//! What was practised: an append-only log, and everything that is derived from it.
//!
//! Records are the only truth. Streaks and statistics are pure folds of the log and of today's
//! date, so that they can't disagree with it and need no repair of their own.

mod entry;
mod flare;
mod id;
mod log;
mod record;
mod statistics;
mod streak;

pub use entry::{Entry, Kind, Mark, Unknown};
pub use flare::{Flare, FlareNote};
pub use id::{EntryId, ParseIdError};
pub use log::Log;
pub use record::{Outcome, Record};
pub use statistics::{DayGroup, Total, by_day};
pub use streak::{DayMark, Streak, Target, WeekProgress, streak};
