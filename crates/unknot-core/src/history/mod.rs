//! The history of sessions: an append-only log, and everything derived from it.
//!
//! Streaks and statistics are pure functions of the log and today's date, so they can't get out of
//! sync with it.

mod added;
mod edited;
mod entry;
mod flare;
mod id;
mod index;
mod log;
mod pauses;
mod record;
mod rest;
mod session;
mod statistics;
mod streak;
mod strength;
pub mod views;

pub use added::{Added, What};
pub use edited::{Changes, Edited};
pub use entry::{Entry, Kind, Mark, Unknown};
pub use flare::{Flare, FlareNote};
pub use id::{EntryId, ParseIdError};
pub use log::Log;
pub use pauses::Pauses;
pub use record::{Outcome, Record};
pub use rest::RestDays;
pub use session::Session;
pub use statistics::{MonthTotal, Total};
pub use streak::{DayMark, Streak, WeekProgress, streak};
pub use strength::{Strength, strength};
