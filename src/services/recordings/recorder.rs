//! The studio: where lines are recorded, listened to, deleted and brought back.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::*;

use super::{speech_of, spoken};
use crate::domain::time::Millis;
use crate::platform::microphone::{self, NoRecording, Recorded, Recorder};
use crate::platform::wake::Wake;
use crate::platform::{recordings, task};
use crate::services::sound_preview::SoundPreview;
use crate::soundtrack::Take;
use crate::state::{Assets, SettingsState};

/// No line takes longer to read: whoever has forgotten to press Stop has gone.
const LONGEST: Millis = Millis::minutes(1);

/// What there is of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// Nothing.
    Empty,
    /// A recording that is being read.
    Coming,
    /// A recording.
    Kept,
    /// A recording that this browser can't make anything of.
    Damaged,
}

/// What is going on, and with which line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Doing {
    /// Nothing.
    Nothing,
    /// The browser is asked for the microphone, which may ask the person.
    Asking(usize),
    /// The microphone hears.
    Hearing(usize),
    /// Something is written or taken away.
    Writing(usize),
}

/// What there is to be told of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Told {
    /// Kept, where nothing was before.
    Kept,
    /// Kept, in place of another.
    Replaced,
    /// Deleted.
    Deleted,
    /// The one before is back.
    Back,
    /// The page may not hear.
    NotAllowed,
    /// Nothing to hear with.
    NoMicrophone,
    /// Nobody spoke.
    NothingHeard,
    /// It went on for too long, or something ended it.
    Interrupted,
    /// The browser keeps nothing.
    NotKept,
    /// The browser takes nothing away.
    NotDeleted,
}

/// What can be undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Undo {
    /// That a line was deleted.
    Deleting,
    /// That it was recorded again.
    Replacing,
}

/// Where lines are recorded, as long as its screen is there.
#[derive(Clone)]
pub(crate) struct Studio {
    settings: SettingsState,
    assets: Assets,
    /// The words of the lines.
    pub words: Rc<[String]>,
    /// What there is of each.
    pub states: RwSignal<Vec<State>>,
    /// What is going on.
    pub doing: RwSignal<Doing>,
    /// What was told last, and of which line.
    pub told: RwSignal<Option<(usize, Told)>>,
    /// What can be undone, and of which line.
    pub undo: RwSignal<Option<(usize, Undo)>>,
    /// The line that is played.
    pub playing: RwSignal<Option<usize>>,
    /// Whether what is played can't be heard.
    pub has_failed: RwSignal<bool>,
    /// What is heard of each: a tap that plays it can't wait.
    takes: Rc<RefCell<Vec<Option<Take>>>>,
    /// What a line had before it was deleted or recorded again.
    before: Rc<RefCell<Option<Recorded>>>,
    desk: Rc<Desk>,
}

/// What is put away when the screen is left.
struct Desk {
    /// The recorder, and what ends it when it is forgotten.
    recorder: RefCell<Option<(Recorder, Wake)>>,
    preview: RefCell<Option<SoundPreview>>,
    /// How often the microphone was asked for: who is tired of waiting for an answer gives up the question.
    asked: Cell<u32>,
    has_changed: Cell<bool>,
    has_left: Cell<bool>,
}

impl Studio {
    /// Whether this browser can record.
    pub(crate) fn is_possible() -> bool {
        microphone::is_there()
    }

    /// For lines of these words. What is kept of them is looked up.
    pub(crate) fn new(settings: SettingsState, assets: Assets, words: Vec<String>) -> Self {
        let (has_failed, playing) = (RwSignal::new(false), RwSignal::new(None));
        let preview = SoundPreview::new(has_failed);
        preview.on_end(move || playing.set(None));
        let studio = Self {
            settings,
            assets,
            states: RwSignal::new(vec![State::Empty; words.len()]),
            doing: RwSignal::new(Doing::Nothing),
            told: RwSignal::new(None),
            undo: RwSignal::new(None),
            playing,
            has_failed,
            takes: Rc::new(RefCell::new(vec![None; words.len()])),
            words: words.into(),
            before: Rc::default(),
            desk: Rc::new(Desk {
                recorder: RefCell::new(None),
                preview: RefCell::new(Some(preview)),
                asked: Cell::new(0),
                has_changed: Cell::new(false),
                has_left: Cell::new(false),
            }),
        };
        let leaving = StoredValue::new_local(studio.clone());
        on_cleanup(move || leaving.with_value(Self::leave));
        task::spawn(studio.clone().look_up());
        studio
    }

