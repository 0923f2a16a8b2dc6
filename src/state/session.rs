//! The session that is ready, under way or just over, and one that was interrupted.

use std::rc::Rc;

use leptos::prelude::*;

use super::{Assets, Clock, History, LoadState, Navigation, SettingsState};
use crate::route::{OF_THE_DAY, Route};
use crate::services::daily_offer;
use crate::services::persistence::{Persistence, SessionHeartbeat};
use crate::services::session_runner::signals::SessionSignals;
use crate::services::session_runner::{Command, SessionRunner};
use unknot_core::care;
use unknot_core::domain::catalog;
use unknot_core::domain::routine::{Hurt, Routine, TimeOfDay};
use unknot_core::domain::time::Millis;
use unknot_core::session::{Phase, View};
use unknot_core::timeline::{Manner, Options};

/// What the session's context is made from.
#[derive(Clone, Copy)]
pub(super) struct Context {
    pub signals: SessionSignals,
    pub interrupted: RwSignal<Option<SessionHeartbeat>>,
    pub settings: SettingsState,
    pub history: History,
    pub clock: Clock,
    pub assets: Assets,
    pub navigation: Navigation,
}

/// The session, and what a person can do with it.
#[derive(Clone, Copy)]
pub(crate) struct SessionState {
    context: StoredValue<Context>,
    /// The phase, apart from the view: the view changes many times a second, the phase seldom.
    phase: Memo<Option<Phase>>,
    /// The length that was chosen last, and for which routine.
    chosen_length: RwSignal<Option<(&'static Routine, Millis)>>,
    runner: StoredValue<Rc<SessionRunner>, LocalStorage>,
    persistence: StoredValue<Rc<Persistence>, LocalStorage>,
}

/// The session of this app.
pub(crate) fn use_session() -> SessionState {
    expect_context()
}

impl SessionState {
    pub(super) fn new(
        context: &Context,
        runner: Rc<SessionRunner>,
        persistence: Rc<Persistence>,
    ) -> Self {
        let view = context.signals.view;
        Self {
            context: StoredValue::new(*context),
            phase: Memo::new(move |_| view.with(|view| view.map(|view| view.phase))),
            chosen_length: RwSignal::new(None),
            runner: StoredValue::new_local(runner),
            persistence: StoredValue::new_local(persistence),
        }
    }

    fn context(self) -> Context {
        self.context.get_value()
    }

    /// What pages show of the session. They only read these.
    pub(crate) fn signals(self) -> SessionSignals {
        self.context().signals
    }

    /// The phase of the session; `None` while no session is prepared.
    pub(crate) fn phase(self) -> Option<Phase> {
        self.phase.get()
    }

    /// A part of the current moment, or what derives from it, as a memo; `None` while no session is prepared. The moment
    /// changes up to thirty times a second: whatever shows a part of it should run only when that part changes.
    pub(crate) fn select<T: PartialEq + Send + Sync + 'static>(
        self,
        read: impl Fn(&View) -> T + Send + Sync + 'static,
    ) -> Memo<Option<T>> {
        let view = self.signals().view;
        Memo::new(move |_| view.with(|view| view.as_ref().map(&read)))
    }

    /// Whether the session has not been started yet, or none is prepared.
    pub(crate) fn is_waiting_for_start(self) -> bool {
        self.phase().is_none_or(|phase| phase == Phase::Ready)
    }

    /// Whether a session runs or is paused.
    pub(crate) fn is_under_way(self) -> bool {
        self.phase().is_some_and(Phase::is_under_way)
    }

    /// Time practised so far.
    pub(crate) fn practised(self) -> Millis {
        self.runner.with_value(|runner| runner.practised())
    }

    /// What has hurt in the session, each pose once.
    pub(crate) fn hurts(self) -> Vec<Hurt> {
        self.runner.with_value(|runner| runner.hurts())
    }

    // Routines.

