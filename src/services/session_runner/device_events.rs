//! Events of the device: from the audio element, from the lock-screen controls, and when the page is shown or hidden.

use std::rc::Rc;

use leptos::prelude::*;

use super::effects::show_title;
use super::signals::Trouble;
use super::{Command, SessionRunner};
use crate::platform::audio::AudioEvent;
use crate::platform::media_session::{self, MediaAction};
use crate::platform::speech;
use unknot_core::session::{Input, PauseCause, Phase};

impl SessionRunner {
    pub(super) fn on_audio_event(self: &Rc<Self>, event: AudioEvent) {
        match event {
            // They come several times a second. A page that is shown has its timer, and a hidden one shows nothing.
            AudioEvent::TimeUpdate if !self.is_anything_due() => {}
            AudioEvent::TimeUpdate | AudioEvent::Paused => self.sync_with_player(),
            AudioEvent::Arrived => {}
            AudioEvent::Playing => {
                self.sync_with_player();
                self.sound_faults.note_playing();
                self.writer.trouble.set(None);
                let this = self.clone();
                media_session::set_action_handlers(move |control| this.on_control(control));
                if let Some(session) = self.session.borrow_mut().as_mut() {
                    // The browser may have lost it while nothing was playing.
                    session.shown_title = None;
                    show_title(session);
                    self.show_position(session);
                }
            }
            AudioEvent::Refused => {
                self.writer.trouble.set(Some(Trouble::NeedsTap));
                self.send(Input::Pause(PauseCause::System));
            }
            AudioEvent::Failed => self.on_sound_fault(),
            AudioEvent::Stalled => self.expect_sound(),
            AudioEvent::Ended => {
                // The element has stopped, but only because it has played to the end.
                self.send(Input::Playing);
                if !self.is_under_way() {
                    self.player.unload();
                    media_session::clear();
                }
            }
        }
    }

    /// Tells the engine whether the player is running. Asks the element rather than trusting the event, because by the
    /// time the event arrives the opposite may be true.
    fn sync_with_player(self: &Rc<Self>) {
        let stopped = self.player.is_sound_paused();
        self.send(if stopped { Input::Pause(PauseCause::System) } else { Input::Playing });
    }

    fn on_control(self: &Rc<Self>, control: MediaAction) {
        // Whoever plays or moves on by a key of their headphones has answered the question what would help.
        if !matches!(control, MediaAction::Pause | MediaAction::Stop) {
            self.writer.relief.set(None);
        }
        match control {
            MediaAction::Play => self.command(Command::Resume),
            // Stop isn't the end, which can't be undone: keyboards and headphones have it beside the other keys.
            MediaAction::Pause | MediaAction::Stop => self.command(Command::Pause),
            MediaAction::Previous => self.command(Command::Back),
            MediaAction::Next => self.command(Command::Skip),
            MediaAction::Seek(to) => self.send(Input::Seek(self.player.track_start() + to)),
        }
    }

    pub(super) fn on_visibility(self: &Rc<Self>, visible: bool) {
        self.sound_faults.forget_clock();
        if visible {
            // In the meantime the track has either continued, or been stopped by the device.
            self.sync_with_player();
        } else {
            speech::cancel();
            self.player.finish_change();
            self.wake.borrow_mut().take();
            self.save_heartbeat(true);
        }
    }

    pub(super) fn is_running(&self) -> bool {
        self.with_session(|session| session.engine.view().phase == Phase::Running).unwrap_or(false)
    }
}
