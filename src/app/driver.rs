//! The driver: runs the engine of a session on this device.
//!
//! One function gives the engine its inputs and one match does what it asks for: reading the two
//! shows every way in which a session touches the world.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use super::beside::{Beside, Companion};
use super::heartbeat::Pulse;
use super::keeper::Keeper;
use super::player_clock::{NoSound, PlayerClock};
use super::stage::{Relief, Stage, Trouble};
use super::track_file::mix_of;
use crate::care;
use crate::dom::Live;
use crate::domain::civil::Moment;
use crate::domain::cue::{Cue, CueKind};
use crate::domain::routine::{Hurt, Routine, Swap};
use crate::domain::settings::Settings;
use crate::domain::time::Millis;
use crate::platform::audio::AudioEvent;
use crate::platform::media_session::{self, Control};
use crate::platform::wake::Wake;
use crate::platform::{audio_session, clock, ids, locks, page};
use crate::session::{
    Doing, Engine, Input, Output, PauseCause, Phase, Reading, Snapshot, Summary, View,
};
use crate::soundtrack::{self, Ambience, Mix, Narration};
use crate::timeline::Options;

/// A cue that is later than this is not spoken or felt any more.
const TOO_LATE: Millis = Millis(1000);
/// Shortest time between two pictures: thirty a second are smooth and spare the battery.
const FRAME: Millis = Millis(30);
/// More time for a step, as the button says.
const MORE: Millis = Millis::secs(15);

/// What a person can ask of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Command {
    Start,
    Pause,
    Resume,
    Skip,
    Back,
    Again,
    More,
    /// That was a slip.
    UndoHurt,
    End,
}

/// A session on this device.
struct Session {
    id: String,
    routine: &'static Routine,
    engine: Engine,
    /// How the track was mixed when the session was made ready.
    mix: Mix,
    started: Option<Moment>,
    /// Where on the timeline the picture was made last.
    pictured: Millis,
    pulse: Pulse,
}

/// Runs sessions. There is one, and it lives as long as the page.
pub(crate) struct Driver {
    session: RefCell<Option<Session>>,
    clock: PlayerClock,
    wake: RefCell<Option<Wake>>,
    lock: RefCell<Option<locks::Claim>>,
    stage: Stage,
    settings: Live<Settings>,
    keeper: Rc<Keeper>,
    /// What is said in tracks.
    narration: RefCell<Narration>,
    /// What is heard behind all else in them.
    ambience: RefCell<Ambience>,
    /// What goes on beside them, once its code has come.
    companion: RefCell<Option<Companion>>,
}

impl Driver {
    pub(crate) fn new(stage: Stage, settings: Live<Settings>, keeper: Rc<Keeper>) -> Rc<Self> {
        let driver = Rc::new(Self {
            session: RefCell::default(),
            clock: PlayerClock::new(),
            wake: RefCell::default(),
            lock: RefCell::default(),
            stage,
            settings,
            keeper,
            narration: RefCell::default(),
            ambience: RefCell::default(),
            companion: RefCell::default(),
        });
        let this = driver.clone();
        driver.clock.on_event(move |event| this.heard(event));
        let this = driver.clone();
        page::on_visibility(move |visible| this.seen(visible));
        let this = driver.clone();
        page::on_hide(move || this.beat(true));
        driver
    }

    /// Makes a session ready, so that a tap on Start sounds at once. One that is ready already is
    /// left as it is; where the routine can't be made that long, nothing is done.
    pub(crate) fn prepare(self: &Rc<Self>, routine: &'static Routine, options: Options) {
        let is_ready = self.with_session(|session| {
            session.engine.view().phase == Phase::Ready
                && session.started.is_none()
                && session.routine.slug == routine.slug
                && session.engine.snapshot().options == options
                && session.mix == self.mix()
        });
        if is_ready == Some(true) {
            return;
        }
        if let Ok(engine) = Engine::new(routine, options) {
            self.set_up(ids::fresh(), routine, engine, None);
        }
    }

    /// Makes ready a session that was interrupted. Answers false where it no longer fits.
    pub(crate) fn restore(
        self: &Rc<Self>,
        id: String,
        started: Moment,
        routine: &'static Routine,
        snapshot: Snapshot,
    ) -> bool {
        let Ok(engine) = Engine::restore(routine, snapshot) else { return false };
        self.set_up(id, routine, engine, Some(started));
        true
    }

    /// Makes ready what every session needs.
    pub(crate) fn warm_up(&self) {
        self.clock.warm_up(&self.mix());
    }

