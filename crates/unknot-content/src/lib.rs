//! What Unknot ships: poses, routines, figures and words.
//!
//! The data files are in `data/`. This crate has the types that they become, shared by the build,
//! which writes them (`unknot-content-build`), and the app, which reads them
//! (`unknot_core::content`), and the ids that code names: its build script makes an enum of the
//! poses ([`PoseId`]) and of the keys of all texts ([`Key`]), so that a name that is in no data
//! file doesn't compile.
//!
//! Texts are borrowed from the bytes that they are read from, which live as long as the program.

pub mod caution;
pub mod change;
pub mod crc;
pub mod emergency;
pub mod figure;
mod ids;
mod keys;
pub mod learn;
mod lenient;
mod part;
pub mod pose;
pub mod routine;
mod shelf;
pub mod time;
mod words;

pub use ids::{GuideId, PoseId};
pub use keys::{Key, PluralKey};
pub use lenient::ListOr;
pub use part::{NotAPart, Part};
pub use words::{Forms, PosePageWords, PoseWords, RoutineWords, Trouble, Words};
