//! The domain types: poses, routines, steps, cues, settings and civil time. The types of the
//! shipped content are re-exported from `unknot-content`.

pub use unknot_content::{caution, pose, time};

pub mod app_voice;
pub mod background;
pub mod bell;
pub mod care;
pub mod catalog;
pub mod civil;
pub mod cue;
pub mod emergency;
pub mod ending;
pub mod flare;
pub mod gentle;
pub mod goal;
pub mod kit;
pub mod level;
pub mod lock_screen_test;
pub mod pain;
pub mod phone_voice;
pub mod practice;
pub mod routine;
pub mod settings;
pub mod soft;
pub(crate) mod stored;
pub mod turn;
