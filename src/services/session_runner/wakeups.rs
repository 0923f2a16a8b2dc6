//! When the runner checks the clock again. In a hidden page only the element's own events wake it, and most of them find nothing due.

use std::rc::Rc;

use super::{Session, SessionRunner};
use crate::platform::page;
use crate::platform::scheduling::Scheduled;
use crate::services::ticker::FRAME;
use unknot_core::domain::time::Millis;
use unknot_core::session::{Doing, Input, Phase, View};
use unknot_figure::SETTLED;

/// The time between two views of a figure that only breathes.
const BREATH: Millis = Millis(300);
/// The shortest delay of a timer.
const SHORTEST_TIMER: Millis = Millis(5);

impl SessionRunner {
    /// Sets a timer for the next change of what is shown or heard. None while the session isn't running.
    pub(super) fn schedule_wakeup(self: &Rc<Self>) {
        let after = self.with_session(|session| {
            let view = session.engine.view();
            let runs = view.phase == Phase::Running && page::is_visible();
            runs.then(|| next_change(session, &view))
        });
        let this = self.clone();
        let tick = move || this.send(Input::Tick);
        *self.wake.borrow_mut() = after.flatten().map(|after| Scheduled::after(after, tick));
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
}

/// The time until the picture moves, the countdown changes or a cue is due.
fn next_change(session: &Session, view: &View) -> Millis {
    let second = Millis(view.left.0.saturating_sub(1) % 1000 + 1);
    let picture = match (session.has_motion, moves(view)) {
        (false, _) => second,
        (true, true) => FRAME,
        (true, false) => BREATH,
    };
    let deadline = session.engine.next_deadline();
    let cue = deadline.map_or(second, |at| at.saturating_sub(view.position));
    second.min(picture).min(cue).max(SHORTEST_TIMER)
}

/// Whether the figure does more than breathe.
fn moves(view: &View) -> bool {
    match view.doing {
        Doing::Move { .. } | Doing::Listen { moves: true, .. } => true,
        // The figure gets into the pose.
        _ => view.elapsed < SETTLED,
    }
}
