//! What the screens see of the session that is ready, under way or just over. The runner sets them, and `SessionState` clears them.

use std::sync::Arc;

use leptos::prelude::*;

use unknot_core::domain::routine::{Hurt, Routine};
use unknot_core::session::{Summary, View};
use unknot_core::timeline::Timeline;

/// Why a session is not as it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// The browser plays nothing without a tap.
    NeedsTap,
    /// No sound can be played. The session runs without it.
    NoSound,
}

/// What was done about something that hurts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Relief {
    /// The step was swapped.
    Given {
        /// What hurt, and what it was swapped for.
        hurt: Hurt,
        /// Index of the step that hurt.
        step: usize,
        /// Whether there is another way to offer.
        more: bool,
    },
    /// There is nothing gentler that suits the person.
    Nothing,
}

/// The signals of a session.
#[derive(Clone, Copy)]
pub(crate) struct SessionSignals {
    /// The current moment; `None` while no session is prepared.
    pub view: RwSignal<Option<View>>,
    /// The timeline that the moment lies on.
    pub timeline: RwSignal<Option<Arc<Timeline>>>,
    /// The routine.
    pub routine: RwSignal<Option<&'static Routine>>,
    /// The result, once the session is over.
    pub summary: RwSignal<Option<Summary>>,
    /// What was done when the person said that something hurts, until they have closed the dialog.
    pub relief: RwSignal<Option<Relief>>,
    /// What is wrong, if anything.
    pub trouble: RwSignal<Option<Trouble>>,
}

impl SessionSignals {
    /// Signals without a session.
    pub(crate) fn new() -> Self {
        Self {
            view: RwSignal::new(None),
            timeline: RwSignal::new(None),
            routine: RwSignal::new(None),
            summary: RwSignal::new(None),
            relief: RwSignal::new(None),
            trouble: RwSignal::new(None),
        }
    }

    /// Clears all but the summary, which the done screen still shows.
    pub(super) fn clear(self) {
        self.view.set(None);
        self.timeline.set(None);
        self.routine.set(None);
        self.relief.set(None);
        self.trouble.set(None);
    }
}
