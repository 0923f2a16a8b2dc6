//! The mix of the track. When the bell, the voice, the background or a loudness changes, the track is mixed again and
//! takes over from the current one.

use std::rc::Rc;

use leptos::prelude::*;

use super::signals::Trouble;
use super::{Session, SessionRunner};
use crate::platform::{audio_session, page, speech};
use crate::services::player::NoSound;
use crate::services::player::track_file::mix_of;
use unknot_core::domain::bell::Bell;
use unknot_core::domain::settings::Settings;
use unknot_soundtrack::{Ambience, Mix, Narration};

/// The settings that change what a track sounds like.
#[derive(Clone, Copy, PartialEq, Eq)]
struct SoundSettings {
    bell: Bell,
    bells: u8,
    voice_percent: u8,
}

impl SoundSettings {
    fn of(settings: &Settings) -> Self {
        let &Settings { bell, bells, voice_percent, .. } = settings;
        Self { bell, bells, voice_percent }
    }
}

impl SessionRunner {
    /// The mix for the current settings.
    pub(super) fn mix(&self) -> Mix {
        self.settings.with_untracked(|settings| {
            mix_of(settings, self.narration(), self.ambience.borrow().clone())
        })
    }

    /// The speech that is mixed into tracks.
    pub(crate) fn narration(&self) -> Narration {
        self.narration.borrow().clone()
    }

    /// Sets the speech that is mixed into tracks from here on.
    pub(crate) fn set_narration(&self, narration: Narration) {
        self.narration.replace(narration);
        self.remix();
    }

    /// Sets the background that is mixed into tracks from here on.
    pub(crate) fn set_ambience(&self, ambience: Ambience) {
        self.ambience.replace(ambience);
        self.remix();
    }

    /// Applies the sound settings, now and whenever one of them changes.
    pub(crate) fn follow_sound_settings(self: &Rc<Self>) {
        let (runner, settings) = (self.clone(), self.settings);
        let over_others = Memo::new(move |_| settings.with(|settings| settings.over_others));
        let sound = Memo::new(move |_| settings.with(SoundSettings::of));
        Effect::new(move || audio_session::play_over_others(over_others.get()));
        Effect::watch(move || sound.get(), move |_, _, _| runner.remix(), true);
    }

    /// Mixes the rest of the track again if the mix has changed. The new track takes over without a gap.
    fn remix(&self) {
        let mix = self.mix();
        let mut slot = self.session.borrow_mut();
        // A session that is over rings out unchanged.
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

    /// Reports that there is no sound if the player couldn't load a track.
    pub(super) fn report_load(&self, loaded: Result<(), NoSound>) {
        if loaded == Err(NoSound) {
            self.writer.trouble.set(Some(Trouble::NoSound));
        }
    }
}
