//! What a person asks of a session.

use std::rc::Rc;

use leptos::prelude::*;

use super::{Session, SessionRunner};
use crate::platform::clock;
use crate::platform::locks::Mode;
use unknot_core::domain::time::Millis;
use unknot_core::session::{Input, PauseCause, Phase};

/// The time that a person can add to a step. The button's label says the same.
const EXTRA_TIME: Millis = Millis::secs(15);

/// What a person can ask of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Command {
    Start,
    Pause,
    Resume,
    Skip,
    Back,
    /// More time for the current step.
    AddTime,
    /// Plays the track again after its sound has failed.
    RetrySound,
    End,
}

impl SessionRunner {
    /// Carries out a command of the person. `Start` has to be called in the tap itself, or the browser refuses to play.
    /// It does nothing while another tab runs a session.
    pub(crate) fn command(self: &Rc<Self>, command: Command) {
        let input = match command {
            Command::Start => {
                let is_elsewhere = self.signals.elsewhere.with_untracked(Option::is_some);
                if is_elsewhere || !self.begin(Mode::IfFree) {
                    return;
                }
                Input::Start
            }
            Command::Pause => Input::Pause(PauseCause::Person),
            Command::Resume => Input::Resume,
            Command::Skip => Input::Skip,
            Command::Back => Input::Back,
            Command::AddTime => Input::Extend(EXTRA_TIME),
            Command::RetrySound => return self.retry_sound(),
            Command::End => Input::EndEarly,
        };
        self.send(input);
        if matches!(command, Command::Start | Command::Resume) {
            self.note_request();
        }
    }

    /// Does what has to be done in the tap on Start itself. Returns `false` if no session is ready.
    pub(super) fn begin(self: &Rc<Self>, mode: Mode) -> bool {
        let mut slot = self.session.borrow_mut();
        let is_ready = |session: &&mut Session| session.engine.view().phase == Phase::Ready;
        let Some(session) = slot.as_mut().filter(is_ready) else { return false };
        session.started.get_or_insert_with(clock::now);
        self.unlock_speech();
        self.begin_part(session);
        self.claim_locks(session, mode);
        true
    }
}
