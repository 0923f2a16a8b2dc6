//! Two audio elements, one of which is heard. A changed track is loaded into the other, and takes over without a gap.
//!
//! Positions are on the timeline of the session. A track may begin anywhere on it; only this file knows where.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::platform::audio::{Audio, AudioEvent};
use crate::platform::blob::Blob;
use crate::platform::scheduling::Scheduled;
use unknot_core::domain::time::Millis;

/// Time from the call of `play` to the first sound of an element that is ready.
const START_DELAY: Millis = Millis(60);
/// Time allowed for loading a track and seeking in it.
const LOAD_TIME: Millis = Millis(400);
/// Time allowed for seeking in a loaded track.
const SEEK_TIME: Millis = Millis(200);
/// Some browsers never report that the second element is ready or plays. After this time the first one gets the track.
const TIMEOUT: Millis = Millis::secs(2);
/// How often the take-over is postponed because the second element wasn't ready in time.
const RETRIES: u8 = 3;
/// How long both elements play. An element reports that it plays shortly before it is heard.
const OVERLAP: Millis = Millis(150);

/// A track that will take over.
struct NextTrack {
    file: Blob,
    /// Where on the timeline the track begins.
    start: Millis,
    /// Where on the timeline it takes over.
    take_over_at: Millis,
    retries: u8,
}

/// A player that fades from one track to the next.
#[derive(Clone)]
pub(crate) struct CrossfadePlayer(Rc<Pair>);

struct Pair {
    elements: [Element; 2],
    /// The index of the element that is heard.
    active: Cell<usize>,
    /// The track in the other element, until that plays.
    next: RefCell<Option<NextTrack>>,
    /// The next action of a take-over. Setting another timer cancels this one.
    timer: RefCell<Option<Scheduled>>,
}

struct Element {
    audio: Audio,
    /// Where on the timeline its track begins.
    start: Cell<Millis>,
}

impl Element {
    fn new() -> Option<Self> {
        Some(Self { audio: Audio::new()?, start: Cell::default() })
    }

    fn position(&self) -> Millis {
        self.start.get() + self.audio.position()
    }

    fn load(&self, file: &Blob, start: Millis, position: Millis) {
        self.audio.load(file);
        self.start.set(start);
        self.audio.seek(position.saturating_sub(start));
    }
}

impl CrossfadePlayer {
    /// A player without a track; `None` if the browser has no audio elements.
    pub(crate) fn new() -> Option<Self> {
        Some(Self(Rc::new(Pair {
            elements: [Element::new()?, Element::new()?],
            active: Cell::new(0),
            next: RefCell::default(),
            timer: RefCell::default(),
        })))
    }

    /// Calls `listener` with the events of the element that is heard.
    pub(crate) fn on_event(&self, listener: impl Fn(AudioEvent) + 'static) {
        let listener = Rc::new(listener);
        for (index, element) in self.0.elements.iter().enumerate() {
            let (pair, listener) = (Rc::downgrade(&self.0), listener.clone());
            element.audio.on_event(move |event| {
                let Some(pair) = pair.upgrade() else { return };
                if pair.active.get() != index {
                    if pair.on_standby_event(event) {
                        listener(event);
                    }
                    return;
                }
                if event == AudioEvent::Playing {
                    // The device had paused this element and resumes it now, with the next track if there is one.
                    pair.replace_with_next();
                }
                listener(event);
            });
        }
    }

    /// The element that is heard.
    pub(crate) fn audio(&self) -> &Audio {
        &self.0.active().audio
    }

    /// Where on the timeline the current track begins.
    pub(crate) fn track_start(&self) -> Millis {
        self.0.active().start.get()
    }

    /// The position on the timeline.
    pub(crate) fn position(&self) -> Millis {
        self.0.active().position()
    }

    /// Sets the start of the track that is about to be loaded.
    pub(crate) fn set_track_start(&self, start: Millis) {
        self.0.active().start.set(start);
    }