    /// The routine of that slug, or the routine of the day.
    pub(crate) fn routine(self, slug: &str) -> Option<&'static Routine> {
        if slug == OF_THE_DAY {
            return Some(self.routine_for(daily_offer::time_of_day(self.context().clock.now())));
        }
        catalog::routine(slug)
    }

    /// The routine that is offered at a time of day.
    pub(crate) fn routine_for(self, time: TimeOfDay) -> &'static Routine {
        self.context().settings.with(|settings| daily_offer::routine_for(time, settings))
    }

    /// Whether a slug can be looked up: its routine is here, or the library is, so that there is none.
    pub(crate) fn can_look_up(self, slug: &str) -> bool {
        self.context().assets.library() == LoadState::Loaded || self.routine(slug).is_some()
    }

    /// The length of a routine: the one that was chosen for it last, or its own.
    pub(crate) fn length_of(self, routine: &Routine) -> Millis {
        let chosen = self.chosen_length.get().filter(|(of, _)| of.slug == routine.slug);
        chosen.map_or_else(|| routine.length(), |(_, length)| length)
    }

    /// Chooses the length of a routine.
    pub(crate) fn choose_length(self, routine: &'static Routine, length: Millis) {
        self.chosen_length.set(Some((routine, length)));
    }

    /// How this person practises a routine now.
    pub(crate) fn options(self, routine: &Routine, length: Option<Millis>) -> Options {
        let today = untrack(|| self.context().clock.today());
        self.context().settings.with_untracked(|settings| Options {
            length: length.map(|length| routine.length_near(length)),
            preparation: settings.preparation,
            first_side: daily_offer::first_side(today),
            extra: Vec::new(),
            swaps: care::swaps(routine, settings),
            manner: self.manner(routine),
        })
    }

    /// How this person is led through a meditation now: next time in other words.
    fn manner(self, routine: &Routine) -> Manner {
        let told = self.context().history.with_untracked(|log| log.entries().count());
        let now = untrack(|| self.context().clock.now());
        self.context().settings.with_untracked(|settings| Manner {
            guidance: settings.guidance,
            telling: u8::try_from(told % 256).unwrap_or_default(),
            time: daily_offer::time_of_day(now),
            still: settings.still,
            holds: care::may_hold_breath(settings),
            rhythm: routine.has_own_rhythm().then_some(settings.rhythm),
        })
    }

    // What a person can do.

    /// Prepares a session, so that a tap on Start sounds at once. Does nothing while one is under way.
    pub(crate) fn prepare(self, routine: &'static Routine, length: Option<Millis>) {
        if !untrack(|| self.is_under_way()) {
            let options = self.options(routine, length);
            self.runner.with_value(|runner| runner.prepare(routine, options));
        }
    }

    /// Prepares the session of a page that is opened, which may happen without a tap on Start (a shortcut, a reload). One
    /// that is merely ready may have another length. One of this routine that is under way or over stays.
    pub(crate) fn prepare_for_page(self, routine: &'static Routine, length: Option<Millis>) {
        let is_same = self
            .signals()
            .routine
            .with_untracked(|current| current.is_some_and(|current| current.slug == routine.slug));
        if !is_same || untrack(|| self.is_waiting_for_start()) {
            self.prepare(routine, length);
        }
    }

    /// Starts a session of a routine and opens its page. Has to be called in the tap itself. While another session is under
    /// way, only the page is opened.
    pub(crate) fn start_routine(self, routine: &'static Routine, length: Option<Millis>) {
        if !untrack(|| self.is_under_way()) {
            self.prepare(routine, length);
            self.start();
        }
        self.context().navigation.go(&Route::Session { routine: routine.slug.to_string(), length });
    }

    /// Starts the session that is ready. Has to be called in the tap itself. An interrupted session that was not resumed is
    /// recorded as it was left.
    pub(crate) fn start(self) {
        let beat = self.context().interrupted.get_untracked();
        if beat.is_some_and(|beat| untrack(|| self.can_look_up(&beat.routine))) {
            self.end_interrupted();
        }
        self.command(Command::Start);
    }

    /// Pauses the session.
    pub(crate) fn pause(self) {
        self.command(Command::Pause);
    }

    /// Goes on with the paused session. Has to be called in the tap itself.
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

    /// Goes to the next step.
    pub(crate) fn skip(self) {
        self.command(Command::Skip);
    }

    /// Goes to the beginning of the step, or to the step before.
    pub(crate) fn back(self) {
        self.command(Command::Back);
    }

    /// Does the step again from its beginning.
    pub(crate) fn restart_step(self) {
        self.command(Command::RestartStep);
    }

    /// Gives the step more time.
    pub(crate) fn add_time(self) {
        self.command(Command::AddTime);
    }

    /// Ends the session early; what was practised is recorded.
    pub(crate) fn end(self) {
        self.command(Command::End);
    }

    /// Swaps the current step, which hurts, for something gentler.
    pub(crate) fn swap_what_hurts(self) {
        self.runner.with_value(SessionRunner::swap_what_hurts);
    }

    /// Takes back the swaps of the current step.
    pub(crate) fn undo_swap(self) {
        self.command(Command::UndoSwap);
    }

    /// Closes the dialog about what hurts.
    pub(crate) fn close_relief(self) {
        self.signals().relief.set(None);
    }

    /// Puts the session away and forgets its result. One that is under way is ended first.
    pub(crate) fn leave(self) {
        self.runner.with_value(SessionRunner::release);
        self.signals().summary.set(None);
    }

    // An interrupted session.

    /// The session that was interrupted and can be resumed, if any.
    pub(crate) fn interrupted(self) -> Option<SessionHeartbeat> {
        self.context().interrupted.get()
    }

    /// Whether it is still being looked for.
    pub(crate) fn is_looking_for_interrupted(self) -> bool {
        !self.persistence.with_value(|store| store.is_search_done.get())
    }

    /// Goes on with the interrupted session. Has to be called in the tap itself.
    pub(crate) fn resume_interrupted(self) {
        let Some(beat) = self.context().interrupted.get_untracked() else { return };
        let found = catalog::routine(&beat.routine).zip(beat.snapshot.clone());
        let restored = found.is_some_and(|(routine, snapshot)| {
            self.runner.with_value(|runner| {
                runner.restore(beat.id.clone(), beat.started, routine, snapshot)
            })
        });
        if restored {
            self.context().interrupted.set(None);
            self.command(Command::Start);
            self.context().navigation.go(&Route::Session { routine: beat.routine, length: None });
        } else {
            // An update has changed its routine: what was practised is recorded.
            self.end_interrupted();
        }
    }

    /// Records the interrupted session as it was left.
    pub(crate) fn end_interrupted(self) {
        if let Some(beat) = self.context().interrupted.get_untracked() {
            self.persistence.with_value(|store| store.save_interrupted(&beat));
        }
    }

    fn command(self, command: Command) {
        self.runner.with_value(|runner| runner.command(command));
    }
}
