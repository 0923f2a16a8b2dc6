//! Runs the session engine on this device.
//!
//! [`SessionRunner::send`] passes the engine an input together with the position of the player, then carries out all
//! outputs with the one match in `effects.rs`. Together they are the only ways in which a session affects the outside
//! world. The device's own events are handled in `device_events.rs`.

mod commands;
mod device_events;
mod effects;
mod heartbeat;
mod mixing;
mod other_tabs;
pub(crate) mod parts;
mod relief;
pub(crate) mod signals;
mod sound_faults;
mod wakeups;

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

pub(crate) use self::commands::Command;
use self::heartbeat::HeartbeatSchedule;
use self::other_tabs::SessionLocks;
use self::parts::Earlier;
use self::signals::{SessionSignals, SessionWriter, session_signals};
use self::sound_faults::SoundFaults;
use crate::platform::locks::Mode;
use crate::platform::scheduling::Scheduled;
use crate::platform::{ids, media_session, page, speech};
use crate::services::persistence::Persistence;
use crate::services::player::Player;
use unknot_core::domain::catalog::PoseId;
use unknot_core::domain::civil::Moment;
use unknot_core::domain::cue::Side;
use unknot_core::domain::routine::{Hurt, Routine};
use unknot_core::domain::settings::Settings;
use unknot_core::domain::time::Millis;
use unknot_core::session::{Engine, Input, Kept, Phase, Reading, Snapshot, Title, View};
use unknot_core::timeline::{CompileError, Options};
use unknot_soundtrack::{Ambience, Mix, Narration};

/// A session on this device.
struct Session {
    id: String,
    routine: &'static Routine,
    engine: Engine,
    /// The mix of the loaded track.
    mix: Mix,
    started: Option<Moment>,
    /// What has been recorded on earlier days.
    earlier: Earlier,
    /// Whether it had been started before, in this tab or another one.
    is_resumed: bool,
    /// What the lock screen shows: what is being done, and on which side.
    shown_title: Option<(Title, Option<Side>)>,
    heartbeats: HeartbeatSchedule,
    /// Whether its figure moves, as it was asked for each second: to ask costs as much as a small frame.
    has_motion: bool,
}

/// Runs sessions. There is one runner, and it lives as long as the page.
pub(crate) struct SessionRunner {
    session: RefCell<Option<Session>>,
    player: Player,
    wake: RefCell<Option<Scheduled>>,
    sound_faults: SoundFaults,
    locks: RefCell<Option<SessionLocks>>,
    signals: SessionSignals,
    writer: SessionWriter,
    settings: Signal<Settings>,
    persistence: Rc<Persistence>,
    /// The speech that is mixed into tracks.
    narration: RefCell<Narration>,
    /// The background that is mixed into tracks.
    ambience: RefCell<Ambience>,
}

impl SessionRunner {
    /// A runner without a session, which listens to the player and to the page.
    pub(crate) fn new(settings: Signal<Settings>, persistence: Rc<Persistence>) -> Rc<Self> {
        let (signals, writer) = session_signals();
        let runner = Rc::new(Self {
            session: RefCell::default(),
            player: Player::new(),
            wake: RefCell::default(),
            sound_faults: SoundFaults::default(),
            locks: RefCell::default(),
            signals,
            writer,
            settings,
            persistence,
            narration: RefCell::default(),
            ambience: RefCell::default(),
        });
        let this = runner.clone();
        runner.player.on_event(move |event| this.on_audio_event(event));
        let this = runner.clone();
        page::on_visibility_change(move |visible| this.on_visibility(visible));
        let this = runner.clone();
        page::on_page_hide(move || this.save_heartbeat(true));
        runner
    }

    /// What pages read of the session.
    pub(crate) fn signals(&self) -> SessionSignals {
        self.signals
    }

    /// Writes the signals directly, in place of a running session.
    #[cfg(test)]
    pub(crate) fn writer(&self) -> SessionWriter {
        self.writer
    }

    /// Prepares a session, so that a tap on Start sounds at once. Does nothing if an equal session is ready already, or
    /// if the routine doesn't compile with these options.
    pub(crate) fn prepare(
        self: &Rc<Self>,
        routine: &'static Routine,
        options: Options,
    ) -> Result<(), CompileError> {
        let is_ready = self.with_session(|session| {
            session.engine.view().phase == Phase::Ready
                && session.started.is_none()
                && session.routine.slug == routine.slug
                && session.engine.snapshot().options == options
                && session.mix == self.mix()
        });
        if is_ready != Some(true) {
            let engine = Engine::new(routine, options)?;
            self.set_up(ids::random_id(), routine, engine, None, Earlier::default());
        }
        Ok(())
    }

    /// Prepares a session that was interrupted, of which `earlier` days have records. Returns `false` if its snapshot no
    /// longer fits the routine.
    pub(crate) fn restore(
        self: &Rc<Self>,
        id: String,
        started: Moment,
        routine: &'static Routine,
        snapshot: Snapshot,
        earlier: Earlier,
    ) -> bool {
        let Ok(engine) = Engine::restore(routine, snapshot) else { return false };
        self.set_up(id, routine, engine, Some(started), earlier);
        true
    }

