//! The planned steps of a routine: its steps with swaps applied, and time for the transitions to
//! and from swapped steps. The total length never changes here.

use std::mem;

use crate::domain::catalog::PoseId;
use crate::domain::gentle;
use crate::domain::level::{LIE_DOWN, LevelChange, change_time, second_side_time};
use crate::domain::pose::Sides;
use crate::domain::routine::{Effort, Step, StepSide, Swap};
use crate::domain::time::Millis;

use super::compile::Options;
use super::telling;

/// Time for the set-up of another pose, which follows the bell.
const SET_UP: Millis = Millis::secs(10);
/// The same in the middle of a step, where nobody expects it, before a rest (checked against the voice by
/// `tests/soundtrack/voice` of unknot-soundtrack).
const EXPLANATION: Millis = Millis(11_500);
/// The delay of the first cue after a swap. The new track takes up to this long to take over, and
/// would miss an earlier cue.
pub(super) const SWAP_DELAY: Millis = Millis(700);
/// The minimum work that remains of a step that gives time to a transition. Shorter work isn't
/// started.
const MIN_WORK: Millis = Millis::secs(5);
/// The same for an easier way that is told as its work begins (checked against the voice like [`EXPLANATION`]).
const TOLD_WORK: Millis = Millis(8_500);
/// A rest without a word.
const SILENT_REST: Effort = Effort::Rest { guide: &[], bell_every: Millis::ZERO };

/// Where a step was swapped after it had begun. Everything before this point stays as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SwapPoint {
    /// Index of the step.
    pub step: usize,
    /// Offset from the start of the timeline.
    pub at: Millis,
    /// The swap of the step until then.
    pub was: Swap,
}

/// A step with its swap applied, or one part of a step that is divided by a [`SwapPoint`].
#[derive(Clone, Copy, Debug)]
pub(super) struct PlannedStep {
    /// Index of the step in the routine.
    pub(super) index: usize,
    /// The step as it is done.
    pub(super) step: Step,
    /// The swap that was applied.
    pub(super) swap: Swap,
    /// Work that was added during the session.
    pub(super) extra: Millis,
    /// Which part of the step this is.
    pub(super) extent: Extent,
}

/// A part of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// The whole step.
    Whole,
    /// The part before the swap point, of this length.
    Before(Millis),
    /// The part after the swap point. Its own work starts this far into the work as it was planned
    /// before.
    After(Millis),
}

/// Plans all steps of a routine in order.
pub(super) fn plan(
    steps: &[Step],
    options: &Options,
    swap_point: Option<SwapPoint>,
) -> Vec<PlannedStep> {
    let planned = |from: usize| {
        steps.iter().enumerate().skip(from).map(|(index, &step)| {
            let (swap, extra) = (options.swap(index), options.extra(index));
            PlannedStep { index, step, swap, extra, extent: Extent::Whole }.swapped()
        })
    };
    let Some(point) = swap_point.filter(|point| point.step < steps.len()) else {
        return with_transitions(planned(0).collect());
    };
    // Transitions up to the swap point must come out as before the swap.
    let mut before: Vec<_> = planned(0).take(point.step).collect();
    let step = PlannedStep {
        index: point.step,
        step: steps[point.step],
        swap: point.was,
        extra: options.extra(point.step),
        extent: Extent::Whole,
    };
    before.push(step.swapped());
    let mut before = with_transitions(before);
    let start =
        before[..point.step].iter().fold(options.preparation, |at, step| at + step.length());
    let mut rest: Vec<_> = planned(point.step + 1).collect();
    let after = split(
        &mut before[point.step],
        options.swap(point.step),
        &steps[point.step],
        point.at.saturating_sub(start),
    );
    rest.insert(0, after);
    before.extend(with_transitions(rest));
    before
}

