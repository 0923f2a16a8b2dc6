//! Sounds to be tried: each as a session has it, felt as well as heard.

use std::cell::RefCell;
use std::rc::Rc;

use super::driver::mix_of;
use super::feel;
use super::track_file::TrackFile;
use crate::domain::cue::Cue;
use crate::domain::settings::Settings;
use crate::platform::audio::Audio;
use crate::platform::vibration;
use crate::soundtrack::{self, Sounds};

/// What plays them. Dropped, it is silent.
pub(crate) struct Preview(Option<Audio>);

impl Preview {
    /// Nothing plays yet.
    pub(crate) fn new() -> Self {
        Self(Audio::new())
    }

    /// Plays cues, as they are with these settings, in place of what plays. To be called in the tap itself. Answers false
    /// where there is no sound to be had.
    pub(crate) fn play(&self, cues: &[Cue], settings: &Settings) -> bool {
        if settings.vibration
            && let Some(cue) = cues.first()
        {
            vibration::play(feel::pattern(cue.kind));
        }
        let Some(audio) = &self.0 else { return false };
        let mix = mix_of(settings);
        let sounds = Rc::new(RefCell::new(Sounds::new(mix)));
        let made =
            TrackFile::new(soundtrack::sample(cues, mix), sounds).and_then(TrackFile::finish);
        let Ok(file) = made else { return false };
        audio.load(&file);
        audio.play();
        true
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        if let Some(audio) = &self.0 {
            audio.unload();
        }
    }
}
