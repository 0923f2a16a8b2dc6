//! Reads backups, whatever has happened to them.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::history::{Entry, Kind};
use crate::storage::{decode_entry, open};

use super::contents::{BackupError, Contents, NotABackup};
use super::form::{AnyHeader, Header, Made, Part, Tally, VERSION, kind};
use super::recording::{Assembly, Recording, RecordingInfo};
use super::sealed::stored_lines;
use super::section::Section;

/// The length of the longest line that is read, in bytes: longer than all that localStorage can
/// hold (5.24 M characters).
const LONGEST_LINE: usize = 6 * 1024 * 1024;

/// How many unreadable lines are listed by number. All are counted.
const LISTED: usize = 100;

/// What is said of settings and recordings that several joined backups have: the later backup
/// decides, and for equal times any fixed order.
type Dated<T> = (Option<Made>, T);

/// Reads a backup in chunks.
///
/// ```
/// use unknot_core::backup::{BackupError, NotABackup, Reader};
///
/// let mut reader = Reader::new();
/// reader.push(b"Dear diary");
/// assert_eq!(reader.finish(), Err(BackupError::NotABackup(NotABackup::Text)));
/// ```
#[derive(Debug, Default)]
pub struct Reader {
    keeps_recordings: bool,
    /// The beginning of a line whose end hasn't been pushed.
    pending: Vec<u8>,
    /// Whether the pending line is too long.
    is_overlong: bool,
    line_number: u64,
    looks: Looks,
    newer: Option<AnyHeader>,
    section: Section,
    all_made: BTreeSet<Made>,
    is_incomplete: bool,
    settings: Option<Dated<String>>,
    assembly: Assembly,
    recordings: BTreeMap<String, Dated<RecordingInfo>>,
    ready: VecDeque<Recording>,
    contents: Contents,
}

/// What a file looks like so far. Whatever is found later and says more replaces it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Looks {
    #[default]
    Empty,
    Text,
    Binary,
    /// It has a line that only a backup or the app's storage has.
    Backup,
}

/// The fields that decide what a line is.
#[derive(Deserialize)]
struct Head<'a> {
    #[serde(default, borrow)]
    backup: Option<Cow<'a, str>>,
    kind: Option<IgnoredAny>,
    data: Option<IgnoredAny>,
}

impl Reader {
    /// A reader that forgets the bytes of recordings as soon as they are known to be whole.
    pub fn new() -> Self {
        Self::default()
    }

    /// A reader that keeps recordings until they are taken with [`Self::next_recording`].
    pub fn with_recordings() -> Self {
        Self { keeps_recordings: true, ..Self::new() }
    }

