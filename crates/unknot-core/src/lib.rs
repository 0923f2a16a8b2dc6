//! The platform-independent core of Unknot: content, rules and state machines. It reads no clock
//! and does no I/O.
//!
//! ARCHITECTURE.md describes the modules and their invariants.

pub mod adaptation;
pub mod backup;
pub mod content;
pub mod domain;
pub mod history;
pub mod i18n;
pub mod import;
pub mod offer;
pub mod reading;
pub mod search;
pub mod session;
pub mod storage;
pub mod timeline;
