//! The file that keeps itself up to date: when it has to be written, and when it may be.
//!
//! Nothing in the file may be lost by writing it. What the app wrote there itself it may write over. What somebody
//! else has put there it has to read first (docs/adr/0031-kept-file.md).

use serde::{Deserialize, Serialize};

use unknot_content::crc::crc32;

use crate::domain::settings::Settings;
use crate::history::Log;
use crate::storage::{Stored, ValueError, decode_value, encode_entry, settings_differences};

use super::contents::Contents;
use super::form::Made;
use super::recording::RecordingInfo;

/// A recording in short: enough to tell it from another one of the same text, but for a rare chance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Take {
    /// What is said in it.
    pub text: String,
    /// The number of its bytes.
    pub bytes: u64,
}

impl Take {
    fn sum(&self) -> u32 {
        crc32(format!("{} {}", self.bytes, self.text).as_bytes())
    }
}

impl From<&RecordingInfo> for Take {
    fn from(info: &RecordingInfo) -> Self {
        Self { text: info.text.clone(), bytes: info.bytes }
    }
}

/// What a backup holds, in short: enough to see whether another one would say more, or less.
//
// No field has a default: notes that lack one, as those of earlier versions do, aren't believed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holding {
    /// The checksums of the lines of the log, sorted. Their number would not do: what an undone restore takes away may
    /// be made up for by new sessions.
    lines: Vec<u32>,
    /// The checksum of the stored settings. 0 if there are none.
    settings: u32,
    /// The checksums of the texts and sizes of the recordings, sorted.
    takes: Vec<u32>,
}

impl Holding {
    /// Of the [checksums of all lines](line_sums), stored settings, and recordings, each in any order.
    pub fn new(mut lines: Vec<u32>, settings: Option<&str>, takes: &[Take]) -> Self {
        lines.sort_unstable();
        Self { lines, settings: settings_sum(settings), takes: Vec::new() }.with_takes(takes)
    }

    /// The same with other recordings.
    #[must_use]
    pub fn with_takes(self, takes: &[Take]) -> Self {
        let mut takes: Vec<u32> = takes.iter().map(Take::sum).collect();
        takes.sort_unstable();
        Self { takes, ..self }
    }

    /// Whether nothing of this is missing in another one, but for settings, which may have changed.
    pub fn is_within(&self, other: &Self) -> bool {
        let has_settings = self.settings == 0 || other.settings != 0;
        has_settings && is_within(&self.lines, &other.lines) && is_within(&self.takes, &other.takes)
    }
}

/// Whether each of some sorted numbers is among others, as often.
fn is_within(some: &[u32], others: &[u32]) -> bool {
    let mut others = others.iter();
    some.iter().all(|one| others.by_ref().find(|other| *other >= one) == Some(one))
}

/// The checksums of the lines of up to `most` entries of a log, from entry `from` on. Encodes them, which takes a phone some
/// microseconds each.
pub fn line_sums(log: &Log, from: usize, most: usize) -> Vec<u32> {
    let entries = log.entries().skip(from).take(most);
    entries.map(|entry| crc32(encode_entry(entry).as_bytes())).collect()
}

/// Whether stored settings are worth a place in a backup: those that this version or a newer one can read.
pub fn are_readable(settings: &str) -> bool {
    !matches!(decode_value::<Settings>(settings), Err(ValueError::Damaged))
}

fn settings_sum(settings: Option<&str>) -> u32 {
    settings.map_or(0, |text| crc32(text.as_bytes()))
}

/// What a file looks like from outside. It changes whenever somebody writes to the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// When it was changed last, in milliseconds since 1970.
    pub modified_ms: i64,
    /// Its size in bytes.
    pub size: u64,
}

/// What is remembered about the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptNotes {
    /// The file as the app left it. `None` if the app has not written it yet, or found something else in it.
    pub stamp: Option<Stamp>,
    /// What is in it.
    pub held: Holding,
    /// What the app was about to write when it was killed.
    pub attempted: Option<Attempt>,
}

/// What the app was about to write.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// By which app and when the backup was made.
    pub made: Made,
    /// What is in it.
    pub holding: Holding,
}

impl Stored for KeptNotes {
    fn version(&self) -> u32 {
        1
    }
}

impl KeptNotes {
    /// Whether the file holds what is here, as far as the app knows.
    pub fn is_up_to_date(&self, here: &Holding) -> bool {
        self.stamp.is_some() && self.held == *here
    }

    /// Whether the file may be written over without reading it: nobody else has written it, and nothing has been lost
    /// here since.
    pub fn is_ours(&self, found: Stamp, here: &Holding) -> bool {
        found.size == 0 || (self.stamp == Some(found) && self.held.is_within(here))
    }

    /// The notes before a write. The file is as it was until the write is complete.
    #[must_use = "the notes have to be stored"]
    pub fn before_write(self, made: Made, holding: Holding) -> Self {
        Self { attempted: Some(Attempt { made, holding }), ..self }
    }

    /// The notes after a write.
    pub fn after_write(stamp: Stamp, here: Holding) -> Self {
        Self { stamp: Some(stamp), held: here, attempted: None }
    }

    /// Whether a file of which the end can't be read is what the app itself was writing when it was killed. Android
    /// copies the text into its place.
    pub fn is_torn_write(&self, contents: &Contents) -> bool {
        self.attempted.as_ref().is_some_and(|attempt| contents.made == [attempt.made.clone()])
    }

    /// Whether the app itself has written these settings to the file.
    fn has_written_settings(&self, settings: &str) -> bool {
        let sum = settings_sum(Some(settings));
        self.written().any(|holding| holding.settings == sum)
    }

    /// Whether the app itself has written this recording to the file.
    fn has_written_take(&self, take: &Take) -> bool {
        self.written().any(|holding| holding.takes.binary_search(&take.sum()).is_ok())
    }

    fn written(&self) -> impl Iterator<Item = &Holding> {
        let attempted = self.attempted.as_ref().map(|attempt| &attempt.holding);
        [Some(&self.held), attempted].into_iter().flatten()
    }
}

/// What a file has that isn't here, and would be lost if the file were written over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lacking {
    /// The number of entries of its log.
    pub entries: usize,
    /// The number of recordings that aren't here: of texts that have none here, or another one than the file, which the
    /// app has not written there.
    pub recordings: usize,
    /// Whether its settings are others.
    pub settings: bool,
}

impl Lacking {
    /// Compares a file with what is here.
    pub fn of(
        contents: &Contents,
        notes: &KeptNotes,
        log: &Log,
        settings: Option<&str>,
        takes: &[Take],
    ) -> Self {
        let is_new = |theirs: &&RecordingInfo| {
            let theirs = Take::from(*theirs);
            let ours = takes.iter().find(|ours| ours.text == theirs.text);
            ours.is_none_or(|ours| *ours != theirs && !notes.has_written_take(&theirs))
        };
        // Without settings here, those in the file are the only ones, whoever has written them.
        let may_differ = |theirs: &&str| settings.is_none() || !notes.has_written_settings(theirs);
        let theirs = contents.settings.as_deref().filter(may_differ);
        Self {
            entries: contents.log.missing_in(log).count(),
            recordings: contents.recordings.iter().filter(is_new).count(),
            // Those of a newer version can't be compared. Damaged ones are nobody's loss.
            settings: theirs.is_some_and(|theirs| match settings_differences(settings, theirs) {
                Ok(differences) => !differences.is_empty(),
                Err(error) => error != ValueError::Damaged,
            }),
        }
    }

    /// Whether nothing would be lost.
    pub fn is_nothing(self) -> bool {
        self == Self::default()
    }
}
