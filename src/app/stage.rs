//! The stage: what the screens see of the session that is ready, under way or just over. The driver
//! sets it, and nobody else.

use std::sync::Arc;

use crate::dom::Live;
use crate::domain::routine::{Hurt, Routine};
use crate::session::{Summary, View};
use crate::timeline::Timeline;

/// Why a session is not as it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// The browser wants a tap before it plays.
    NeedsTap,
    /// No sound can be played; the session runs without.
    NoSound,
}

/// What was done about something that hurts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Relief {
    /// Something else from here on.
    Given {
        /// What it is.
        hurt: Hurt,
        /// The step that hurt.
        step: usize,
        /// Whether there is something else yet.
        more: bool,
    },
    /// There is nothing gentler that suits.
    Nothing,
}

/// What the screens see of a session.
#[derive(Clone, Copy)]
pub(crate) struct Stage {
    /// The moment; none while no session is prepared.
    pub view: Live<Option<View>>,
    /// The timeline that the moment lies on.
    pub timeline: Live<Option<Arc<Timeline>>>,
    /// Its routine.
    pub routine: Live<Option<&'static Routine>>,
    /// What it came to, once it is over.
    pub summary: Live<Option<Summary>>,
    /// What was done when somebody said that something hurts, until they have seen it.
    pub relief: Live<Option<Relief>>,
    /// What is wrong, if anything.
    pub trouble: Live<Option<Trouble>>,
}

impl Stage {
    /// Nothing on it.
    pub(crate) fn empty() -> Self {
        Self {
            view: Live::new(None),
            timeline: Live::new(None),
            routine: Live::new(None),
            summary: Live::new(None),
            relief: Live::new(None),
            trouble: Live::new(None),
        }
    }
}
