//! The clock of a session: the element that plays its track, or, where no sound can play, a quiet
//! clock that is asked the same things.
//!
//! Whoever asks speaks of places on the timeline. Where on it the loaded track begins is known in
//! here, so that a track made for a later start looks like any other.

mod crossfade;
pub(crate) mod track_file;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use self::crossfade::CrossfadePlayer;
use self::track_file::TrackFile;
use crate::domain::time::Millis;
use crate::platform::audio::AudioEvent;
use crate::platform::clock::QuietClock;
use crate::platform::pieces::NoFile;
use crate::platform::slices::Slices;
use crate::soundtrack::{self, Mix, Sounds};
use crate::timeline::Timeline;

/// The browser takes no track: the quiet clock runs in place of the element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NoSound;

/// A track that begins so near to where another plays can take over from it.
const NEAR: Millis = Millis(500);

/// The clock of the session on the signals.
pub(crate) struct Player {
    elements: Option<CrossfadePlayer>,
    quiet: QuietClock,
    /// Whether the quiet clock stands in for the element, until another track is loaded.
    is_quiet: Cell<bool>,
    /// The sounds of the last mix.
    sounds: RefCell<Option<Rc<RefCell<Sounds>>>>,
    /// What makes them ahead.
    warming: RefCell<Option<Slices>>,
    /// The track, until the element has it.
    making: Rc<RefCell<Option<Making>>>,
    /// What goes on with it.
    slices: RefCell<Option<Slices>>,
}

/// A track in the making.
struct Making {
    file: TrackFile,
    /// Where on the timeline it begins.
    from: Millis,
    /// Whether it takes over from one that plays.
    takes_over: bool,
}

impl Player {
    pub(crate) fn new() -> Self {
        let elements = CrossfadePlayer::new();
        Self {
            is_quiet: Cell::new(elements.is_none()),
            elements,
            quiet: QuietClock::default(),
            sounds: RefCell::default(),
            warming: RefCell::default(),
            making: Rc::default(),
            slices: RefCell::default(),
        }
    }

    /// Says where the element's events go. The quiet clock has none.
    pub(crate) fn on_event(&self, listener: impl Fn(AudioEvent) + 'static) {
        if let Some(elements) = &self.elements {
            elements.on_event(listener);
        }
    }

    /// Whether it runs without sound.
    pub(crate) fn is_quiet(&self) -> bool {
        self.elements().is_none()
    }

    /// Where on the timeline the loaded track begins.
    pub(crate) fn track_from(&self) -> Millis {
        self.elements.as_ref().map(CrossfadePlayer::from).unwrap_or_default()
    }

    /// Where it stands on the timeline.
    pub(crate) fn position(&self) -> Millis {
        match self.elements() {
            Some(elements) => elements.position(),
            None => self.quiet.position(),
        }
    }

    /// Whether there is sound that somebody has stopped, be it the device.
    pub(crate) fn has_stopped_sounding(&self) -> bool {
        self.elements().is_some_and(|elements| elements.audio().is_paused())
    }

    /// Lets it run. To be called in the tap itself the first time.
    pub(crate) fn play(&self) {
        self.hurry();
        match self.elements() {
            Some(elements) => elements.audio().play(),
            None => self.quiet.play(),
        }
    }

    /// Stops it where it stands.
    pub(crate) fn pause(&self) {
        match self.elements() {
            Some(elements) => {
                elements.settle();
                elements.audio().pause();
            }
            None => self.quiet.pause(),
        }
    }

    /// Takes what is left of a timeline at `from`, and stands there.
    ///
    /// The track is made bit by bit, so that the page goes on meanwhile; where it is needed before
    /// that, the rest is made at once. Whether the element can play it is told as an event.
    pub(crate) fn load(&self, timeline: &Timeline, mix: &Mix, from: Millis) -> Result<(), NoSound> {
        self.unload();
        let Some(elements) = self.elements() else {
            self.quiet.seek(from);
            return Err(NoSound);
        };
        elements.begin_at(from);
        self.make(elements, timeline, mix, from, false);
        Ok(())
    }

