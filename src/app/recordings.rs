//! Lines in the person's own voice, or in that of somebody who reads for them: recorded, listened to, taken back, and kept on
//! this device, each under its words. The narrator says them before the app's voice does.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::{GetUntracked, RwSignal, Set, Update};

use super::App;
use super::narrator::lines_of;
use super::preview::Preview;
use crate::dom::hold;
use crate::domain::cue::Side;
use crate::domain::routine::{Routine, RoutineKind};
use crate::domain::time::Millis;
use crate::platform::microphone::{self, NoRecording, Recorded, Recorder};
use crate::platform::wake::Wake;
use crate::platform::{recordings, task};
use crate::soundtrack::{SAMPLE_RATE, Take, speech_in};
use crate::timeline::{Manner, Options, compile};
use crate::words;

/// No line takes longer to read: whoever has forgotten to press Stop has gone.
const LONGEST: Millis = Millis::minutes(1);
/// A meditation has so many wordings at most, each for another time (tests/meditations.rs).
const TELLINGS: u8 = 12;

/// What a recording of these words says; `None` where there is none, or nothing to be heard.
pub(super) async fn spoken(words: &str) -> Option<Vec<f32>> {
    speech_in(&recordings::samples(&recordings::get(words).await?, SAMPLE_RATE).await?)
}

async fn take_of(words: &str) -> Option<Take> {
    spoken(words).await.map(|speech| Take::of(&[speech]))
}

/// Everything that sessions of a routine say as this person practises it, each once, in the order in which it is said.
pub(crate) fn parts_of(app: App, routine: &Routine) -> Vec<String> {
    let own = app.options(routine, Some(app.length_of(routine)));
    // Another day begins with the other side, and another time in other words.
    let days: Vec<Options> = if routine.kind == RoutineKind::Movement {
        let of_day = |first_side| Options { first_side, ..own.clone() };
        [Side::Left, Side::Right].map(of_day).into()
    } else {
        let of_time = |telling| {
            let manner = Manner { telling, ..own.manner };
            Options { manner, ..own.clone() }
        };
        (0..TELLINGS).map(of_time).collect()
    };
    let mut parts = Vec::new();
    for options in &days {
        let Ok(timeline) = compile(routine, options) else { continue };
        for part in lines_of(&timeline).into_iter().flat_map(words::parts) {
            if !parts.contains(&part) {
                parts.push(part);
            }
        }
    }
    parts
}

/// What the microphone does, and for which line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Microphone {
    /// It is off.
    #[default]
    Off,
    /// The browser is asked for it, or what it heard is being kept.
    Busy(usize),
    /// It hears.
    On(usize),
}

/// What there is to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Told {
    /// Kept, where nothing was before.
    Kept,
    /// Kept, in place of another.
    Replaced,
    /// Deleted.
    Deleted,
    /// The page may not hear.
    NotAllowed,
    /// Nothing to hear with.
    NoMicrophone,
    /// Nobody spoke.
    NothingHeard,
    /// The browser keeps nothing.
    NotKept,
    /// The browser can't play it.
    Damaged,
}

/// The recorder, and what ends it when it is forgotten.
type OpenRecorder = Rc<RefCell<Option<(Recorder, Wake)>>>;

/// Who leaves in the middle of a line has not read it: the microphone is off once the screen is gone.
struct Leaving {
    recorder: OpenRecorder,
    has_left: Rc<Cell<bool>>,
}

impl Drop for Leaving {
    fn drop(&mut self) {
        self.has_left.set(true);
        self.recorder.take();
    }
}

/// Where lines are recorded, as long as its screen is there.
#[derive(Clone)]
pub(crate) struct Studio {
    app: App,
    /// The words of the lines.
    pub words: Rc<[String]>,
    /// Whether each is recorded.
    pub kept: RwSignal<Vec<bool>>,
    /// What is heard of each, once that is known: a tap that plays it can't wait.
    takes: Rc<RefCell<Vec<Option<Take>>>>,
    /// The microphone.
    pub microphone: RwSignal<Microphone>,
    /// What was told last, and of which line.
    pub told: RwSignal<Option<(usize, Told)>>,
    recorder: OpenRecorder,
    has_left: Rc<Cell<bool>>,
    /// What a line had before it was deleted or recorded again.
    before: Rc<RefCell<Option<(usize, Recorded)>>>,
    preview: Rc<Preview>,
}

impl Studio {
    /// Whether this browser can record.
    pub(crate) fn is_possible() -> bool {
        microphone::is_there()
    }

