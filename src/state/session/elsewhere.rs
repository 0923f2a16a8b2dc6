//! A session that runs in another tab or window.

use leptos::prelude::*;
use unknot_core::domain::catalog;

use super::SessionState;
use crate::route::Route;
use crate::services::persistence::read_heartbeat;
use crate::services::session_runner::parts::Earlier;
use crate::services::session_runner::signals::Elsewhere;

impl SessionState {
    /// The session that another tab runs, if any.
    pub(crate) fn elsewhere(self) -> Option<Elsewhere> {
        self.signals().elsewhere.get()
    }

    /// Whether another tab runs a session, so that none can be started here.
    pub(crate) fn is_elsewhere(self) -> bool {
        self.signals().elsewhere.with(Option::is_some)
    }

    /// Continues here with the session that another tab runs, which stops there. Has to be called in the tap itself.
    pub(crate) fn take_over(self) {
        let Some(elsewhere) = untrack(|| self.elsewhere()) else { return };
        let Some(beat) = read_heartbeat(&elsewhere.id) else { return };
        let found = catalog::routine(&beat.routine).zip(beat.snapshot.clone());
        let is_taken = found.is_some_and(|(routine, snapshot)| {
            let earlier = Earlier::of_restored(&snapshot, &beat);
            self.runner.with_value(|runner| {
                runner.take_over(beat.id.clone(), beat.started, routine, snapshot, earlier)
            })
        });
        if is_taken {
            self.navigation.replace(&Route::Session { routine: beat.routine, length: None });
        }
    }
}
