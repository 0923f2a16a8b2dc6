//! When the runner checks the clock again. In a hidden page only the element's own events wake it, and most of them find nothing due.

use std::rc::Rc;

use super::{Session, SessionRunner};
use crate::platform::page;
use crate::platform::scheduling::Scheduled;
use unknot_core::domain::time::Millis;
use unknot_core::session::{Doing, Input, Phase, View};

/// The shortest time between two views. About thirty a second look smooth and save the battery.
const FRAME: Millis = Millis(30);
/// The shortest delay of a timer.
const SHORTEST_TIMER: Millis = Millis(5);

impl SessionRunner {
    /// Requests the next frame while the picture moves, or a timer for the next change. Nothing while the session isn't
    /// running.
    pub(super) fn schedule_wakeup(self: &Rc<Self>) {
        let next = self.with_session(|session| {
            let view = session.engine.view();
            let runs = view.phase == Phase::Running && page::is_visible();
            runs.then(|| {
                (moves(&view) && !page::prefers_reduced_motion(), next_change(session, &view))
            })
        });
        let this = self.clone();
        let wake = match next.flatten() {
            None => None,
            Some((true, _)) => Some(Scheduled::next_frame(move || this.on_frame())),
            Some((false, after)) => Some(Scheduled::after(after, move || this.send(Input::Tick))),
        };
        *self.wake.borrow_mut() = wake;
    }

    /// Whether a running session has come to a cue, to the end of a segment, or to the time of a heartbeat. Of one that doesn't
    /// run, every event may matter.
    pub(super) fn is_anything_due(&self) -> bool {
        let is_due = |session: &Session| {
            let position = self.player.position();
            let deadline = session.engine.next_deadline();
            deadline.is_none_or(|at| at <= position)
                || position < session.engine.position()
                || session.heartbeats.is_due_at(position)
        };
        self.with_session(is_due).unwrap_or_default()
    }

    fn on_frame(self: &Rc<Self>) {
        let due = self.with_session(|session| {
            self.player.position().saturating_sub(session.published) >= FRAME
        });
        if due == Some(true) {
            self.send(Input::Tick);
        } else {
            // A player that never starts has frames only.
            self.watch_clock();
            self.schedule_wakeup();
        }
    }
}

/// Whether the picture changes from frame to frame.
fn moves(view: &View) -> bool {
    match view.doing {
        Doing::Move { .. } | Doing::Listen { moves: true, .. } => true,
        // The figure moves into the pose in the first seconds.
        _ => view.elapsed < Millis::secs(3),
    }
}

/// The time until the countdown changes or a cue is due.
fn next_change(session: &Session, view: &View) -> Millis {
    let second = Millis(view.left.0.saturating_sub(1) % 1000 + 1);
    let deadline = session.engine.next_deadline();
    let until_cue = deadline.map_or(second, |at| at.saturating_sub(view.position));
    second.min(until_cue).max(SHORTEST_TIMER)
}