    /// For lines of these words. What is kept of them is looked up.
    pub(crate) fn new(app: App, words: Vec<String>) -> Self {
        let failed = RwSignal::new(false);
        let studio = Self {
            app,
            kept: RwSignal::new(vec![false; words.len()]),
            takes: Rc::new(RefCell::new(vec![None; words.len()])),
            words: words.into(),
            microphone: RwSignal::new(Microphone::Off),
            told: RwSignal::new(None),
            recorder: Rc::default(),
            has_left: Rc::default(),
            before: Rc::default(),
            preview: Rc::new(Preview::new(failed)),
        };
        hold(Leaving { recorder: studio.recorder.clone(), has_left: studio.has_left.clone() });
        task::spawn(studio.clone().look_up());
        studio
    }

    async fn look_up(self) {
        let kept = recordings::all().await.unwrap_or_default();
        self.kept.set(self.words.iter().map(|words| kept.contains(words)).collect());
        for (place, words) in self.words.iter().enumerate() {
            if kept.contains(words) && self.takes.borrow()[place].is_none() {
                let take = take_of(words).await;
                self.takes.borrow_mut()[place] = take;
            }
        }
    }

    /// Begins to record a line.
    pub(crate) fn begin(&self, place: usize) {
        if self.microphone.get_untracked() != Microphone::Off {
            return;
        }
        self.preview.stop();
        self.told.set(None);
        self.microphone.set(Microphone::Busy(place));
        let this = self.clone();
        task::spawn(async move {
            let begun = Recorder::begin().await;
            if this.has_left.get() {
                return;
            }
            let on = match begun {
                Ok(recorder) => {
                    let forgotten = this.clone();
                    let limit = Wake::after(LONGEST, move || forgotten.finish());
                    this.recorder.replace(Some((recorder, limit)));
                    Microphone::On(place)
                }
                Err(why) => {
                    this.tell(
                        place,
                        match why {
                            NoRecording::NotAllowed => Told::NotAllowed,
                            NoRecording::NoMicrophone => Told::NoMicrophone,
                        },
                    );
                    Microphone::Off
                }
            };
            this.microphone.set(on);
        });
    }

    /// Ends it, and keeps it where somebody spoke.
    pub(crate) fn finish(&self) {
        let Microphone::On(place) = self.microphone.get_untracked() else { return };
        let Some((recorder, _)) = self.recorder.take() else { return };
        self.microphone.set(Microphone::Busy(place));
        let this = self.clone();
        task::spawn(async move {
            let told = match recorder.finish().await {
                Some(file) => this.keep(place, file).await,
                None => Told::NothingHeard,
            };
            this.tell(place, told);
            this.microphone.set(Microphone::Off);
        });
    }

    async fn keep(&self, place: usize, recorded: Recorded) -> Told {
        let heard = recordings::samples(&recorded, SAMPLE_RATE).await;
        let Some(speech) = heard.and_then(|samples| speech_in(&samples)) else {
            return Told::NothingHeard;
        };
        let words = &self.words[place];
        let before = recordings::get(words).await;
        if recordings::put(words, &recorded).await.is_err() {
            return Told::NotKept;
        }
        let told = if before.is_some() { Told::Replaced } else { Told::Kept };
        self.before.replace(before.map(|before| (place, before)));
        self.has(place, Some(Take::of(&[speech])), true);
        told
    }

    /// Plays what is kept of a line. To be called in the tap itself.
    pub(crate) fn listen(&self, place: usize) {
        let take = self.takes.borrow()[place].clone();
        self.told.set(None);
        match take {
            Some(take) => {
                self.app.settings.with_untracked(|settings| self.preview.hear(take, settings));
            }
            None => self.tell(place, Told::Damaged),
        }
    }

    /// Deletes what is kept of a line, until that is undone.
    pub(crate) fn delete(&self, place: usize) {
        self.preview.stop();
        let this = self.clone();
        task::spawn(async move {
            let words = &this.words[place];
            let before = recordings::get(words).await;
            if recordings::remove(words).await.is_err() {
                this.tell(place, Told::NotKept);
                return;
            }
            this.before.replace(before.map(|before| (place, before)));
            this.has(place, None, false);
            this.tell(place, Told::Deleted);
        });
    }

    /// Puts back what a line had before it was deleted or recorded again.
    pub(crate) fn undo(&self) {
        let Some((place, before)) = self.before.take() else { return };
        let this = self.clone();
        task::spawn(async move {
            let words = &this.words[place];
            if recordings::put(words, &before).await.is_err() {
                this.tell(place, Told::NotKept);
                return;
            }
            let take = take_of(words).await;
            this.has(place, take, true);
            this.tell(place, Told::Kept);
        });
    }

    fn tell(&self, place: usize, told: Told) {
        self.told.set(Some((place, told)));
    }

    fn has(&self, place: usize, take: Option<Take>, is_kept: bool) {
        self.takes.borrow_mut()[place] = take;
        self.kept.update(|kept| kept[place] = is_kept);
        self.app.recordings.update(|count| *count += 1);
    }
}
