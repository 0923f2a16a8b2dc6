//! Backup, restore, merge and undo, through the public API and on a model of devices.
#![allow(clippy::unwrap_used, reason = "panics fail the test")]

mod csv;
mod damage;
mod device;
mod habit;
mod kept;
mod laws;
mod older_settings;
mod person;
mod round_trip;
mod scenarios;
#[allow(dead_code, reason = "shared with the tests of storage")]
#[path = "../storage/strategies.rs"]
mod strategies;
mod ten_years;
