//! The storage module through its public API: round trips, damage, and fixtures of every version.
#![allow(clippy::unwrap_used, reason = "panics fail the test")]

mod damage;
mod days;
mod each_field;
mod each_setting;
mod reconcile;
mod round_trip;
mod segment;
mod strategies;
mod version_1;
mod version_2;
