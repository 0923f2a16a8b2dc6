//! Backups: everything a person has recorded as one text file, what a restore of such a file would
//! change, the restore itself, and its undoing.
//!
//! A backup is a text of lines, each in the form in which the app stores it, with a checksum of its
//! own (docs/adr/0030-backup.md):
//!
//! 1. a header with the version of the format,
//! 2. the settings, to the letter,
//! 3. the entries of the log, to the letter, also those that only a newer version understands,
//! 4. the person's recordings in base64, in parts,
//! 5. a closing line, by which a file that has been cut off is recognised.
//!
//! [`Writer`] makes the text piece by piece, [`Reader`] takes it in chunks of any size. [`preview`]
//! says what a restore would change; a [`Plan`] lists what it writes, and can be carried out,
//! resumed and undone key by key. Nothing here does I/O.
//!
//! A restore, step by step: read the file and show the preview; holding the lock of the log, make
//! the plan and store it durably; change each of [`Plan::keys`] as [`Plan::apply`] says; read the
//! file once more [with its recordings](Reader::with_recordings) and store those that are in the
//! plan. The plan is kept for as long as the restore can be undone.

mod contents;
mod csv;
mod form;
mod habit;
mod kept;
mod last;
mod plan;
mod preview;
mod reader;
mod recording;
mod sealed;
mod section;
mod writer;

pub use contents::{BackupError, Contents, NotABackup};
pub use csv::sessions_csv;
pub use form::Made;
pub use habit::{BackupHabit, Device, LastBackup, Way};
pub use kept::{Attempt, Holding, KeptNotes, Lacking, Stamp, Take, are_readable, line_sums};
pub use last::{LastRestore, Newer, Phase, Source, ToDo};
pub use plan::{Change, Place, Plan, SettingsChoice};
pub use preview::{Changes, MadeBy, Preview, RecordingChanges, SettingsPreview, preview};
pub use reader::Reader;
pub use recording::{Recording, RecordingInfo};
pub use writer::Writer;

use crate::domain::civil::CivilDay;

/// The name of a backup that is made on this day. All share sheets accept a text file.
pub fn file_name(day: CivilDay) -> String {
    format!("unknot-backup-{day}.txt")
}

/// The name of a table of sessions that is made on this day.
pub fn table_name(day: CivilDay) -> String {
    format!("unknot-sessions-{day}.csv")
}
