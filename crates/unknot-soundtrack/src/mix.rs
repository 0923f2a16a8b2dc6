//! What is mixed into a track, and how loud.

use unknot_core::domain::bell::Bell;
use unknot_core::domain::settings::Settings;

use super::ambience::Ambience;
use super::narration::Narration;

/// The sounds of a track besides its timeline: the bell, the speech, the ambience, and their
/// loudness.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mix {
    pub(super) bells: Bells,
    voice_percent: u8,
    narration: Narration,
    ambience: Ambience,
}

/// Which bell gives the signals, and how loud they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bells {
    /// From 0 to 100.
    pub(super) percent: u8,
    pub(super) bell: Bell,
}

impl Mix {
    /// A mix without speech and ambience. `bells_percent` is the loudness of the signals, from 0 to
    /// 100; more counts as 100. At 0 a track has none.
    pub fn new(bells_percent: u8, bell: Bell) -> Self {
        let bells = Bells { percent: bells_percent.min(100), bell };
        let (narration, ambience) = (Narration::default(), Ambience::default());
        Self { bells, voice_percent: 100, narration, ambience }
    }

    /// The same mix with speech. `voice_percent` is its loudness, from 0 to
    /// [`Settings::LOUDEST_VOICE`], which more counts as. At 100 speech is as loud as its clips.
    #[must_use]
    pub fn with_narration(self, narration: Narration, voice_percent: u8) -> Self {
        let voice_percent = voice_percent.min(Settings::LOUDEST_VOICE);
        Self { voice_percent, narration, ..self }
    }

    /// The same mix with a background sound.
    #[must_use]
    pub fn with_ambience(self, ambience: Ambience) -> Self {
        Self { ambience, ..self }
    }

    /// The speech.
    pub fn narration(&self) -> &Narration {
        &self.narration
    }

    /// The samples of the ambience's loop; empty if there is none.
    pub(super) fn ambience(&self) -> &[i16] {
        self.ambience.samples()
    }

    /// The amplitude factor of speech.
    pub(super) fn voice_gain(&self) -> f64 {
        gain(self.voice_percent)
    }
}

impl Bells {
    /// The amplitude factor of the signals.
    pub(super) fn gain(self) -> f64 {
        gain(self.percent)
    }
}

/// The amplitude factor of a loudness. Half the percentage is a quarter of the amplitude, which
/// sounds about half as loud.
fn gain(percent: u8) -> f64 {
    let share = f64::from(percent) / 100.0;
    share * share
}
