//! Renders tracks for the player, a slice at a time, so that the page stays responsive.

use std::cell::RefCell;
use std::rc::Rc;

use super::crossfade::CrossfadePlayer;
use super::track_file::TrackFile;
use crate::platform::blob::BlobError;
use crate::platform::time_slice::TimeSliced;
use unknot_core::domain::time::Millis;
use unknot_core::timeline::Timeline;
use unknot_soundtrack::{self as soundtrack, Mix, Sounds};

/// How a track replaces the previous one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Transition {
    /// At once.
    Replace,
    /// Without a gap.
    Crossfade,
}

/// Renders one track at a time.
#[derive(Default)]
pub(super) struct Renderer {
    /// The sounds of the latest mix that have been synthesised so far. All tracks of that mix share them.
    sounds: RefCell<Option<Rc<RefCell<Sounds>>>>,
    /// Synthesises sounds ahead of the next track.
    warm_up: RefCell<Option<TimeSliced>>,
    track: Rc<RefCell<Option<Track>>>,
    /// Renders the track.
    slices: RefCell<Option<TimeSliced>>,
}

/// A track that is being rendered.
struct Track {
    file: TrackFile,
    /// Where on the timeline it begins.
    start: Millis,
    transition: Transition,
}

impl Renderer {
    /// Starts to render the rest of a timeline from `start`, and hands it to the player when done. An error is reported
    /// as an event of the player.
    pub(super) fn render(
        &self,
        player: &CrossfadePlayer,
        timeline: &Timeline,
        mix: &Mix,
        start: Millis,
        transition: Transition,
    ) {
        let file = TrackFile::new(soundtrack::compile(timeline, mix, start), self.sounds(mix));
        *self.track.borrow_mut() = Some(Track { file, start, transition });
        let (track, player) = (self.track.clone(), player.clone());
        *self.slices.borrow_mut() = TimeSliced::run(move || {
            let step = track.borrow_mut().as_mut().map_or(Ok(false), |track| track.file.step());
            match step {
                Ok(true) => return true,
                Ok(false) => {
                    if let Some(track) = track.take() {
                        track.hand_over(&player);
                    }
                }
                Err(BlobError) => {
                    track.take();
                    player.audio().fail();
                }
            }
            false
        });
    }

    /// Renders the rest of the track at once, and hands it to the player without a crossfade.
    pub(super) fn finish(&self, player: &CrossfadePlayer) {
        if let Some(track) = self.track.take() {
            Track { transition: Transition::Replace, ..track }.hand_over(player);
        }
    }

    /// Discards the track that is being rendered.
    pub(super) fn cancel(&self) {
        self.track.take();
        self.slices.take();
    }

    /// The transition of the track that is being rendered, if any.
    pub(super) fn transition(&self) -> Option<Transition> {
        self.track.borrow().as_ref().map(|track| track.transition)
    }

    /// Synthesises the sounds of a mix ahead of the next track.
    pub(super) fn warm_up(&self, mix: &Mix) {
        let sounds = self.sounds(mix);
        *self.warm_up.borrow_mut() = TimeSliced::run(move || sounds.borrow_mut().synthesise_step());
    }

    /// Whether no track is being rendered.
    #[cfg(test)]
    pub(super) fn is_idle(&self) -> bool {
        self.track.borrow().is_none() && self.slices.borrow().is_none()
    }

    fn sounds(&self, mix: &Mix) -> Rc<RefCell<Sounds>> {
        let mut slot = self.sounds.borrow_mut();
        match &*slot {
            Some(sounds) if sounds.borrow().serve(mix) => sounds.clone(),
            _ => slot.insert(Rc::new(RefCell::new(Sounds::new(mix)))).clone(),
        }
    }
}

impl Track {
    /// Renders the rest of the track, and hands it to the player.
    fn hand_over(self, player: &CrossfadePlayer) {
        match (self.file.finish(), self.transition) {
            (Ok(file), Transition::Crossfade) => player.crossfade_to(file, self.start),
            (Ok(file), Transition::Replace) => player.replace(&file, self.start),
            (Err(BlobError), _) => player.audio().fail(),
        }
    }
}
