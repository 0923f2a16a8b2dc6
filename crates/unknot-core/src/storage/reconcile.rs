//! Reconciles the two copies of the log.
//!
//! Either copy may have lost entries: the segments their last writes, the journal everything. The
//! log is the union of both, and writing back what each of them lacks repairs them.

use std::collections::BTreeMap;

use crate::history::{Entry, Kind, Log};

use super::entry::{NOTE_MARKS, decode_entry};
use super::segment::{decode_segment, lines};

/// The reconciled log, and what has to be written to repair its copies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reconciled {
    /// All entries that could be read.
    pub log: Log,
    /// Every line that couldn't be read, sorted and without duplicates.
    pub damaged: Vec<String>,
    /// The number of entries that only a newer version understands.
    pub newer: usize,
    /// Entries to append to the segments of their months.
    pub missing_locally: Vec<Entry>,
    /// Entries to write to the journal. It has one value per id, so only preferred entries are
    /// listed.
    pub missing_in_journal: Vec<Entry>,
}

/// Decodes segments or values of the journal, and ignores damaged lines.
pub fn decode_log<'a>(texts: impl IntoIterator<Item = &'a str>) -> Log {
    texts.into_iter().flat_map(|text| decode_segment(text).entries).collect()
}

/// Decodes the flares, deletions and undone deletions of a segment.
pub fn decode_notes(segment: &str) -> Vec<Entry> {
    let is_note = |line: &&str| NOTE_MARKS.iter().any(|mark| line.contains(mark));
    lines(segment).filter(is_note).filter_map(decode_entry).collect()
}

/// Reconciles the segments of the log with the values of the journal. The order of the texts
/// doesn't matter.
pub fn reconcile<'a>(
    segments: impl IntoIterator<Item = &'a str>,
    journal: impl IntoIterator<Item = &'a str>,
) -> Reconciled {
    let mut reconciler = Reconciler::default();
    segments.into_iter().flat_map(lines).for_each(|line| reconciler.read(line, Copy::Segments));
    journal.into_iter().flat_map(lines).for_each(|line| reconciler.read(line, Copy::Journal));
    reconciler.finish()
}

/// One of the two copies of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copy {
    /// The segments.
    Segments,
    /// The journal.
    Journal,
}

/// Reconciles line by line: decoding ten years takes longer than a page may be unresponsive. A line
/// that both copies have is decoded once.
#[derive(Clone, Debug, Default)]
pub struct Reconciler {
    lines: BTreeMap<String, Line>,
}

/// A line, and which copies have it.
#[derive(Clone, Debug)]
struct Line {
    /// `None` if it is damaged.
    entry: Option<Entry>,
    in_segments: bool,
    in_journal: bool,
}

impl Reconciler {
    /// Reads a line of a copy.
    pub fn read(&mut self, line: &str, copy: Copy) {
        if !self.lines.contains_key(line) {
            let read = Line { entry: decode_entry(line), in_segments: false, in_journal: false };
            self.lines.insert(line.to_owned(), read);
        }
        if let Some(line) = self.lines.get_mut(line) {
            match copy {
                Copy::Segments => line.in_segments = true,
                Copy::Journal => line.in_journal = true,
            }
        }
    }

    /// The entries that could be read so far.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.lines.values().filter_map(|line| line.entry.as_ref())
    }

    /// The same entries, without copying them.
    pub fn into_entries(self) -> impl Iterator<Item = Entry> {
        self.lines.into_values().filter_map(|line| line.entry)
    }

    /// The entries that only the journal has.
    pub fn missing_locally(&self) -> impl Iterator<Item = &Entry> {
        let missing = self.lines.values().filter(|line| !line.in_segments);
        missing.filter_map(|line| line.entry.as_ref())
    }

    /// The result.
    pub fn finish(self) -> Reconciled {
        let log: Log = self.entries().cloned().collect();
        let damaged = self.lines.iter().filter(|(_, line)| line.entry.is_none());
        let damaged = damaged.map(|(text, _)| text.clone()).collect();
        let missing_locally = self.missing_locally().cloned().collect();
        let missing_in_journal = self.lines.values().filter(|line| !line.in_journal);
        let missing_in_journal = missing_in_journal
            .filter_map(|line| line.entry.clone())
            .filter(|entry| log.get(entry.id()) == Some(entry))
            .collect();
        let newer = log.entries().filter(|entry| matches!(entry.kind(), Kind::Unknown(_))).count();
        Reconciled { log, damaged, newer, missing_locally, missing_in_journal }
    }
}
