//! Recordings in a backup: their parts, and putting the parts together again.

use std::borrow::Cow;
use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

use unknot_content::crc::crc32;

use super::form::{Part, kind};

/// The bytes of a recording in one line. A multiple of three, so that only the last part is padded.
const PART_BYTES: usize = 24 * 1024;

/// The length of the longest recording that is read, in bytes. A recording ends after a minute
/// (docs/adr/0014-own-recordings.md), for which no browser needs a tenth of this.
const MOST_BYTES: usize = 64 * 1024 * 1024;

/// A recording of the person's own, as the browser made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recording {
    /// What is said in it, which is also its key.
    pub text: String,
    /// The MIME type, such as `audio/mp4`.
    pub mime_type: String,
    /// The file.
    pub bytes: Vec<u8>,
}

/// What tells a recording from others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RecordingInfo {
    /// What is said in it, which is also its key.
    pub text: String,
    /// The MIME type.
    #[serde(rename = "type")]
    pub mime_type: String,
    /// The number of bytes.
    pub bytes: u64,
    /// The CRC-32 of the bytes.
    pub sum: u32,
}

impl Recording {
    /// What tells it from others. Reads all bytes.
    pub fn info(&self) -> RecordingInfo {
        RecordingInfo {
            text: self.text.clone(),
            mime_type: self.mime_type.clone(),
            bytes: self.bytes.len() as u64,
            sum: crc32(&self.bytes),
        }
    }

    /// Its lines.
    pub(super) fn lines(&self) -> impl Iterator<Item = String> + use<'_> {
        let info = self.info();
        let of = info.parts();
        // A recording without bytes has one part.
        let nothing: Option<&[u8]> = self.bytes.is_empty().then_some(&[]);
        let parts = (1..).zip(self.bytes.chunks(PART_BYTES).chain(nothing));
        parts.map(move |(part, bytes)| info.part(part, of, STANDARD.encode(bytes)).line())
    }
}

impl RecordingInfo {
    /// The number of its lines.
    pub(super) fn parts(&self) -> u64 {
        self.bytes.div_ceil(PART_BYTES as u64).max(1)
    }

    /// The number of characters of its lines, with line ends.
    pub(super) fn size(&self) -> u64 {
        let of = self.parts();
        let frames =
            (1..=of).map(|part| self.part(part, of, String::new()).line().len() as u64 + 1);
        frames.sum::<u64>() + self.bytes.div_ceil(3) * 4
    }

    fn part(&self, number: u64, of: u64, data: String) -> Part<'static> {
        Part {
            backup: Cow::Borrowed(kind::RECORDING),
            text: self.text.clone(),
            mime_type: self.mime_type.clone(),
            sum: self.sum,
            number,
            of,
            data: Cow::Owned(data),
        }
    }
}

/// Puts parts together. At most one recording is in memory.
#[derive(Debug, Default)]
pub(super) struct Assembly {
    current: Option<Started>,
    /// The texts of all recordings of which a part was seen.
    seen: BTreeSet<String>,
}

#[derive(Debug)]
struct Started {
    recording: Recording,
    sum: u32,
    of: u64,
    done: u64,
}

impl Assembly {
    /// Takes the next part. Returns the recording that it completes.
    pub(super) fn take(&mut self, part: &Part) -> Option<Recording> {
        self.seen.insert(part.text.clone());
        let mut started = self.current.take().filter(|started| started.is_of(part));
        if part.number == 1 {
            started = started.or_else(|| Some(Started::new(part)));
        }
        let mut started = started?;
        if part.number == started.done {
            // The same line twice is harmless.
            self.current = Some(started);
            return None;
        }
        let is_next = part.number.checked_sub(1) == Some(started.done);
        let bytes = STANDARD.decode(&*part.data).ok().filter(|_| is_next)?;
        if started.recording.bytes.len() + bytes.len() > MOST_BYTES {
            return None;
        }
        started.recording.bytes.extend(bytes);
        started.done += 1;
        if started.done < started.of {
            self.current = Some(started);
            return None;
        }
        (crc32(&started.recording.bytes) == started.sum).then_some(started.recording)
    }

    /// The texts of all recordings of which a part was seen.
    pub(super) fn into_seen(self) -> BTreeSet<String> {
        self.seen
    }
}

impl Started {
    fn new(part: &Part) -> Self {
        Self {
            recording: Recording {
                text: part.text.clone(),
                mime_type: part.mime_type.clone(),
                bytes: Vec::new(),
            },
            sum: part.sum,
            of: part.of,
            done: 0,
        }
    }

    /// Whether a part is of this recording.
    fn is_of(&self, part: &Part) -> bool {
        self.of == part.of
            && self.sum == part.sum
            && self.recording.text == part.text
            && self.recording.mime_type == part.mime_type
    }
}
