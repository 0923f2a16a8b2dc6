//! Days, weeks, the strength and totals of random lives, compared with a slow oracle that has its own calendar
//! (jiff with its time zones). `PROPTEST_CASES=10000` runs as many.
#![allow(clippy::unwrap_used, reason = "panics fail the test")]

mod kind;
mod life;
mod oracle;
mod ten_years;
