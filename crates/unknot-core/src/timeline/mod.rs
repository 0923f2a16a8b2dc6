//! Timelines: compiles a routine and options into segments and cues. Lengths add up to the
//! millisecond.

mod change_over;
mod company;
mod compile;
mod cues;
mod guidance;
mod planned;
mod preparation;
mod scale;
mod segment;
mod silence_bells;
mod stop_rule;
mod telling;

pub(crate) use compile::compile_after;
pub use compile::{CompileError, Manner, Options, compile, compile_with_swap};
pub use planned::SwapPoint;
pub use preparation::preparation;
pub use segment::{COUNTED_FROM, Segment, SegmentKind, Timeline};
pub(crate) use stop_rule::{Past, is_warned};
