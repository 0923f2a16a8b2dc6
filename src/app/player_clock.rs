//! The clock of a session: the element that plays its track, or, where no sound can play, a quiet
//! clock that is asked the same things.
//!
//! Whoever asks speaks of places on the timeline. Where on it the loaded track begins is known in
//! here, so that a track made for a later start looks like any other.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::decks::Decks;
use super::track_file::TrackFile;
use crate::domain::time::Millis;
use crate::platform::audio::AudioEvent;
use crate::platform::clock::QuietClock;
use crate::platform::pieces::NoFile;
use crate::platform::slices::Slices;
use crate::soundtrack::{self, Mix, Sounds};
use crate::timeline::Timeline;

/// The browser takes no track: the quiet clock runs in place of the element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NoSound;

/// A track that begins so near to where another plays can take over from it.
const NEAR: Millis = Millis(500);

/// The clock of the session on the stage.
pub(super) struct PlayerClock {
    decks: Option<Decks>,
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

impl PlayerClock {
    pub(super) fn new() -> Self {
        let decks = Decks::new();
        Self {
            is_quiet: Cell::new(decks.is_none()),
            decks,
            quiet: QuietClock::default(),
            sounds: RefCell::default(),
            warming: RefCell::default(),
            making: Rc::default(),
            slices: RefCell::default(),
        }
    }

    /// Says where the element's events go. The quiet clock has none.
    pub(super) fn on_event(&self, listener: impl Fn(AudioEvent) + 'static) {
        if let Some(decks) = &self.decks {
            decks.on_event(listener);
        }
    }

    /// Whether it runs without sound.
    pub(super) fn is_quiet(&self) -> bool {
        self.decks().is_none()
    }

    /// Where on the timeline the loaded track begins.
    pub(super) fn track_from(&self) -> Millis {
        self.decks.as_ref().map(Decks::from).unwrap_or_default()
    }

    /// Where it stands on the timeline.
    pub(super) fn position(&self) -> Millis {
        match self.decks() {
            Some(decks) => decks.position(),
            None => self.quiet.position(),
        }
    }

    /// Whether there is sound that somebody has stopped, be it the device.
    pub(super) fn has_stopped_sounding(&self) -> bool {
        self.decks().is_some_and(|decks| decks.audio().is_paused())
    }

    /// Lets it run. To be called in the tap itself the first time.
    pub(super) fn play(&self) {
        self.hurry();
        match self.decks() {
            Some(decks) => decks.audio().play(),
            None => self.quiet.play(),
        }
    }

    /// Stops it where it stands.
    pub(super) fn pause(&self) {
        match self.decks() {
            Some(decks) => {
                decks.settle();
                decks.audio().pause();
            }
            None => self.quiet.pause(),
        }
    }

    /// Takes what is left of a timeline at `from`, and stands there.
    ///
    /// The track is made bit by bit, so that the page goes on meanwhile; where it is needed before
    /// that, the rest is made at once. Whether the element can play it is told as an event.
    pub(super) fn load(&self, timeline: &Timeline, mix: Mix, from: Millis) -> Result<(), NoSound> {
        self.unload();
        let Some(decks) = self.decks() else {
            self.quiet.seek(from);
            return Err(NoSound);
        };
        decks.begin_at(from);
        self.make(decks, timeline, mix, from, false);
        Ok(())
    }

    fn make(&self, decks: &Decks, timeline: &Timeline, mix: Mix, from: Millis, takes_over: bool) {
        let track = soundtrack::compile(timeline, mix, from);
        match TrackFile::new(track, self.sounds(mix)) {
            Ok(file) => *self.making.borrow_mut() = Some(Making { file, from, takes_over }),
            Err(NoFile) => decks.audio().fail(),
        }
        let (making, decks) = (self.making.clone(), decks.clone());
        *self.slices.borrow_mut() = Slices::run(move || {
            let step = making.borrow_mut().as_mut().map_or(Ok(false), |made| made.file.step());
            match step {
                Ok(true) => return true,
                Ok(false) => hand_over(making.take(), &decks, true),
                Err(NoFile) => {
                    making.take();
                    decks.audio().fail();
                }
            }
            false
        });
    }