    /// Synthesises the sounds that every session needs.
    pub(crate) fn warm_up(&self) {
        self.player.warm_up(&self.mix());
    }

    fn set_up(
        self: &Rc<Self>,
        id: String,
        routine: &'static Routine,
        engine: Engine,
        started: Option<Moment>,
        earlier: Earlier,
    ) {
        self.release();
        let position = engine.position();
        self.writer.timeline.set(Some(Arc::new(engine.timeline().clone())));
        self.writer.show(engine.view());
        self.writer.summary.set(None);
        self.writer.routine.set(Some(routine));
        let mix = self.mix();
        self.report_load(self.player.load(engine.timeline(), &mix, position));
        *self.session.borrow_mut() = Some(Session {
            id,
            routine,
            engine,
            mix,
            started,
            earlier,
            is_resumed: started.is_some(),
            shown_title: None,
            heartbeats: HeartbeatSchedule::default(),
            has_motion: !page::prefers_reduced_motion(),
        });
    }

    /// Whether a session is running or paused, so that no other may replace it.
    pub(crate) fn is_under_way(&self) -> bool {
        self.with_session(|session| session.engine.view().phase.is_under_way()).unwrap_or(false)
    }

    /// The time practised so far.
    pub(crate) fn practised(&self) -> Millis {
        self.with_session(|session| session.engine.summary().practised).unwrap_or_default()
    }

    /// The time that earlier days have of it, on which the session was begun.
    pub(crate) fn practised_before(&self) -> Millis {
        self.with_session(|session| session.earlier.practised).unwrap_or_default()
    }

    /// What the session would leave for today if it ended now.
    pub(crate) fn kept(&self) -> Kept {
        let kept =
            |session: &Session| Kept::of(&session.summary_of_today(), &session.hurts_of_today());
        self.with_session(kept).unwrap_or(Kept::Nothing)
    }

    /// The poses that have hurt today, each once.
    pub(crate) fn hurts(&self) -> Vec<Hurt> {
        self.with_session(Session::hurts_of_today).unwrap_or_default()
    }

    /// The poses that were really done so far, in order.
    pub(crate) fn done(&self) -> Vec<PoseId> {
        self.with_session(|session| session.engine.done().to_vec()).unwrap_or_default()
    }

    /// Releases the session and clears its result. One that is under way is ended first.
    pub(crate) fn leave(self: &Rc<Self>) {
        self.release();
        self.writer.summary.set(None);
    }

    /// Releases the session. One that is under way is ended first, so that what was practised is recorded.
    pub(crate) fn release(self: &Rc<Self>) {
        if self.is_under_way() {
            self.send(Input::EndEarly);
        }
        self.discard();
    }

    /// Releases the session without ending it.
    fn discard(&self) {
        self.wake.borrow_mut().take();
        self.locks.borrow_mut().take();
        speech::cancel();
        self.player.unload();
        media_session::clear();
        *self.session.borrow_mut() = None;
        self.writer.clear();
    }

    /// Passes an input to the engine, then carries out its outputs.
    fn send(self: &Rc<Self>, input: Input) {
        let mut slot = self.session.borrow_mut();
        let Some(session) = slot.as_mut() else { return };
        let before = session.engine.view();
        let reading = Reading { track: session.engine.track(), at: self.player.position() };
        session.engine.handle(reading, input);
        while let Some(output) = session.engine.poll_output() {
            self.perform(session, output);
        }
        let view = session.engine.view();
        if view.phase.is_under_way() {
            effects::show_title(session);
        }
        if before.phase != Phase::Running && view.phase == Phase::Running {
            // The day may have turned during a pause.
            if self.begin_part(session) {
                self.claim_locks(session, Mode::Steal);
            }
        }
        let is_same = view.position == before.position && view.phase == before.phase;
        let is_frame = input == Input::Tick && self.reads_like(&view);
        let is_elsewhere = view.segment != before.segment || view.phase != before.phase;
        // Nobody sees a hidden page draw what the person does. It catches up as soon as it is shown.
        let is_unseen = input == Input::Playing && !is_elsewhere && !page::is_visible();
        if (!is_same || input != Input::Tick) && !is_unseen {
            if is_frame {
                self.writer.frame.set(Some(view));
            } else {
                session.has_motion = !page::prefers_reduced_motion();
                self.writer.show(view);
            }
        }
        drop(slot);
        self.save_heartbeat(before.phase != view.phase);
        self.watch_clock();
        self.schedule_wakeup();
    }

    /// Whether what is shown reads like a moment.
    fn reads_like(&self, view: &View) -> bool {
        self.signals.view.with_untracked(|shown| shown.is_some_and(|shown| shown.reads_like(view)))
    }

    fn with_session<T>(&self, read: impl FnOnce(&Session) -> T) -> Option<T> {
        self.session.borrow().as_ref().map(read)
    }
}

#[cfg(test)]
mod tests;
