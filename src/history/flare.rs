//! Flares, as somebody tells of them: a fold of what they have said.
//!
//! A flare is a worsening that lasts hours to weeks and is hard to bear (Costa 2019, J Pain 20:1267). Only the person can
//! say when one begins and ends.

use core::ops::Range;

use crate::domain::civil::{CivilDay, Moment};
use crate::domain::flare::Pace;
use crate::domain::order::sort_by;

use super::entry::Kind;
use super::id::EntryId;
use super::log::Log;

/// What somebody said about a flare.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FlareNote {
    /// Its own id.
    pub id: EntryId,
    /// When it was said.
    pub at: Moment,
    /// The day on which it was said.
    pub day: CivilDay,
    /// How much is right for now; nothing special where the flare is over.
    pub pace: Option<Pace>,
}

/// A flare that goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flare {
    /// The day on which it began.
    pub since: CivilDay,
    /// How much is right for now.
    pub pace: Pace,
}

impl Log {
    /// The flare that goes on, where there is one.
    pub fn flare(&self) -> Option<Flare> {
        let mut flare: Option<Flare> = None;
        for note in self.flare_notes() {
            let since = flare.map_or(note.day, |flare| flare.since);
            flare = note.pace.map(|pace| Flare { since, pace });
        }
        flare
    }

    /// The days of all flares, in order, each to the day on which it was over, or to `today`.
    pub fn flare_days(&self, today: CivilDay) -> Vec<Range<CivilDay>> {
        let mut spans: Vec<Range<CivilDay>> = Vec::new();
        let mut since = None;
        for note in self.flare_notes() {
            match (since, note.pace) {
                (None, Some(_)) => since = Some(note.day),
                (Some(first), None) => {
                    spans.push(first..note.day);
                    since = None;
                }
                _ => {}
            }
        }
        spans.extend(since.map(|first| first..today.plus(1)));
        spans
    }

    /// What was said about flares and not taken back, in order.
    fn flare_notes(&self) -> Vec<&FlareNote> {
        let mut notes: Vec<_> = self
            .standing()
            .filter_map(|entry| match entry.kind() {
                Kind::Flare(note) => Some(note),
                _ => None,
            })
            .collect();
        sort_by(&mut notes, &|a, b| (a.at.utc_ms, &a.id).cmp(&(b.at.utc_ms, &b.id)));
        notes
    }
}
