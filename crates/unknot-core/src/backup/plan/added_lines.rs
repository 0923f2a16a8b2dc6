//! The lines that a restore adds to a segment of the log.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Change;
use crate::storage::lines;

/// Lines that are appended to a segment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct AddedLines {
    /// The length of the segment in bytes. `None` if there is none.
    pub(super) before: Option<usize>,
    /// Undoing removes them.
    pub(super) lines: BTreeSet<String>,
    /// Lines of ours that only the journal had. Undoing leaves them: by then they may be the only
    /// copy.
    pub(super) ours: BTreeSet<String>,
}

impl AddedLines {
    /// All of them.
    pub(super) fn all(&self) -> impl Iterator<Item = &String> {
        self.ours.iter().chain(&self.lines)
    }

    /// The segment with those lines that it lacks. `None` if it lacks none.
    pub(super) fn append_to(&self, current: Option<&str>) -> Option<String> {
        let current = current.unwrap_or_default();
        let known: BTreeSet<_> = lines(current).collect();
        let mut text = current.to_owned();
        for line in self.all().filter(|line| !known.contains(line.as_str())) {
            if !text.is_empty() && !text.ends_with('\n') {
                text.push('\n');
            }
            text.extend([line.as_str(), "\n"]);
        }
        (text.len() > current.len()).then_some(text)
    }

    /// The segment without the lines.
    pub(super) fn remove_from(&self, current: &str) -> Change {
        let is_other = |line: &&str| !self.lines.contains(line.strip_suffix('\n').unwrap_or(line));
        let mut text: String = current.split_inclusive('\n').filter(is_other).collect();
        if text.len() == current.len() {
            return Change::Keep;
        }
        // A line break that was added to a line that had none.
        if self.before.is_some_and(|before| text.len() == before + 1) {
            text.pop();
        }
        if text.is_empty() && self.before.is_none() { Change::Remove } else { Change::Write(text) }
    }
}
