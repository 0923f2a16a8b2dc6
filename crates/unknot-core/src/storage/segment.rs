//! Segments: the entries of a month as lines, stored under one key.

use crate::history::{Entry, Kind};

use super::entry::{decode_entry, encode_entry};

/// The content of a segment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Segment {
    /// The entries in the order of their lines.
    pub entries: Vec<Entry>,
    /// The lines that couldn't be read, unchanged.
    pub damaged: Vec<String>,
    /// The number of entries that only a newer version understands.
    pub newer: usize,
}

/// Decodes a segment. Every non-empty line is in the result, as an entry or as a damaged line.
pub fn decode_segment(text: &str) -> Segment {
    let mut segment = Segment::default();
    for line in lines(text) {
        match decode_entry(line) {
            Some(entry) => {
                segment.newer += usize::from(matches!(entry.kind(), Kind::Unknown(_)));
                segment.entries.push(entry);
            }
            None => segment.damaged.push(line.to_owned()),
        }
    }
    segment
}

/// The lines of a segment. `str::lines` would strip carriage returns.
pub fn lines(segment: &str) -> impl Iterator<Item = &str> {
    segment.split('\n').filter(|line| !line.is_empty())
}

/// Appends an entry to a segment, unless it contains the same line already. Existing lines don't
/// change.
///
/// A segment can have several entries with the same id, for example if a session that seemed
/// interrupted was finished in another tab. The log selects the preferred one.
pub fn append(segment: &str, entry: &Entry) -> String {
    let line = encode_entry(entry);
    let mut text = segment.to_owned();
    if segment.split('\n').any(|other| other == line) {
        return text;
    }
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text.push_str(&line);
    text.push('\n');
    text
}
