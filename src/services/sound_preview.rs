//! Plays single sounds outside of sessions, mixed as in a session.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;

use crate::platform::audio::{Audio, AudioEvent};
use crate::platform::{task, vibration};
use crate::services::haptics;
use crate::services::narration;
use crate::services::player::track_file::{mix_of, preview};
use unknot_core::domain::app_voice::AppVoice;
use unknot_core::domain::background::Background;
use unknot_core::domain::cue::{Cue, CueKind, Line};
use unknot_core::domain::settings::Settings;
use unknot_core::domain::time::Millis;
use unknot_soundtrack::{Ambience, AmbienceRenderer, Mix, Narration, SpokenLine};

/// The last background that was rendered, with its choice and loudness.
type RenderedBackground = (Background, u8, Ambience);

/// The state of a preview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PreviewState {
    /// Nothing plays.
    Silent,
    /// A sound plays.
    Playing,
    /// The last sound couldn't be played.
    Failed,
}

/// A player of single sounds. It stops when it is dropped.
pub(crate) struct SoundPreview {
    audio: Option<Audio>,
    state: ArcRwSignal<PreviewState>,
    /// The speech of the lines that have been loaded.
    narration: Rc<RefCell<Narration>>,
    background: RefCell<RenderedBackground>,
}

impl SoundPreview {
    /// A silent player.
    pub(crate) fn new() -> Self {
        let (audio, state) = (Audio::spare(), ArcRwSignal::new(PreviewState::Silent));
        if let Some(audio) = &audio {
            let state = state.clone();
            audio.on_event(move |event| match event {
                AudioEvent::Refused | AudioEvent::Failed => state.set(PreviewState::Failed),
                AudioEvent::Ended => state.set(PreviewState::Silent),
                _ => {}
            });
        }
        Self { audio, state, narration: Rc::default(), background: RefCell::default() }
    }

    /// Its state.
    pub(crate) fn state(&self) -> Signal<PreviewState> {
        self.state.clone().into()
    }

    /// Loads the speech of a line in one of the app's voices. Until it has loaded, a chime plays in its place.
    pub(crate) fn load_speech(&self, voice: AppVoice, line: Line) {
        let loaded = self.narration.clone();
        task::spawn(async move {
            if let Some(narration) = narration::load_line(voice, line).await {
                loaded.replace(narration);
            }
        });
    }

    /// Plays cues with the sounds of these settings, replacing the current sound. Has to be called in the tap itself.
    pub(crate) fn play_cues(&self, cues: &[Cue], settings: &Settings) {
        if settings.vibration
            && let Some(cue) = cues.first()
        {
            vibration::play(haptics::pattern(cue.kind));
        }
        let narration = if settings.speaks_in_track() {
            self.narration.borrow().clone()
        } else {
            Narration::default()
        };
        self.play(cues, &mix_of(settings, narration, self.ambience(settings)));
    }

    /// Plays a moment without a sound, replacing the current sound. Called in a tap, it allows the element to play
    /// later.
    pub(crate) fn play_silence(&self, settings: &Settings) {
        let cues = [Cue { at: Millis::ZERO, kind: CueKind::Repetition(None) }];
        self.play(&cues, &Mix::new(0, settings.bell));
    }

    /// Plays speech on its own, replacing the current sound. Has to be called in the tap itself.
    pub(crate) fn play_line(&self, speech: SpokenLine, settings: &Settings) {
        self.play_speech(speech, settings, Ambience::default());
    }

    /// Plays speech over the background of these settings, as in a session, replacing the current sound. Has to be called
    /// in the tap itself.
    pub(crate) fn play_line_over_background(&self, speech: SpokenLine, settings: &Settings) {
        self.play_speech(speech, settings, self.ambience(settings));
    }

    fn play_speech(&self, speech: SpokenLine, settings: &Settings, ambience: Ambience) {
        // Any line will do.
        const LINE: Line = Line::HalfWay;
        let narration = Narration::new([(LINE, speech)]);
        let cues = [Cue { at: Millis::ZERO, kind: CueKind::Say(LINE) }];
        self.play(&cues, &mix_of(settings, narration, ambience));
    }

    /// Stops the current sound.
    pub(crate) fn stop(&self) {
        if let Some(audio) = &self.audio {
            audio.unload();
        }
        if self.state.get_untracked() == PreviewState::Playing {
            self.state.set(PreviewState::Silent);
        }
    }

    fn play(&self, cues: &[Cue], mix: &Mix) {
        let (Some(audio), Ok(file)) = (&self.audio, preview(cues, mix)) else {
            return self.state.set(PreviewState::Failed);
        };
        self.state.set(PreviewState::Playing);
        audio.load(&file);
        audio.play();
    }

    /// The background of these settings, rendered again only if its choice or loudness has changed.
    fn ambience(&self, settings: &Settings) -> Ambience {
        let (background, percent) = (settings.background, settings.background_percent);
        let mut rendered = self.background.borrow_mut();
        if (rendered.0, rendered.1) != (background, percent) {
            *rendered = (background, percent, AmbienceRenderer::new(background, percent).finish());
        }
        rendered.2.clone()
    }
}

impl Drop for SoundPreview {
    fn drop(&mut self) {
        if let Some(audio) = &self.audio {
            // The element is shared, and its later events belong to its next user.
            audio.on_event(|_| ());
            audio.unload();
        }
    }
}
