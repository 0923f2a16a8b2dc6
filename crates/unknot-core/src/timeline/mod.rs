//! Timelines: a routine and its settings, compiled into segments and cues whose lengths add up
//! exactly.

mod compile;
mod cues;
mod piece;
mod scale;
mod segment;

pub use compile::{CompileError, Manner, Options, compile, compile_turned};
pub use piece::Turn;
pub use segment::{COUNTED_FROM, Segment, SegmentKind, Timeline};
