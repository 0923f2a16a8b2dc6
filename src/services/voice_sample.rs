//! Plays a line in one of the app's voices, or other sounds of a session, so that a person can choose them and their
//! loudness by ear.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::*;

use super::sound_preview::{PreviewState, SoundPreview};
use crate::platform::task;
use crate::services::narration;
use unknot_core::domain::app_voice::AppVoice;
use unknot_core::domain::cue::{Cue, Line};
use unknot_core::domain::settings::Settings;
use unknot_soundtrack::SpokenLine;

/// A line of one clip that is at home in any session.
const LINE: Line = Line::Prepare;

/// The state of a sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SampleState {
    /// It plays, or there is nothing to play.
    Ready,
    /// Its clip is being loaded.
    Loading,
    /// Its clip couldn't be loaded.
    Missing,
    /// This browser couldn't play it.
    Failed,
}

/// A player of samples. It stops when it is dropped.
pub(crate) struct VoiceSample(Rc<Inner>);

struct Inner {
    preview: SoundPreview,
    state: ArcRwSignal<SampleState>,
    /// The last sample that has loaded, and its voice.
    loaded: RefCell<Option<(AppVoice, SpokenLine)>>,
    /// The number of the latest request. A sample that loads for an earlier one isn't played.
    request: Cell<u32>,
}

impl VoiceSample {
    /// A silent player. Nothing is loaded before it is asked for.
    pub(crate) fn new() -> Self {
        Self(Rc::new(Inner {
            preview: SoundPreview::new(),
            state: ArcRwSignal::new(SampleState::Ready),
            loaded: RefCell::default(),
            request: Cell::default(),
        }))
    }

    /// Its state.
    pub(crate) fn state(&self) -> Signal<SampleState> {
        let (state, preview) = (self.0.state.clone(), self.0.preview.state());
        Signal::derive(move || match (state.get(), preview.get()) {
            (SampleState::Ready, PreviewState::Failed) => SampleState::Failed,
            (state, _) => state,
        })
    }

    /// Plays the sample of a voice at the loudness and over the background of these settings, as soon as it has loaded, in
    /// place of the current one. Has to be called in the tap itself.
    pub(crate) fn play(&self, voice: AppVoice, settings: &Settings) {
        let inner = &self.0;
        let request = inner.request.get().wrapping_add(1);
        inner.request.set(request);
        if inner.play_loaded(voice, settings) {
            return;
        }
        // Browsers that allow sound only in a tap allow it to an element that has played in one.
        inner.preview.play_silence(settings);
        inner.state.set(SampleState::Loading);
        let (inner, settings) = (Rc::downgrade(inner), settings.clone());
        task::spawn(async move {
            let sample = narration::load_sample(voice, LINE).await;
            let Some(inner) = inner.upgrade().filter(|inner| inner.request.get() == request) else {
                return;
            };
            match sample {
                Some(sample) => {
                    inner.loaded.replace(Some((voice, sample)));
                    inner.play_loaded(voice, &settings);
                }
                None => inner.state.set(SampleState::Missing),
            }
        });
    }

    /// Loads the speech of a line for [`Self::play_cues`].
    pub(crate) fn load_speech(&self, voice: AppVoice, line: Line) {
        self.0.preview.load_speech(voice, line);
    }

    /// Plays cues with the sounds of these settings, in place of the current sample. Has to be called in the tap itself.
    pub(crate) fn play_cues(&self, cues: &[Cue], settings: &Settings) {
        self.stop();
        self.0.preview.play_cues(cues, settings);
    }

    /// Stops the sample.
    pub(crate) fn stop(&self) {
        self.0.request.set(self.0.request.get().wrapping_add(1));
        self.0.preview.stop();
        self.0.state.set(SampleState::Ready);
    }
}

impl Inner {
    /// Plays the sample if it is the one that has loaded.
    fn play_loaded(&self, voice: AppVoice, settings: &Settings) -> bool {
        let sample = self.loaded.borrow().as_ref().filter(|(of, _)| *of == voice).cloned();
        let Some((_, sample)) = sample else { return false };
        self.state.set(SampleState::Ready);
        self.preview.play_line_over_background(sample, settings);
        true
    }
}
