//! When the runner checks the clock again. In a hidden page only the element's own events wake it, and most of them find nothing due.

use std::rc::Rc;

use super::{Session, SessionRunner};
use crate::platform::page;
use crate::platform::scheduling::Scheduled;
use unknot_core::domain::pose::Sides;
use unknot_core::domain::time::Millis;
use unknot_core::session::{Doing, Input, Phase, View};
use unknot_figure::SETTLED;

/// The time between two views of a figure that moves slowly. A browser's frame costs it more than what is drawn in it, and at two
/// metres a movement of seconds looks smooth with fourteen a second.
const SLOW: Millis = Millis(72);
/// The time between two views of one that moves quickly, as in a walk.
const QUICK: Millis = Millis(30);
/// Repetitions that are shorter are quick.
const SHORT: Millis = Millis::secs(2);
/// The time between two views of a figure that only breathes, or of the word for a breath.
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
    let picture = match view.doing {
        _ if session.has_motion => next_picture(view),
        // Without motion it is the word that says when to breathe out and in.
        Doing::Move { every, .. } if every >= SHORT => BREATH,
        _ => second,
    };
    let deadline = session.engine.next_deadline();
    let cue = deadline.map_or(second, |at| at.saturating_sub(view.position));
    second.min(picture).min(cue).max(SHORTEST_TIMER)
}

/// The time until the figure looks different.
fn next_picture(view: &View) -> Millis {
    match view.doing {
        Doing::Move { every, .. } if every < SHORT => QUICK,
        // In a walking meditation the figure walks on while the voice speaks.
        Doing::Rest if view.own_rest.is_none() && view.pose.pose().sides == Sides::Alternating => {
            QUICK
        }
        Doing::Move { .. } | Doing::Listen { moves: true, .. } => SLOW,
        // The figure gets into the pose.
        _ if view.elapsed < SETTLED => SLOW,
        _ => BREATH,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unknot_core::domain::catalog::{PoseId, routine};
    use unknot_core::domain::cue::Side;
    use unknot_core::session::{Engine, OwnRest};
    use unknot_core::timeline::{Manner, Options};
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn the_figure_is_drawn_as_often_as_it_moves() {
        let options = Options {
            length: None,
            preparation: Millis::secs(10),
            first_side: Side::Left,
            extra: Vec::new(),
            manner: Manner::default(),
            swaps: Vec::new(),
        };
        let engine = Engine::new(routine("morning-mobility").unwrap(), options).unwrap();
        let moves = |every| Doing::Move { number: 1, count: 4, elapsed: Millis::ZERO, every };
        let listen = |moves| Doing::Listen { elapsed: SETTLED, length: Millis::secs(9), moves };
        let own_rest = Some(OwnRest { figure: None });
        for (pose, doing, elapsed, own_rest, expected) in [
            (PoseId::KneeRolls, moves(Millis::secs(6)), SETTLED, None, SLOW),
            (PoseId::Walking, moves(Millis(600)), SETTLED, None, QUICK),
            (PoseId::Walking, Doing::Rest, SETTLED, None, QUICK),
            (PoseId::Walking, Doing::Rest, SETTLED, own_rest, BREATH),
            (PoseId::CatCow, listen(true), SETTLED, None, SLOW),
            (PoseId::CatCow, listen(false), SETTLED, None, BREATH),
            (PoseId::Sphinx, Doing::Hold, Millis::secs(1), None, SLOW),
            (PoseId::Sphinx, Doing::Hold, SETTLED, None, BREATH),
        ] {
            let view = View { pose, doing, elapsed, own_rest, ..engine.view() };
            assert_eq!(next_picture(&view), expected, "{view:?}");
        }
    }
}
