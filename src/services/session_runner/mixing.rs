//! How the track sounds: another bell, voice, background or loudness is mixed anew, and takes over from what plays.

use leptos::prelude::*;

use super::signals::Trouble;
use super::{Session, SessionRunner};
use crate::platform::{audio_session, page, speech};
use crate::services::player::NoSound;
use crate::services::player::track_file::mix_of;
use unknot_core::domain::settings::Settings;
use unknot_soundtrack::{Ambience, Mix, Narration};

impl SessionRunner {
    /// The mix for the current settings.
    pub(super) fn mix(&self) -> Mix {
        self.settings.with_untracked(|settings| self.mix_for(settings))
    }

    fn mix_for(&self, settings: &Settings) -> Mix {
        mix_of(settings, self.narration(), self.ambience.borrow().clone())
    }

    /// The speech that is mixed into tracks.
    pub(crate) fn narration(&self) -> Narration {
        self.narration.borrow().clone()
    }

    /// Mixes other speech into tracks from here on.
    pub(crate) fn set_narration(&self, narration: Narration) {
        self.narration.replace(narration);
        self.settings.with_untracked(|settings| self.apply_sound_settings(settings));
    }

    /// Mixes another background into tracks from here on.
    pub(crate) fn set_ambience(&self, ambience: Ambience) {
        self.ambience.replace(ambience);
        self.settings.with_untracked(|settings| self.apply_sound_settings(settings));
    }

    /// Applies sound settings: the rest of the track is mixed anew and takes over without a gap.
    pub(crate) fn apply_sound_settings(&self, settings: &Settings) {
        audio_session::play_over_others(settings.over_others);
        let mix = self.mix_for(settings);
        let mut slot = self.session.borrow_mut();
        // A session that is over rings out as it is.
        let is_other =
            |session: &&mut Session| session.mix != mix && !session.engine.view().phase.is_over();
        let Some(session) = slot.as_mut().filter(is_other) else { return };
        let loaded = self.player.reload(session.engine.timeline(), &mix, self.player.position());
        session.mix = mix;
        drop(slot);
        self.report_load(loaded);
        // The new track may contain the line that the phone's voice is speaking.
        speech::cancel();
        if !page::is_visible() {
            self.player.finish_change();
        }
    }

    /// Reports that there is no sound, if the player could not load a track.
    pub(super) fn report_load(&self, loaded: Result<(), NoSound>) {
        if loaded == Err(NoSound) {
            self.writer.trouble.set(Some(Trouble::NoSound));
        }
    }
}
