//! The app's own voices, whose clips are mixed into a track.

use serde::{Deserialize, Serialize};

use crate::content::{Clips, HIGHER_VOICE, LOWER_VOICE};

/// One of the app's voices.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AppVoice {
    /// The voice with which everybody begins.
    #[default]
    Higher,
    /// A lower one. In a language that lacks it, the other one speaks.
    Lower,
}

impl AppVoice {
    /// The voices that the language of the texts has, in display order.
    pub fn all() -> impl Iterator<Item = Self> {
        let voices = [(Self::Higher, HIGHER_VOICE.is_some()), (Self::Lower, LOWER_VOICE.is_some())];
        voices.into_iter().filter(|(_, exists)| *exists).map(|(voice, _)| voice)
    }

    /// The folder of its clips below `voice/`. `None` if the language has no voice.
    pub fn folder(self) -> Option<&'static str> {
        self.clips().map(|clips| clips.folder)
    }

    /// The size of all its clips in megabytes, rounded.
    pub fn megabytes(self) -> u32 {
        self.clips().map_or(0, |clips| clips.megabytes)
    }

    fn clips(self) -> Option<Clips> {
        match self {
            Self::Lower => LOWER_VOICE.or(HIGHER_VOICE),
            Self::Higher => HIGHER_VOICE,
        }
    }
}
