//! What pages show of a recorder of lines.

/// What is recorded of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LineState {
    /// Nothing.
    Empty,
    /// A recording that is being decoded.
    Loading,
    /// A recording that can be played.
    Recorded,
    /// A recording that this browser can't decode.
    Unplayable,
}

/// What the recorder is doing, and with which line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Activity {
    /// Nothing.
    Idle,
    /// It waits for the microphone, for which the browser may ask the person.
    RequestingMicrophone(usize),
    /// The microphone records.
    Recording(usize),
    /// A recording is stored, deleted or restored.
    Saving(usize),
}

impl Activity {
    /// The line that it concerns.
    pub(crate) fn line(self) -> Option<usize> {
        match self {
            Self::Idle => None,
            Self::RequestingMicrophone(line) | Self::Recording(line) | Self::Saving(line) => {
                Some(line)
            }
        }
    }
}

/// The result of the last activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The first recording of a line is stored.
    Saved,
    /// A recording is stored in place of an earlier one.
    Replaced,
    /// A recording is deleted.
    Deleted,
    /// The earlier recording is back.
    Restored,
    /// The page may not use the microphone.
    NotAllowed,
    /// There is no microphone.
    NoMicrophone,
    /// Nobody spoke.
    NothingHeard,
    /// The recording took too long, or the page was hidden, or the microphone went away.
    Interrupted,
    /// The browser could not store the recording.
    NotSaved,
    /// The browser could not delete the recording.
    NotDeleted,
}

/// A change that can be undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Undo {
    /// A recording was deleted.
    Deletion,
    /// A recording was replaced by a new one.
    Replacement,
}
