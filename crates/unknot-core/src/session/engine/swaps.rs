//! Swaps poses that hurt during a session, and undoes swaps (docs/adr/0011-this-hurts.md).

use crate::domain::catalog::PoseId;
use crate::domain::routine::{Hurt, Swap};
use crate::domain::time::Millis;
use crate::timeline::SwapPoint;

#[cfg(doc)]
use super::super::input::Input;
use super::super::view::View;
use super::Engine;

/// The state before a pose was swapped.
#[derive(Clone, Debug)]
pub(super) struct Undo {
    /// The base pose that was swapped.
    pose: PoseId,
    /// The swap of every step.
    swaps: Vec<Swap>,
    hurts: Vec<Hurt>,
}

impl Engine {
    pub(super) fn swap_of(&self, step: usize) -> Swap {
        self.options.swaps.get(step).copied().unwrap_or(Swap::Keep)
    }

    /// What the session would show if the current step were swapped now.
    pub fn preview(&self, swap: Swap) -> View {
        let mut engine = self.clone();
        engine.swap_step(swap);
        engine.view()
    }

    /// Whether the current step has been swapped in this session, and [`Input::UndoSwap`] would bring it
    /// back.
    pub fn can_undo_swap(&self) -> bool {
        let pose = self.routine.steps[self.step()].pose.base();
        self.undo.as_ref().is_some_and(|undo| undo.pose == pose)
    }

    /// Swaps the current step and all later steps with the same base pose.
    pub(super) fn swap_step(&mut self, swap: Swap) {
        let step = self.step();
        let pose = self.routine.steps[step].pose.base();
        let steps = 0..self.routine.steps.len();
        let mut swaps: Vec<_> = steps.map(|step| self.swap_of(step)).collect();
        // Undo reverts all swaps that were tried for one pose.
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
        self.apply_swaps(swaps);
    }

    pub(super) fn undo_swap(&mut self) {
        if let Some(mut undo) = self.undo.take() {
            // Completed steps keep their swaps.
            for step in 0..self.step() {
                undo.swaps[step] = self.swap_of(step);
            }
            self.hurts = undo.hurts;
            self.apply_swaps(undo.swaps);
        }
    }

    /// Continues from the current position with these swaps.
    fn apply_swaps(&mut self, swaps: Vec<Swap>) {
        let step = self.step();
        self.swap_point = Some(SwapPoint { step, at: self.position, was: self.swap_of(step) });
        self.options.swaps = swaps;
        if self.options.swaps.iter().all(|swap| *swap == Swap::Keep) {
            self.options.swaps.clear();
        }
        self.compile();
        self.go_to(self.position, true);
    }

    /// Removes the swap point if it is after `to`. The step is then swapped from its start, so that
    /// jumping back doesn't bring back the pose that hurt. Returns whether the timeline has
    /// changed.
    pub(super) fn forget_swap_point_after(&mut self, to: Millis) -> bool {
        let is_after = self.swap_point.is_some_and(|point| to < point.at);
        if is_after {
            self.swap_point = None;
            self.compile();
        }
        is_after
    }
}
