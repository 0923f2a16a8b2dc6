//! Flares, computed from the person's notes.
//!
//! A flare is a worsening that lasts hours to weeks and is hard to bear (Costa 2019, J Pain
//! 20:1267). Only the person can say when one begins and ends.

use core::ops::Range;

use serde::de::IntoDeserializer;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::domain::civil::{CivilDay, Moment};
use crate::domain::flare::Pace;

use super::id::EntryId;
use super::log::Log;
use super::pauses;

/// A note by the person about a flare.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FlareNote {
    /// The id of its entry.
    pub id: EntryId,
    /// When it was made.
    pub at: Moment,
    /// The day on which it was made.
    pub day: CivilDay,
    /// How much activity is right from now on. `None` if the flare is over.
    #[serde(serialize_with = "write_pace", deserialize_with = "read_pace")]
    pub pace: Option<Pace>,
}

impl FlareNote {
    /// Notes are ordered by time, then by id.
    pub(super) fn key(&self) -> (i64, EntryId) {
        (self.at.utc_ms, self.id.clone())
    }
}

/// The stored name of `None`, the end of a flare.
const OVER: &str = "over";

#[expect(
    clippy::ref_option,
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a field by reference"
)]
fn write_pace<S: Serializer>(pace: &Option<Pace>, serializer: S) -> Result<S::Ok, S::Error> {
    match pace {
        Some(pace) => pace.serialize(serializer),
        None => serializer.serialize_str(OVER),
    }
}

fn read_pace<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Pace>, D::Error> {
    let name = String::deserialize(deserializer)?;
    if name == OVER {
        return Ok(None);
    }
    Pace::deserialize(name.into_deserializer()).map(Some)
}

/// A flare that isn't over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flare {
    /// The day on which it began.
    pub since: CivilDay,
    /// How much activity is right now.
    pub pace: Pace,
}

impl Log {
    /// The current flare.
    pub fn flare(&self) -> Option<Flare> {
        let pace = self.flare_notes().next_back()?.pace?;
        let current = self.flare_notes().rev().take_while(|note| note.pace.is_some());
        current.last().map(|first| Flare { since: first.day, pace })
    }

    /// Whether the newest note says that the last flare is over. Older notes then don't matter.
    pub fn is_last_flare_over(&self) -> bool {
        self.flare_notes().next_back().is_some_and(|note| note.pace.is_none())
    }

    /// The moment of a note that is made `now`: later than all others, even if one of them was made
    /// while the device's clock was ahead.
    pub fn moment_of_flare_note(&self, now: Moment) -> Moment {
        let last = self.flare_notes().map(|note| note.at.utc_ms).max();
        let utc_ms = last.map_or(now.utc_ms, |last| now.utc_ms.max(last.saturating_add(1)));
        Moment { utc_ms, ..now }
    }

    /// The days of all flares, in order and without overlaps. A range includes the day on which the
    /// flare ended; that of the current flare ends with `today`.
    pub fn flare_days(&self, today: CivilDay) -> Vec<Range<CivilDay>> {
        let mut spans: Vec<Range<CivilDay>> = Vec::new();
        let mut since = None;
        for note in self.flare_notes() {
            match (since, note.pace) {
                (None, Some(_)) => since = Some(note.day),
                (Some(first), None) => {
                    // The clock may have been set back since the flare began.
                    spans.push(first.min(note.day)..note.day.plus(1));
                    since = None;
                }
                _ => {}
            }
        }
        if let Some(first) = since.filter(|first| *first <= today) {
            spans.push(first..today.plus(1));
        }
        // A flare may have begun before the last one if the clock has been set back between them.
        pauses::merged(spans)
    }
}
