//! Segments: the lines of a month, under one key.

use crate::history::{Entry, Kind};

use super::entry::{decode_entry, encode_entry};

/// What a segment holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Segment {
    /// Its entries, in the order of their lines.
    pub entries: Vec<Entry>,
    /// Lines that could not be read, as they are.
    pub damaged: Vec<String>,
    /// How many of the entries only a newer version of the app understands.
    pub newer: usize,
}

/// Reads a segment. Every line that isn't empty is in the result, as an entry or as damaged.
pub fn decode_segment(text: &str) -> Segment {
    let mut segment = Segment::default();
    // Not `lines`, which would take a carriage return away.
    for line in text.split('\n').filter(|line| !line.is_empty()) {
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

/// The segment with one more entry. Every line that was there stays as it is, byte for byte, and
/// an entry that is there already isn't added again.
///
/// Two different entries can have one id (a session taken for interrupted that was finished in
/// another tab): both are kept, and the log decides which to believe.
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
