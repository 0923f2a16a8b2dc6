//! The session engine: a state machine in the sans-IO style that runs a timeline.
//!
//! Time comes in, outputs come out; it reads no clock and touches no device. The contract:
//!
//! * Every input carries a [`Reading`] of the clock: a position in the track, and the track it was
//!   read from. The clock moves only while the track plays.
//! * After every input, [`Engine::poll_output`] is drained until it returns `None`.
//! * [`Output::Seek`] and [`Output::Retimed`] begin a new track: later readings carry its number.
//!   A reading of an older track is stale, and time stands still for it.
//!
//! A late tick passes every boundary between, in order. Each cue says how late it is, so that
//! nothing piles up: what is overdue is shown and noted, but not rung (the track has rung it).

mod breath;
mod engine;
mod input;
mod output;
mod snapshot;
mod view;

pub use breath::Breath;
pub use engine::Engine;
pub use input::{Input, PauseCause, Reading};
pub use output::{Output, Summary};
pub use snapshot::{RestoreError, Snapshot};
pub use view::{Doing, Next, Phase, View};
