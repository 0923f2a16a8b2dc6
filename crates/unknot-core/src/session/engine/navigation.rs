//! Moves the session to other positions, and lengthens steps.

use crate::domain::routine::{Step, StepSide};
use crate::domain::time::Millis;

use super::super::output::Output;
use super::super::view::Phase;
use super::Engine;

/// A step that began less than this ago has only just begun, so going back means the step before it.
const JUST_BEGUN: Millis = Millis::secs(3);

impl Engine {
    pub(super) fn skip(&mut self) {
        self.skipped += 1;
        match self.timeline.step_start(self.step() + 1) {
            Some(start) => self.seek(start),
            None => self.skip_to_end(),
        }
    }

    /// Seeks to the end bell and finishes. Whether that counts depends on what was practised before.
    fn skip_to_end(&mut self) {
        self.jump(self.timeline.total);
        self.track += 1;
        self.outputs.push_back(Output::Seek { to: self.position, track: self.track });
        self.finish(self.position);
    }

    /// Goes to the start of the step or, if that was only just passed, to the step before it.
    pub(super) fn go_back(&mut self) {
        let step = self.step();
        let start = self.timeline.step_start(step).unwrap_or_default();
        let has_just_begun = self.position.saturating_sub(start) < JUST_BEGUN;
        self.go_to_step(step.saturating_sub(usize::from(has_just_begun)));
    }

    fn go_to_step(&mut self, step: usize) {
        let Some(start) = self.timeline.step_start(step) else { return };
        let has_changed = self.forget_swap_point_after(start);
        // The step may start elsewhere in the changed timeline.
        self.go_to(self.timeline.step_start(step).unwrap_or(start), has_changed);
    }

    pub(super) fn seek(&mut self, to: Millis) {
        let has_changed = self.forget_swap_point_after(to);
        self.go_to(to, has_changed);
    }

    /// Continues at `to`. `has_changed` says whether the timeline has changed and needs a new
    /// track.
    pub(super) fn go_to(&mut self, to: Millis, has_changed: bool) {
        // The end is only reached by playing.
        let to = to.min(Millis(self.timeline.total.0.saturating_sub(1)));
        self.jump(to);
        self.track += 1;
        let track = self.track;
        self.outputs.push_back(if has_changed {
            Output::Retimed { at: to, track }
        } else {
            Output::Seek { to, track }
        });
        if self.phase == Phase::Running {
            self.announce(to);
        }
    }

    pub(super) fn extend(&mut self, by: Millis) {
        let step = self.step();
        let steps = self.routine.steps.len();
        self.options.extra.resize(steps, Millis::ZERO);
        let pair = matches!(self.routine.steps.get(step), Some(Step { side: StepSide::First, .. }));
        for extra in self.options.extra.iter_mut().skip(step).take(if pair { 2 } else { 1 }) {
            *extra += by;
        }
        self.compile();
        self.next_cue = self.first_pending_cue();
        self.track += 1;
        self.outputs.push_back(Output::Retimed { at: self.position, track: self.track });
    }
}