    fn make(
        &self,
        elements: &CrossfadePlayer,
        timeline: &Timeline,
        mix: &Mix,
        from: Millis,
        takes_over: bool,
    ) {
        let track = soundtrack::compile(timeline, mix, from);
        let file = TrackFile::new(track, self.sounds(mix));
        *self.making.borrow_mut() = Some(Making { file, from, takes_over });
        let (making, elements) = (self.making.clone(), elements.clone());
        *self.slices.borrow_mut() = Slices::run(move || {
            let step = making.borrow_mut().as_mut().map_or(Ok(false), |made| made.file.step());
            match step {
                Ok(true) => return true,
                Ok(false) => hand_over(making.take(), &elements, true),
                Err(NoFile) => {
                    making.take();
                    elements.audio().fail();
                }
            }
            false
        });
    }

    /// Makes the sounds of a mix while there is nothing else to do, for whichever track is next.
    pub(crate) fn warm_up(&self, mix: &Mix) {
        let sounds = self.sounds(mix);
        *self.warming.borrow_mut() = Slices::run(move || sounds.borrow_mut().make_more());
    }

    /// The sounds of a mix, as far as they have been made.
    fn sounds(&self, mix: &Mix) -> Rc<RefCell<Sounds>> {
        let mut slot = self.sounds.borrow_mut();
        match &*slot {
            Some(sounds) if sounds.borrow().are_of(mix) => sounds.clone(),
            _ => slot.insert(Rc::new(RefCell::new(Sounds::new(mix)))).clone(),
        }
    }

    /// Ends a change that is under way, for a page whose timers may come late.
    pub(crate) fn settle(&self) {
        if self.making.borrow().as_ref().is_some_and(|making| making.takes_over) {
            self.hurry();
        } else if let Some(elements) = self.elements() {
            elements.settle();
        }
    }

    /// Makes the rest of the track at once.
    fn hurry(&self) {
        if let Some(elements) = self.elements() {
            elements.settle();
            hand_over(self.making.take(), elements, false);
        }
    }

    /// The same for a timeline that has changed, running on if it did before, with sound or without. Where it is the
    /// place at which it plays, there is no gap: what plays goes on until the new track takes over.
    pub(crate) fn reload(&self, timeline: &Timeline, mix: &Mix, at: Millis) -> Result<(), NoSound> {
        let Some(elements) = self.elements() else {
            self.quiet.seek(at);
            return Err(NoSound);
        };
        let plays = !elements.audio().is_paused();
        if plays && (at..at + NEAR).contains(&elements.position()) {
            elements.settle();
            self.make(elements, timeline, mix, at, true);
            return Ok(());
        }
        let loaded = self.load(timeline, mix, at);
        if plays {
            self.play();
        }
        loaded
    }

    /// Goes to another place on the loaded timeline.
    pub(crate) fn seek(&self, timeline: &Timeline, mix: &Mix, to: Millis) -> Result<(), NoSound> {
        // What is about to take over begins later than what plays, and perhaps later than that place.
        self.hurry();
        match self.elements() {
            // A track that was made for a later start does not reach back so far.
            Some(elements) if to < elements.from() => return self.reload(timeline, mix, to),
            Some(elements) => elements.audio().seek(to.saturating_sub(elements.from())),
            None => self.quiet.seek(to),
        }
        Ok(())
    }

    /// Goes on without sound, standing at `at`. A track that could not take over leaves one that plays, which is
    /// silenced.
    pub(crate) fn go_quiet(&self, at: Millis) {
        self.unload();
        self.is_quiet.set(true);
        self.quiet.seek(at);
    }

    /// Lets go of the track and of the phone's sound.
    pub(crate) fn unload(&self) {
        self.making.take();
        self.slices.take();
        self.quiet.pause();
        // The next track may play.
        self.is_quiet.set(self.elements.is_none());
        if let Some(elements) = &self.elements {
            elements.unload();
        }
    }

    /// The length of the loaded track in microseconds; none where no sound plays.
    #[cfg(test)]
    async fn length(&self) -> Option<u64> {
        self.hurry();
        match self.elements() {
            Some(elements) => Some(elements.audio().length().await),
            None => None,
        }
    }

    /// The elements, unless they can't play.
    fn elements(&self) -> Option<&CrossfadePlayer> {
        self.elements.as_ref().filter(|_| !self.is_quiet.get())
    }
}

/// Gives the element a track, once the last of it is made; without a gap where there is time for that.
fn hand_over(making: Option<Making>, elements: &CrossfadePlayer, softly: bool) {
    let Some(Making { file, from, takes_over }) = making else { return };
    match file.finish() {
        Ok(file) if takes_over && softly => elements.take_over(file, from),
        Ok(file) => elements.cut_to(&file, from),
        Err(NoFile) => elements.audio().fail(),
    }
}

#[cfg(test)]
mod tests;
