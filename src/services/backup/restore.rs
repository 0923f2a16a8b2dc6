//! Reads a backup, says what it would change, and restores it.

use std::rc::Rc;

use leptos::prelude::*;

use crate::platform::locks::LockGuard;
use crate::platform::time_slice::{Slices, pause};
use crate::platform::{clock, ids, local_storage, locks, recordings};
use crate::services::persistence::Persistence;
use crate::services::persistence::reading;
use crate::services::persistence::restores::steps;
use unknot_core::backup::{
    BackupError, Contents, LastRestore, NotABackup, Phase, Preview, Reader, SettingsChoice, Source,
    preview,
};
use unknot_core::history::Log;
use unknot_core::storage::keys;

pub(crate) use crate::platform::blob::Blob;
pub(crate) use crate::platform::picked_file::{chosen_in, dropped};
pub(crate) use crate::services::persistence::restores::steps::NotStored;

/// The bytes that are read in one step, after which the page responds.
const CHUNK: u64 = 16 * 1024;

/// A backup that can be restored.
pub(crate) struct Found {
    /// What the file contains.
    pub contents: Contents,
    /// What restoring it would change.
    pub preview: Preview,
    /// Whether lines are missing or unreadable.
    pub is_incomplete: bool,
    /// The file, which has the recordings.
    pub file: Blob,
}

/// Why a file can't be restored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Unusable {
    /// It is another file.
    NotABackup(NotABackup),
    /// Only a newer version of the app can read it, such as this one. May be empty.
    Newer(String),
    /// The browser can't read it: it was moved, changed or taken away.
    Unreadable,
    /// The person has stopped the reading.
    Stopped,
}

/// Reads a file, in steps between which the page responds. `goes_on` is called with the share that has been read, 0 to 1,
/// and says whether to go on.
///
/// # Errors
/// If the file can't be restored.
pub(crate) async fn read(
    persistence: &Rc<Persistence>,
    file: Blob,
    goes_on: impl Fn(f64) -> bool,
) -> Result<Found, Unusable> {
    let mut reader = Reader::new();
    read_into(&file, |bytes| reader.push(bytes), goes_on).await?;
    let (contents, is_incomplete) = match reader.finish() {
        Ok(contents) => (contents, false),
        Err(BackupError::Incomplete(contents)) => (*contents, true),
        Err(BackupError::NotABackup(what)) => return Err(Unusable::NotABackup(what)),
        Err(BackupError::Newer { app, .. }) => return Err(Unusable::Newer(app)),
    };
    let ours = our_log(persistence).await;
    let preview = compare(&ours, &contents).await;
    Ok(Found { contents, preview, is_incomplete, file })
}

/// The log on this device, as it is stored or, if that can't be read, as it is shown.
pub(super) async fn our_log(persistence: &Persistence) -> Log {
    let stored = reading::read_log().await;
    stored.unwrap_or_else(|| persistence.log().get_untracked())
}

/// What restoring would change.
async fn compare(ours: &Log, contents: &Contents) -> Preview {
    let recordings = match contents.recordings[..] {
        [] => Vec::new(),
        _ => steps::our_recordings().await,
    };
    let settings =
        [keys::SETTINGS, keys::SETTINGS_V1].iter().find_map(|key| local_storage::read(key));
    let (app, slices) = (env!("CARGO_PKG_VERSION"), Slices::new());
    preview(contents, ours, settings.as_deref(), &recordings, app, || slices.pause()).await
}

/// Restores a backup: first everything but the recordings, then these, from the file. `goes_on` is called with the share of
/// the file that has been searched for them. Returns false if everything was here already.
///
/// # Errors
/// If the browser doesn't store all of it. The next start of the app goes on with what was begun.
pub(crate) async fn restore(
    persistence: &Rc<Persistence>,
    found: &Found,
    choice: SettingsChoice,
    goes_on: impl Fn(f64) -> bool,
) -> Result<bool, NotStored> {
    let sessions = found.preview.sessions.new + found.preview.sessions.brought_back;
    let last = last_restore(Source::Backup, sessions);
    // Until the recordings are here, too: another tab could undo it, or restore something else, in between.
    let restoring = locks::acquire(locks::RESTORE).await;
    let done = steps::restore(persistence, &found.contents, choice, last, &restoring).await?;
    let Some(last) = done else { return Ok(false) };
    if last.needs_file {
        // What is missing is said afterwards, with a way to choose the file again.
        let _ = read_recordings(persistence, &found.file, goes_on, &restoring).await;
    }
    Ok(true)
}

/// What is to be remembered of a restore that begins now, and adds so many sessions.
pub(super) fn last_restore(source: Source, sessions: usize) -> LastRestore {
    LastRestore {
        plan: ids::random_id(),
        phase: Phase::Restoring,
        at: clock::now(),
        source,
        sessions: u32::try_from(sessions).unwrap_or(u32::MAX),
        needs_file: false,
    }
}

/// Adds the recordings of the last restore that are still missing, from its file. Returns whether all are here now.
///
/// # Errors
/// If the file can't be read.
pub(crate) async fn add_recordings(
    persistence: &Rc<Persistence>,
    file: &Blob,
    goes_on: impl Fn(f64) -> bool,
) -> Result<bool, Unusable> {
    let restoring = locks::acquire(locks::RESTORE).await;
    read_recordings(persistence, file, goes_on, &restoring).await
}

async fn read_recordings(
    persistence: &Rc<Persistence>,
    file: &Blob,
    goes_on: impl Fn(f64) -> bool,
    _restoring: &LockGuard,
) -> Result<bool, Unusable> {
    let Some((last, plan)) = steps::last_plan().await else { return Ok(false) };
    if last.phase != Phase::Restored || !last.needs_file {
        return Ok(last.phase == Phase::Restored);
    }
    let mut missing = plan.recordings().to_vec();
    let here = recordings::all().await.map_err(|_| Unusable::Unreadable)?;
    missing.retain(|info| !here.contains(&info.text));
    let mut reader = Reader::with_recordings();
    let (size, mut start) = (file.size(), 0);
    while start < size && !missing.is_empty() {
        reader.push(&file.chunk(start, CHUNK).await.ok_or(Unusable::Unreadable)?);
        start += CHUNK;
        if start >= size {
            // The last line may have no end.
            reader.push(b"\n");
        }
        while let Some(recording) = reader.next_recording() {
            let info = recording.info();
            if missing.contains(&info) && recordings::add_file(&recording).await.is_ok() {
                missing.retain(|other| *other != info);
            }
        }
        pause().await;
        if !goes_on(share(start, size)) {
            return Err(Unusable::Stopped);
        }
    }
    if missing.is_empty() {
        // If this fails, choosing the file again finds that nothing is missing.
        let _ = steps::has_read_recordings(persistence, &last.plan).await;
    }
    Ok(missing.is_empty())
}

/// Reads a file in steps.
pub(super) async fn read_into(
    file: &Blob,
    mut take: impl FnMut(&[u8]),
    goes_on: impl Fn(f64) -> bool,
) -> Result<(), Unusable> {
    let (size, mut start) = (file.size(), 0);
    while start < size {
        take(&file.chunk(start, CHUNK).await.ok_or(Unusable::Unreadable)?);
        start += CHUNK;
        pause().await;
        if !goes_on(share(start, size)) {
            return Err(Unusable::Stopped);
        }
    }
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "no file has 2^53 bytes")]
fn share(read: u64, size: u64) -> f64 {
    (read as f64 / size as f64).min(1.0)
}

#[cfg(test)]
mod tests;