    /// Reads the next bytes of the file. A chunk may end anywhere, also within a character.
    ///
    /// Takes time in proportion to the length, and keeps no more than the entries, one line and one
    /// recording.
    pub fn push(&mut self, bytes: &[u8]) {
        let mut rest = bytes;
        while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
            self.collect(&rest[..end]);
            self.end_line();
            rest = &rest[end + 1..];
        }
        self.collect(rest);
    }

    /// The next recording that is whole. Take all of them after each push.
    pub fn next_recording(&mut self) -> Option<Recording> {
        self.ready.pop_front()
    }

    /// What the file contains.
    ///
    /// # Errors
    /// If the file is not a backup, was made by a newer version, or has lost lines.
    pub fn finish(mut self) -> Result<Contents, BackupError> {
        self.end_line();
        self.end_section();
        if let Some(AnyHeader { v, app }) = self.newer {
            return Err(BackupError::Newer { version: v, app });
        }
        match self.looks {
            Looks::Backup => {}
            Looks::Empty => return Err(BackupError::NotABackup(NotABackup::Empty)),
            Looks::Text => return Err(BackupError::NotABackup(NotABackup::Text)),
            Looks::Binary => return Err(BackupError::NotABackup(NotABackup::Binary)),
        }
        let mut contents = self.contents;
        contents.made = self.all_made.into_iter().collect();
        let is_newer = |entry: &&Entry| matches!(entry.kind(), Kind::Unknown(_));
        contents.newer = contents.log.entries().filter(is_newer).count();
        contents.settings = self.settings.map(|(_, settings)| settings);
        let mut cut: BTreeSet<String> = self.assembly.into_seen();
        cut.retain(|text| !self.recordings.contains_key(text));
        contents.recordings = self.recordings.into_values().map(|(_, info)| info).collect();
        contents.cut_recordings = cut.into_iter().collect();
        if self.is_incomplete || !contents.cut_recordings.is_empty() {
            return Err(BackupError::Incomplete(Box::new(contents)));
        }
        Ok(contents)
    }

    /// Adds bytes to the pending line.
    fn collect(&mut self, bytes: &[u8]) {
        self.is_overlong |= self.pending.len() + bytes.len() > LONGEST_LINE;
        if self.is_overlong {
            self.pending = Vec::new();
        } else {
            self.pending.extend_from_slice(bytes);
        }
    }

    fn end_line(&mut self) {
        self.line_number += 1;
        let line = std::mem::take(&mut self.pending);
        if std::mem::take(&mut self.is_overlong) {
            self.damage();
            return;
        }
        let Ok(text) = std::str::from_utf8(&line) else {
            self.look(Looks::Binary);
            self.damage();
            return;
        };
        if text.contains('\0') {
            self.look(Looks::Binary);
        }
        for found in stored_lines(text) {
            match found {
                Some(line) => self.read(&line),
                None => self.damage(),
            }
        }
        // The allocation serves for the next line.
        self.pending = line;
        self.pending.clear();
    }

    /// Reads a line whose checksum is right.
    fn read(&mut self, line: &str) {
        let json = open(line).unwrap_or_default();
        let Ok(head) = serde_json::from_str::<Head>(json) else {
            return self.unknown(line);
        };
        match head.backup.as_deref() {
            Some(kind::HEADER) => self.header(line, json),
            Some(kind::END) => match serde_json::from_str::<Tally>(json) {
                Ok(tally) => {
                    self.look(Looks::Backup);
                    self.section.end(tally);
                }
                Err(_) => self.unknown(line),
            },
            Some(kind::RECORDING) => match serde_json::from_str::<Part>(json) {
                Ok(part) => {
                    self.ours(line);
                    self.part(&part);
                }
                Err(_) => self.unknown(line),
            },
            None if head.kind.is_some() => match decode_entry(line) {
                Some(entry) => {
                    self.ours(line);
                    self.contents.log.insert(entry);
                }
                None => self.unknown(line),
            },
            None if head.data.is_some() => {
                self.ours(line);
                let settings = (self.made(), line.to_owned());
                self.settings = self.settings.take().max(Some(settings));
            }
            _ => self.unknown(line),
        }
    }

    fn header(&mut self, line: &str, json: &str) {
        self.look(Looks::Backup);
        let header = serde_json::from_str::<Header>(json).ok();
        match header.filter(|header| header.v == VERSION) {
            // The same header again, as in a file that was joined with itself.
            Some(header) if self.section.header.as_ref() == Some(&header) => {}
            Some(header) => {
                self.end_section();
                self.all_made.insert(header.made());
                self.section = Section::new(header, line);
            }
            None => match serde_json::from_str::<AnyHeader>(json) {
                Ok(newer) if newer.v > VERSION => {
                    self.newer.get_or_insert(newer);
                }
                _ => self.is_incomplete = true,
            },
        }
    }

    fn part(&mut self, part: &Part) {
        let Some(recording) = self.assembly.take(part) else { return };
        let found = (self.made(), recording.info());
        match self.recordings.get_mut(&recording.text) {
            Some(before) => *before = found.max(before.clone()),
            None => drop(self.recordings.insert(recording.text.clone(), found)),
        }
        if self.keeps_recordings {
            self.ready.push_back(recording);
        }
    }

    fn made(&self) -> Option<Made> {
        self.section.header.as_ref().map(Header::made)
    }

    /// Counts a line of the current section.
    fn ours(&mut self, line: &str) {
        self.look(Looks::Backup);
        self.section.add(line);
    }

    /// Counts a line of another kind. It may be one that a newer version counts.
    fn unknown(&mut self, line: &str) {
        self.look(Looks::Text);
        self.contents.unknown += 1;
        self.section.add(line);
    }

    fn damage(&mut self) {
        self.look(Looks::Text);
        self.contents.damaged += 1;
        if self.contents.damaged_lines.len() < LISTED {
            self.contents.damaged_lines.push(self.line_number);
        }
    }

    fn look(&mut self, looks: Looks) {
        self.looks = self.looks.max(looks);
    }

    fn end_section(&mut self) {
        let section = std::mem::take(&mut self.section);
        self.is_incomplete |= !section.is_empty() && !section.is_whole();
    }
}
