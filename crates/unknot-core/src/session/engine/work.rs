//! What counts of the time that was played (docs/adr/0029-what-counts.md).

use crate::domain::catalog::PoseId;
use crate::domain::practice::enough_of_step;
use crate::domain::time::Millis;

/// The work that was really done. Neither the preparation nor a change of position is work, nor is a step that was left when
/// it had hardly begun. It only grows.
#[derive(Clone, Debug, Default)]
pub(super) struct Work {
    /// Of the steps before the current one.
    before: Millis,
    /// Of the current step since it was entered.
    here: Millis,
    /// Whether the current step counts, however early it is left.
    counts_here: bool,
    poses: Vec<PoseId>,
}

impl Work {
    /// The work of a session that is restored.
    pub(super) fn of(time: Millis, poses: Vec<PoseId>) -> Self {
        Self { before: time, poses, ..Self::default() }
    }

    /// The time that counts.
    pub(super) fn time(&self) -> Millis {
        if self.counts_here { self.before + self.here } else { self.before }
    }

    /// The poses that were done, in order, without repetitions.
    pub(super) fn poses(&self) -> &[PoseId] {
        &self.poses
    }

    /// Adds work of the current step. `whole` is all of its work.
    pub(super) fn add(&mut self, time: Millis, pose: PoseId, whole: Millis) {
        self.here += time;
        if self.here >= enough_of_step(whole) {
            self.count(pose);
        }
    }

    /// Passes the end of the current step. What was entered late is done, too.
    pub(super) fn pass(&mut self, pose: PoseId) {
        if !self.here.is_zero() {
            self.count(pose);
        }
        self.leave();
    }

    /// Leaves the current step, before its end or after it.
    pub(super) fn leave(&mut self) {
        self.before = self.time();
        (self.here, self.counts_here) = (Millis::ZERO, false);
    }

    /// Lets the current step count.
    fn count(&mut self, pose: PoseId) {
        if !self.counts_here {
            self.counts_here = true;
            if self.poses.last() != Some(&pose) {
                self.poses.push(pose);
            }
        }
    }
}
