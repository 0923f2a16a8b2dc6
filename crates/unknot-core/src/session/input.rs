//! The inputs of the engine.

use crate::domain::routine::Swap;
use crate::domain::time::Millis;

/// A reading of the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The number of the track it was read from: that of the last [`super::Output::Seek`] or
    /// [`super::Output::Retimed`], or zero before the first.
    pub track: u32,
    /// Position on the timeline.
    pub at: Millis,
}

/// An input of the engine. Each comes with a [`Reading`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// Start the session.
    Start,
    /// Advance to the reading.
    Tick,
    /// Pause the session.
    Pause(PauseCause),
    /// Resume a paused session.
    Resume,
    /// The clock has started, perhaps on its own: a phone resumes playback after a call.
    Playing,
    /// Go to the next step. Skipping the last step finishes the session.
    Skip,
    /// Go to the start of the current step or, in its first three seconds, of the step before it.
    Back,
    /// Add work to the current step, and to its second side if the current one is the first.
    Extend(Millis),
    /// The current pose hurts. From here on, apply this swap to the step and to all later steps
    /// with the same pose. Where the same pose is a gentle move in place of another one, its easier
    /// way is that of the gentle move. The length of the timeline doesn't change, and going back
    /// doesn't bring back the pose that hurts.
    Swap(Swap),
    /// Undo the swaps of the last pose.
    UndoSwap,
    /// Go to a position on the timeline, for example from the slider of a lock screen.
    Seek(Millis),
    /// End the session early. The practice so far counts.
    EndEarly,
}

/// Who paused the session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PauseCause {
    /// The person.
    Person,
    /// The device, because of a call, unplugged headphones or a frozen page.
    System,
}
