//! A session that was interrupted, for example because the browser was killed, and can be resumed.

use leptos::prelude::*;
use unknot_core::domain::catalog;

use super::SessionState;
use crate::route::Route;
use crate::services::persistence::SessionHeartbeat;
use crate::services::session_runner::Command;
use crate::services::session_runner::parts::Earlier;

impl SessionState {
    /// The session that was interrupted and can be resumed, if any. A session of an earlier day is not offered.
    pub(crate) fn interrupted(self) -> Option<SessionHeartbeat> {
        let found = self.persistence.with_value(|store| store.interrupted()).get();
        found.filter(|beat| self.is_offered(beat))
    }

    /// Records what was practised of an interrupted session as soon as it is no longer offered.
    pub(in crate::state) fn record_what_is_no_longer_offered(self) {
        let found = self.persistence.with_value(|store| store.interrupted());
        Effect::new(move || {
            if let Some(beat) = found.get().filter(|beat| !self.is_offered(beat)) {
                self.persistence.with_value(|store| store.save_interrupted(&beat));
            }
        });
    }

    fn is_offered(self, beat: &SessionHeartbeat) -> bool {
        let day_start = self.settings.with(|settings| settings.day_start_min);
        beat.is_offered(self.clock.now(), day_start)
    }

    /// Whether the search for it is still under way.
    pub(crate) fn is_looking_for_interrupted(self) -> bool {
        !self.persistence.with_value(|store| store.is_search_done()).get()
    }

    /// Resumes the interrupted session. Has to be called in the tap itself.
    pub(crate) fn resume_interrupted(self) {
        let Some(beat) = untrack(|| self.interrupted()) else { return };
        if untrack(|| self.is_elsewhere()) {
            // The session's page says so.
            return self.navigation.go(&Route::Session { routine: beat.routine, length: None });
        }
        let found = catalog::routine(&beat.routine).zip(beat.snapshot.clone());
        let restored = found.is_some_and(|(routine, snapshot)| {
            self.runner.with_value(|runner| {
                let earlier = Earlier::of_restored(&snapshot, &beat);
                runner.restore(beat.id.clone(), beat.started, routine, snapshot, earlier)
            })
        });
        if restored {
            self.persistence.with_value(|store| store.forget_interrupted());
            self.command(Command::Start);
            self.navigation.go(&Route::Session { routine: beat.routine, length: None });
        } else {
            // An update has changed its routine. What was practised is recorded.
            self.end_interrupted();
        }
    }

    /// Records the interrupted session as far as it was practised.
    pub(crate) fn end_interrupted(self) {
        if let Some(beat) = untrack(|| self.interrupted()) {
            self.persistence.with_value(|store| store.save_interrupted(&beat));
        }
    }
}
