//! What the two places that hold the log say together, and what each of them lacks.
//!
//! Either place may have lost anything: the segments their last writes, the journal everything.
//! The log is a set, so the answer is its union, and writing back what is missing heals both.

use std::collections::BTreeSet;

use crate::history::{Entry, Kind, Log};

use super::segment::decode_segment;

/// The log as it was found, and what there is to mend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Startup {
    /// Everything that could be read.
    pub log: Log,
    /// Every text that could not be read, once each, in order.
    pub damaged: Vec<String>,
    /// How many of the log's entries only a newer version of the app understands.
    pub newer: usize,
    /// Entries to append to the segments of their months.
    pub missing_locally: Vec<Entry>,
    /// Entries to put into the journal, which holds one value per id: of several entries with one
    /// id, only the believed one.
    pub missing_in_journal: Vec<Entry>,
}

/// The log of texts, be they segments or values of the journal; what can't be read is no part of it.
pub fn log_of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Log {
    texts.into_iter().flat_map(|text| decode_segment(text).entries).collect()
}

/// Unites the log's segments with the values of the journal, both in any order.
pub fn unite<'a>(
    segments: impl IntoIterator<Item = &'a str>,
    journal: impl IntoIterator<Item = &'a str>,
) -> Startup {
    let mut damaged = Vec::new();
    let local = read(segments, &mut damaged);
    let journal = read(journal, &mut damaged);
    let missing_locally: Vec<Entry> = journal.missing_in(&local).cloned().collect();
    let log = local.merge(journal.clone());
    let missing_in_journal = log
        .missing_in(&journal)
        .filter(|entry| log.get(entry.id()) == Some(*entry))
        .cloned()
        .collect();
    let newer = log.entries().filter(|entry| matches!(entry.kind(), Kind::Unknown(_))).count();
    Startup {
        log,
        damaged: damaged.into_iter().collect::<BTreeSet<_>>().into_iter().collect(),
        newer,
        missing_locally,
        missing_in_journal,
    }
}

fn read<'a>(texts: impl IntoIterator<Item = &'a str>, damaged: &mut Vec<String>) -> Log {
    let mut entries = Vec::new();
    for text in texts {
        let segment = decode_segment(text);
        entries.extend(segment.entries);
        damaged.extend(segment.damaged);
    }
    entries.into_iter().collect()
}
