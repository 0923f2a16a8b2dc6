//! The session engine: a sans-IO state machine that runs a timeline.
//!
//! It reads no clock and touches no device. The contract:
//!
//! * Every input comes with a [`Reading`] of the clock: a position in the track, and the number of
//!   that track. The clock moves only while the track plays.
//! * After every input, the caller calls [`Engine::poll_output`] until it returns `None`.
//! * [`Output::Seek`] and [`Output::Retimed`] start a new track, whose number later readings must
//!   have. Readings of older tracks are stale and don't advance the session.
//!
//! A late tick passes every boundary up to its reading in order. Each cue says how late it is, so
//! that the caller can skip overdue vibrations and speech. Its sound was in the track, on time.

mod breath;
mod engine;
mod input;
mod kept;
mod output;
mod passage;
mod snapshot;
mod title;
mod view;

pub use breath::Breath;
pub use engine::Engine;
pub use input::{Input, PauseCause, Reading};
pub use kept::Kept;
pub use output::{Output, Summary};
pub use passage::{Looks, Passage};
pub use snapshot::{RestoreError, Snapshot};
pub use title::Title;
pub use view::{Doing, Next, OwnRest, Phase, View};
