//! What the engine asks for and tells.

use crate::domain::cue::Cue;
use crate::domain::time::Millis;

/// What the engine asks for and tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    /// Let the clock run.
    Play,
    /// Stop the clock.
    Pause,
    /// Put the clock at `to`; from now on it reads track `track`.
    Seek {
        /// The new position.
        to: Millis,
        /// The number that later readings carry.
        track: u32,
    },
    /// The timeline has changed after the position `at`: make its sound anew and go on there.
    Retimed {
        /// Where to go on.
        at: Millis,
        /// The number that later readings carry.
        track: u32,
    },
    /// The segment of this index has begun.
    Entered(usize),
    /// A cue is due.
    Cue {
        /// The cue.
        cue: Cue,
        /// How long ago it was due. The track rang it in time; whatever else would mark it late
        /// (a vibration, a spoken line) is better left out.
        late: Millis,
    },
    /// The session is over.
    Over(Summary),
}

/// What a session comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Whether it came to its end, rather than being ended early.
    pub finished: bool,
    /// Length of the timeline without preparation.
    pub planned: Millis,
    /// Time really played, without preparation. More than planned where steps were repeated.
    pub practised: Millis,
    /// Steps skipped.
    pub skipped: u32,
}