    fn set_up(
        self: &Rc<Self>,
        id: String,
        routine: &'static Routine,
        engine: Engine,
        started: Option<Moment>,
    ) {
        self.release();
        let position = engine.position();
        self.stage.timeline.set(Some(Arc::new(engine.timeline().clone())));
        self.stage.view.set(Some(engine.view()));
        self.stage.summary.set(None);
        self.stage.routine.set(Some(routine));
        let mix = self.mix();
        self.heed(self.clock.load(engine.timeline(), &mix, position));
        let (pictured, pulse) = (position, Pulse::default());
        let session = Session { id, routine, engine, mix, started, pictured, pulse };
        *self.session.borrow_mut() = Some(session);
    }

    /// Whether a session runs or is paused, so that nothing may take its place.
    pub(crate) fn is_under_way(&self) -> bool {
        let session = self.session.borrow();
        session.as_ref().is_some_and(|session| session.engine.view().phase.is_under_way())
    }

    /// Time practised so far.
    pub(crate) fn practised(&self) -> Millis {
        self.with_session(|session| session.engine.summary().practised).unwrap_or_default()
    }

    /// Does what a person asks.
    pub(crate) fn command(self: &Rc<Self>, command: Command) {
        let input = match command {
            Command::Start if self.begin() => Input::Start,
            // What is under way or over is not begun again.
            Command::Start => return,
            Command::Pause => Input::Pause(PauseCause::Person),
            Command::Resume => Input::Resume,
            Command::Skip => Input::Skip,
            Command::Back => Input::Back,
            Command::Again => Input::RestartStep,
            Command::More => Input::Extend(MORE),
            Command::UndoHurt => Input::UndoSwap,
            Command::End => Input::EndEarly,
        };
        self.send(input);
    }

    /// Puts something gentler in the place of what is done now, and says what.
    pub(crate) fn relieve(self: &Rc<Self>) {
        // Not of what the picture showed last.
        self.send(Input::Tick);
        let Some(swap) = self.relief() else { return self.stage.relief.set(Some(Relief::Nothing)) };
        self.send(Input::Swap(swap));
        let more = self.relief().is_some();
        let given = self.with_session(|session| {
            let (hurt, step) = (session.engine.hurts().last(), session.engine.view().step);
            hurt.map(|&hurt| Relief::Given { hurt, step, more })
        });
        self.stage.relief.set(given.flatten());
    }

    /// What may help where the step that is done now hurts.
    fn relief(&self) -> Option<Swap> {
        let person = self.settings.get_untracked();
        self.with_session(|session| {
            let step = session.routine.steps.get(session.engine.view().step)?;
            care::relief(session.routine, step, session.engine.swap(), &person)
        })?
    }

    /// What has hurt in the session on the stage, each pose once.
    pub(crate) fn hurts(&self) -> Vec<Hurt> {
        self.with_session(|session| session.engine.hurts().to_vec()).unwrap_or_default()
    }

    /// Puts everything of the session down. One under way is ended first, so that what was
    /// practised is kept.
    pub(crate) fn release(self: &Rc<Self>) {
        if self.is_under_way() {
            self.send(Input::EndEarly);
        }
        self.wake.borrow_mut().take();
        self.lock.borrow_mut().take();
        self.ask(Beside::Hush);
        self.clock.unload();
        media_session::release();
        *self.session.borrow_mut() = None;
        self.stage.view.set(None);
        self.stage.timeline.set(None);
        self.stage.routine.set(None);
        self.stage.relief.set(None);
        self.stage.trouble.set(None);
    }

    /// What has to happen in the tap on Start itself. Answers false where no session is ready.
    fn begin(&self) -> bool {
        let mut slot = self.session.borrow_mut();
        let is_ready = |session: &&mut Session| session.engine.view().phase == Phase::Ready;
        let Some(session) = slot.as_mut().filter(is_ready) else { return false };
        session.started.get_or_insert_with(clock::now);
        self.ask(Beside::Start);
        self.lock.replace(Some(locks::claim(locks::of_session(&session.id))));
        true
    }

    /// Gives the engine an input, then does all that it asks for.
    fn send(self: &Rc<Self>, input: Input) {
        let mut slot = self.session.borrow_mut();
        let Some(session) = slot.as_mut() else { return };
        let before = session.engine.view();
        let reading = Reading { track: session.engine.track(), at: self.clock.position() };
        session.engine.handle(reading, input);
        while let Some(output) = session.engine.poll_output() {
            self.perform(session, output);
        }
        let view = session.engine.view();
        let is_still = view.position == before.position && view.phase == before.phase;
        if !is_still || input != Input::Tick {
            session.pictured = view.position;
            self.stage.view.set(Some(view));
        }
        drop(slot);
        let has_turned = before.phase != view.phase;
        self.beat(has_turned);
        self.sleep_until_needed();
    }

