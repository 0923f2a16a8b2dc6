//! Makes backups, piece by piece.

use std::borrow::Cow;
use std::collections::VecDeque;

use crate::history::Log;
use crate::storage::{encode_entry, open};

use super::form::{Header, Made, Tally, VERSION, kind};
use super::recording::{Recording, RecordingInfo};

/// The size at which a piece of lines is complete, in bytes.
const PIECE: usize = 64 * 1024;

/// Makes a backup: first the [entries](Self::encode), then [their pieces](Self::next_piece), then
/// [each recording](Self::recording), then [the end](Self::finish).
///
/// ```
/// use unknot_core::backup::{Made, Reader, Writer};
/// use unknot_core::domain::civil::Moment;
/// use unknot_core::history::Log;
///
/// let made = Made { at: Moment { utc_ms: 0, offset_min: 0 }, app: "0.1.0".to_owned() };
/// let mut writer = Writer::new(made, None, Log::new(), &[]);
/// while writer.encode(500) {}
/// let size = writer.size();
/// let mut file = String::new();
/// while let Some(piece) = writer.next_piece() {
///     file.push_str(&piece);
/// }
/// file.push_str(&writer.finish());
/// assert_eq!(file.len() as u64, size);
///
/// let mut reader = Reader::new();
/// reader.push(file.as_bytes());
/// assert_eq!(reader.finish().unwrap().log, Log::new());
/// ```
#[derive(Debug)]
pub struct Writer {
    log: Log,
    /// The number of entries that are encoded.
    encoded: usize,
    pieces: VecDeque<String>,
    tally: Tally,
    /// The size of all pieces, in bytes.
    size: u64,
    /// The size of all recordings, in bytes.
    recordings_size: u64,
    /// The number of the lines of all recordings.
    recordings_lines: u64,
}

impl Writer {
    /// A backup of the log, of the stored settings (which are left out if they aren't a whole line:
    /// those are in quarantine), and of recordings.
    pub fn new(made: Made, settings: Option<&str>, log: Log, recordings: &[RecordingInfo]) -> Self {
        let mut writer = Self {
            encoded: 0,
            pieces: VecDeque::new(),
            tally: Tally::default(),
            size: 0,
            recordings_size: recordings.iter().map(RecordingInfo::size).sum(),
            recordings_lines: recordings.iter().map(RecordingInfo::parts).sum(),
            log,
        };
        let header = Header {
            backup: Cow::Borrowed(kind::HEADER),
            v: VERSION,
            app: made.app,
            made: made.at,
            entries: writer.log.entries().count() as u64,
            recordings: recordings.len() as u64,
        };
        writer.put(&header.line());
        if let Some(settings) = settings.filter(|text| open(text).is_some()) {
            writer.put(settings);
        }
        writer
    }

    /// Encodes up to `most` entries, which takes a phone some microseconds each. Returns whether
    /// there are more.
    pub fn encode(&mut self, most: usize) -> bool {
        let lines: Vec<_> =
            self.log.entries().skip(self.encoded).take(most).map(encode_entry).collect();
        for line in &lines {
            self.put(line);
        }
        self.encoded += lines.len();
        lines.len() == most && most > 0
    }

    /// The size of the whole file in bytes, which are characters: once all entries are encoded, and
    /// if all recordings are written.
    pub fn size(&self) -> u64 {
        let end = Tally { lines: self.tally.lines + self.recordings_lines, ..self.tally };
        self.size + self.recordings_size + end.line().len() as u64 + 1
    }

    /// The next piece of the file, whole lines of about 64 KiB, until all entries are out.
    pub fn next_piece(&mut self) -> Option<String> {
        self.pieces.pop_front()
    }

    /// The lines of a recording, each with its line end and at most 33 KiB beside its text. Each
    /// recording is written once.
    pub fn recording(&mut self, recording: &Recording) -> impl Iterator<Item = String> {
        recording.lines().map(|mut line| {
            self.tally.add(&line);
            line.push('\n');
            line
        })
    }

    /// The last line.
    pub fn finish(self) -> String {
        let mut line = self.tally.line();
        line.push('\n');
        line
    }

    fn put(&mut self, line: &str) {
        self.tally.add(line);
        self.size += line.len() as u64 + 1;
        match self.pieces.back_mut().filter(|piece| piece.len() + line.len() < PIECE) {
            Some(piece) => piece.extend([line, "\n"]),
            None => self.pieces.push_back(format!("{line}\n")),
        }
    }
}
