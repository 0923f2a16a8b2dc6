//! The pages, one for each route.

#![allow(unreachable_pub, reason = "the component macro writes public items")]

pub(crate) mod about_you;
pub(crate) mod failed;
pub(crate) mod flare;
pub(crate) mod help;
pub(crate) mod learn;
pub(crate) mod library;
pub(crate) mod library_part;
pub(crate) mod lock_screen_test;
pub(crate) mod missing;
pub(crate) mod pose;
pub(crate) mod progress;
pub(crate) mod recordings;
pub(crate) mod routine;
pub(crate) mod safety;
pub(crate) mod session;
pub(crate) mod settings;
pub(crate) mod sounds;
pub(crate) mod today;
pub(crate) mod your_data;
