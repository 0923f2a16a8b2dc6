//! The status of a line recorder, as shown on pages.

/// The recording of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LineState {
    /// There is none.
    Empty,
    /// It is being decoded.
    Loading,
    /// It can be played.
    Recorded,
    /// This browser can't decode it.
    Unplayable,
}

/// What the recorder is doing, and with which line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Activity {
    /// Nothing.
    Idle,
    /// Waiting for the microphone, which may require the person's consent.
    RequestingMicrophone(usize),
    /// Recording.
    Recording(usize),
    /// Storing, deleting or restoring a recording.
    Saving(usize),
}

impl Activity {
    /// The line concerned.
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
    /// A recording has replaced an earlier one.
    Replaced,
    /// A recording is deleted.
    Deleted,
    /// The earlier recording is restored.
    Restored,
    /// The page may not use the microphone.
    NotAllowed,
    /// There is no microphone.
    NoMicrophone,
    /// No speech was recorded.
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
