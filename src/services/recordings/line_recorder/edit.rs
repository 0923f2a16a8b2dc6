//! Deleting recordings, and undoing changes.

use std::rc::Rc;

use leptos::prelude::*;

use super::super::decode_speech;
use super::super::status::{Activity, LineState, Outcome, Undo};
use super::Inner;
use crate::platform::microphone::Recording;
use crate::platform::{recordings, task};

impl Inner {
    /// Deletes the recording of a line.
    pub(super) fn delete(self: &Rc<Self>, line: usize) {
        self.run(line, self.clone().remove(line));
    }

    /// Restores the recording from before the last change.
    pub(super) fn undo(self: &Rc<Self>) {
        let previous = self.previous.borrow().clone();
        if let (Some((line, _)), Some(previous)) = (self.undo.get_untracked(), previous) {
            self.run(line, self.clone().restore(line, previous));
        }
    }

    async fn remove(self: Rc<Self>, line: usize) -> Outcome {
        let text = &self.texts[line];
        let previous = recordings::get(text).await;
        if recordings::remove(text).await.is_err() {
            return Outcome::NotDeleted;
        }
        self.has_changed(line, previous.map(|previous| (previous, Undo::Deletion)));
        self.set_speech(line, None, LineState::Empty);
        Outcome::Deleted
    }

    async fn restore(self: Rc<Self>, line: usize, previous: Recording) -> Outcome {
        if recordings::put(&self.texts[line], &previous).await.is_err() {
            return Outcome::NotSaved;
        }
        let speech = decode_speech(&previous).await;
        self.has_changed(line, None);
        self.set_speech(line, speech, LineState::Unplayable);
        Outcome::Restored
    }

    /// Runs a change of a line's recording, unless the recorder is busy.
    fn run(self: &Rc<Self>, line: usize, change: impl Future<Output = Outcome> + 'static) {
        if !self.is_idle() {
            return;
        }
        self.stop_playback();
        self.activity.set(Activity::Saving(line));
        let this = self.clone();
        task::spawn(async move {
            let outcome = change.await;
            this.finish(line, outcome);
        });
    }

    /// Notes that the recording of a line has changed, and what can be restored.
    pub(super) fn has_changed(&self, line: usize, previous: Option<(Recording, Undo)>) {
        self.has_changes.set(true);
        let (previous, undo) = previous.unzip();
        self.previous.replace(previous);
        self.undo.set(undo.map(|undo| (line, undo)));
        if self.is_closed.get() {
            (self.on_change)();
        }
    }
}
