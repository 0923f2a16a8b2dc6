//! Recording with the microphone, and storing the recording.

use std::rc::Rc;

use leptos::prelude::*;

use super::super::decode_speech;
use super::super::status::{Activity, LineState, Outcome, Undo};
use super::Inner;
use crate::platform::microphone::{MicrophoneError, Recorder};
use crate::platform::scheduling::Scheduled;
use crate::platform::{recordings, task};
use unknot_core::domain::time::Millis;

/// The longest recording. No line takes that long to read, so the person must have forgotten to stop.
const MAX_LENGTH: Millis = Millis::minutes(1);

impl Inner {
    /// Requests the microphone and starts to record.
    pub(super) fn start_recording(self: &Rc<Self>, line: usize) {
        self.stop_playback();
        self.outcome.set(None);
        self.activity.set(Activity::RequestingMicrophone(line));
        let request = self.next_request();
        let this = self.clone();
        task::spawn(async move {
            let interrupted = this.clone();
            let started = Recorder::begin(move || interrupted.interrupt(line)).await;
            if this.request.get() != request || this.is_closed.get() {
                // Dropping the recorder turns the microphone off.
                return;
            }
            match started {
                Ok(recorder) => {
                    let too_long = this.clone();
                    let limit = Scheduled::after(MAX_LENGTH, move || too_long.interrupt(line));
                    this.recording.replace(Some((recorder, limit)));
                    this.activity.set(Activity::Recording(line));
                }
                Err(MicrophoneError::NotAllowed) => this.finish(line, Outcome::NotAllowed),
                Err(MicrophoneError::NoMicrophone) => this.finish(line, Outcome::NoMicrophone),
            }
        });
    }

    /// Stops recording and stores the recording, or cancels the request for the microphone.
    pub(super) fn stop_recording(self: &Rc<Self>) {
        match self.activity.get_untracked() {
            Activity::RequestingMicrophone(_) => {
                self.next_request();
                self.activity.set(Activity::Idle);
            }
            Activity::Recording(line) => {
                let Some((recorder, _)) = self.recording.take() else { return };
                self.activity.set(Activity::Saving(line));
                let this = self.clone();
                task::spawn(async move {
                    let outcome = this.save(line, recorder).await;
                    this.finish(line, outcome);
                });
            }
            Activity::Idle | Activity::Saving(_) => {}
        }
    }

    /// Discards a recording that can't continue: it is too long, the page is hidden, or the microphone is gone.
    fn interrupt(&self, line: usize) {
        if self.recording.take().is_some() {
            self.finish(line, Outcome::Interrupted);
        }
    }

    /// Stores the recording of a line, if it contains speech.
    pub(super) async fn save(&self, line: usize, recorder: Recorder) -> Outcome {
        let Some(file) = recorder.finish().await else { return Outcome::NothingHeard };
        let Some(speech) = decode_speech(&file).await else { return Outcome::NothingHeard };
        let text = &self.texts[line];
        let previous = recordings::get(text).await;
        if recordings::put(text, &file).await.is_err() {
            return Outcome::NotSaved;
        }
        let outcome = if previous.is_some() { Outcome::Replaced } else { Outcome::Saved };
        self.has_changed(line, previous.map(|previous| (previous, Undo::Replacement)));
        self.set_speech(line, Some(speech), LineState::Empty);
        outcome
    }

    fn next_request(&self) -> u32 {
        let next = self.request.get().wrapping_add(1);
        self.request.set(next);
        next
    }
}
