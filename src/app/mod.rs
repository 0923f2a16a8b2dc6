//! The shell's middle: what the screens share, the driver of a session, and what is kept.
//!
//! Screens know this module and the nouns; they never name the browser or the storage.

mod awake;
mod background;
mod beside;
pub(crate) mod context;
pub(crate) mod dates;
mod decks;
mod driver;
mod feel;
mod heartbeat;
mod keeper;
pub(crate) mod lock_test;
mod narrator;
pub(crate) mod notice;
mod player_clock;
pub(crate) mod preview;
pub(crate) mod recordings;
pub(crate) mod route;
mod shelf;
mod stage;
mod ticker;
pub(crate) mod today;
mod track_file;
mod versions;
mod whole_voice;

pub(crate) use context::App;
pub(crate) use driver::Command;
pub(crate) use shelf::Arrival;
pub(crate) use stage::{Relief, Trouble};
pub(crate) use whole_voice::Progress;