    /// The one match from what the engine asks for to the devices.
    fn perform(self: &Rc<Self>, session: &Session, output: Output) {
        match output {
            Output::Play => self.clock.play(),
            Output::Pause => {
                self.clock.pause();
                self.ask(Beside::Hush);
                self.tell_position(session);
            }
            Output::Seek { to, .. } => {
                self.ask(Beside::Hush);
                self.heed(self.clock.seek(session.engine.timeline(), &self.mix(), to));
                self.tell_position(session);
            }
            Output::Retimed { at, .. } => {
                self.stage.timeline.set(Some(Arc::new(session.engine.timeline().clone())));
                self.heed(self.clock.reload(session.engine.timeline(), &self.mix(), at));
            }
            Output::Entered(index) => self.enter(session, index),
            Output::Cue { cue, late } => self.mark(session, cue, late),
            Output::Over(summary) => self.finish(session, summary),
        }
    }

    fn finish(self: &Rc<Self>, session: &Session, summary: Summary) {
        self.lock.borrow_mut().take();
        self.stage.summary.set(Some(summary));
        let practised = summary.finished || !summary.practised.is_zero();
        match session.started.filter(|_| practised) {
            Some(started) => self.keeper.keep_session(
                &session.id,
                started,
                &session.routine.slug,
                &summary,
                session.engine.hurts(),
                self.settings.get_untracked().day_start_min,
            ),
            None => self.keeper.forget_heartbeat(&session.id),
        }
    }

    /// What a cue is beside its sound in the track.
    fn mark(&self, session: &Session, cue: Cue, late: Millis) {
        if late <= TOO_LATE && page::is_visible() {
            let narration = session.mix.narration();
            let is_said = matches!(cue.kind, CueKind::Say(line) if narration.has(line));
            self.ask(Beside::Cue(cue.kind, is_said));
        }
    }

    // What the track is loaded with, and what comes of it.

    fn mix(&self) -> Mix {
        self.settings.with_untracked(|settings| self.mix_of(settings))
    }

    /// How a track is mixed for who has these settings.
    fn mix_of(&self, settings: &Settings) -> Mix {
        mix_of(settings, self.narration(), self.ambience.borrow().clone())
    }

    /// What is said in tracks.
    pub(crate) fn narration(&self) -> Narration {
        self.narration.borrow().clone()
    }

    /// Has this do what goes on beside tracks.
    pub(super) fn go_with(&self, companion: Companion) {
        self.companion.replace(Some(companion));
        self.with_session(|session| self.enter(session, session.engine.view().segment));
    }

    fn ask(&self, beside: Beside) {
        if let Some(companion) = &*self.companion.borrow() {
            companion(beside);
        }
    }

    /// Has other things said in tracks, from here on.
    pub(super) fn narrate(&self, narration: Narration) {
        self.narration.replace(narration);
        self.settings.with_untracked(|settings| self.sound_as(settings));
    }

    /// Has something else heard behind tracks, from here on.
    pub(super) fn accompany(&self, ambience: Ambience) {
        self.ambience.replace(ambience);
        self.settings.with_untracked(|settings| self.sound_as(settings));
    }

    /// Has the sound as these settings say: what is left of a track is mixed anew, and takes over without a gap.
    pub(crate) fn sound_as(&self, settings: &Settings) {
        audio_session::play_over_others(settings.over_others);
        let mix = self.mix_of(settings);
        let mut slot = self.session.borrow_mut();
        // What is over rings out as it is.
        let is_other =
            |session: &&mut Session| session.mix != mix && !session.engine.view().phase.is_over();
        let Some(session) = slot.as_mut().filter(is_other) else { return };
        let loaded = self.clock.reload(session.engine.timeline(), &mix, self.clock.position());
        session.mix = mix;
        drop(slot);
        self.heed(loaded);
        // Who spoke beside the track may speak in it from now on.
        self.ask(Beside::Hush);
        if !page::is_visible() {
            self.clock.settle();
        }
    }

    /// Tells that there is no sound, where that is so from now on.
    fn heed(&self, loaded: Result<(), NoSound>) {
        if loaded == Err(NoSound) {
            self.stage.trouble.set(Some(Trouble::NoSound));
        }
    }

    // What the device tells.

    fn heard(self: &Rc<Self>, event: AudioEvent) {
        match event {
            AudioEvent::TimeUpdate | AudioEvent::Paused => self.look(),
            AudioEvent::Arrived => {}
            AudioEvent::Playing => {
                self.look();
                self.stage.trouble.set(None);
                let this = self.clone();
                media_session::handle(move |control| this.controlled(control));
                self.with_session(|session| {
                    let index = session.engine.view().segment;
                    self.enter(session, index);
                    self.tell_position(session);
                });
            }
            AudioEvent::Refused => {
                self.stage.trouble.set(Some(Trouble::NeedsTap));
                self.send(Input::Pause(PauseCause::System));
            }
            AudioEvent::Failed => self.fall_back(),
            AudioEvent::Ended => {
                // It stands, and has played all the same.
                self.send(Input::Plays);
                if !self.is_under_way() {
                    self.clock.unload();
                    media_session::release();
                }
            }
        }
    }

