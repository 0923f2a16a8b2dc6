//! What pages see of the session that is ready, under way or just over. Only the runner writes it.

use std::sync::Arc;

use leptos::prelude::*;

use unknot_core::domain::catalog::PoseId;
use unknot_core::domain::cue::Side;
use unknot_core::domain::routine::{Routine, Swap};
use unknot_core::session::{Summary, View};
use unknot_core::timeline::Timeline;

/// A problem with the session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// The browser doesn't play without a tap.
    NeedsTap,
    /// Sound can't be played. The session continues without it.
    NoSound,
    /// The sound has failed. The session continues without it, and the person can try again.
    SoundFailed,
}

/// What may help in a step that hurts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Relief {
    /// Index of the step that hurts.
    pub step: usize,
    /// The easier way and the side that it begins with, if the step has one and there is time for it.
    pub easier: Option<(PoseId, Option<Side>)>,
    /// A rest in place of the step; `None` if no other one suits the person.
    pub rest: Option<Rest>,
    /// Whether the rest leaves a move out. Otherwise it is another way to rest.
    pub leaves_out: bool,
    /// The pose and its side that come back if the swap of the step is undone; `None` if it hasn't been swapped.
    pub undo: Option<(PoseId, Option<Side>)>,
    /// Whether the person gets down to the floor or up from it: what helps there is time, and no other pose.
    pub on_the_way: bool,
    /// Whether the session was running, and goes on after the answer.
    pub was_running: bool,
}

/// A rest in place of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rest {
    /// The swap that leads to it.
    pub swap: Swap,
    /// The pose in which to rest; `None` if too little of the step is left to change the position.
    pub instead: Option<PoseId>,
}

/// A session that another tab runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Elsewhere {
    /// Its id.
    pub id: String,
    /// The slug of its routine, if it is known.
    pub routine: Option<String>,
}

/// What pages read of a session.
#[derive(Clone, Copy)]
pub(crate) struct SessionSignals {
    /// The current moment; `None` while no session is prepared. Between two seconds it only changes with what is to be read.
    pub view: ReadSignal<Option<View>>,
    /// The current moment, for the figure: it changes with each of its frames.
    pub frame: ReadSignal<Option<View>>,
    /// The timeline of the session.
    pub timeline: ReadSignal<Option<Arc<Timeline>>>,
    /// The routine.
    pub routine: ReadSignal<Option<&'static Routine>>,
    /// The result of today, once the session is over: without earlier days.
    pub summary: ReadSignal<Option<Summary>>,
    /// The question what would help, from the tap on “This hurts” to the answer.
    pub relief: ReadSignal<Option<Relief>>,
    /// The current problem, if any.
    pub trouble: ReadSignal<Option<Trouble>>,
    /// The session that another tab runs, if any.
    pub elsewhere: ReadSignal<Option<Elsewhere>>,
}

/// The other half of [`SessionSignals`]. The runner keeps it to itself, so that nothing else can write.
#[derive(Clone, Copy)]
pub(crate) struct SessionWriter {
    pub view: WriteSignal<Option<View>>,
    pub frame: WriteSignal<Option<View>>,
    pub timeline: WriteSignal<Option<Arc<Timeline>>>,
    pub routine: WriteSignal<Option<&'static Routine>>,
    pub summary: WriteSignal<Option<Summary>>,
    pub relief: WriteSignal<Option<Relief>>,
    pub trouble: WriteSignal<Option<Trouble>>,
    pub elsewhere: WriteSignal<Option<Elsewhere>>,
}

/// Signals without a session.
pub(super) fn session_signals() -> (SessionSignals, SessionWriter) {
    let (view, set_view) = signal(None);
    let (frame, set_frame) = signal(None);
    let (timeline, set_timeline) = signal(None);
    let (routine, set_routine) = signal(None);
    let (summary, set_summary) = signal(None);
    let (relief, set_relief) = signal(None);
    let (trouble, set_trouble) = signal(None);
    let (elsewhere, set_elsewhere) = signal(None);
    let reader =
        SessionSignals { view, frame, timeline, routine, summary, relief, trouble, elsewhere };
    let writer = SessionWriter {
        view: set_view,
        frame: set_frame,
        timeline: set_timeline,
        routine: set_routine,
        summary: set_summary,
        relief: set_relief,
        trouble: set_trouble,
        elsewhere: set_elsewhere,
    };
    (reader, writer)
}

impl SessionWriter {
    /// Shows a moment.
    pub(crate) fn show(self, view: View) {
        self.frame.set(Some(view));
        self.view.set(Some(view));
    }

    /// Clears all but the summary, which the done page still shows, and what other tabs do.
    pub(super) fn clear(self) {
        self.view.set(None);
        self.frame.set(None);
        self.timeline.set(None);
        self.routine.set(None);
        self.relief.set(None);
        self.trouble.set(None);
    }
}
