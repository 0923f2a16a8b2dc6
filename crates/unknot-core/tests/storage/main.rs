//! Storage from outside: what is written is read, whatever happened to it in between, and what
//! can't be read is kept.
#![allow(clippy::unwrap_used, reason = "panics fail the test")]

mod each_place;
mod each_setting;
mod harm;
mod made_up;
mod round_trip;
mod segment;
mod startup;
mod version_1;
mod version_2;
