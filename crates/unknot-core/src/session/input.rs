//! What the engine is told.

use crate::domain::routine::Swap;
use crate::domain::time::Millis;

/// A reading of the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Number of the track it was read from: what the last [`super::Output::Seek`] or
    /// [`super::Output::Retimed`] said, zero before any.
    pub track: u32,
    /// Position on the timeline.
    pub at: Millis,
}

/// What the engine is told, together with a reading of the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// Begin.
    Start,
    /// Time has passed, perhaps.
    Tick,
    /// Stop the clock.
    Pause(PauseCause),
    /// Let it run again.
    Resume,
    /// The clock runs, whoever let it: a phone plays on by itself after a call.
    Plays,
    /// On to the next step; after the last one, the session is over.
    Skip,
    /// Back to the step before, or to the start of the first.
    Back,
    /// This step from its start.
    RestartStep,
    /// More work for this step, and for its second side where that is still to come.
    Extend(Millis),
    /// What is done hurts: from here on this takes the place of the step, and of all to come of the same pose. The
    /// timeline stays as long as it is, and what hurts is not done again, whichever way one goes on it.
    Swap(Swap),
    /// It was a slip: the last swap is taken back.
    UndoSwap,
    /// To a position on the timeline, as a lock screen's slider asks.
    Seek(Millis),
    /// End here, keeping what was practised.
    EndEarly,
}

/// Who stopped the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PauseCause {
    /// The person.
    Person,
    /// The device: a call, headphones pulled out, a frozen page.
    System,
}
