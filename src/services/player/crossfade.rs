//! Two elements, of which one is heard: a track that has changed takes over from the one that plays, and between the
//! two there is no silence.
//!
//! Whoever asks speaks of places on the timeline. Where on it the track of each element begins is known in here.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::domain::time::Millis;
use crate::platform::audio::{Audio, AudioEvent};
use crate::platform::pieces::File;
use crate::platform::wake::Wake;

/// An element that is ready needs about so long from the call to the first sound.
const STARTS_IN: Millis = Millis(60);
/// It needs about so long to get ready with a track, and to go to another place of one.
const READY_IN: Millis = Millis(400);
const SEEKS_IN: Millis = Millis(200);
/// Some browsers don't tell when they are ready, or never are. After so long the track goes into the first element.
const PATIENCE: Millis = Millis::secs(2);
/// So often it is sent further on, where it was not ready in time.
const TRIES: u8 = 3;
/// It says that it plays a moment before it is heard. So long both do.
const BOTH: Millis = Millis(150);

/// A track that is to take over.
struct Coming {
    file: File,
    /// Where on the timeline it begins.
    from: Millis,
    /// Where it is to take over.
    at: Millis,
    tries: u8,
}

/// The two elements.
#[derive(Clone)]
pub(crate) struct CrossfadePlayer(Rc<Pair>);

struct Pair {
    elements: [Element; 2],
    /// Which of them is heard.
    heard: Cell<usize>,
    /// What the other has loaded, until it plays.
    coming: RefCell<Option<Coming>>,
    /// When it plays, or when the one that is left falls silent.
    wake: RefCell<Option<Wake>>,
}

struct Element {
    audio: Audio,
    /// Where on the timeline its track begins.
    from: Cell<Millis>,
}

impl Element {
    fn new() -> Option<Self> {
        Some(Self { audio: Audio::new()?, from: Cell::default() })
    }

    fn position(&self) -> Millis {
        self.from.get() + self.audio.position()
    }

    fn load(&self, file: &File, from: Millis, at: Millis) {
        self.audio.load(file);
        self.from.set(from);
        self.audio.seek(at.saturating_sub(from));
    }
}

impl CrossfadePlayer {
    /// Two elements with no track; `None` where the browser has no such thing.
    pub(crate) fn new() -> Option<Self> {
        Some(Self(Rc::new(Pair {
            elements: [Element::new()?, Element::new()?],
            heard: Cell::new(0),
            coming: RefCell::default(),
            wake: RefCell::default(),
        })))
    }

    /// Says where the events go of the element that is heard.
    pub(crate) fn on_event(&self, listener: impl Fn(AudioEvent) + 'static) {
        let listener = Rc::new(listener);
        for (place, element) in self.0.elements.iter().enumerate() {
            let (pair, listener) = (Rc::downgrade(&self.0), listener.clone());
            element.audio.on_event(move |event| {
                let Some(pair) = pair.upgrade() else { return };
                if pair.heard.get() != place {
                    if pair.comes(event) {
                        listener(event);
                    }
                    return;
                }
                if event == AudioEvent::Playing {
                    // The device has stopped it and lets it go on: from here on with what was about to take over.
                    pair.give_up();
                }
                listener(event);
            });
        }
    }

    /// The element that is heard.
    pub(crate) fn audio(&self) -> &Audio {
        &self.0.heard().audio
    }

    /// Where on the timeline its track begins.
    pub(crate) fn from(&self) -> Millis {
        self.0.heard().from.get()
    }

    /// Where it stands on the timeline.
    pub(crate) fn position(&self) -> Millis {
        self.0.heard().position()
    }

    /// Says where the track begins that is to be loaded.
    pub(crate) fn begin_at(&self, from: Millis) {
        self.0.heard().from.set(from);
    }

    /// Puts a track in the element that is heard, which stands and plays as it did before.
    pub(crate) fn cut_to(&self, file: &File, from: Millis) {
        self.0.cut_to(file, from);
    }

    /// Lets a track that begins at `from` take over without a gap from the one that plays.
    pub(crate) fn take_over(&self, file: File, from: Millis) {
        let element = self.0.heard();
        if element.audio.is_paused() {
            return self.cut_to(&file, from);
        }
        let at = element.position() + READY_IN;
        self.0.wake.take();
        self.0.other().load(&file, from, at);
        self.0.coming.replace(Some(Coming { file, from, at, tries: TRIES }));
        self.0.wake_after(PATIENCE, Pair::give_up);
    }

    /// From here on one element plays, with whatever was about to take over.
    pub(crate) fn settle(&self) {
        let coming = self.call_off();
        if let Some(Coming { file, from, .. }) = coming {
            self.cut_to(&file, from);
        }
    }

    /// Lets go of the tracks.
    pub(crate) fn unload(&self) {
        self.call_off();
        self.audio().unload();
    }

    fn call_off(&self) -> Option<Coming> {
        self.0.wake.take();
        self.0.other().audio.unload();
        self.0.coming.take()
    }
}

impl Pair {
    fn heard(&self) -> &Element {
        &self.elements[self.heard.get()]
    }

    fn other(&self) -> &Element {
        &self.elements[1 - self.heard.get()]
    }

    /// What the element that is not heard tells: as soon as it plays, it is. Answers whether that is so.
    fn comes(self: &Rc<Self>, event: AudioEvent) -> bool {
        match event {
            AudioEvent::Arrived => self.get_ready(),
            AudioEvent::Playing if self.coming.take().is_some() => {
                self.heard.set(1 - self.heard.get());
                self.wake_after(BOTH, |pair| pair.other().audio.unload());
                return true;
            }
            // It may take a tap to let a second element play.
            AudioEvent::Refused | AudioEvent::Failed => self.give_up(),
            _ => {}
        }
        false
    }

    /// It stands where it is to take over, and plays as soon as the other comes there. If that has passed by, it goes
    /// further on.
    fn get_ready(self: &Rc<Self>) {
        let mut slot = self.coming.borrow_mut();
        let Some(coming) = slot.as_mut() else { return };
        let now = self.heard().position() + STARTS_IN;
        if now <= coming.at || coming.tries == 0 {
            self.wake_after(coming.at.saturating_sub(now), Self::play_other);
        } else {
            coming.tries -= 1;
            coming.at = now + SEEKS_IN;
            let element = self.other();
            element.audio.seek(coming.at.saturating_sub(element.from.get()));
        }
    }

    fn play_other(self: &Rc<Self>) {
        // What the device has stopped in between stays silent; when it goes on, it is with the new track.
        if !self.heard().audio.is_paused() {
            self.other().audio.play();
            self.wake_after(PATIENCE, Self::give_up);
        }
    }

    /// The first element plays the new track, after a short silence, which is better than a track that is out of date.
    fn give_up(self: &Rc<Self>) {
        if let Some(Coming { file, from, .. }) = self.coming.take() {
            self.other().audio.unload();
            self.cut_to(&file, from);
        }
    }

    /// Puts a track in the element that is heard, which stands and plays as it did before.
    fn cut_to(&self, file: &File, from: Millis) {
        let element = self.heard();
        let (plays, at) = (!element.audio.is_paused(), element.position());
        element.load(file, from, at);
        if plays {
            element.audio.play();
        }
    }

    fn wake_after(self: &Rc<Self>, time: Millis, act: fn(&Rc<Self>)) {
        let pair = Rc::downgrade(self);
        let wake = Wake::after(time, move || {
            if let Some(pair) = pair.upgrade() {
                act(&pair);
            }
        });
        self.wake.replace(Some(wake));
    }
}