/// Splits a step at `at` and returns its second part, with the new swap.
///
/// If too little time is left for the swap, the person rests in the current pose.
fn split(planned: &mut PlannedStep, swap: Swap, original: &Step, at: Millis) -> PlannedStep {
    let at = at.min(planned.length());
    let left = planned.length() - at;
    // Without `extra`, so that adding time after the swap doesn't change this decision.
    let planned_left = (planned.step.lead + planned.step.work).saturating_sub(at);
    let mut after =
        PlannedStep { step: *original, swap, extra: Millis::ZERO, ..*planned }.swapped();
    let (from, to) = (planned.step.pose, after.step.pose);
    // A rest goes on while the person still gets there.
    let changes_level = LevelChange::between(from, to).is_some();
    let change =
        if after.is_rest() && !changes_level { Millis::ZERO } else { change_time(from, to) };
    // Whoever takes a swap back has heard what to do.
    let told = match swap {
        Swap::Keep => telling::way_and_set_up(from, to),
        _ => telling::way_and_set_up(from, to).max(telling::lead(Some(from), &after.step)),
    };
    let told = if told.is_zero() { told } else { SWAP_DELAY + told };
    let mut lead = change.max(EXPLANATION).max(told).max(planned.step.lead.saturating_sub(at));
    let is_told_in_work = swap == Swap::Easier && !telling::is_told_first(&after.step);
    let least = if is_told_in_work { TOLD_WORK } else { MIN_WORK };
    if lead + least > planned_left {
        after = PlannedStep { swap, extra: Millis::ZERO, ..*planned }.resting();
        lead = Millis::ZERO;
    }
    after.step.lead = lead;
    after.step.work = left - lead;
    after.extent = Extent::After((at + lead).saturating_sub(planned.step.lead));
    planned.extent = Extent::Before(at);
    after
}

impl PlannedStep {
    /// Lead, work and added work.
    pub(super) fn length(&self) -> Millis {
        match self.extent {
            Extent::Before(length) => length,
            _ => self.step.lead + self.step.work + self.extra,
        }
    }

    /// The lead, and the work with the added work.
    pub(super) fn lead_and_work(&self) -> (Millis, Millis) {
        let lead = match self.extent {
            Extent::Before(length) => self.step.lead.min(length),
            _ => self.step.lead,
        };
        (lead, self.length() - lead)
    }

    /// Applies the swap. Paced breathing keeps its pace, and a guided rest keeps its guidance,
    /// unless that tells how to walk. A gentle move is repeated at its own pace. An easier way is
    /// done for as long and as often as its pose.
    fn swapped(mut self) -> Self {
        match self.swap {
            Swap::Keep => {}
            Swap::Easier => self.step.pose = self.step.pose.easier().unwrap_or(self.step.pose),
            Swap::Instead(pose) => {
                let moves = matches!(self.step.effort, Effort::Hold | Effort::Repeat { .. });
                self.step.side = StepSide::Both;
                if let Some(every) = gentle::pace(pose).filter(|_| moves) {
                    self.step.effort = Effort::Repeat { every };
                    if pose.pose().sides == Sides::Alternating {
                        self.step.side = StepSide::Alternating;
                    }
                } else if moves || self.step.pose.base() == PoseId::Walking {
                    self.step.effort = SILENT_REST;
                }
                self.step.pose = pose;
            }
        }
        self
    }

    /// Stays in the pose of the step before where there is no time to get from the floor to a rest or a
    /// replacement, or back: in the last seconds of a meditation.
    fn stay_if_hurried(&mut self, before: &Self) {
        let (from, to) = (before.step.pose, self.step.pose);
        let changes_level = LevelChange::between(from, to).is_some();
        let time = (self.step.lead + self.step.work).saturating_sub(MIN_WORK);
        if (self.is_replaced() || self.is_rest())
            && changes_level
            && time < telling::transition(from, to)
        {
            self.step.pose = from;
        }
    }

    /// Turns the work into an unguided rest, unless it is a rest already.
    fn resting(mut self) -> Self {
        if !self.is_rest() {
            self.step.effort = SILENT_REST;
        }
        self
    }