    /// Replaces the current track, with a short silence if it is playing. Position and playback state are kept.
    pub(crate) fn replace(&self, file: &Blob, start: Millis) {
        self.0.replace(file, start);
    }

    /// Replaces the current track, without a gap if it is playing.
    pub(crate) fn crossfade_to(&self, file: Blob, start: Millis) {
        let element = self.0.active();
        if element.audio.is_paused() {
            return self.replace(&file, start);
        }
        let take_over_at = element.position() + LOAD_TIME;
        self.0.timer.take();
        self.0.standby().load(&file, start, take_over_at);
        self.0.next.replace(Some(NextTrack { file, start, take_over_at, retries: RETRIES }));
        self.0.set_timer(TIMEOUT, Pair::replace_with_next);
    }

    /// Ends a crossfade at once: from here on only one element plays, with the next track if there is one.
    pub(crate) fn finish_crossfade(&self) {
        if let Some(NextTrack { file, start, .. }) = self.cancel_crossfade() {
            self.replace(&file, start);
        }
    }

    /// Unloads the tracks.
    pub(crate) fn unload(&self) {
        self.cancel_crossfade();
        self.audio().unload();
    }

    fn cancel_crossfade(&self) -> Option<NextTrack> {
        self.0.timer.take();
        self.0.standby().audio.unload();
        self.0.next.take()
    }
}

impl Pair {
    fn active(&self) -> &Element {
        &self.elements[self.active.get()]
    }

    fn standby(&self) -> &Element {
        &self.elements[1 - self.active.get()]
    }

    /// Handles an event of the standby element. Returns whether that element has taken over.
    fn on_standby_event(self: &Rc<Self>, event: AudioEvent) -> bool {
        match event {
            AudioEvent::Arrived => self.schedule_take_over(),
            AudioEvent::Playing if self.next.take().is_some() => {
                self.active.set(1 - self.active.get());
                self.set_timer(OVERLAP, |pair| pair.standby().audio.unload());
                return true;
            }
            // The browser may only allow a second element to play in a tap.
            AudioEvent::Refused | AudioEvent::Failed => self.replace_with_next(),
            _ => {}
        }
        false
    }

    /// Schedules the take-over for when the current track gets there, or postpones it if it already has.
    fn schedule_take_over(self: &Rc<Self>) {
        let mut slot = self.next.borrow_mut();
        let Some(next) = slot.as_mut() else { return };
        let now = self.active().position() + START_DELAY;
        if now <= next.take_over_at || next.retries == 0 {
            self.set_timer(next.take_over_at.saturating_sub(now), Self::play_standby);
        } else {
            next.retries -= 1;
            next.take_over_at = now + SEEK_TIME;
            let element = self.standby();
            element.audio.seek(next.take_over_at.saturating_sub(element.start.get()));
        }
    }

    fn play_standby(self: &Rc<Self>) {
        // If the device has paused the current track in the meantime, the next one starts when the device resumes.
        if !self.active().audio.is_paused() {
            self.standby().audio.play();
            self.set_timer(TIMEOUT, Self::replace_with_next);
        }
    }

    /// Plays the next track in the first element, after a short silence, which is better than an outdated track.
    fn replace_with_next(self: &Rc<Self>) {
        if let Some(NextTrack { file, start, .. }) = self.next.take() {
            self.standby().audio.unload();
            self.replace(&file, start);
        }
    }

    fn replace(&self, file: &Blob, start: Millis) {
        let element = self.active();
        let (plays, position) = (!element.audio.is_paused(), element.position());
        element.load(file, start, position);
        if plays {
            element.audio.play();
        }
    }

    fn set_timer(self: &Rc<Self>, time: Millis, act: fn(&Rc<Self>)) {
        let pair = Rc::downgrade(self);
        let timer = Scheduled::after(time, move || {
            if let Some(pair) = pair.upgrade() {
                act(&pair);
            }
        });
        self.timer.replace(Some(timer));
    }
}
