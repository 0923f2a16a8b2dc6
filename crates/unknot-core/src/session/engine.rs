//! The state machine.

mod clock;
mod navigation;
mod swaps;
mod work;

use std::collections::VecDeque;

use crate::domain::catalog::PoseId;
use crate::domain::routine::{Hurt, Routine, Swap};
use crate::domain::time::Millis;
use crate::timeline::{
    CompileError, Options, Past, SegmentKind, SwapPoint, Timeline, compile, compile_after,
};

use super::input::{Input, PauseCause, Reading};
use super::output::{Output, Summary};
use super::snapshot::{RestoreError, Snapshot};
use super::view::{Phase, View};
use swaps::Undo;
use work::Work;

/// Runs a timeline. The module documentation has the contract.
#[derive(Clone, Debug)]
pub struct Engine {
    routine: Routine,
    options: Options,
    timeline: Timeline,
    phase: Phase,
    /// Position on the timeline. Everything before it was passed or jumped over.
    position: Millis,
    /// Index of the first cue that hasn't been emitted.
    next_cue: usize,
    /// Index of the segment that was reported last. `None` before the start and after a jump.
    entered: Option<usize>,
    track: u32,
    practised: Millis,
    /// What counts of it.
    work: Work,
    skipped: u32,
    hurts: Vec<Hurt>,
    /// Where a step was swapped after it had begun. Removed by a jump to before that point.
    swap_point: Option<SwapPoint>,
    /// Whether the person had heard what they are warned of before that point.
    is_warned: bool,
    /// What to restore if the last swap is undone.
    undo: Option<Undo>,
    outputs: VecDeque<Output>,
}

impl Engine {
    /// A session of `routine` that hasn't started.
    ///
    /// # Errors
    /// If the routine doesn't compile with these options.
    pub fn new(routine: &Routine, options: Options) -> Result<Self, CompileError> {
        let timeline = compile(routine, &options)?;
        Ok(Self {
            routine: routine.clone(),
            options,
            timeline,
            phase: Phase::Ready,
            position: Millis::ZERO,
            next_cue: 0,
            entered: None,
            track: 0,
            practised: Millis::ZERO,
            work: Work::default(),
            skipped: 0,
            hurts: Vec::new(),
            swap_point: None,
            is_warned: false,
            undo: None,
            outputs: VecDeque::new(),
        })
    }

    /// Restores a session from a snapshot. It continues from the stored position on
    /// [`Input::Start`].
    ///
    /// # Errors
    /// If the snapshot doesn't match the routine, or its position isn't within the timeline.
    pub fn restore(routine: &Routine, snapshot: Snapshot) -> Result<Self, RestoreError> {
        if snapshot.routine != routine.slug {
            return Err(RestoreError::OtherRoutine);
        }
        if snapshot.options.swaps.len() > routine.steps.len() {
            return Err(RestoreError::OtherRoutine);
        }
        let mut engine = Self::new(routine, snapshot.options)?;
        let total = engine.timeline.total;
        if snapshot.position >= total {
            return Err(RestoreError::Beyond { position: snapshot.position, total });
        }
        engine.practised = snapshot.practised;
        // A version that did not know what counts let all of it count.
        engine.work = Work::of(snapshot.worked.unwrap_or(snapshot.practised), snapshot.done);
        engine.skipped = snapshot.skipped;
        engine.hurts = snapshot.hurts;
        engine.jump(snapshot.position);
        Ok(engine)
    }

