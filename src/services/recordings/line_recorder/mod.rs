//! Records lines, plays them back, deletes and restores them, for as long as their page is shown.

mod capture;
mod edit;
#[cfg(test)]
mod tests;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::*;

use super::recorded_speech;
use super::status::{Activity, LineState, Outcome, Undo};
use crate::platform::microphone::{self, Recorder, Recording};
use crate::platform::scheduling::Scheduled;
use crate::platform::{recordings, task};
use crate::services::sound_preview::{PreviewState, SoundPreview};
use unknot_core::domain::settings::Settings;
use unknot_soundtrack::SpokenLine;

/// A recorder for a list of lines, which are identified by their index. Its getters track what they read.
#[derive(Clone, Copy)]
pub(crate) struct LineRecorder {
    inner: StoredValue<Rc<Inner>, LocalStorage>,
    lines: Signal<Vec<LineState>>,
    activity: Signal<Activity>,
    outcome: Signal<Option<(usize, Outcome)>>,
    undo: Signal<Option<(usize, Undo)>>,
    played: Signal<usize>,
    preview: Signal<PreviewState>,
}

/// The state that the recorder shares with its tasks. Tasks may outlive the page, so none of it belongs to a reactive
/// owner.
struct Inner {
    texts: Rc<[String]>,
    lines: ArcRwSignal<Vec<LineState>>,
    activity: ArcRwSignal<Activity>,
    outcome: ArcRwSignal<Option<(usize, Outcome)>>,
    undo: ArcRwSignal<Option<(usize, Undo)>>,
    /// The last line that was played.
    played: ArcRwSignal<usize>,
    /// The speech of each line, loaded in advance because playback has to begin in the tap itself.
    speech: RefCell<Vec<Option<SpokenLine>>>,
    /// The recording that can be restored.
    previous: RefCell<Option<Recording>>,
    preview: RefCell<Option<SoundPreview>>,
    /// The recording in progress, and the timer that limits its length.
    recording: RefCell<Option<(Recorder, Scheduled)>>,
    /// The number of the latest request for the microphone. The result of an earlier one is discarded.
    request: Cell<u32>,
    /// Called after changes; see [`LineRecorder::new`].
    on_change: Box<dyn Fn()>,
    has_changes: Cell<bool>,
    is_closed: Cell<bool>,
}

impl LineRecorder {
    /// Whether this browser can record.
    pub(crate) fn is_supported() -> bool {
        microphone::is_supported()
    }

    /// A recorder for lines with these texts. It loads their recordings, and closes when the current reactive owner is
    /// cleaned up.
    ///
    /// `on_change` is called when the recorder closes if any recording was made, deleted or restored, and again after each
    /// change that finishes later.
    pub(crate) fn new(texts: Vec<String>, on_change: impl Fn() + 'static) -> Self {
        let preview = SoundPreview::new();
        let preview_state = preview.state();
        let inner = Rc::new(Inner {
            lines: ArcRwSignal::new(vec![LineState::Empty; texts.len()]),
            activity: ArcRwSignal::new(Activity::Idle),
            outcome: ArcRwSignal::new(None),
            undo: ArcRwSignal::new(None),
            played: ArcRwSignal::new(0),
            speech: RefCell::new(vec![None; texts.len()]),
            texts: texts.into(),
            previous: RefCell::default(),
            preview: RefCell::new(Some(preview)),
            recording: RefCell::default(),
            request: Cell::default(),
            on_change: Box::new(on_change),
            has_changes: Cell::default(),
            is_closed: Cell::default(),
        });
        task::spawn(inner.clone().load());
        let this = Self {
            lines: inner.lines.clone().into(),
            activity: inner.activity.clone().into(),
            outcome: inner.outcome.clone().into(),
            undo: inner.undo.clone().into(),
            played: inner.played.clone().into(),
            preview: preview_state,
            inner: StoredValue::new_local(inner),
        };
        on_cleanup(move || this.inner.with_value(Inner::close));
        this
    }

    /// The texts of the lines.
    pub(crate) fn texts(self) -> Rc<[String]> {
        self.inner.with_value(|inner| inner.texts.clone())
    }

    /// The state of a line's recording.
    pub(crate) fn state(self, line: usize) -> LineState {
        self.lines.with(|lines| lines[line])
    }

    /// How many lines are recorded.
    pub(crate) fn recorded(self) -> usize {
        self.lines.with(|lines| lines.iter().filter(|line| **line != LineState::Empty).count())
    }

    /// What it is doing.
    pub(crate) fn activity(self) -> Activity {
        self.activity.get()
    }

