//! The parts of a session that is continued on another day: what is practised counts for the day on which it is practised.

use leptos::prelude::*;

use super::{Session, SessionRunner};
use crate::platform::{clock, ids};
use crate::services::persistence::SessionHeartbeat;
use unknot_core::domain::routine::Hurt;
use unknot_core::domain::time::Millis;
use unknot_core::session::{Kept, Snapshot, Summary};

/// What the records of earlier days have of a session.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Earlier {
    /// The time that was practised.
    pub(super) practised: Millis,
    worked: Millis,
    skipped: u32,
    hurts: Vec<Hurt>,
}

impl Earlier {
    /// What a restored session has of earlier days: its heartbeat counts only the last one, its snapshot counts all.
    pub(crate) fn of_restored(snapshot: &Snapshot, beat: &SessionHeartbeat) -> Self {
        let earlier = snapshot.hurts.iter().filter(|hurt| !beat.hurts.contains(hurt));
        let worked = snapshot.worked.unwrap_or(snapshot.practised);
        Self {
            practised: snapshot.practised.saturating_sub(beat.practised),
            worked: worked.saturating_sub(beat.worked()),
            skipped: snapshot.skipped.saturating_sub(beat.skipped),
            hurts: earlier.copied().collect(),
        }
    }
}

impl Session {
    /// The session up to now, without earlier days.
    pub(super) fn summary_of_today(&self) -> Summary {
        let summary = self.engine.summary();
        Summary {
            practised: summary.practised.saturating_sub(self.earlier.practised),
            worked: summary.worked.saturating_sub(self.earlier.worked),
            skipped: summary.skipped.saturating_sub(self.earlier.skipped),
            ..summary
        }
    }

    /// The poses that hurt, without earlier days.
    pub(super) fn hurts_of_today(&self) -> Vec<Hurt> {
        let hurts = self.engine.hurts().iter().filter(|hurt| !self.earlier.hurts.contains(hurt));
        hurts.copied().collect()
    }
}

impl SessionRunner {
    /// Begins a new part if the session was started on an earlier day: what was practised is recorded for that day, and the
    /// rest gets a record of its own. If there is too little to record, the part keeps its id and counts for the new day.
    /// Returns whether the session has a new id, for which it holds no lock yet.
    pub(super) fn begin_part(&self, session: &mut Session) -> bool {
        let Some(started) = session.started else { return false };
        let day_start = self.settings.with_untracked(|settings| settings.day_start_min);
        let now = clock::now();
        // A clock that was set back doesn't begin a day.
        if started.day(day_start) >= now.day(day_start) {
            return false;
        }
        session.started = Some(now);
        let summary = Summary { finished: false, ..session.summary_of_today() };
        let (slug, hurts) = (&session.routine.slug, session.hurts_of_today());
        if !Kept::of(&summary, &hurts).is_anything() {
            return false;
        }
        self.persistence.save_session(&session.id, started, slug, &summary, &hurts, day_start);
        let all = session.engine.summary();
        session.earlier = Earlier {
            practised: all.practised,
            worked: all.worked,
            skipped: all.skipped,
            hurts: session.engine.hurts().to_vec(),
        };
        session.id = ids::random_id();
        true
    }
}
