//! The platform-independent core of Unknot: content, rules and state machines. It reads no clock
//! and does no I/O.
//!
//! ARCHITECTURE.md describes the modules and their invariants.

pub mod adaptation;
pub mod content;
pub mod domain;
pub mod history;
pub mod i18n;
pub mod offer;
pub mod search;
pub mod session;
pub mod storage;
pub mod timeline;