    async fn look_up(self) {
        let kept = recordings::all().await.unwrap_or_default();
        if self.desk.has_left.get() {
            return;
        }
        let state = |words| if kept.contains(words) { State::Coming } else { State::Empty };
        self.states.set(self.words.iter().map(state).collect());
        for (place, words) in self.words.iter().enumerate() {
            if self.state(place) != State::Coming {
                continue;
            }
            let speech = spoken(words).await;
            if self.desk.has_left.get() {
                return;
            }
            // Perhaps there is another by now.
            if self.state(place) == State::Coming {
                self.has(place, speech, State::Damaged);
            }
        }
    }

    fn state(&self, place: usize) -> State {
        self.states.get_untracked()[place]
    }

    /// Begins to record a line.
    pub(crate) fn begin(&self, place: usize) {
        if self.doing.get_untracked() != Doing::Nothing {
            return;
        }
        self.be_silent();
        self.told.set(None);
        self.doing.set(Doing::Asking(place));
        let turn = self.desk.asked.get() + 1;
        self.desk.asked.set(turn);
        let this = self.clone();
        task::spawn(async move {
            let ended = this.clone();
            let begun = Recorder::begin(move || ended.interrupt(place)).await;
            if this.desk.asked.get() != turn || this.desk.has_left.get() {
                return;
            }
            match begun {
                Ok(recorder) => {
                    let forgotten = this.clone();
                    let limit = Wake::after(LONGEST, move || forgotten.interrupt(place));
                    this.desk.recorder.replace(Some((recorder, limit)));
                    this.doing.set(Doing::Hearing(place));
                }
                Err(NoRecording::NotAllowed) => this.end(place, Told::NotAllowed),
                Err(NoRecording::NoMicrophone) => this.end(place, Told::NoMicrophone),
            }
        });
    }

    /// Ends it, and keeps it where somebody spoke; or gives up asking for the microphone.
    pub(crate) fn finish(&self) {
        match self.doing.get_untracked() {
            Doing::Asking(_) => {
                self.desk.asked.set(self.desk.asked.get() + 1);
                self.doing.set(Doing::Nothing);
            }
            Doing::Hearing(place) => {
                let Some((recorder, _)) = self.desk.recorder.take() else { return };
                self.doing.set(Doing::Writing(place));
                let this = self.clone();
                task::spawn(async move {
                    let told = this.keep(place, recorder).await;
                    this.end(place, told);
                });
            }
            Doing::Nothing | Doing::Writing(_) => {}
        }
    }

    /// Whoever was to speak has gone, or the microphone has: what was heard is not kept.
    fn interrupt(&self, place: usize) {
        if self.desk.recorder.take().is_some() {
            self.end(place, Told::Interrupted);
        }
    }

    async fn keep(&self, place: usize, recorder: Recorder) -> Told {
        let Some(file) = recorder.finish().await else { return Told::NothingHeard };
        let Some(speech) = speech_of(&file).await else { return Told::NothingHeard };
        let words = &self.words[place];
        let before = recordings::get(words).await;
        if recordings::put(words, &file).await.is_err() {
            return Told::NotKept;
        }
        let told = if before.is_some() { Told::Replaced } else { Told::Kept };
        self.changes(place, before.map(|before| (before, Undo::Replacing)));
        self.has(place, Some(speech), State::Empty);
        told
    }

