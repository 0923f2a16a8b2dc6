//! Swaps poses that hurt during a session, and undoes swaps (docs/adr/0011-this-hurts.md).

use crate::domain::catalog::PoseId;
use crate::domain::gentle;
use crate::domain::routine::{Effort, Hurt, Swap};
use crate::domain::time::Millis;
use crate::timeline::{SwapPoint, is_warned};

#[cfg(doc)]
use super::super::input::Input;
use super::super::view::{Doing, OwnRest, View};
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

    /// What the session would show after [`Input::UndoSwap`]. `None` if the current step hasn't been
    /// swapped, so that there is nothing to undo.
    pub fn preview_undo(&self) -> Option<View> {
        let step = self.step();
        self.undo_of(step).filter(|undo| undo.swaps[step] != self.swap_of(step))?;
        let mut engine = self.clone();
        engine.undo_swap();
        Some(engine.view())
    }

    /// The rest of one's own choice at a moment: where a move isn't done, and nothing else in its place.
    pub(super) fn own_rest(&self, view: &View) -> Option<OwnRest> {
        let effort = self.routine.steps[view.step].effort;
        let is_move = matches!(effort, Effort::Hold | Effort::Repeat { .. });
        let instead = match self.swap_of(view.step) {
            Swap::Instead(pose) => Some(pose),
            Swap::Keep | Swap::Easier => None,
        };
        let rests = is_move && view.doing == Doing::Rest && instead != Some(view.pose);
        let position = view.pose.pose().position;
        let is_near =
            |pose: &PoseId| gentle::pace(*pose).is_none() && pose.pose().position == position;
        rests.then(|| OwnRest { figure: instead.filter(is_near) })
    }

    /// Swaps the current step and all later steps in which the same base pose is done.
    pub(super) fn swap_step(&mut self, swap: Swap) {
        let step = self.step();
        let steps = 0..self.routine.steps.len();
        let mut swaps: Vec<_> = steps.map(|step| self.swap_of(step)).collect();
        // Undo reverts all swaps that were tried for one pose.
        let before = match self.undo_of(step) {
            Some(undo) => undo.swaps.clone(),
            None => swaps.clone(),
        };
        let pose = self.done_in(step, &before);
        if self.undo_of(step).is_none() {
            self.undo = Some(Undo { pose, swaps: swaps.clone(), hurts: self.hurts.clone() });
        }
        for (later, swapped) in swaps.iter_mut().enumerate().skip(step) {
            if self.done_in(later, &before) == pose {
                *swapped = match (swap, before[later]) {
                    // The easier way is that of the gentle move. That of the routine's own pose could be
                    // on the floor.
                    (Swap::Easier, Swap::Instead(own)) if gentle::pace(own).is_some() => {
                        Swap::Instead(own.easier().unwrap_or(own))
                    }
                    _ => swap,
                };
            }
        }
        self.hurts.retain(|hurt| hurt.pose != pose);
        self.hurts.push(Hurt { pose, swap });
        self.apply_swaps(swaps);
    }

    /// The state before the pose of this step was swapped, if that was the last one.
    fn undo_of(&self, step: usize) -> Option<&Undo> {
        self.undo.as_ref().filter(|undo| self.done_in(step, &undo.swaps) == undo.pose)
    }

    /// The base pose of a step with these swaps, or of the gentle move in its place: it is what hurts.
    fn done_in(&self, step: usize, swaps: &[Swap]) -> PoseId {
        match swaps.get(step) {
            Some(Swap::Instead(own)) if gentle::pace(*own).is_some() => own.base(),
            _ => self.routine.steps[step].pose.base(),
        }
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
        self.is_warned |= is_warned(&self.timeline.cues, self.position);
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
            (self.swap_point, self.is_warned) = (None, false);
            self.compile();
        }
        is_after
    }
}