    /// Makes the sounds of a mix while there is nothing else to do, for whichever track is next.
    pub(super) fn warm_up(&self, mix: Mix) {
        let sounds = self.sounds(mix);
        *self.warming.borrow_mut() = Slices::run(move || sounds.borrow_mut().make_one());
    }

    /// The sounds of a mix, as far as they have been made.
    fn sounds(&self, mix: Mix) -> Rc<RefCell<Sounds>> {
        let mut slot = self.sounds.borrow_mut();
        match &*slot {
            Some(sounds) if sounds.borrow().mix() == mix => sounds.clone(),
            _ => slot.insert(Rc::new(RefCell::new(Sounds::new(mix)))).clone(),
        }
    }

    /// Makes the rest of the track at once.
    fn hurry(&self) {
        if let Some(decks) = self.decks() {
            decks.settle();
            hand_over(self.making.take(), decks, false);
        }
    }

    /// The same for a timeline that has changed, running on if it did before, with sound or without. Where it is the
    /// place at which it plays, there is no gap: what plays goes on until the new track takes over.
    pub(super) fn reload(&self, timeline: &Timeline, mix: Mix, at: Millis) -> Result<(), NoSound> {
        let Some(decks) = self.decks() else {
            self.quiet.seek(at);
            return Err(NoSound);
        };
        let plays = !decks.audio().is_paused();
        if plays && (at..at + NEAR).contains(&decks.position()) {
            decks.settle();
            self.make(decks, timeline, mix, at, true);
            return Ok(());
        }
        let loaded = self.load(timeline, mix, at);
        if plays {
            self.play();
        }
        loaded
    }

    /// Goes to another place on the loaded timeline.
    pub(super) fn seek(&self, timeline: &Timeline, mix: Mix, to: Millis) -> Result<(), NoSound> {
        // What is about to take over begins later than what plays, and perhaps later than that place.
        self.hurry();
        match self.decks() {
            // A track that was made for a later start does not reach back so far.
            Some(decks) if to < decks.from() => return self.reload(timeline, mix, to),
            Some(decks) => decks.audio().seek(to.saturating_sub(decks.from())),
            None => self.quiet.seek(to),
        }
        Ok(())
    }

    /// Goes on without sound, standing at `at`. A track that could not take over leaves one that plays, which is
    /// silenced.
    pub(super) fn go_quiet(&self, at: Millis) {
        self.unload();
        self.is_quiet.set(true);
        self.quiet.seek(at);
    }

    /// Lets go of the track and of the phone's sound.
    pub(super) fn unload(&self) {
        self.making.take();
        self.slices.take();
        self.quiet.pause();
        // The next track may play.
        self.is_quiet.set(self.decks.is_none());
        if let Some(decks) = &self.decks {
            decks.unload();
        }
    }

    /// The length of the loaded track in microseconds; none where no sound plays.
    #[cfg(test)]
    async fn length(&self) -> Option<u64> {
        self.hurry();
        match self.decks() {
            Some(decks) => Some(decks.audio().length().await),
            None => None,
        }
    }

