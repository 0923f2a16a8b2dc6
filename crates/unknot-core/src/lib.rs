//! The core of Unknot: all that it knows and decides, on any target and without a clock.
//!
//! ARCHITECTURE.md has the map and the rules.

pub mod care;
pub mod content;
pub mod domain;
pub mod history;
pub mod i18n;
pub mod search;
pub mod session;
pub mod storage;
pub mod timeline;
