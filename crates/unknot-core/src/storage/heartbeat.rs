//! Heartbeats: the stored state of a running session. If the app is killed, its next start makes a
//! record from it.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::domain::civil::{CivilDay, Moment};
use crate::domain::routine::Hurt;
use crate::domain::stored;
use crate::domain::time::Millis;
use crate::history::{Outcome, Record};

use super::value::Stored;

const TWO_HOURS_MS: i64 = 2 * 60 * 60 * 1000;

/// The last stored state of a session.
///
/// The fields of the record are separate from the snapshot, so that a record can be made even if
/// the snapshot can't be read.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "S: DeserializeOwned"))]
pub struct Heartbeat<S> {
    /// The id of the session and of its record.
    pub id: String,
    /// When the session was started.
    pub started: Moment,
    /// The day it counts for.
    pub day: CivilDay,
    /// Time played so far, without preparation.
    pub practised: Millis,
    /// What counts of it. `None` in heartbeats of older versions.
    #[serde(
        default,
        deserialize_with = "stored::or_default",
        skip_serializing_if = "Option::is_none"
    )]
    pub worked: Option<Millis>,
    /// Planned length without preparation.
    pub planned: Millis,
    /// When this was written, in milliseconds since 1970-01-01T00:00:00Z.
    pub updated_ms: i64,
    /// The slug of the routine.
    pub routine: String,
    /// The number of steps skipped so far.
    #[serde(deserialize_with = "stored::or_default")]
    pub skipped: u32,
    /// The poses that hurt so far.
    #[serde(default, deserialize_with = "stored::hurts", skip_serializing_if = "Vec::is_empty")]
    pub hurts: Vec<Hurt>,
    /// The state from which the session can be resumed. `None` if it can't be read, for example
    /// after an update of the app. The practice still counts.
    #[serde(default, deserialize_with = "stored::or_default")]
    pub snapshot: Option<S>,
}

impl<S: Stored> Stored for Heartbeat<S> {
    fn version(&self) -> u32 {
        let own_version = if self.hurts.is_empty() { 1 } else { 2 };
        self.snapshot.as_ref().map_or(1, S::version).max(own_version)
    }
}

impl<S> Heartbeat<S> {
    /// What counts of the practice: all of it in the heartbeat of a version that did not know better.
    pub fn worked(&self) -> Millis {
        self.worked.unwrap_or(self.practised)
    }

    /// Whether this heartbeat is later than another one of the same session. Compares the practice
    /// first, because it only grows, whereas the device's clock can be set back.
    pub fn is_later_than(&self, other: &Self) -> bool {
        (self.practised, self.updated_ms) > (other.practised, other.updated_ms)
    }

    /// Whether the session is still offered: on its own day, and for two hours after its last
    /// practice, for who is interrupted when a new day begins. Later it is a session that was
    /// interrupted on an earlier day.
    ///
    /// A clock that was set back makes the day of the heartbeat lie ahead. The session is offered.
    pub fn is_offered(&self, now: Moment, day_start_min: u16) -> bool {
        self.day >= now.day(day_start_min) || now.utc_ms - self.updated_ms < TWO_HOURS_MS
    }

    /// The record of the interrupted session. `None` if the id isn't valid for a record.
    ///
    /// Add it only if the log has no entry with this id: the app may have been killed between
    /// writing the record and removing the heartbeat.
    pub fn to_record(&self) -> Option<Record> {
        Some(Record {
            id: self.id.parse().ok()?,
            started: self.started,
            day: self.day,
            routine: self.routine.clone().into(),
            planned: self.planned,
            practised: self.practised,
            worked: self.worked,
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
            worked: Some(Millis(practised)),
            planned: Millis::minutes(10),
            updated_ms,
            routine: "morning-ten".to_owned(),
            skipped: 2,
            hurts: vec![Hurt { pose: PoseId::CatCow, swap: Swap::Easier }],
            snapshot: Some(Moment { utc_ms: 1, offset_min: 0 }),
        }
    }

    #[test]
    fn later_heartbeat_has_more_practice_or_a_later_time() {
        let check = |earlier: Heartbeat<_>, later: Heartbeat<_>| {
            assert!(later.is_later_than(&earlier) && !earlier.is_later_than(&later));
        };
        check(heartbeat("a", 1, 100), heartbeat("a", 2, 200));
        // During a pause.
        check(heartbeat("a", 1, 200), heartbeat("a", 2, 200));
        // The clock was set back during the session.
        check(heartbeat("a", 9, 100), heartbeat("a", 2, 200));
        assert!(!heartbeat("a", 1, 100).is_later_than(&heartbeat("a", 1, 100)));
    }

    #[test]
    fn session_is_offered_on_its_day_and_for_two_hours() {
        // The heartbeat was written at 23:00 on 24 November, where days start at 04:00.
        let start = Moment { utc_ms: 1_795_557_600_000, offset_min: 60 };
        let day = start.day(240);
        let beat = Heartbeat { started: start, day, ..heartbeat("a", start.utc_ms, 60_000) };
        let after = |minutes: i64| Moment { utc_ms: start.utc_ms + minutes * 60_000, ..start };
        for (minutes, is_offered) in
            [(0, true), (4 * 60 + 59, true), (5 * 60, false), (4 * 24 * 60, false), (-60, true)]
        {
            assert_eq!(beat.is_offered(after(minutes), 240), is_offered, "{minutes} minutes later");
        }
        // At 03:50, ten minutes before the new day.
        let late = after(4 * 60 + 50);
        let beat = Heartbeat { started: late, day, ..heartbeat("a", late.utc_ms, 60_000) };
        for (minutes, is_offered) in [(300, true), (409, true), (410, false)] {
            assert_eq!(beat.is_offered(after(minutes), 240), is_offered, "{minutes} minutes later");
        }
        // The clock was set back by a year.
        assert!(beat.is_offered(after(-365 * 24 * 60), 240));
    }

    #[test]
    fn unreadable_snapshot_does_not_affect_the_record() {
        let whole = heartbeat("a", 1, 90_000);
        let text = json_of(&whole);
        let read = |json: &str| Heartbeat::<Moment>::read(json);
        assert_eq!(read(&text), Some(whole.clone()));

        let changed =
            read(&text.replace("\"snapshot\":{", "\"snapshot\":{\"other\":{}},\"x\":{")).unwrap();
        assert_eq!(changed.snapshot, None);
        assert_eq!(changed.to_record(), whole.to_record());
        assert_eq!(read(&json_of(&changed)), Some(changed));
        assert_eq!(read(&text.replace("\"planned\"", "\"intended\"")), None);
    }

    #[test]
    fn killed_session_becomes_an_interrupted_record() {
        let record = heartbeat("a", 1, 90_000).to_record().unwrap();
        assert_eq!(record.id.as_str(), "a");
        assert_eq!(record.outcome, Outcome::Interrupted);
        assert_eq!((record.practised, record.skipped), (Millis::secs(90), Some(2)));
        assert!(record.counts());
        assert_eq!(heartbeat("not an id", 1, 0).to_record(), None);
    }
}
