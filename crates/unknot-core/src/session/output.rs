//! The outputs of the engine.

use crate::domain::cue::Cue;
use crate::domain::time::Millis;

/// A request to the shell, or an event for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    /// Start the clock.
    Play,
    /// Stop the clock.
    Pause,
    /// Set the clock to `to`, and number the track `track`.
    Seek {
        /// The new position.
        to: Millis,
        /// The number for later readings.
        track: u32,
    },
    /// The timeline has changed. Render a new track and continue in it at `at`.
    Retimed {
        /// The position to continue at.
        at: Millis,
        /// The number for later readings.
        track: u32,
    },
    /// The segment with this index has begun.
    Entered(usize),
    /// A cue is due.
    Cue {
        /// The cue.
        cue: Cue,
        /// How long ago it was due.
        late: Millis,
    },
    /// The session is over.
    Over(Summary),
}

/// The summary of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Whether the session reached its end, and at least half of it was practised. A session that
    /// was mostly skipped was ended early.
    pub finished: bool,
    /// Length of the timeline without preparation.
    pub planned: Millis,
    /// Time that was played, without preparation. Exceeds `planned` if steps were repeated.
    pub practised: Millis,
    /// What counts of it: the work of steps that were done, whether to their end or not.
    pub worked: Millis,
    /// The number of skipped steps.
    pub skipped: u32,
}
