//! The nouns: poses, routines, steps, cues, settings and civil time. What of them is shipped is in
//! `unknot-content`, and here again under the same names.

pub use unknot_content::{caution, pose, time};

pub mod background;
pub mod bell;
pub mod catalog;
pub mod civil;
pub mod cue;
pub mod emergency;
pub mod flare;
pub mod lock_test;
pub mod routine;
pub mod settings;
pub(crate) mod stored;
