//! Looks into a file before it is written over.

use super::everything::Everything;
use crate::platform::blob::Blob;
use crate::platform::time_slice::pause;
use unknot_core::backup::{BackupError, Contents, KeptNotes, Lacking, Reader, Take};

/// The bytes that are read in one step.
const CHUNK: u64 = 16 * 1024;

/// What a file is, for somebody who is about to write over it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inspected {
    /// All of it is here.
    Known,
    /// It has what isn't here.
    HoldsMore(Lacking),
    /// It is of another program.
    NotABackup,
    /// Of a newer version of the app.
    Newer,
    /// Part of it can't be read, so nobody knows whether that is here.
    Incomplete,
    /// The browser can't read it now.
    Unreadable,
}

/// Compares a file with everything that is here, and with the recordings of it that can be read.
pub(super) async fn inspect(
    file: &Blob,
    notes: &KeptNotes,
    here: &Everything,
    takes: &[Take],
) -> Inspected {
    let (contents, is_whole) = match read(file).await {
        None => return Inspected::Unreadable,
        Some(Err(BackupError::NotABackup(_))) => return Inspected::NotABackup,
        Some(Err(BackupError::Newer { .. })) => return Inspected::Newer,
        Some(Err(BackupError::Incomplete(contents))) => (*contents, false),
        Some(Ok(contents)) => (contents, true),
    };
    if contents.unknown > 0 {
        // Whole lines that a later version has added to what is otherwise the same.
        return Inspected::Newer;
    }
    let lacking = Lacking::of(&contents, notes, &here.log, here.settings.as_deref(), takes);
    if !lacking.is_nothing() {
        Inspected::HoldsMore(lacking)
    } else if is_whole || notes.is_torn_write(&contents) {
        Inspected::Known
    } else {
        Inspected::Incomplete
    }
}

/// The contents of a backup. `None` if the browser can't read it. Of a file that doesn't begin like one, no more is read
/// than its beginning.
async fn read(file: &Blob) -> Option<Result<Contents, BackupError>> {
    let mut beginning = Reader::new();
    beginning.push(&file.chunk(0, CHUNK).await?);
    if let Err(error @ BackupError::NotABackup(_)) = beginning.finish() {
        return Some(Err(error));
    }
    let mut reader = Reader::new();
    let mut start = 0;
    while start < file.size() {
        reader.push(&file.chunk(start, CHUNK).await?);
        start += CHUNK;
        pause().await;
    }
    Some(reader.finish())
}
