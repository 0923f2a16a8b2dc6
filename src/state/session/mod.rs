//! The session that is ready, under way or just over, and one that was interrupted.

mod elsewhere;
mod interrupted;
mod routines;

use std::rc::Rc;

use leptos::prelude::*;

use super::{
    Assets, Clock, DailyOffer, History, Navigation, SettingsState, use_assets, use_clock,
    use_daily_offer, use_history, use_navigation, use_settings,
};
use crate::route::Route;
use crate::services::persistence::Persistence;
use crate::services::session_runner::signals::SessionSignals;
#[cfg(test)]
use crate::services::session_runner::signals::SessionWriter;
use crate::services::session_runner::{Command, SessionRunner};
use unknot_core::domain::catalog::PoseId;
use unknot_core::domain::routine::{Hurt, Routine, Swap};
use unknot_core::domain::time::Millis;
use unknot_core::offer::Next;
use unknot_core::session::{Kept, Phase, View};
use unknot_core::timeline::{CompileError, Options};

/// The session, and what a person can do with it.
#[derive(Clone, Copy)]
pub(crate) struct SessionState {
    /// The phase on its own: the view changes every second, the phase rarely.
    phase: Memo<Option<Phase>>,
    /// The length that was chosen last, and for which routine.
    chosen_length: RwSignal<Option<(&'static Routine, Millis)>>,
    settings: SettingsState,
    history: History,
    clock: Clock,
    daily_offer: DailyOffer,
    assets: Assets,
    navigation: Navigation,
    runner: StoredValue<Rc<SessionRunner>, LocalStorage>,
    persistence: StoredValue<Rc<Persistence>, LocalStorage>,
}

/// The session of this app.
pub(crate) fn use_session() -> SessionState {
    expect_context()
}

impl SessionState {
    /// Created after the other contexts, which it uses.
    pub(super) fn new(runner: Rc<SessionRunner>, persistence: Rc<Persistence>) -> Self {
        let view = runner.signals().view;
        Self {
            phase: Memo::new(move |_| view.with(|view| view.map(|view| view.phase))),
            chosen_length: RwSignal::new(None),
            settings: use_settings(),
            history: use_history(),
            clock: use_clock(),
            daily_offer: use_daily_offer(),
            assets: use_assets(),
            navigation: use_navigation(),
            runner: StoredValue::new_local(runner),
            persistence: StoredValue::new_local(persistence),
        }
    }

    /// What pages show of the session.
    pub(crate) fn signals(self) -> SessionSignals {
        self.runner.with_value(|runner| runner.signals())
    }

    /// Writes the signals directly, in place of a running session.
    #[cfg(test)]
    pub(super) fn writer(self) -> SessionWriter {
        self.runner.with_value(|runner| runner.writer())
    }

    /// The phase of the session; `None` while no session is prepared.
    pub(crate) fn phase(self) -> Option<Phase> {
        self.phase.get()
    }

    /// A part of the current moment, or a value derived from it, as a memo; `None` while no session is prepared. The
    /// moment changes once or twice a second, but a component should only run when the part that it shows changes.
    pub(crate) fn select<T: PartialEq + Send + Sync + 'static>(
        self,
        read: impl Fn(&View) -> T + Send + Sync + 'static,
    ) -> Memo<Option<T>> {
        let view = self.signals().view;
        Memo::new(move |_| view.with(|view| view.as_ref().map(&read)))
    }

    /// Whether the session hasn't been started yet, or none is prepared.
    pub(crate) fn is_waiting_for_start(self) -> bool {
        self.phase().is_none_or(|phase| phase == Phase::Ready)
    }

    /// Whether a session runs, and isn't paused.
    pub(crate) fn is_running(self) -> bool {
        self.phase() == Some(Phase::Running)
    }

    /// Whether a session runs or is paused.
    pub(crate) fn is_under_way(self) -> bool {
        self.phase().is_some_and(Phase::is_under_way)
    }

    /// The time practised so far.
    pub(crate) fn practised(self) -> Millis {
        self.runner.with_value(|runner| runner.practised())
    }

    /// The time that earlier days have of it, on which the session was begun.
    pub(crate) fn practised_before(self) -> Millis {
        self.runner.with_value(|runner| runner.practised_before())
    }

    /// What the session would leave for today if it ended now.
    pub(crate) fn kept(self) -> Kept {
        self.runner.with_value(|runner| runner.kept())
    }

    /// The poses that have hurt today in the session, each once.
    pub(crate) fn hurts(self) -> Vec<Hurt> {
        self.runner.with_value(|runner| runner.hurts())
    }

    /// The poses that were really done in the session, in order.
    pub(crate) fn done(self) -> Vec<PoseId> {
        self.runner.with_value(|runner| runner.done())
    }

    /// What could come after the session; `None` if there is none.
    pub(crate) fn next(self) -> Option<Next> {
        self.signals().routine.get().map(|routine| self.daily_offer.after(routine))
    }

    // What a person can do.

