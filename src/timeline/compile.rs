//! Routine and options in, timeline out.

use crate::domain::cue::Side;
use crate::domain::routine::Routine;
use crate::domain::time::Millis;

use super::segment::Timeline;

/// What the person asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Length without preparation; the routine's own where `None`.
    pub length: Option<Millis>,
    /// Time to settle before the first step.
    pub preparation: Millis,
    /// The side that goes first.
    pub first_side: Side,
}

/// Why a routine could not be compiled.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CompileError {
    /// It has no steps.
    #[error("the routine has no steps")]
    Empty,
    /// It can't be made that short.
    #[error("the routine needs at least {least}")]
    TooShort {
        /// The shortest it can be.
        least: Millis,
    },
}

/// Compiles a routine.
///
/// # Errors
/// Where the routine is empty, or the asked length is below its least.
pub fn compile(_routine: &Routine, _options: &Options) -> Result<Timeline, CompileError> {
    Err(CompileError::Empty)
}
