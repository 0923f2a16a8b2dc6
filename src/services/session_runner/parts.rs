//! The parts of a session that is continued on another day: what is practised counts for the day on which it is practised.

use leptos::prelude::*;

use super::{Session, SessionRunner};
use crate::platform::{clock, ids};
use unknot_core::domain::routine::Hurt;
use unknot_core::domain::time::Millis;
use unknot_core::session::{Snapshot, Summary};

/// What the records of earlier days have of a session.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Earlier {
    practised: Millis,
    skipped: u32,
    hurts: Vec<Hurt>,
}

impl Earlier {
    /// What a restored session has of earlier days: its heartbeat counts only the last one, its snapshot counts all.
    pub(crate) fn of_restored(
        snapshot: &Snapshot,
        practised: Millis,
        skipped: u32,
        hurts: &[Hurt],
    ) -> Self {
        let earlier = snapshot.hurts.iter().filter(|hurt| !hurts.contains(hurt));
        Self {
            practised: snapshot.practised.saturating_sub(practised),
            skipped: snapshot.skipped.saturating_sub(skipped),
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
    /// rest gets a record of its own. Returns whether the session has a new id, for which it holds no lock yet.
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
        if summary.practised.is_zero() {
            return false;
        }
        let (slug, hurts) = (&session.routine.slug, session.hurts_of_today());
        self.persistence.save_session(&session.id, started, slug, &summary, &hurts, day_start);
        let all = session.engine.summary();
        session.earlier = Earlier {
            practised: all.practised,
            skipped: all.skipped,
            hurts: session.engine.hurts().to_vec(),
        };
        session.id = ids::random_id();
        true
    }
}