    /// The elements, unless they can't play.
    fn decks(&self) -> Option<&Decks> {
        self.decks.as_ref().filter(|_| !self.is_quiet.get())
    }
}

/// Gives the element a track, once the last of it is made; without a gap where there is time for that.
fn hand_over(making: Option<Making>, decks: &Decks, softly: bool) {
    let Some(Making { file, from, takes_over }) = making else { return };
    match file.finish() {
        Ok(file) if takes_over && softly => decks.take_over(file, from),
        Ok(file) => decks.cut_to(&file, from),
        Err(NoFile) => decks.audio().fail(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalog;
    use crate::domain::cue::Side;
    use crate::platform::testing::{Happened, frame};
    use crate::timeline::{self, Manner, Options};
    use std::rc::Rc;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn timelines() -> impl Iterator<Item = Timeline> {
        catalog::routines().map(|routine| {
            let options = Options {
                length: None,
                preparation: Millis(10_500),
                first_side: Side::Left,
                extra: Vec::new(),
                manner: Manner::default(),
                swaps: Vec::new(),
            };
            timeline::compile(routine, &options).unwrap()
        })
    }

    /// One of whole minutes and half a second of preparation: its end lies between two seconds.
    fn timeline() -> Timeline {
        let timeline = timelines().next().unwrap();
        assert_eq!(timeline.total.0 % 1000, 500);
        timeline
    }

    fn mix() -> Mix {
        Mix::new(80)
    }

    fn listened() -> (PlayerClock, Rc<Happened<AudioEvent>>) {
        let (clock, heard) = (PlayerClock::new(), Happened::new());
        clock.on_event(heard.listener());
        assert!(!clock.is_quiet());
        (clock, heard)
    }

    /// The length of a track that begins at `from`: what is left, the tail, and the second to its
    /// end.
    fn micros(timeline: &Timeline, from: Millis) -> u64 {
        let seconds = (timeline.total - from + soundtrack::TAIL).0.div_ceil(1000);
        u64::from(seconds) * 1_000_000
    }

    #[wasm_bindgen_test]
    async fn every_routine_is_a_track_of_its_whole_length() {
        let (clock, heard) = listened();
        for timeline in timelines() {
            clock.load(&timeline, mix(), Millis::ZERO).unwrap();
            // The element divides samples by their rate: not one is missing or too many.
            assert_eq!(clock.length().await, Some(micros(&timeline, Millis::ZERO)));
            assert_eq!(clock.position(), Millis::ZERO);
            for cue in timeline.cues.iter().rev().step_by(20) {
                heard.take();
                clock.seek(&timeline, mix(), cue.at).unwrap();
                heard.until(AudioEvent::TimeUpdate).await;
                assert_eq!(clock.position(), cue.at);
            }
            clock.unload();
        }
    }

    #[wasm_bindgen_test]
    async fn a_track_is_made_without_anybody_waiting_for_it() {
        let (clock, _heard) = listened();
        let timeline = timeline();
        clock.load(&timeline, mix(), Millis(1000)).unwrap();
        assert!(clock.making.borrow().is_some());
        assert_eq!(clock.position(), Millis(1000));
        let length = clock.decks().unwrap().audio().length().await;
        assert_eq!(length, micros(&timeline, Millis(1000)));
        assert!(clock.making.borrow().is_none());
        clock.unload();
    }

    #[wasm_bindgen_test]
    async fn played_before_it_is_made_it_plays() {
        let (clock, heard) = listened();
        clock.load(&timeline(), mix(), Millis::ZERO).unwrap();
        clock.play();
        assert!(clock.making.borrow().is_none());
        heard.until(AudioEvent::Playing).await;
        clock.unload();
    }

    #[wasm_bindgen_test]
    async fn of_two_tracks_the_later_is_loaded() {
        let (clock, _heard) = listened();
        let timeline = timeline();
        clock.load(&timeline, mix(), Millis::ZERO).unwrap();
        clock.load(&timeline, Mix::new(20), Millis(60_000)).unwrap();
        let length = clock.decks().unwrap().audio().length().await;
        assert_eq!(length, micros(&timeline, Millis(60_000)));
        // Put down in the making, it is never loaded.
        clock.load(&timeline, mix(), Millis::ZERO).unwrap();
        clock.unload();
        assert!(clock.making.borrow().is_none() && clock.slices.borrow().is_none());
    }

    #[wasm_bindgen_test]
    async fn a_track_for_a_later_start_stands_and_seeks_on_the_whole_timeline() {
        let (timeline, from) = (timeline(), Millis(123_456));
        let (clock, heard) = listened();
        clock.load(&timeline, mix(), from).unwrap();
        assert_eq!((clock.position(), clock.track_from()), (from, from));
        assert_eq!(clock.length().await, Some(micros(&timeline, from)));

        let later = from + Millis(60_001);
        clock.seek(&timeline, mix(), later).unwrap();
        heard.until(AudioEvent::TimeUpdate).await;
        assert_eq!((clock.position(), clock.track_from()), (later, from));

        // It does not reach back so far: another track does.
        let earlier = Millis(1234);
        clock.seek(&timeline, mix(), earlier).unwrap();
        assert_eq!((clock.position(), clock.track_from()), (earlier, earlier));
        assert_eq!(clock.length().await, Some(micros(&timeline, earlier)));
        assert!(clock.has_stopped_sounding());
        clock.unload();
    }

    #[wasm_bindgen_test]
    async fn what_plays_goes_on_in_the_track_that_takes_its_place() {
        let timeline = timeline();
        let (clock, heard) = listened();
        clock.load(&timeline, mix(), Millis(30_000)).unwrap();
        clock.play();
        heard.until(AudioEvent::Playing).await;
        heard.take();
        clock.reload(&timeline, mix(), Millis(40_000)).unwrap();
        heard.until(AudioEvent::Playing).await;
        while clock.position() <= Millis(40_000) {
            heard.take();
            heard.until(AudioEvent::TimeUpdate).await;
        }
        assert!(clock.position() < Millis(60_000));
        assert!(!clock.has_stopped_sounding());

        // It stops where the session is told that it stands, and no event says otherwise.
        clock.pause();
        heard.until(AudioEvent::Paused).await;
        assert!(clock.has_stopped_sounding());
        clock.reload(&timeline, mix(), Millis(50_000)).unwrap();
        assert_eq!(clock.length().await, Some(micros(&timeline, Millis(50_000))));
        assert!(clock.has_stopped_sounding());
        assert_eq!(clock.position(), Millis(50_000));
        clock.unload();
    }

    #[wasm_bindgen_test]
    async fn a_track_that_has_changed_where_it_plays_takes_over_from_what_plays_on() {
        let timeline = timeline();
        let (clock, heard) = listened();
        clock.load(&timeline, mix(), Millis(30_000)).unwrap();
        clock.play();
        heard.until(AudioEvent::Playing).await;
        let at = clock.position();
        clock.reload(&timeline, mix(), at).unwrap();
        // Until the other plays, this one does, and nobody hears of anything else.
        heard.take();
        let mut before = at;
        while clock.track_from() != at {
            assert!(!clock.has_stopped_sounding());
            assert!(clock.position() >= before);
            before = clock.position();
            frame().await;
        }
        assert!(!clock.has_stopped_sounding());
        let told = heard.take();
        let quiet =
            |event: &AudioEvent| matches!(event, AudioEvent::TimeUpdate | AudioEvent::Playing);
        assert!(told.iter().all(quiet), "{told:?}");
        while clock.position() <= before {
            frame().await;
        }
        assert!(clock.position() < before + Millis::secs(10));

        // One that is stopped before the other plays is stopped for good, where it stands.
        clock.reload(&timeline, mix(), clock.position()).unwrap();
        clock.pause();
        let stands = clock.position();
        for _ in 0..60 {
            frame().await;
        }
        assert!(clock.has_stopped_sounding());
        assert_eq!(clock.position(), stands);
        clock.unload();
    }

    #[wasm_bindgen_test]
    async fn put_down_it_stands_until_the_next_session_plays() {
        let (clock, _heard) = listened();
        clock.load(&timeline(), mix(), Millis::ZERO).unwrap();
        clock.go_quiet(Millis(7000));
        clock.play();
        clock.unload();
        let stands = clock.quiet.position();
        for _ in 0..10 {
            frame().await;
        }
        assert_eq!(clock.quiet.position(), stands);
    }

    #[wasm_bindgen_test]
    async fn without_sound_it_stands_where_it_was_told_and_takes_the_same_commands() {
        let timeline = timeline();
        let (clock, heard) = listened();
        clock.load(&timeline, mix(), Millis(5000)).unwrap();
        clock.go_quiet(Millis(7000));
        assert!(clock.is_quiet());
        assert!(!clock.has_stopped_sounding());
        assert_eq!(clock.position(), Millis(7000));
        clock.seek(&timeline, mix(), Millis(1000)).unwrap();
        assert_eq!(clock.position(), Millis(1000));
        // A timeline that has changed is still the same session.
        clock.play();
        assert_eq!(clock.reload(&timeline, mix(), Millis(2000)), Err(NoSound));
        assert!(clock.is_quiet());
        for _ in 0..5 {
            frame().await;
        }
        assert!(clock.position() > Millis(2000));
        clock.pause();
        let stands = clock.position();
        assert_eq!(clock.position(), stands);

        // What one track could not do the next may.
        clock.load(&timeline, mix(), Millis(3000)).unwrap();
        clock.play();
        heard.until(AudioEvent::Playing).await;
        assert!(!clock.is_quiet());
        clock.unload();
    }
}