    /// Tells the engine whether the clock runs. It is the element that is asked: by the time of an
    /// event it may do the opposite of what the event says.
    fn look(self: &Rc<Self>) {
        let stopped = self.clock.has_stopped_sounding();
        self.send(if stopped { Input::Pause(PauseCause::System) } else { Input::Plays });
    }

    /// Goes on without sound from where the session stands.
    fn fall_back(self: &Rc<Self>) {
        let at = self.with_session(|session| session.engine.position());
        let (Some(at), false) = (at, self.clock.is_quiet()) else { return };
        let runs = self.is_running();
        self.clock.go_quiet(at);
        self.stage.trouble.set(Some(Trouble::NoSound));
        if runs {
            self.clock.play();
            self.sleep_until_needed();
        }
    }

    fn controlled(self: &Rc<Self>, control: Control) {
        match control {
            Control::Play => self.command(Command::Resume),
            Control::Pause => self.command(Command::Pause),
            Control::Stop => self.command(Command::End),
            Control::Previous => self.command(Command::Back),
            Control::Next => self.command(Command::Skip),
            Control::Seek(to) => {
                self.send(Input::Seek(self.clock.track_from() + to));
            }
        }
    }

    /// The page came to the front or left it.
    fn seen(self: &Rc<Self>, visible: bool) {
        if visible {
            // Time has passed; the sound has played it, or the device has stopped it.
            self.look();
        } else {
            self.ask(Beside::Hush);
            self.clock.settle();
            self.wake.borrow_mut().take();
            self.beat(true);
        }
    }

    fn is_running(&self) -> bool {
        self.with_session(|session| session.engine.view().phase == Phase::Running).unwrap_or(false)
    }

    // Waking up. While the page is hidden only the element's own events do.

    fn sleep_until_needed(self: &Rc<Self>) {
        let next = self.with_session(|session| {
            let view = session.engine.view();
            let runs = view.phase == Phase::Running && page::is_visible();
            runs.then(|| (moves(&view) && !page::wants_less_motion(), next_change(session, &view)))
        });
        let this = self.clone();
        let wake = match next.flatten() {
            None => None,
            Some((true, _)) => Wake::at_frame(move || this.frame()),
            Some((false, after)) => Some(Wake::after(after, move || this.send(Input::Tick))),
        };
        *self.wake.borrow_mut() = wake;
    }

    fn frame(self: &Rc<Self>) {
        let due = self.with_session(|session| {
            self.clock.position().saturating_sub(session.pictured) >= FRAME
        });
        if due == Some(true) {
            self.send(Input::Tick);
        } else {
            self.sleep_until_needed();
        }
    }

    // What outlives a kill.

    fn beat(&self, now: bool) {
        let mut slot = self.session.borrow_mut();
        let Some(session) = slot.as_mut() else { return };
        let view = session.engine.view();
        let Some(started) = session.started.filter(|_| !view.phase.is_over()) else { return };
        if session.pulse.is_due(view.position, view.segment, now) {
            let day_start = self.settings.get_untracked().day_start_min;
            let (snapshot, planned) = (session.engine.snapshot(), session.engine.summary().planned);
            self.keeper.beat(&session.id, started, snapshot, planned, day_start);
        }
    }

    // The lock screen.

    fn enter(&self, session: &Session, segment: usize) {
        let segment = session.engine.timeline().segments[segment];
        self.ask(Beside::Entered(session.routine, segment.pose, segment.side));
    }

    fn tell_position(&self, session: &Session) {
        if self.clock.is_quiet() {
            return;
        }
        let from = self.clock.track_from();
        let total = session.engine.timeline().total.saturating_sub(from);
        let playing = session.engine.view().phase == Phase::Running;
        let position = self.clock.position() - from;
        media_session::set_position(playing, position, total + soundtrack::TAIL);
    }

    fn with_session<T>(&self, work: impl FnOnce(&Session) -> T) -> Option<T> {
        self.session.borrow().as_ref().map(work)
    }
}

/// Whether the picture changes from frame to frame.
fn moves(view: &View) -> bool {
    match view.doing {
        Doing::Move { .. } => true,
        // The figure takes the pose in the first seconds.
        _ => view.elapsed < Millis::secs(3),
    }
}

/// Time until the countdown shows another second or a cue is due.
fn next_change(session: &Session, view: &View) -> Millis {
    let second = Millis(view.left.0.saturating_sub(1) % 1000 + 1);
    let deadline = session.engine.next_deadline().map_or(second, |at| at - view.position);
    second.min(deadline).max(Millis(5))
}

#[cfg(test)]
mod tests;
