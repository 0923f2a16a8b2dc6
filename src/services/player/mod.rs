//! Plays the track of a session. Its position is the clock of the session. Where sound can't be played, a silent clock with
//! the same interface takes its place.
//!
//! Positions are on the timeline. Only this module knows where on it the loaded track begins, so that a track that was
//! rendered for a later start looks like any other.

mod crossfade;
mod renderer;
#[cfg(test)]
mod tests;
pub(crate) mod track_file;

use std::cell::Cell;

use self::crossfade::CrossfadePlayer;
use self::renderer::{Renderer, Transition};
use crate::platform::audio::AudioEvent;
use crate::platform::clock::SilentClock;
use unknot_core::domain::time::Millis;
use unknot_core::timeline::Timeline;
use unknot_soundtrack::Mix;

/// Sound can't be played: the silent clock runs in place of the track.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NoSound;

/// A track that starts at the current position, or at most this far before it, can take over without a gap.
const NEAR: Millis = Millis(500);

/// The player of the session.
pub(crate) struct Player {
    audio: Option<CrossfadePlayer>,
    silent_clock: SilentClock,
    /// Whether the silent clock runs, until another track is loaded.
    is_silent: Cell<bool>,
    renderer: Renderer,
}

impl Player {
    /// A player without a track.
    pub(crate) fn new() -> Self {
        let audio = CrossfadePlayer::new();
        Self {
            is_silent: Cell::new(audio.is_none()),
            audio,
            silent_clock: SilentClock::default(),
            renderer: Renderer::default(),
        }
    }

    /// Calls `listener` with the events of the track. The silent clock has none.
    pub(crate) fn on_event(&self, listener: impl Fn(AudioEvent) + 'static) {
        if let Some(audio) = &self.audio {
            audio.on_event(listener);
        }
    }

    /// Whether the silent clock runs.
    pub(crate) fn is_silent(&self) -> bool {
        self.audio().is_none()
    }

    /// Where on the timeline the loaded track begins.
    pub(crate) fn track_start(&self) -> Millis {
        self.audio.as_ref().map(CrossfadePlayer::track_start).unwrap_or_default()
    }

    /// The position on the timeline.
    pub(crate) fn position(&self) -> Millis {
        match self.audio() {
            Some(audio) => audio.position(),
            None => self.silent_clock.position(),
        }
    }

    /// Whether the track is paused, for whatever reason; `false` while the silent clock runs.
    pub(crate) fn is_sound_paused(&self) -> bool {
        self.audio().is_some_and(|audio| audio.audio().is_paused())
    }

    /// Plays from the current position. The first call has to be made in the tap itself.
    pub(crate) fn play(&self) {
        self.finish_now();
        match self.audio() {
            Some(audio) => audio.audio().play(),
            None => self.silent_clock.play(),
        }
    }

    /// Pauses.
    pub(crate) fn pause(&self) {
        match self.audio() {
            Some(audio) => {
                audio.finish_crossfade();
                audio.audio().pause();
            }
            None => self.silent_clock.pause(),
        }
    }

    /// Loads the rest of a timeline from `start`, and pauses there.
    ///
    /// The track is rendered in slices; anything that needs it sooner renders the rest at once. If it turns out to be
    /// unplayable, that is reported as an event.
    pub(crate) fn load(
        &self,
        timeline: &Timeline,
        mix: &Mix,
        start: Millis,
    ) -> Result<(), NoSound> {
        self.unload();
        let Some(audio) = self.audio() else {
            self.silent_clock.seek(start);
            return Err(NoSound);
        };
        audio.set_track_start(start);
        self.renderer.render(audio, timeline, mix, start, Transition::Replace);
        Ok(())
    }

    /// Loads a changed timeline at a position. If the old track is playing, so does the new one, without a gap if the
    /// position is the current one.
    pub(crate) fn reload(
        &self,
        timeline: &Timeline,
        mix: &Mix,
        position: Millis,
    ) -> Result<(), NoSound> {
        let Some(audio) = self.audio() else {
            self.silent_clock.seek(position);
            return Err(NoSound);
        };
        let plays = !audio.audio().is_paused();
        if plays && (position..position + NEAR).contains(&audio.position()) {
            audio.finish_crossfade();
            self.renderer.render(audio, timeline, mix, position, Transition::Crossfade);
            return Ok(());
        }
        let loaded = self.load(timeline, mix, position);
        if plays {
            self.play();
        }
        loaded
    }

    /// Seeks to another position on the loaded timeline.
    pub(crate) fn seek(&self, timeline: &Timeline, mix: &Mix, to: Millis) -> Result<(), NoSound> {
        // A track that is about to take over begins later than the current one, and perhaps later than `to`.
        self.finish_now();
        match self.audio() {
            // The track was rendered for a later start.
            Some(audio) if to < audio.track_start() => return self.reload(timeline, mix, to),
            Some(audio) => audio.audio().seek(to.saturating_sub(audio.track_start())),
            None => self.silent_clock.seek(to),
        }
        Ok(())
    }

    /// Synthesises the sounds of a mix ahead of the next track.
    pub(crate) fn warm_up(&self, mix: &Mix) {
        self.renderer.warm_up(mix);
    }

    /// Finishes a change of track that is under way, because timers may be late in a hidden page.
    pub(crate) fn finish_change(&self) {
        if self.renderer.transition() == Some(Transition::Crossfade) {
            self.finish_now();
        } else if let Some(audio) = self.audio() {
            audio.finish_crossfade();
        }
    }

    /// Continues without sound from `position`.
    pub(crate) fn go_silent(&self, position: Millis) {
        // If it was the next track that failed, the current one may still be playing.
        self.unload();
        self.is_silent.set(true);
        self.silent_clock.seek(position);
    }

    /// Unloads the track, so that other apps can play.
    pub(crate) fn unload(&self) {
        self.renderer.cancel();
        self.silent_clock.pause();
        // The next track may be playable.
        self.is_silent.set(self.audio.is_none());
        if let Some(audio) = &self.audio {
            audio.unload();
        }
    }

    /// Finishes rendering and crossfading at once, so that one element has the latest track.
    fn finish_now(&self) {
        if let Some(audio) = self.audio() {
            audio.finish_crossfade();
            self.renderer.finish(audio);
        }
    }

    /// The elements, unless the silent clock runs.
    fn audio(&self) -> Option<&CrossfadePlayer> {
        self.audio.as_ref().filter(|_| !self.is_silent.get())
    }

    /// The length of the loaded track in microseconds; `None` while the silent clock runs.
    #[cfg(test)]
    async fn length(&self) -> Option<u64> {
        self.finish_now();
        match self.audio() {
            Some(audio) => Some(audio.audio().length().await),
            None => None,
        }
    }
}
