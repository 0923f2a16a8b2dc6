//! The heartbeat: the last sign of life of a running session, from which a killed app makes a
//! record when it is started again.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::domain::civil::{CivilDay, Moment};
use crate::domain::routine::Hurt;
use crate::domain::stored;
use crate::domain::time::Millis;
use crate::history::{Outcome, Record};

use super::value::Stored;

/// The last sign of life of a session, with the session's own snapshot.
///
/// What the record needs is beside the snapshot, so that it can be made without understanding the
/// snapshot's meaning.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "S: DeserializeOwned"))]
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
    #[serde(deserialize_with = "stored::or_default")]
    pub skipped: u32,
    /// What has hurt.
    #[serde(default, deserialize_with = "stored::hurts", skip_serializing_if = "Vec::is_empty")]
    pub hurts: Vec<Hurt>,
    /// What it takes to go on; nothing where that can't be understood, because the app was updated
    /// while the session was interrupted. It can't be resumed then, but was practised all the same.
    #[serde(default, deserialize_with = "stored::or_default")]
    pub snapshot: Option<S>,
}

impl<S: Stored> Stored for Heartbeat<S> {
    fn version(&self) -> u32 {
        let of_hurts = if self.hurts.is_empty() { 1 } else { 2 };
        self.snapshot.as_ref().map_or(1, S::version).max(of_hurts)
    }
}

impl<S> Heartbeat<S> {
    /// Whether this is the later sign of life of the same session: that with more practice, which
    /// only grows, while the device's clock can be set.
    pub fn is_after(&self, other: &Self) -> bool {
        (self.practised, self.updated_ms) > (other.practised, other.updated_ms)
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
            hurts: self.hurts.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalog::PoseId;
    use crate::domain::routine::Swap;
    use crate::storage::line::json_of;

    impl Stored for Moment {
        fn version(&self) -> u32 {
            1
        }
    }

    fn heartbeat(id: &str, updated_ms: i64, practised: u32) -> Heartbeat<Moment> {
        Heartbeat {
            id: id.to_owned(),
            started: Moment { utc_ms: 1_795_500_000_000, offset_min: 60 },
            day: "2026-11-24".parse().unwrap(),
            practised: Millis(practised),
            planned: Millis::minutes(10),
            updated_ms,
            routine: "morning-ten".to_owned(),
            skipped: 2,
            hurts: vec![Hurt { pose: PoseId::CatCow, swap: Swap::Easier }],
            snapshot: Some(Moment { utc_ms: 1, offset_min: 0 }),
        }
    }

    #[test]
    fn the_later_sign_of_life_is_told_from_either_side() {
        let check = |earlier: Heartbeat<_>, later: Heartbeat<_>| {
            assert!(later.is_after(&earlier) && !earlier.is_after(&later));
        };
        check(heartbeat("a", 1, 100), heartbeat("a", 2, 200));
        // A pause.
        check(heartbeat("a", 1, 200), heartbeat("a", 2, 200));
        // The clock was set back in the middle of the session.
        check(heartbeat("a", 9, 100), heartbeat("a", 2, 200));
        assert!(!heartbeat("a", 1, 100).is_after(&heartbeat("a", 1, 100)));
    }

    #[test]
    fn a_snapshot_of_another_version_costs_the_place_but_not_the_practice() {
        let whole = heartbeat("a", 1, 90_000);
        let text = json_of(&whole);
        let read = |json: &str| Heartbeat::<Moment>::read(json);
        assert_eq!(read(&text), Some(whole.clone()));

        let changed =
            read(&text.replace("\"snapshot\":{", "\"snapshot\":{\"other\":{}},\"x\":{")).unwrap();
        assert_eq!(changed.snapshot, None);
        assert_eq!(changed.into_record(), whole.into_record());
        assert_eq!(read(&json_of(&changed)), Some(changed));
        assert_eq!(read(&text.replace("\"planned\"", "\"intended\"")), None);
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