    /// Plays what is kept of a line. To be called in the tap itself.
    pub(crate) fn listen(&self, place: usize) {
        if self.doing.get_untracked() != Doing::Nothing {
            return;
        }
        let take = self.takes.borrow()[place].clone();
        if let (Some(take), Some(preview)) = (take, &*self.desk.preview.borrow()) {
            self.told.set(None);
            self.settings.with_untracked(|settings| preview.hear(take, settings));
            self.playing.set(Some(place).filter(|_| !self.has_failed.get_untracked()));
        }
    }

    /// Plays nothing.
    pub(crate) fn be_silent(&self) {
        if let Some(preview) = &*self.desk.preview.borrow() {
            preview.stop();
        }
        self.playing.set(None);
    }

    /// Deletes what is kept of a line, until that is undone.
    pub(crate) fn delete(&self, place: usize) {
        self.write(place, self.clone().forget(place));
    }

    async fn forget(self, place: usize) -> Told {
        let words = &self.words[place];
        let before = recordings::get(words).await;
        if recordings::remove(words).await.is_err() {
            return Told::NotDeleted;
        }
        self.changes(place, before.map(|before| (before, Undo::Deleting)));
        self.has(place, None, State::Empty);
        Told::Deleted
    }

    /// Puts back what a line had before it was deleted or recorded again.
    pub(crate) fn undo(&self) {
        let before = self.before.borrow().clone();
        if let (Some((place, _)), Some(before)) = (self.undo.get_untracked(), before) {
            self.write(place, self.clone().bring_back(place, before));
        }
    }

    async fn bring_back(self, place: usize, before: Recorded) -> Told {
        if recordings::put(&self.words[place], &before).await.is_err() {
            return Told::NotKept;
        }
        let speech = speech_of(&before).await;
        self.changes(place, None);
        self.has(place, speech, State::Damaged);
        Told::Back
    }

    /// Does something with what is kept of a line, while nothing else is done.
    fn write(&self, place: usize, work: impl Future<Output = Told> + 'static) {
        if self.doing.get_untracked() != Doing::Nothing {
            return;
        }
        self.be_silent();
        self.doing.set(Doing::Writing(place));
        let this = self.clone();
        task::spawn(async move {
            let told = work.await;
            this.end(place, told);
        });
    }

    /// Something else is kept of a line from now on, and perhaps what was before can be brought back.
    fn changes(&self, place: usize, before: Option<(Recorded, Undo)>) {
        self.desk.has_changed.set(true);
        let (before, undo) = before.unzip();
        self.before.replace(before);
        if self.desk.has_left.get() {
            // Nobody waits for this screen to be left any more.
            self.assets.recordings_have_changed();
        } else {
            self.undo.set(undo.map(|undo| (place, undo)));
        }
    }

    /// What there is of a line from now on, as long as its screen is there; `otherwise` where that is nothing to be heard.
    fn has(&self, place: usize, speech: Option<Vec<f32>>, otherwise: State) {
        if self.desk.has_left.get() {
            return;
        }
        let state = if speech.is_some() { State::Kept } else { otherwise };
        self.takes.borrow_mut()[place] = speech.map(|speech| Take::of(&[speech]));
        self.states.update(|states| states[place] = state);
    }

    /// Nothing goes on any more, and this is told of it.
    fn end(&self, place: usize, told: Told) {
        if !self.desk.has_left.get() {
            self.doing.set(Doing::Nothing);
            self.told.set(Some((place, told)));
        }
    }

    /// The screen goes. What is spoken at this moment is kept, unless it would take the place of something.
    fn leave(&self) {
        let doing = self.doing.try_get_untracked();
        let is_empty = |place: &usize| {
            let states = self.states.try_get_untracked();
            states.is_some_and(|states| states[*place] == State::Empty)
        };
        let spoken = match doing {
            Some(Doing::Hearing(place)) => Some(place).filter(is_empty),
            _ => None,
        };
        self.desk.has_left.set(true);
        self.desk.preview.take();
        let recorder = self.desk.recorder.take();
        if let (Some(place), Some((recorder, _))) = (spoken, recorder) {
            let this = self.clone();
            task::spawn(async move {
                this.keep(place, recorder).await;
            });
        }
        if self.desk.has_changed.get() {
            self.assets.recordings_have_changed();
        }
    }
}
