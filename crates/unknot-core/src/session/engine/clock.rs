//! Moves the position along the timeline and emits the cues and segments that it passes.

use crate::domain::time::Millis;
use crate::timeline::SegmentKind;

use super::super::input::Reading;
use super::super::output::Output;
use super::super::view::Phase;
use super::Engine;

impl Engine {
    /// Advances to `reading`, passing every boundary in order. Does nothing unless the session runs
    /// and the reading belongs to the current track.
    pub(super) fn pass_time(&mut self, reading: Reading) {
        if self.phase != Phase::Running || reading.track != self.track {
            return;
        }
        let to = reading.at.min(self.timeline.total);
        while self.position < to {
            let segment = self.timeline.segments[self.timeline.segment_index_at(self.position)];
            let stop = segment.end().min(to);
            let time = stop - self.position;
            if segment.kind != SegmentKind::Prepare {
                self.practised += time;
            }
            if segment.is_work() {
                self.work.add(time, segment.pose, self.timeline.work_of(segment.step));
            }
            self.emit_cues_before(stop, to);
            self.position = stop;
            if self.has_passed(segment.step) {
                self.work.pass(segment.pose);
            }
            if stop < self.timeline.total {
                self.announce(to);
            }
        }
        if self.position == self.timeline.total {
            self.finish(to);
        }
    }

    /// Whether the position is where a step ends.
    fn has_passed(&self, step: usize) -> bool {
        self.position == self.timeline.total || self.step() != step
    }

    /// Reports the segment at the position, unless it was reported already, and emits the cues at
    /// exactly the position.
    pub(super) fn announce(&mut self, now: Millis) {
        let index = self.timeline.segment_index_at(self.position);
        if self.entered != Some(index) {
            self.entered = Some(index);
            self.outputs.push_back(Output::Entered(index));
        }
        self.emit_cues_before(Millis(self.position.0 + 1), now);
    }

    /// Emits the pending cues before `stop`. They are late by their distance from `now`.
    fn emit_cues_before(&mut self, stop: Millis, now: Millis) {
        while let Some(&cue) = self.timeline.cues.get(self.next_cue) {
            if cue.at >= stop {
                break;
            }
            self.next_cue += 1;
            self.outputs.push_back(Output::Cue { cue, late: now.saturating_sub(cue.at) });
        }
    }

    /// Emits all remaining cues and ends the session. The clock keeps running, because the end bell
    /// rings out in the tail of the track.
    pub(super) fn finish(&mut self, now: Millis) {
        self.emit_cues_before(Millis(u32::MAX), now);
        self.phase = Phase::Finished;
        self.outputs.push_back(Output::Over(self.summary()));
    }

    /// Moves to `to` without passing anything in between.
    pub(super) fn jump(&mut self, to: Millis) {
        let step = self.step();
        self.position = to;
        if self.step() != step {
            self.work.leave();
        }
        self.next_cue = self.timeline.cues.partition_point(|cue| cue.at < to);
        self.entered = None;
    }

    /// Index of the first cue that hasn't been emitted at the current position.
    pub(super) fn first_pending_cue(&self) -> usize {
        let position = self.position;
        // Cues at exactly the position are emitted when the clock starts there.
        let has_started = self.entered.is_some();
        self.timeline
            .cues
            .partition_point(|cue| cue.at < position || (has_started && cue.at == position))
    }
}