    /// Takes up to `wanted` from the work, down to [`MIN_WORK`]. Returns what was taken.
    fn take_work(&mut self, wanted: Millis) -> Millis {
        let taken = wanted.min(self.step.work.saturating_sub(MIN_WORK));
        self.step.work -= taken;
        taken
    }

    /// The time for its words after the pose `before`. The steps of a meditation flow into each other
    /// without any.
    fn own_lead(&self, before: Option<PoseId>) -> Millis {
        if self.step.lead.is_zero() {
            return Millis::ZERO;
        }
        let set_up = if self.swap == Swap::Keep { Millis::ZERO } else { SET_UP };
        set_up.max(telling::lead(before, &self.step))
    }

    /// Lengthens the lead to `lead` at the cost of the work. Returns what was taken.
    fn lengthen_lead(&mut self, lead: Millis) -> Millis {
        let taken = self.take_work(lead.saturating_sub(self.step.lead));
        self.step.lead += taken;
        taken
    }

    pub(super) fn is_rest(&self) -> bool {
        matches!(self.step.effort, Effort::Rest { .. })
    }

    pub(super) fn is_replaced(&self) -> bool {
        matches!(self.swap, Swap::Instead(_))
    }
}

/// Lengthens the leads to what the words of a step take, and those to and from swapped steps to what the transition
/// takes.
///
/// The time comes from the step's own work, so that no step begins sooner or later for what another
/// one was swapped for. The second side of a pair gives as much as the first.
fn with_transitions(mut steps: Vec<PlannedStep>) -> Vec<PlannedStep> {
    let mut taken = Millis::ZERO;
    for index in 0..steps.len() {
        let taken_by_first_side = mem::take(&mut taken);
        let (done, to_come) = steps.split_at_mut(index);
        let (before, planned) = (done.last_mut(), &mut to_come[0]);
        let Some(before) = before else {
            // The lead after a swap point is that of `split`.
            if planned.extent != Extent::Whole {
                continue;
            }
            // Whoever was to stand lies down first.
            let lies_down = planned.swap != Swap::Keep
                && planned.step.pose.is_low()
                && !planned.step.lead.is_zero();
            let way = if lies_down { LIE_DOWN } else { Millis::ZERO };
            taken = planned.lengthen_lead(planned.own_lead(None).max(way));
            continue;
        };
        // What is said on the way from the wall makes no sense from anywhere else.
        if planned.step.pose == PoseId::SavasanaFromWall && before.step.pose != PoseId::LegsUpWall {
            planned.step.pose = planned.step.pose.base();
        }
        planned.stay_if_hurried(before);
        let pose = planned.step.pose;
        // A move after a rest in its pose has yet to be set up.
        let continues = before.step.pose == pose
            && (planned.is_replaced() || planned.is_rest() || !before.is_rest());
        if continues && planned.step.side == StepSide::Second {
            let work = planned.take_work(taken_by_first_side);
            planned.step.lead += work;
            continue;
        }
        let was_swapped = before.swap != Swap::Keep || matches!(before.extent, Extent::After(_));
        if !was_swapped && planned.swap == Swap::Keep {
            // The catalog has the time for its English words. Those of another language may be longer.
            taken = planned.lengthen_lead(planned.own_lead(Some(before.step.pose)));
            continue;
        }
        let transition = telling::transition(before.step.pose, pose);
        // The person is already doing this, so nothing is explained.
        let set_up =
            if continues { Millis::ZERO } else { planned.own_lead(Some(before.step.pose)) };
        // Both sides give as much as the way to the second one takes.
        let second = match to_come.get(1) {
            Some(second) if second.step.side == StepSide::Second => {
                second_side_time(pose).saturating_sub(second.step.lead)
            }
            _ => Millis::ZERO,
        };
        let planned = &mut to_come[0];
        let lead = transition.max(set_up).max(planned.step.lead + second);
        taken = planned.lengthen_lead(lead);
    }
    steps
}
