//! A plan in pieces: encoding that of ten years at once takes longer than a page may be unresponsive.

use std::collections::BTreeMap;

use super::{Plan, Replaced};

/// So many entries are in a piece, or those of one month.
const IN_A_PIECE: usize = 100;

impl Plan {
    /// The plan in pieces, each of which is a plan.
    pub fn pieces(&self) -> impl Iterator<Item = Self> {
        let Self { segments, journal, settings, recordings } = self;
        let (settings, recordings) = (settings.clone(), recordings.clone());
        let first = Self { settings, recordings, ..Self::default() };
        let (mut segments, mut journal) = (segments.iter().peekable(), journal.iter());
        let of_segments = std::iter::from_fn(move || {
            segments.peek()?;
            let (mut piece, mut count) = (Self::default(), 0);
            while let Some((key, segment)) = segments.next_if(|_| count < IN_A_PIECE) {
                count += segment.all().count();
                piece.segments.insert(key.clone(), segment.clone());
            }
            Some(piece)
        });
        let of_journal = std::iter::from_fn(move || {
            let of = |(key, replaced): (&String, &Replaced)| (key.clone(), replaced.clone());
            let journal: BTreeMap<_, _> = journal.by_ref().take(IN_A_PIECE).map(of).collect();
            (!journal.is_empty()).then(|| Self { journal, ..Self::default() })
        });
        std::iter::once(first).chain(of_segments).chain(of_journal)
    }

    /// Adds a piece.
    pub fn add(&mut self, piece: Self) {
        let Self { segments, journal, settings, recordings } = piece;
        self.segments.extend(segments);
        self.journal.extend(journal);
        self.settings = self.settings.take().or(settings);
        self.recordings.extend(recordings);
    }
}
