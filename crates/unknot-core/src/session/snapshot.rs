//! A session frozen for storage, so that one that was killed is restored and not guessed.

use serde::{Deserialize, Serialize};

use crate::domain::routine::Hurt;
use crate::domain::stored;
use crate::domain::time::Millis;
use crate::timeline::{CompileError, Options};

/// All that is needed to go on with a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Slug of the routine.
    pub routine: String,
    /// How it was compiled.
    pub options: Options,
    /// Position on the timeline.
    pub position: Millis,
    /// Time really played so far, without preparation.
    pub practised: Millis,
    /// Steps skipped so far.
    pub skipped: u32,
    /// What hurt so far.
    #[serde(default, deserialize_with = "stored::hurts", skip_serializing_if = "Vec::is_empty")]
    pub hurts: Vec<Hurt>,
}

impl Snapshot {
    /// Time left of a session that is planned to be so long. What was skipped is not left, though
    /// it was never practised, and what is done again is.
    pub fn left(&self, planned: Millis) -> Millis {
        (planned + self.options.preparation).saturating_sub(self.position)
    }
}

/// Why a snapshot could not be restored.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RestoreError {
    /// It belongs to another routine.
    #[error("the snapshot is of another routine")]
    OtherRoutine,
    /// Its position lies outside its timeline.
    #[error("the position {position} is beyond the end {total}")]
    Beyond {
        /// The position.
        position: Millis,
        /// The end.
        total: Millis,
    },
    /// Its routine no longer compiles.
    #[error(transparent)]
    Compile(#[from] CompileError),
}
