//! The clock of a session: the element that plays its track, or, where no sound can play, a quiet
//! clock that is asked the same things.
//!
//! Whoever asks speaks of places on the timeline. Where on it the loaded track begins is known in
//! here, so that a track made for a later start looks like any other.

use std::cell::Cell;

use crate::domain::time::Millis;
use crate::platform::audio::{Audio, AudioEvent};
use crate::platform::clock::QuietClock;
use crate::soundtrack::{self, Mix};
use crate::timeline::Timeline;

/// The browser takes no track: from here on the quiet clock runs in place of the element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NoSound;

/// The clock of the session on the stage.
pub(super) struct PlayerClock {
    audio: Option<Audio>,
    quiet: QuietClock,
    /// Whether the quiet clock stands in for the element.
    is_quiet: Cell<bool>,
    track_from: Cell<Millis>,
}

impl PlayerClock {
    pub(super) fn new() -> Self {
        let audio = Audio::new();
        Self {
            is_quiet: Cell::new(audio.is_none()),
            audio,
            quiet: QuietClock::default(),
            track_from: Cell::default(),
        }
    }

    /// Says where the element's events go. The quiet clock has none.
    pub(super) fn on_event(&self, listener: impl Fn(AudioEvent) + 'static) {
        if let Some(audio) = &self.audio {
            audio.on_event(listener);
        }
    }

    /// Whether it runs without sound.
    pub(super) fn is_quiet(&self) -> bool {
        self.element().is_none()
    }

    /// Where on the timeline the loaded track begins.
    pub(super) fn track_from(&self) -> Millis {
        self.track_from.get()
    }

    /// Where it stands on the timeline.
    pub(super) fn position(&self) -> Millis {
        match self.element() {
            Some(audio) => self.track_from.get() + audio.position(),
            None => self.quiet.position(),
        }
    }

    /// Whether there is sound that somebody has stopped, be it the device.
    pub(super) fn has_stopped_sounding(&self) -> bool {
        self.element().is_some_and(Audio::is_paused)
    }

    /// Lets it run. To be called in the tap itself the first time.
    pub(super) fn play(&self) {
        match self.element() {
            Some(audio) => audio.play(),
            None => self.quiet.play(),
        }
    }

    /// Stops it where it stands.
    pub(super) fn pause(&self) {
        match self.element() {
            Some(audio) => audio.pause(),
            None => self.quiet.pause(),
        }
    }

    /// Takes what is left of a timeline at `from`, and stands there.
    pub(super) fn load(&self, timeline: &Timeline, mix: Mix, from: Millis) -> Result<(), NoSound> {
        self.track_from.set(from);
        let Some(audio) = self.element() else {
            self.quiet.seek(from);
            return Ok(());
        };
        let track = soundtrack::compile(timeline, mix, from);
        let unique = track.unique().iter().map(Vec::as_slice);
        if audio.load(&track.header(), unique, track.parts().iter().copied()) {
            return Ok(());
        }
        self.go_quiet(from);
        Err(NoSound)
    }

    /// The same for a timeline that has changed, running on if it did before.
    pub(super) fn reload(&self, timeline: &Timeline, mix: Mix, at: Millis) -> Result<(), NoSound> {
        let played = self.element().is_some_and(|audio| !audio.is_paused());
        let loaded = self.load(timeline, mix, at);
        if played {
            self.play();
        }
        loaded
    }

    /// Goes to another place on the loaded timeline.
    pub(super) fn seek(&self, timeline: &Timeline, mix: Mix, to: Millis) -> Result<(), NoSound> {
        match self.element() {
            // A track that was made for a later start does not reach back so far.
            Some(_) if to < self.track_from.get() => return self.reload(timeline, mix, to),
            Some(audio) => audio.seek(to - self.track_from.get()),
            None => self.quiet.seek(to),
        }
        Ok(())
    }

    /// Goes on without sound, standing at `at`.
    pub(super) fn go_quiet(&self, at: Millis) {
        self.is_quiet.set(true);
        self.quiet.pause();
        self.quiet.seek(at);
    }

    /// Lets go of the track and of the phone's sound.
    pub(super) fn unload(&self) {
        if let Some(audio) = &self.audio {
            audio.unload();
        }
    }

    /// The element, unless it can't play.
    fn element(&self) -> Option<&Audio> {
        self.audio.as_ref().filter(|_| !self.is_quiet.get())
    }
}