    /// The result of the last activity, if it concerned this line.
    pub(crate) fn outcome(self, line: usize) -> Option<Outcome> {
        self.outcome.get().filter(|(of, _)| *of == line).map(|(_, outcome)| outcome)
    }

    /// The change to this line that can be undone, if any.
    pub(crate) fn undoable(self, line: usize) -> Option<Undo> {
        self.undo.get().filter(|(of, _)| *of == line).map(|(_, undo)| undo)
    }

    /// Whether a line is being played.
    pub(crate) fn is_playing(self, line: usize) -> bool {
        self.preview.get() == PreviewState::Playing && self.played.get() == line
    }

    /// Whether the last recording could not be played.
    pub(crate) fn has_playback_failed(self) -> bool {
        self.preview.get() == PreviewState::Failed
    }

    // What a person can do.

    /// Starts to record a line. If a line is being recorded, stops and stores it; if the microphone is being requested,
    /// cancels the request.
    pub(crate) fn toggle_recording(self, line: usize) {
        self.inner.with_value(|inner| match inner.activity.get_untracked() {
            Activity::Idle => inner.start_recording(line),
            _ => inner.stop_recording(),
        });
    }

    /// Plays the recording of a line, or stops it. Has to be called in the tap itself.
    pub(crate) fn toggle_playback(self, line: usize, settings: &Settings) {
        self.inner.with_value(|inner| {
            if untrack(|| self.is_playing(line)) {
                inner.stop_playback();
            } else {
                inner.play(line, settings);
            }
        });
    }

    /// Deletes the recording of a line. It can be undone until another recording is changed or the page is left.
    pub(crate) fn delete(self, line: usize) {
        self.inner.with_value(|inner| inner.delete(line));
    }

    /// Undoes the last change.
    pub(crate) fn undo(self) {
        self.inner.with_value(Inner::undo);
    }
}

impl Inner {
    /// Loads the recording of each line.
    async fn load(self: Rc<Self>) {
        let recorded = recordings::all().await.unwrap_or_default();
        let state = |text| {
            if recorded.contains(text) { LineState::Loading } else { LineState::Empty }
        };
        // The state of a line that has changed in the meantime is known already.
        self.lines.update(|lines| {
            for (line, text) in lines.iter_mut().zip(self.texts.iter()) {
                if *line == LineState::Empty {
                    *line = state(text);
                }
            }
        });
        for (line, text) in self.texts.iter().enumerate() {
            if self.is_closed.get() {
                return;
            }
            if self.state(line) != LineState::Loading {
                continue;
            }
            let speech = recorded_speech(text).await;
            // A new recording may have replaced it in the meantime.
            if self.state(line) == LineState::Loading {
                self.set_speech(line, speech, LineState::Unplayable);
            }
        }
    }

    fn state(&self, line: usize) -> LineState {
        self.lines.with_untracked(|lines| lines[line])
    }

    fn is_idle(&self) -> bool {
        self.activity.get_untracked() == Activity::Idle
    }

    /// Sets the speech of a line. Without speech, its state becomes `otherwise`.
    fn set_speech(&self, line: usize, speech: Option<Vec<f32>>, otherwise: LineState) {
        let state = if speech.is_some() { LineState::Recorded } else { otherwise };
        self.speech.borrow_mut()[line] = speech.map(|speech| SpokenLine::from_clips(&[speech]));
        self.lines.update(|lines| lines[line] = state);
    }

    /// Ends the current activity.
    fn finish(&self, line: usize, outcome: Outcome) {
        self.activity.set(Activity::Idle);
        self.outcome.set(Some((line, outcome)));
    }

    fn play(&self, line: usize, settings: &Settings) {
        let speech = self.speech.borrow()[line].clone();
        if let (true, Some(speech), Some(preview)) =
            (self.is_idle(), speech, &*self.preview.borrow())
        {
            self.outcome.set(None);
            self.played.set(line);
            preview.play_line(speech, settings);
        }
    }

    fn stop_playback(&self) {
        if let Some(preview) = &*self.preview.borrow() {
            preview.stop();
        }
    }

    /// Closes the recorder. A recording in progress is stored, unless it would replace an earlier one.
    fn close(self: &Rc<Self>) {
        if self.is_closed.replace(true) {
            return;
        }
        self.preview.take();
        let recording = self.recording.take();
        if let (Activity::Recording(line), Some((recorder, _))) =
            (self.activity.get_untracked(), recording)
            && self.state(line) == LineState::Empty
        {
            let this = self.clone();
            task::spawn(async move {
                this.save(line, recorder).await;
            });
        }
        if self.has_changes.get() {
            (self.on_change)();
        }
    }
}