    /// Prepares a session, so that a tap on Start sounds at once. Does nothing while one is under way. A routine that
    /// does not compile with these options is an error.
    pub(crate) fn prepare(
        self,
        routine: &'static Routine,
        options: Options,
    ) -> Result<(), CompileError> {
        if untrack(|| self.is_under_way()) {
            return Ok(());
        }
        self.runner.with_value(|runner| runner.prepare(routine, options))
    }

    /// Keeps the session of `offered` prepared, with the person's current settings, until the current reactive owner is
    /// cleaned up.
    pub(crate) fn keep_prepared(
        self,
        offered: impl Fn() -> (&'static Routine, Option<Millis>) + Copy + Send + Sync + 'static,
    ) {
        let options = Memo::new(move |_| {
            let (routine, length) = offered();
            self.options(routine, length)
        });
        Effect::new(move || {
            let (routine, _) = offered();
            // The session's own page reports an error.
            let _ = self.prepare(routine, options.get());
        });
    }

    /// Prepares the session of a page that may be opened without a tap on Start (by a shortcut or a reload). Replaces a
    /// session that is merely ready, which may have another length, but not one of this routine that is under way or
    /// over.
    pub(crate) fn prepare_for_page(
        self,
        routine: &'static Routine,
        length: Option<Millis>,
    ) -> Result<(), CompileError> {
        let is_same = self
            .signals()
            .routine
            .with_untracked(|current| current.is_some_and(|current| current.slug == routine.slug));
        if is_same && !untrack(|| self.is_waiting_for_start()) {
            return Ok(());
        }
        self.prepare(routine, untrack(|| self.options(routine, length)))
    }

    /// Starts a session of a routine and opens its page; only opens the page while another session is under way. Has to
    /// be called in the tap itself.
    pub(crate) fn start_routine(self, routine: &'static Routine, length: Option<Millis>) {
        let options = untrack(|| self.options(routine, length));
        let is_under_way = untrack(|| self.is_under_way());
        if !is_under_way && self.prepare(routine, options).is_ok() {
            self.start();
        }
        self.navigation.go(&Route::Session { routine: routine.slug.to_string(), length });
    }

    /// Starts the session that is ready, and records an interrupted session that was not resumed. Has to be called in
    /// the tap itself. Does nothing while another tab runs a session; the session's page says so.
    pub(crate) fn start(self) {
        if untrack(|| self.is_elsewhere()) {
            return;
        }
        let beat = untrack(|| self.interrupted());
        if beat.is_some_and(|beat| untrack(|| self.can_look_up(&beat.routine))) {
            self.end_interrupted();
        }
        self.command(Command::Start);
    }

    /// Pauses the session.
    pub(crate) fn pause(self) {
        self.command(Command::Pause);
    }

    /// Resumes the paused session. Has to be called in the tap itself.
    pub(crate) fn resume(self) {
        self.command(Command::Resume);
    }

    /// Starts, pauses or resumes the session, whichever is next. Has to be called in the tap itself.
    pub(crate) fn play_or_pause(self) {
        match untrack(|| self.phase()) {
            Some(Phase::Ready) => self.start(),
            Some(Phase::Running) => self.pause(),
            _ => self.resume(),
        }
    }

    /// Moves to the next step.
    pub(crate) fn skip(self) {
        self.command(Command::Skip);
    }

    /// Moves to the beginning of the step or, in its first seconds, to the step before it.
    pub(crate) fn back(self) {
        self.command(Command::Back);
    }

    /// Adds time to the step.
    pub(crate) fn add_time(self) {
        self.command(Command::AddTime);
    }

    /// Ends the session early; what was practised is recorded.
    pub(crate) fn end(self) {
        self.command(Command::End);
    }

    /// Pauses the session, and asks what would help in the current step, which hurts.
    pub(crate) fn ask_what_helps(self) {
        self.runner.with_value(SessionRunner::ask_what_helps);
    }

    /// Answers the question with a swap, and goes on. Has to be called in the tap itself.
    pub(crate) fn relieve(self, swap: Swap) {
        self.runner.with_value(|runner| runner.relieve(swap));
    }

    /// Answers the question by taking back the swaps of the step, and goes on. Has to be called in the tap itself.
    pub(crate) fn undo_relief(self) {
        self.runner.with_value(SessionRunner::undo_relief);
    }

    /// Answers the question with time: the session stays paused where it is.
    pub(crate) fn take_time(self) {
        self.runner.with_value(|runner| runner.take_time());
    }

    /// Withdraws the question, and goes on. Has to be called in the tap itself.
    pub(crate) fn close_relief(self) {
        self.runner.with_value(SessionRunner::close_relief);
    }

    /// Plays the sound again after it has failed. Has to be called in the tap itself.
    pub(crate) fn retry_sound(self) {
        self.command(Command::RetrySound);
    }

    /// Releases the session and clears its result. One that is under way is ended first.
    pub(crate) fn leave(self) {
        self.runner.with_value(SessionRunner::leave);
    }

    fn command(self, command: Command) {
        self.runner.with_value(|runner| runner.command(command));
    }
}
