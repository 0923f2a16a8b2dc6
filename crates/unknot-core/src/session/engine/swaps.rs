//! What hurts makes way: swaps in the middle of a session, and the way back from a slip (docs/adr/0011-this-hurts.md).

use crate::domain::catalog::PoseId;
use crate::domain::routine::{Hurt, Swap};
use crate::domain::time::Millis;
use crate::timeline::Turn;

use super::Engine;

/// What was there before a pose was swapped.
#[derive(Clone, Debug)]
pub(super) struct Undo {
    /// The pose, whichever of its variations it was.
    pose: PoseId,
    /// The swap of every step.
    swaps: Vec<Swap>,
    hurts: Vec<Hurt>,
}

impl Engine {
    pub(super) fn swap_of(&self, step: usize) -> Swap {
        self.options.swaps.get(step).copied().unwrap_or(Swap::Keep)
    }

    /// Takes the step that hurts, and all to come of the same pose, in another way.
    pub(super) fn swap_step(&mut self, swap: Swap) {
        let step = self.step();
        let pose = self.routine.steps[step].pose.base();
        let steps = 0..self.routine.steps.len();
        let mut swaps: Vec<_> = steps.map(|step| self.swap_of(step)).collect();
        // Of several ways that were tried for one pose, a slip takes back all.
        if self.undo.as_ref().is_none_or(|undo| undo.pose != pose) {
            self.undo = Some(Undo { pose, swaps: swaps.clone(), hurts: self.hurts.clone() });
        }
        for (swapped, step) in swaps.iter_mut().zip(&self.routine.steps).skip(step) {
            if step.pose.base() == pose {
                *swapped = swap;
            }
        }
        self.hurts.retain(|hurt| hurt.pose != pose);
        self.hurts.push(Hurt { pose, swap });
        self.turn_to(swaps);
    }

    pub(super) fn undo_swap(&mut self) {
        if let Some(mut undo) = self.undo.take() {
            // What is done is done.
            for step in 0..self.step() {
                undo.swaps[step] = self.swap_of(step);
            }
            self.hurts = undo.hurts;
            self.turn_to(undo.swaps);
        }
    }

    /// Goes on from here with other swaps.
    fn turn_to(&mut self, swaps: Vec<Swap>) {
        let step = self.step();
        self.turn = Some(Turn { step, at: self.position, was: self.swap_of(step) });
        self.options.swaps = swaps;
        if self.options.swaps.iter().all(|swap| *swap == Swap::Keep) {
            self.options.swaps.clear();
        }
        self.compile();
        self.go_to(self.position, true);
    }

    /// Whoever goes back over a turn does not do again what hurt: the step is swapped from its beginning. Answers whether
    /// the timeline has changed.
    pub(super) fn forget_turn_after(&mut self, to: Millis) -> bool {
        let is_before = self.turn.is_some_and(|turn| to < turn.at);
        if is_before {
            self.turn = None;
            self.compile();
        }
        is_before
    }
}
