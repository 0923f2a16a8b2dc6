//! When the position of a running session is saved, so that a killed session can be resumed.

use leptos::prelude::*;

use super::SessionRunner;
use unknot_core::domain::time::Millis;

/// The longest practised time between two heartbeats. A killed session loses at most this and the duration of a write.
const INTERVAL: Millis = Millis::secs(5);

impl SessionRunner {
    /// Saves the position of the session if that is due, or `at_once`.
    pub(super) fn save_heartbeat(&self, at_once: bool) {
        let mut slot = self.session.borrow_mut();
        let Some(session) = slot.as_mut() else { return };
        let view = session.engine.view();
        let Some(started) = session.started.filter(|_| !view.phase.is_over()) else { return };
        if session.heartbeats.is_due(view.position, view.segment, at_once) {
            let day_start = self.settings.with_untracked(|settings| settings.day_start_min);
            let (snapshot, summary) = (session.engine.snapshot(), session.summary_of_today());
            let hurts = session.hurts_of_today();
            self.persistence.save_heartbeat(
                &session.id,
                started,
                snapshot,
                &summary,
                hurts,
                day_start,
            );
        }
    }
}

/// Decides when a heartbeat is due.
#[derive(Debug, Default)]
pub(super) struct HeartbeatSchedule {
    /// Position and segment of the last heartbeat.
    last: Option<(Millis, usize)>,
}

impl HeartbeatSchedule {
    /// Whether so much has been played since the last heartbeat that the next is due.
    pub(super) fn is_due_at(&self, position: Millis) -> bool {
        self.last.is_none_or(|(last, _)| last + INTERVAL <= position)
    }

    /// Whether a heartbeat is due: at the start, every few seconds, in each new segment, after a jump back, and on request
    /// (`at_once`).
    pub(super) fn is_due(&mut self, position: Millis, segment: usize, at_once: bool) -> bool {
        let due = match self.last {
            None => true,
            Some((last, in_segment)) => {
                at_once || in_segment != segment || self.is_due_at(position) || position < last
            }
        };
        if due {
            self.last = Some((position, segment));
        }
        due
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn heartbeats_are_regular_and_follow_events() {
        let mut schedule = HeartbeatSchedule::default();
        assert!(schedule.is_due(Millis::ZERO, 0, false));
        assert!(!schedule.is_due(Millis::secs(4), 0, false));
        assert!(schedule.is_due(Millis::secs(4), 0, true));
        assert!(!schedule.is_due(Millis(8_999), 0, false));
        assert!(!schedule.is_due_at(Millis(8_999)) && schedule.is_due_at(Millis::secs(9)));
        assert!(schedule.is_due(Millis::secs(9), 0, false));
        assert!(schedule.is_due(Millis::secs(10), 1, false));
        assert!(schedule.is_due(Millis::secs(2), 0, false));
    }
}
