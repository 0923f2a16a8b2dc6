//! Makes a backup in small steps, between which the page responds, with one recording in memory at a time.

use super::everything::{Everything, recording, sessions_in};
use crate::platform::blob::{Blob, BlobBuilder, BlobError, Bytes};
use crate::platform::clock;
use crate::platform::time_slice::pause;
use unknot_core::backup::{Made, RecordingInfo, Take, Writer};

/// The entries that are encoded in one step, which takes a slow phone some milliseconds.
const ENTRIES: usize = 100;
/// The pieces or lines that are added in one step, each of some 40 KB.
const LINES: usize = 8;

/// How far the file is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Progress {
    /// The share that is done, 0 to 1.
    pub(crate) done: f64,
    /// The size of the whole file in bytes, once it is known.
    pub(crate) size: Option<u64>,
}

/// Why no file was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MakeError {
    /// It is no longer wanted.
    Cancelled,
    /// The browser has no room for it.
    NoRoom,
}

impl From<BlobError> for MakeError {
    fn from(_: BlobError) -> Self {
        Self::NoRoom
    }
}

/// A backup, ready to leave the browser.
pub(super) struct Backup {
    /// The file.
    pub(super) file: Blob,
    /// By which app, and when it was made.
    pub(super) made: Made,
    /// The recordings in it.
    pub(super) takes: Vec<Take>,
    /// The number of its sessions.
    pub(super) sessions: u32,
    /// The number of recordings that can't be read, and so are not in it.
    pub(super) unread: u32,
}

/// The share of the work that is reading recordings to know their sizes, and that of encoding the log.
const READING: f64 = 0.4;
const ENCODING: f64 = 0.2;

/// Makes a backup of everything. `report` is told of the progress, and returns whether the file is still wanted.
///
/// # Errors
/// If it is no longer wanted, or the browser has no room for it.
pub(super) async fn make(
    everything: Everything,
    report: impl Fn(Progress) -> bool,
) -> Result<Backup, MakeError> {
    let report = |done, size| {
        let is_wanted = report(Progress { done, size });
        is_wanted.then_some(()).ok_or(MakeError::Cancelled)
    };
    report(0.0, None)?;
    let sessions = sessions_in(&everything.log);
    let Everything { log, settings, recordings } = everything;
    let (texts, entries) = (recordings.unwrap_or_default(), log.entries().count());

    let mut infos = Vec::with_capacity(texts.len());
    for (n, text) in texts.iter().enumerate() {
        infos.extend(recording(text).await.map(|recording| recording.info()));
        report(READING * share(n + 1, texts.len()), None)?;
    }

    let made = Made { at: clock::now(), app: env!("CARGO_PKG_VERSION").to_owned() };
    let mut writer = Writer::new(made.clone(), settings.as_deref(), log, &infos);
    let mut encoded = 0;
    while writer.encode(ENTRIES) {
        encoded += ENTRIES;
        pause().await;
        report(READING + ENCODING * share(encoded, entries), None)?;
    }
    let size = writer.size();
    let mut text = Text::default();
    while let Some(piece) = writer.next_piece() {
        text.push(&piece).await?;
    }
    let written = write_recordings(&mut writer, &infos, &mut text, |size_so_far| {
        report(
            READING + ENCODING + (1.0 - READING - ENCODING) * ratio(size_so_far, size),
            Some(size),
        )
    });
    let takes = written.await?;
    text.push(&writer.finish()).await?;
    let unread = u32::try_from(texts.len() - takes.len()).unwrap_or(u32::MAX);
    Ok(Backup { file: text.builder.finish("text/plain")?, made, takes, sessions, unread })
}

/// Writes the recordings as they are now. Returns those that could be read.
async fn write_recordings(
    writer: &mut Writer,
    infos: &[RecordingInfo],
    text: &mut Text,
    report: impl Fn(u64) -> Result<(), MakeError>,
) -> Result<Vec<Take>, MakeError> {
    let mut written = Vec::with_capacity(infos.len());
    report(text.size)?;
    for info in infos {
        let Some(recording) = recording(&info.text).await else { continue };
        for line in writer.recording(&recording) {
            text.push(&line).await?;
        }
        report(text.size)?;
        written.push(Take::from(&recording.info()));
    }
    Ok(written)
}

/// The text so far, in the browser's memory.
#[derive(Default)]
struct Text {
    builder: BlobBuilder,
    pushed: usize,
    size: u64,
}

impl Text {
    async fn push(&mut self, lines: &str) -> Result<(), BlobError> {
        self.builder.push_bytes(&Bytes::new(lines.as_bytes()))?;
        self.size += lines.len() as u64;
        self.pushed += 1;
        if self.pushed.is_multiple_of(LINES) {
            pause().await;
        }
        Ok(())
    }
}

fn share(done: usize, all: usize) -> f64 {
    ratio(done as u64, all as u64)
}

#[expect(clippy::cast_precision_loss, reason = "for a bar that shows the progress")]
fn ratio(done: u64, all: u64) -> f64 {
    (done as f64 / all.max(1) as f64).min(1.0)
}

#[cfg(test)]
mod tests;
