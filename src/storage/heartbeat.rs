//! The heartbeat: the last sign of life of a running session, from which a killed app makes a
//! record when it is started again.

use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Serialize};

use crate::domain::civil::{CivilDay, Moment};
use crate::domain::time::Millis;
use crate::history::{Outcome, Record};

use super::value::{ValueError, decode_value};

/// The last sign of life of a session, with the session's own snapshot.
///
/// What the record needs is beside the snapshot, so that it can be made without understanding the
/// snapshot's meaning.
#[derive(Serialize, Deserialize, Clone, PartialEq, Debug)]
pub struct Heartbeat<S> {
    /// The session's id, which will be its record's.
    pub id: String,
    /// When it was started.
    pub started: Moment,
    /// The day it counts for.
    pub day: CivilDay,
    /// How much has been played.
    pub practised: Millis,
    /// How long it is to be.
    pub planned: Millis,
    /// When this was written, in milliseconds since 1970-01-01T00:00:00Z.
    pub updated_ms: i64,
    /// Which routine it is.
    pub routine: String,
    /// How many steps have been skipped.
    pub skipped: u32,
    /// What it takes to go on.
    pub snapshot: S,
}

/// What of a heartbeat only a session understands.
#[derive(Deserialize)]
struct Only<S> {
    snapshot: S,
}

/// Reads a heartbeat. Where only its snapshot can't be understood (the app was updated while a
/// session was interrupted) it has none: that session can't be resumed, but what was practised
/// still becomes a record.
///
/// # Errors
///
/// Where the text is damaged, was written by a newer version of the app, or is no heartbeat.
pub fn decode_heartbeat<S: DeserializeOwned>(
    text: &str,
) -> Result<Heartbeat<Option<S>>, ValueError> {
    // The same text twice, each time a part of it: a reader of the whole would be a third one, and
    // every one is kilobytes of a phone's first visit.
    let heartbeat = decode_value::<Heartbeat<IgnoredAny>>(text)?;
    let only: Result<Only<S>, _> = decode_value(text);
    Ok(heartbeat.map(|_| only.ok().map(|only| only.snapshot)))
}

impl<S> Heartbeat<S> {
    /// The one that was written later; of two written at once the one with more practice.
    #[must_use]
    pub fn newer(a: Self, b: Self) -> Self {
        if (b.updated_ms, b.practised) > (a.updated_ms, a.practised) { b } else { a }
    }

    /// The record of a session that was killed; nothing where its id can't be that of a record.
    ///
    /// To be added only where the log knows nothing of this id: the session may have ended
    /// properly right before the heartbeat could be removed.
    pub fn into_record(&self) -> Option<Record> {
        Some(Record {
            id: self.id.parse().ok()?,
            started: self.started,
            day: self.day,
            routine: self.routine.clone().into(),
            planned: self.planned,
            practised: self.practised,
            outcome: Outcome::Interrupted,
            skipped: Some(self.skipped),
        })
    }

    fn map<T>(self, change: impl FnOnce(S) -> T) -> Heartbeat<T> {
        Heartbeat {
            id: self.id,
            started: self.started,
            day: self.day,
            practised: self.practised,
            planned: self.planned,
            updated_ms: self.updated_ms,
            routine: self.routine,
            skipped: self.skipped,
            snapshot: change(self.snapshot),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::encode_value;

    fn heartbeat(id: &str, updated_ms: i64, practised: u32) -> Heartbeat<u8> {
        Heartbeat {
            id: id.to_owned(),
            started: Moment { utc_ms: 1_795_500_000_000, offset_min: 60 },
            day: "2026-11-24".parse().unwrap(),
            practised: Millis(practised),
            planned: Millis::minutes(10),
            updated_ms,
            routine: "morning-ten".to_owned(),
            skipped: 2,
            snapshot: 7,
        }
    }

    #[test]
    fn the_later_sign_of_life_is_believed_from_either_side() {
        let (early, late, further) =
            (heartbeat("a", 1, 900), heartbeat("a", 2, 100), heartbeat("a", 2, 200));
        for (a, b, newer) in [(&early, &late, &late), (&late, &further, &further)] {
            assert_eq!(Heartbeat::newer(a.clone(), b.clone()), *newer);
            assert_eq!(Heartbeat::newer(b.clone(), a.clone()), *newer);
        }
    }

    #[test]
    fn a_snapshot_of_another_version_costs_the_place_but_not_the_practice() {
        let text = encode_value(&heartbeat("a", 1, 90_000));
        assert_eq!(decode_heartbeat::<u8>(&text).unwrap().snapshot, Some(7));

        let changed = decode_heartbeat::<[u8; 2]>(&text).unwrap();
        assert_eq!(changed.snapshot, None);
        assert_eq!(changed.into_record(), heartbeat("a", 1, 90_000).into_record());

        let cut = &text[..text.len() - 1];
        assert_eq!(decode_heartbeat::<u8>(cut), Err(ValueError::Damaged));
        let other = encode_value(&"no heartbeat");
        assert_eq!(decode_heartbeat::<u8>(&other), Err(ValueError::Damaged));
    }

    #[test]
    fn a_killed_session_leaves_an_interrupted_record_with_its_own_id() {
        let record = heartbeat("a", 1, 90_000).into_record().unwrap();
        assert_eq!(record.id.as_str(), "a");
        assert_eq!(record.outcome, Outcome::Interrupted);
        assert_eq!((record.practised, record.skipped), (Millis::secs(90), Some(2)));
        assert!(record.counts());
        assert_eq!(heartbeat("no id", 1, 0).into_record(), None);
    }
}