    /// The state from which this session can be restored.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot {
            routine: self.routine.slug.clone().into_owned(),
            options: self.options.clone(),
            position: self.position,
            practised: self.practised,
            worked: Some(self.work.time()),
            skipped: self.skipped,
            hurts: self.hurts.clone(),
            done: self.work.poses().to_vec(),
        }
    }

    /// The swap of the current step.
    pub fn swap(&self) -> Swap {
        self.swap_of(self.step())
    }

    /// The poses that hurt so far, each once.
    pub fn hurts(&self) -> &[Hurt] {
        &self.hurts
    }

    /// The poses that were really done so far, in order. A pose that is done several times in a row, as on both sides, is
    /// there once.
    pub fn done(&self) -> &[PoseId] {
        self.work.poses()
    }

    /// The current timeline.
    pub fn timeline(&self) -> &Timeline {
        &self.timeline
    }

    /// The position on the timeline.
    pub fn position(&self) -> Millis {
        self.position
    }

    /// The number of the current track, which a reading must have to be valid.
    pub fn track(&self) -> u32 {
        self.track
    }

    /// The summary of the session up to now.
    pub fn summary(&self) -> Summary {
        let planned = self.timeline.total.saturating_sub(self.preparation());
        Summary {
            finished: self.phase == Phase::Finished && self.practised >= planned / 2,
            planned,
            practised: self.practised,
            worked: self.work.time(),
            skipped: self.skipped,
        }
    }

    /// What the session page shows now.
    pub fn view(&self) -> View {
        let view = View::of(&self.timeline, self.position, self.phase);
        View { own_rest: self.own_rest(&view), ..view }
    }

    /// Handles an input, after advancing the position to its reading.
    ///
    /// An input that isn't valid in the current phase (a second start, a pause after the end) has
    /// no effect, because buttons, media keys and lock screens may send an input twice.
    pub fn handle(&mut self, reading: Reading, input: Input) {
        self.pass_time(reading);
        if input == Input::Playing {
            return self.on_playing(reading);
        }
        if self.phase.is_over() {
            return;
        }
        match input {
            Input::Start if self.phase == Phase::Ready => self.run(reading),
            Input::Resume if matches!(self.phase, Phase::Paused(_)) => self.run(reading),
            Input::Tick | Input::Start | Input::Resume | Input::Playing => {}
            Input::Pause(cause) => self.pause(cause),
            Input::Skip => self.skip(),
            Input::Back => self.go_back(),
            Input::Seek(to) => self.seek(to),
            Input::Extend(by) => self.extend(by),
            Input::Swap(swap) => self.swap_step(swap),
            Input::UndoSwap => self.undo_swap(),
            Input::EndEarly => self.end_early(),
        }
    }

    /// Removes and returns the next output. `None` when all have been returned.
    pub fn poll_output(&mut self) -> Option<Output> {
        self.outputs.pop_front()
    }

    /// The position of the next cue or segment, which is when the next tick is needed. `None`
    /// unless the session runs.
    pub fn next_deadline(&self) -> Option<Millis> {
        if self.phase != Phase::Running {
            return None;
        }
        let segment = &self.timeline.segments[self.timeline.segment_index_at(self.position)];
        let cue = self.timeline.cues.get(self.next_cue).map(|cue| cue.at);
        Some(cue.map_or(segment.end(), |cue| cue.min(segment.end())))
    }

    fn run(&mut self, reading: Reading) {
        self.phase = Phase::Running;
        self.outputs.push_back(Output::Play);
        self.pass_time(Reading { at: self.position, ..reading });
        self.announce(self.position);
    }

    /// Handles a clock that started without being asked to.
    ///
    /// A device that paused the session may resume it, and what it has played counts as practice.
    /// In any other case the clock is paused again and set back.
    fn on_playing(&mut self, reading: Reading) {
        match self.phase {
            Phase::Running | Phase::Finished => {}
            Phase::Paused(PauseCause::System) => {
                self.phase = Phase::Running;
                self.announce(self.position);
                self.pass_time(reading);
            }
            Phase::Ready | Phase::Paused(PauseCause::Person) | Phase::Ended => {
                self.outputs.push_back(Output::Pause);
                if reading.at != self.position {
                    self.track += 1;
                    self.outputs.push_back(Output::Seek { to: self.position, track: self.track });
                }
            }
        }
    }

    fn pause(&mut self, cause: PauseCause) {
        match self.phase {
            Phase::Running => {
                self.phase = Phase::Paused(cause);
                self.outputs.push_back(Output::Pause);
            }
            // A pause by the person overrides one by the device, so that the device can't resume
            // the session.
            Phase::Paused(PauseCause::System) => self.phase = Phase::Paused(cause),
            _ => {}
        }
    }

    /// Recompiles the timeline, which succeeds because added work and swaps don't affect the
    /// conditions for errors.
    fn compile(&mut self) {
        let is_warned = self.is_warned;
        let past = self.swap_point.map(|point| Past { point, is_warned });
        if let Ok(timeline) = compile_after(&self.routine, &self.options, past) {
            self.timeline = timeline;
        }
    }

    fn end_early(&mut self) {
        self.phase = Phase::Ended;
        self.outputs.push_back(Output::Pause);
        self.outputs.push_back(Output::Over(self.summary()));
    }

    /// Index of the current step.
    fn step(&self) -> usize {
        self.timeline.segments[self.timeline.segment_index_at(self.position)].step
    }

    /// Length of the preparation.
    fn preparation(&self) -> Millis {
        self.timeline
            .segments
            .first()
            .filter(|segment| segment.kind == SegmentKind::Prepare)
            .map_or(Millis::ZERO, |segment| segment.length)
    }
}
