//! The minute with the phone locked, as this device does it.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;

use crate::domain::lock_test::{self, LockTest, Verdict};
use crate::domain::settings::Settings;
use crate::domain::time::Millis;
use crate::platform::audio::{Audio, AudioEvent};
use crate::platform::{clock, page};
use crate::services::player::track_file::sample;
use crate::soundtrack::{Mix, SWELL};

/// Whoever has turned the bells down still has to hear when it is over.
const LEAST_PERCENT: u8 = 60;

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trial {
    /// Not begun, or stopped.
    Waits,
    /// So much of it is left, to the second.
    Left(Millis),
    /// It has come to an end.
    Over(Verdict),
    /// Something stopped the sound while somebody looked.
    Interrupted,
    /// Nothing can be heard.
    NoSound,
}

/// What plays it, and looks. Dropped, it is silent.
pub(crate) struct Locked {
    audio: Option<Audio>,
    /// Begun with the first sound.
    test: Cell<Option<LockTest>>,
    trial: RwSignal<Trial>,
}

impl Locked {
    /// Tells `trial` how far it is.
    pub(crate) fn new(trial: RwSignal<Trial>) -> Rc<Self> {
        let locked = Rc::new(Self { audio: Audio::spare(), test: Cell::default(), trial });
        if let Some(audio) = &locked.audio {
            let this = Rc::downgrade(&locked);
            audio.on_event(move |event| {
                if let Some(this) = this.upgrade() {
                    this.told(event);
                }
            });
        }
        locked
    }

    /// Begins. To be called in the tap itself.
    pub(crate) fn start(&self, settings: &Settings) {
        let mix = Mix::new(settings.bells.max(LEAST_PERCENT), settings.bell);
        let (Some(audio), Ok(file)) = (&self.audio, sample(&lock_test::cues(), &mix)) else {
            return self.trial.set(Trial::NoSound);
        };
        self.trial.set(Trial::Left(lock_test::LENGTH));
        audio.load(&file);
        audio.play();
    }

    /// Stops before its end.
    pub(crate) fn stop(&self) {
        self.end(Trial::Waits);
    }

    fn told(&self, event: AudioEvent) {
        match event {
            AudioEvent::Refused | AudioEvent::Failed => self.end(Trial::NoSound),
            AudioEvent::Playing if self.test.get().is_none() => {
                self.test.set(Some(LockTest::begin(clock::now().utc_ms)));
            }
            AudioEvent::Paused if page::is_visible() && self.test.get().is_some() => {
                self.end(Trial::Interrupted);
            }
            _ => self.look(),
        }
    }

    /// Looks where it is.
    pub(crate) fn look(&self) {
        let (Some(mut test), Some(audio)) = (self.test.get(), &self.audio) else { return };
        // The track has a swell before its first sound.
        let at = audio.position().saturating_sub(SWELL);
        let now = clock::now().utc_ms;
        let verdict = if page::is_visible() {
            self.trial.set(Trial::Left(lock_test::LENGTH.saturating_sub(at)));
            test.seen(now, at)
        } else {
            test.heard(now, at);
            None
        };
        self.test.set(Some(test));
        if let Some(verdict) = verdict {
            self.end(Trial::Over(verdict));
        }
    }

    fn end(&self, as_told: Trial) {
        self.test.take();
        self.trial.set(as_told);
        if let Some(audio) = &self.audio {
            audio.unload();
        }
    }
}

impl Drop for Locked {
    fn drop(&mut self) {
        if let Some(audio) = &self.audio {
            audio.unload();
        }
    }
}
