//! The nouns: poses, routines, steps, cues, settings and civil time. Knows nothing else of ours.

pub mod background;
pub mod bell;
pub mod catalog;
pub mod caution;
pub mod civil;
pub mod crc;
pub mod cue;
pub mod emergency;
pub mod flare;
pub mod lock_test;
pub mod pack;
pub mod pose;
pub mod routine;
pub mod settings;
pub mod stored;
pub mod time;
