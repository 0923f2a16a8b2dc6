//! What was read of a file, or why it can't be restored.

use crate::history::Log;

use super::form::Made;
use super::recording::RecordingInfo;

/// What was read of a backup.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    /// The entries, to the letter.
    pub log: Log,
    /// The stored settings, to the letter. Of several, those of the backup that was made last.
    pub settings: Option<String>,
    /// The whole recordings, in order of their texts. Of several recordings of a text, that of the
    /// backup that was made last.
    pub recordings: Vec<RecordingInfo>,
    /// By which app and when the backup was made. Several, in order of time, if files were
    /// joined, and none if the first line was lost.
    pub made: Vec<Made>,
    /// The number of entries that only a newer version understands. They are in the log.
    pub newer: usize,
    /// The number of whole lines that are neither entries nor anything else that this version
    /// knows.
    pub unknown: u64,
    /// The number of unreadable lines.
    pub damaged: u64,
    /// The numbers of the first hundred unreadable lines, from 1.
    pub damaged_lines: Vec<u64>,
    /// The texts of recordings of which parts are missing.
    pub cut_recordings: Vec<String>,
}

/// Why a file can't be restored, or not as a whole.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BackupError {
    /// It is another file.
    #[error("the file is not a backup: {0}")]
    NotABackup(NotABackup),
    /// A newer version of the app made it, in a form that this version would misread.
    #[error("the backup has version {version}, made by version {app} of the app")]
    Newer {
        /// The version of the format.
        version: u32,
        /// The version of the app. May be empty.
        app: String,
    },
    /// Lines are missing. What is there can be restored.
    #[error("lines of the backup are missing or unreadable")]
    Incomplete(Box<Contents>),
}

/// What a file is that isn't a backup.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotABackup {
    /// It has no bytes, or only blanks.
    #[error("it is empty")]
    Empty,
    /// It isn't text.
    #[error("it is not a text")]
    Binary,
    /// A text of something else.
    #[error("it is another text")]
    Text,
}
