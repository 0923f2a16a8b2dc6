//! Which lines of a backup have been read, to tell whether some are missing.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::form::{Header, Tally};

/// What belongs to one header. A file that is made of several has several.
#[derive(Debug, Default)]
pub(super) struct Section {
    pub(super) header: Option<Header>,
    /// The distinct lines that were read, since a line that is there twice is harmless.
    lines: HashSet<u64>,
    tally: Tally,
    end: Option<Tally>,
    /// Whether there were two different ends, of which one must be of another section.
    is_torn: bool,
}

impl Section {
    /// A section that begins with this header, which is its first line.
    pub(super) fn new(header: Header, line: &str) -> Self {
        let mut section = Self { header: Some(header), ..Self::default() };
        section.add(line);
        section
    }

    /// Counts a line, unless it was there before.
    pub(super) fn add(&mut self, line: &str) {
        let mut hasher = DefaultHasher::new();
        line.hash(&mut hasher);
        if self.lines.insert(hasher.finish()) {
            self.tally.add(line);
        }
    }

    /// Takes the closing line.
    pub(super) fn end(&mut self, end: Tally) {
        self.is_torn |= self.end.replace(end).is_some_and(|before| before != end);
    }

    /// Whether all lines were read that were written.
    pub(super) fn is_whole(&self) -> bool {
        self.header.is_some() && self.end == Some(self.tally) && !self.is_torn
    }

    /// Whether nothing of it was read.
    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.end.is_none()
    }
}
