//! The lock-screen test: plays for a minute and judges whether this device keeps playing while its screen is off.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;

use crate::platform::audio::{Audio, AudioEvent};
use crate::platform::{clock, page};
use crate::services::player::track_file::preview;
use unknot_core::domain::lock_screen_test::{self, Measurement, Verdict};
use unknot_core::domain::settings::Settings;
use unknot_core::domain::time::Millis;
use unknot_soundtrack::{Mix, SWELL};

/// The lowest loudness of the test's bells, in percent: the end has to be heard even if the bells are turned down.
const MIN_PERCENT: u8 = 60;

/// The state of the test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TestState {
    /// Not started, or stopped by the person.
    Idle,
    /// Running, with this much time left.
    Running(Millis),
    /// Finished.
    Finished(Verdict),
    /// Something stopped the sound while the page was visible.
    Interrupted,
    /// Sound can't be played.
    NoSound,
}

/// A lock-screen test. The sound stops when it is dropped.
pub(crate) struct LockScreenTest {
    audio: Option<Audio>,
    /// The measurements since the first sound; `None` before that.
    test: Cell<Option<Measurement>>,
    state: ArcRwSignal<TestState>,
}

impl LockScreenTest {
    /// A test that has not been started.
    pub(crate) fn new() -> Rc<Self> {
        let state = ArcRwSignal::new(TestState::Idle);
        let this = Rc::new(Self { audio: Audio::spare(), test: Cell::default(), state });
        if let Some(audio) = &this.audio {
            let weak = Rc::downgrade(&this);
            audio.on_event(move |event| {
                if let Some(this) = weak.upgrade() {
                    this.on_audio_event(event);
                }
            });
        }
        this
    }

    /// The state of the test.
    pub(crate) fn state(&self) -> Signal<TestState> {
        self.state.clone().into()
    }

    /// Starts the test. Has to be called in the tap itself.
    pub(crate) fn start(&self, settings: &Settings) {
        let mix = Mix::new(settings.bells.max(MIN_PERCENT), settings.bell);
        let (Some(audio), Ok(file)) = (&self.audio, preview(&lock_screen_test::cues(), &mix))
        else {
            return self.state.set(TestState::NoSound);
        };
        self.state.set(TestState::Running(lock_screen_test::LENGTH));
        audio.load(&file);
        audio.play();
    }

    /// Stops the test before its end.
    pub(crate) fn stop(&self) {
        self.end(TestState::Idle);
    }

    fn on_audio_event(&self, event: AudioEvent) {
        match event {
            AudioEvent::Refused | AudioEvent::Failed => self.end(TestState::NoSound),
            AudioEvent::Playing if self.test.get().is_none() => {
                self.test.set(Some(Measurement::start(clock::now().utc_ms)));
            }
            // Also before the first sound: a call may come at the very start.
            AudioEvent::Paused if page::is_visible() && self.is_running() => {
                self.end(TestState::Interrupted);
            }
            _ => self.measure(),
        }
    }

    /// Compares the track's position with the wall clock. Ends the test once there is a verdict.
    pub(crate) fn measure(&self) {
        let (Some(mut test), Some(audio)) = (self.test.get(), &self.audio) else { return };
        // The track begins with a swell, before its first sound.
        let position = audio.position().saturating_sub(SWELL);
        let now = clock::now().utc_ms;
        let verdict = if page::is_visible() {
            self.state.set(TestState::Running(lock_screen_test::LENGTH.saturating_sub(position)));
            test.observe_visible(now, position)
        } else {
            test.observe_hidden(now, position);
            None
        };
        self.test.set(Some(test));
        if let Some(verdict) = verdict {
            self.end(TestState::Finished(verdict));
        }
    }

    fn is_running(&self) -> bool {
        self.state.with_untracked(|state| matches!(state, TestState::Running(_)))
    }

    fn end(&self, state: TestState) {
        self.test.take();
        self.state.set(state);
        if let Some(audio) = &self.audio {
            audio.unload();
        }
    }
}

impl Drop for LockScreenTest {
    fn drop(&mut self) {
        if let Some(audio) = &self.audio {
            audio.unload();
        }
    }
}
