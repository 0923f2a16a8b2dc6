//! What pages see of the session that is ready, under way or just over. Only the runner sets it.

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

/// What pages read of a session.
#[derive(Clone, Copy)]
pub(crate) struct SessionSignals {
    /// The current moment; `None` while no session is prepared.
    pub view: ReadSignal<Option<View>>,
    /// The timeline that the moment lies on.
    pub timeline: ReadSignal<Option<Arc<Timeline>>>,
    /// The routine.
    pub routine: ReadSignal<Option<&'static Routine>>,
    /// The result, once the session is over.
    pub summary: ReadSignal<Option<Summary>>,
    /// What was done when the person said that something hurts, until they have closed the dialog.
    pub relief: ReadSignal<Option<Relief>>,
    /// What is wrong, if anything.
    pub trouble: ReadSignal<Option<Trouble>>,
}

/// The other half of [`SessionSignals`]. The runner keeps it to itself, so that nothing else can write.
#[derive(Clone, Copy)]
pub(crate) struct SessionWriter {
    pub view: WriteSignal<Option<View>>,
    pub timeline: WriteSignal<Option<Arc<Timeline>>>,
    pub routine: WriteSignal<Option<&'static Routine>>,
    pub summary: WriteSignal<Option<Summary>>,
    pub relief: WriteSignal<Option<Relief>>,
    pub trouble: WriteSignal<Option<Trouble>>,
}

/// Signals without a session.
pub(super) fn session_signals() -> (SessionSignals, SessionWriter) {
    let (view, set_view) = signal(None);
    let (timeline, set_timeline) = signal(None);
    let (routine, set_routine) = signal(None);
    let (summary, set_summary) = signal(None);
    let (relief, set_relief) = signal(None);
    let (trouble, set_trouble) = signal(None);
    let reader = SessionSignals { view, timeline, routine, summary, relief, trouble };
    let writer = SessionWriter {
        view: set_view,
        timeline: set_timeline,
        routine: set_routine,
        summary: set_summary,
        relief: set_relief,
        trouble: set_trouble,
    };
    (reader, writer)
}

impl SessionWriter {
    /// Clears all but the summary, which the done page still shows.
    pub(super) fn clear(self) {
        self.view.set(None);
        self.timeline.set(None);
        self.routine.set(None);
        self.relief.set(None);
        self.trouble.set(None);
    }
}
