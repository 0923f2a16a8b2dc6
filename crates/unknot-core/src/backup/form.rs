//! The lines that only backups have. Fields may be added; a later version of the format is for what
//! an older app would misread.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::domain::civil::Moment;
use crate::storage::{json_of, seal};

/// The newest version of the format that can be read, in which backups are written.
pub(super) const VERSION: u32 = 1;

/// The values of `backup`, which no line of the log and no stored value has.
pub(super) mod kind {
    pub(in crate::backup) const HEADER: &str = "unknot";
    pub(in crate::backup) const RECORDING: &str = "recording";
    pub(in crate::backup) const END: &str = "end";
}

/// By which app, and when, a backup was made.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Made {
    /// When it was made, by the clock of its device.
    pub at: Moment,
    /// The version of the app, such as `0.2.0`.
    pub app: String,
}

/// The first line of a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Header {
    pub(super) backup: Cow<'static, str>,
    pub(super) v: u32,
    /// The version of the app.
    pub(super) app: String,
    pub(super) made: Moment,
    /// The number of entries that follow.
    #[serde(default)]
    pub(super) entries: u64,
    /// The number of recordings that follow.
    #[serde(default)]
    pub(super) recordings: u64,
}

/// The fields of a header that are the same in all versions.
#[derive(Debug, Deserialize)]
pub(super) struct AnyHeader {
    pub(super) v: u32,
    #[serde(default)]
    pub(super) app: String,
}

/// A part of a recording. The parts of one recording follow each other.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Part<'a> {
    pub(super) backup: Cow<'a, str>,
    /// What is said in it.
    pub(super) text: String,
    #[serde(rename = "type")]
    pub(super) mime_type: String,
    /// The CRC-32 of the whole recording.
    #[serde(with = "hex")]
    pub(super) sum: u32,
    /// 1 to `of`.
    #[serde(rename = "part")]
    pub(super) number: u64,
    pub(super) of: u64,
    /// The bytes in base64.
    #[serde(borrow)]
    pub(super) data: Cow<'a, str>,
}

/// The last line of a backup.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Tally {
    /// The number of lines before it, from the header on. With the header, the end of one backup
    /// can't be taken for that of another.
    pub(super) lines: u64,
    /// Their checksums, combined with exclusive or, so that their order doesn't matter.
    #[serde(with = "hex")]
    pub(super) sum: u32,
}

#[derive(Serialize)]
struct End {
    backup: &'static str,
    #[serde(flatten)]
    tally: Tally,
}

impl Tally {
    /// Counts a line with its checksum.
    pub(super) fn add(&mut self, line: &str) {
        let sum = line.rsplit_once('\t').and_then(|(_, sum)| u32::from_str_radix(sum, 16).ok());
        self.lines += 1;
        self.sum ^= sum.unwrap_or(0);
    }

    pub(super) fn line(self) -> String {
        seal(&json_of(&End { backup: kind::END, tally: self }))
    }
}

impl Header {
    /// By which app and when the backup was made.
    pub(super) fn made(&self) -> Made {
        Made { at: self.made, app: self.app.clone() }
    }

    pub(super) fn line(&self) -> String {
        seal(&json_of(self))
    }
}

impl Part<'_> {
    pub(super) fn line(&self) -> String {
        seal(&json_of(self))
    }
}

/// A checksum as 8 hex digits, as at the end of each line.
mod hex {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a field by reference")]
    pub(super) fn serialize<S: Serializer>(sum: &u32, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{sum:08x}"))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
        let digits = String::deserialize(deserializer)?;
        u32::from_str_radix(&digits, 16).map_err(D::Error::custom)
    }
}
