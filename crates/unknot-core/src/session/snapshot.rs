//! The stored state of a session, from which a killed session is restored.

use serde::{Deserialize, Serialize};

use crate::domain::catalog::PoseId;
use crate::domain::routine::Hurt;
use crate::domain::stored;
use crate::domain::time::Millis;
use crate::timeline::{CompileError, Options};

/// The state from which a session can be restored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Slug of the routine.
    pub routine: String,
    /// The options it was compiled with.
    pub options: Options,
    /// Position on the timeline.
    pub position: Millis,
    /// Time played so far, without preparation.
    pub practised: Millis,
    /// What counts of it. `None` in snapshots of older versions.
    #[serde(
        default,
        deserialize_with = "stored::or_default",
        skip_serializing_if = "Option::is_none"
    )]
    pub worked: Option<Millis>,
    /// The number of steps skipped so far.
    pub skipped: u32,
    /// The poses that hurt so far.
    #[serde(default, deserialize_with = "stored::hurts", skip_serializing_if = "Vec::is_empty")]
    pub hurts: Vec<Hurt>,
    /// The poses done so far, in order. Only what is shown after the session depends on them.
    #[serde(
        default,
        deserialize_with = "stored::or_default",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub done: Vec<PoseId>,
}

impl Snapshot {
    /// Time from the position to the end of the timeline. `planned` is its length without
    /// preparation.
    pub fn left(&self, planned: Millis) -> Millis {
        (planned + self.options.preparation).saturating_sub(self.position)
    }
}

/// Why a snapshot could not be restored.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RestoreError {
    /// It belongs to another routine, or has more swaps than the routine has steps.
    #[error("the snapshot is of another routine")]
    OtherRoutine,
    /// Its position isn't before the end of the timeline.
    #[error("the position {position} is beyond the end {total}")]
    Beyond {
        /// The stored position.
        position: Millis,
        /// Length of the timeline.
        total: Millis,
    },
    /// The routine doesn't compile with its options.
    #[error(transparent)]
    Compile(#[from] CompileError),
}
