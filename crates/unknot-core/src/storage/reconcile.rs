//! Reconciles the two copies of the log.
//!
//! Either copy may have lost entries: the segments their last writes, the journal everything. The
//! log is the union of both, and writing back what each of them lacks repairs them.

use std::collections::BTreeSet;

use crate::history::{Entry, Kind, Log};

use super::segment::decode_segment;

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

/// Reconciles the segments of the log with the values of the journal. The order of the texts
/// doesn't matter.
pub fn reconcile<'a>(
    segments: impl IntoIterator<Item = &'a str>,
    journal: impl IntoIterator<Item = &'a str>,
) -> Reconciled {
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
    Reconciled {
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
