//! The storage module through its public API: round trips, damage, and fixtures of every version.
#![allow(clippy::unwrap_used, reason = "panics fail the test")]

mod each_place;
mod each_setting;
mod harm;
mod made_up;
mod reconcile;
mod round_trip;
mod segment;
mod version_1;
mod version_2;
