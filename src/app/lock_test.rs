//! The minute with the phone locked, as this device does it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::{RwSignal, Set};

use super::driver::mix_of;
use super::track_file::TrackFile;
use crate::domain::lock_test::{self, LockTest, Verdict};
use crate::domain::settings::Settings;
use crate::domain::time::Millis;
use crate::platform::audio::{Audio, AudioEvent};
use crate::platform::{clock, page};
use crate::soundtrack::{self, Sounds};

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trial {
    /// Not begun, or stopped.
    Waits,
    /// So much of it is left, to the second.
    Left(Millis),
    /// It has come to an end.
    Over(Verdict),
    /// This browser plays nothing.
    NoSound,
}

/// What plays it, and looks. Dropped, it is silent.
pub(crate) struct Locked {
    audio: Option<Audio>,
    test: Rc<Cell<Option<LockTest>>>,
    trial: RwSignal<Trial>,
}

impl Locked {
    /// Tells `trial` how far it is.
    pub(crate) fn new(trial: RwSignal<Trial>) -> Rc<Self> {
        let locked = Rc::new(Self { audio: Audio::new(), test: Rc::default(), trial });
        if let Some(audio) = &locked.audio {
            let this = Rc::downgrade(&locked);
            audio.on_event(move |event| {
                let Some(this) = this.upgrade() else { return };
                match event {
                    AudioEvent::Refused | AudioEvent::Failed => this.end(Trial::NoSound),
                    _ => this.look(),
                }
            });
        }
        locked
    }

    /// Begins. To be called in the tap itself.
    pub(crate) fn start(&self, settings: &Settings) {
        let mix = mix_of(settings);
        let sounds = Rc::new(RefCell::new(Sounds::new(mix)));
        let track = soundtrack::sample(&lock_test::cues(), mix);
        let made = TrackFile::new(track, sounds).and_then(TrackFile::finish);
        let (Some(audio), Ok(file)) = (&self.audio, made) else {
            return self.trial.set(Trial::NoSound);
        };
        self.test.set(Some(LockTest::begin(clock::now().utc_ms)));
        self.trial.set(Trial::Left(lock_test::LENGTH));
        audio.load(&file);
        audio.play();
    }

    /// Stops before its end.
    pub(crate) fn stop(&self) {
        self.end(Trial::Waits);
    }

    /// Looks where it is, while somebody sees the page.
    pub(crate) fn look(&self) {
        let (Some(mut test), Some(audio)) = (self.test.get(), &self.audio) else { return };
        if !page::is_visible() {
            return;
        }
        // The track has a swell before its first sound.
        let at = audio.position().saturating_sub(soundtrack::SWELL);
        let verdict = test.seen(clock::now().utc_ms, at);
        self.test.set(Some(test));
        match verdict {
            Some(verdict) => self.end(Trial::Over(verdict)),
            None => self.trial.set(Trial::Left(lock_test::LENGTH.saturating_sub(at))),
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
