//! Carries out the engine's outputs on this device.

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

use super::{Session, SessionRunner};
use crate::platform::{media_session, page, speech, vibration};
use crate::services::haptics;
use unknot_core::domain::cue::{Cue, CueKind};
use unknot_core::domain::time::Millis;
use unknot_core::i18n;
use unknot_core::session::{Output, Phase, Title};
use unknot_soundtrack as soundtrack;

/// A cue that is later than this is neither spoken nor vibrated.
const TOO_LATE: Millis = Millis(1000);
/// The artwork on the lock screen.
const ARTWORK: &str = "icons/icon-512.png";

impl SessionRunner {
    /// The one match from the engine's outputs to the device.
    pub(super) fn perform(self: &Rc<Self>, session: &Session, output: Output) {
        match output {
            Output::Play => self.player.play(),
            Output::Pause => {
                self.player.pause();
                speech::cancel();
                self.show_position(session);
            }
            Output::Seek { to, .. } => {
                speech::cancel();
                self.report_load(self.player.seek(session.engine.timeline(), &self.mix(), to));
                self.show_position(session);
            }
            Output::Retimed { at, .. } => {
                let timeline = session.engine.timeline();
                self.writer.timeline.set(Some(Arc::new(timeline.clone())));
                self.report_load(self.player.reload(timeline, &self.mix(), at));
            }
            // What is shown follows the view.
            Output::Entered(_) => {}
            Output::Cue { cue, late } => self.give_cue(session, cue, late),
            Output::Over(_) => self.finish(session),
        }
    }

    fn finish(self: &Rc<Self>, session: &Session) {
        self.locks.borrow_mut().take();
        let of_today = session.summary_of_today();
        self.writer.summary.set(Some(of_today));
        match session.started {
            Some(started) => self.persistence.save_session(
                &session.id,
                started,
                &session.routine.slug,
                &of_today,
                &session.hurts_of_today(),
                self.settings.with_untracked(|settings| settings.day_start_min),
            ),
            None => self.persistence.remove_heartbeat(&session.id),
        }
    }

    /// Performs the parts of a cue that aren't in the track: the phone's voice speaks a line that the track doesn't
    /// have, and the phone vibrates. A hidden page does neither.
    fn give_cue(&self, session: &Session, cue: Cue, late: Millis) {
        if late > TOO_LATE || !page::is_visible() {
            return;
        }
        let settings = self.settings.get_untracked();
        if let CueKind::Say(line) = cue.kind {
            if settings.voice && !session.mix.narration().has(line) {
                let text = i18n::line(line);
                speech::speak(&text, settings.voice_percent, &settings.phone_voice);
            }
            return;
        }
        let pattern = haptics::pattern(cue.kind);
        if settings.vibration && !pattern.is_empty() {
            vibration::play(pattern);
        }
    }

    /// Allows the phone's own voice to speak later in this session. Phones require that it has first been used in a tap.
    pub(super) fn unlock_speech(&self) {
        if self.settings.with_untracked(|settings| settings.voice) {
            speech::unlock();
        }
    }

    /// Shows the position of the track on the lock screen.
    pub(super) fn show_position(&self, session: &Session) {
        if self.player.is_silent() {
            return;
        }
        let from = self.player.track_start();
        let total = session.engine.timeline().total.saturating_sub(from);
        let playing = session.engine.view().phase == Phase::Running;
        let position = self.player.position() - from;
        media_session::set_position(playing, position, total + soundtrack::TAIL);
    }
}

/// Shows on the lock screen what is being done, by the name that the page has for it, with the side, if that has changed.
pub(super) fn show_title(session: &mut Session) {
    let view = session.engine.view();
    let side = session.engine.timeline().segments[view.segment].side;
    let shown = (view.title(), side);
    if session.shown_title.replace(shown) == Some(shown) {
        return;
    }
    let title = match shown {
        (Title::Pose(pose), side) => i18n::pose_on_side(pose, side),
        (title @ (Title::Passage(_) | Title::OwnRest), _) => title.name().to_owned(),
    };
    media_session::set_metadata(&title, i18n::routine_name(&session.routine.slug), ARTWORK);
}
