//! The state machine.

mod swaps;

use std::collections::VecDeque;

use crate::domain::routine::{Hurt, Routine, Step, StepSide, Swap};
use crate::domain::time::Millis;
use crate::timeline::{CompileError, Options, SegmentKind, Timeline, Turn, compile_turned};

use super::input::{Input, PauseCause, Reading};
use super::output::{Output, Summary};
use super::snapshot::{RestoreError, Snapshot};
use super::view::{Phase, View};
use swaps::Undo;

/// Runs a timeline. See the module for the contract.
#[derive(Clone, Debug)]
pub struct Engine {
    routine: Routine,
    options: Options,
    timeline: Timeline,
    phase: Phase,
    /// Where the session stands. Everything before it has been passed or jumped over.
    position: Millis,
    /// Index of the first cue that is still to come.
    next_cue: usize,
    /// The segment that was entered last; none before the start and after a jump.
    entered: Option<usize>,
    track: u32,
    practised: Millis,
    skipped: u32,
    hurts: Vec<Hurt>,
    /// Where a step was swapped in its middle, until that is jumped back over.
    turn: Option<Turn>,
    /// What was there before a pose was swapped.
    undo: Option<Undo>,
    outputs: VecDeque<Output>,
}

impl Engine {
    /// A session of `routine` that has not begun.
    ///
    /// # Errors
    /// Where the routine does not compile with these options.
    pub fn new(routine: &Routine, options: Options) -> Result<Self, CompileError> {
        let timeline = compile_turned(routine, &options, None)?;
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
            skipped: 0,
            hurts: Vec::new(),
            turn: None,
            undo: None,
            outputs: VecDeque::new(),
        })
    }

    /// A session that goes on where a snapshot was taken, once it is told to start.
    ///
    /// # Errors
    /// Where the snapshot does not fit the routine.
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
        engine.skipped = snapshot.skipped;
        engine.hurts = snapshot.hurts;
        engine.jump(snapshot.position);
        Ok(engine)
    }

    /// What is needed to go on with this session later.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot {
            routine: self.routine.slug.clone().into_owned(),
            options: self.options.clone(),
            position: self.position,
            practised: self.practised,
            skipped: self.skipped,
            hurts: self.hurts.clone(),
        }
    }

    /// What has become of the step that is done now.
    pub fn swap(&self) -> Swap {
        self.swap_of(self.step())
    }

    /// What hurt so far, each pose once.
    pub fn hurts(&self) -> &[Hurt] {
        &self.hurts
    }

    /// The timeline as it is now.
    pub fn timeline(&self) -> &Timeline {
        &self.timeline
    }

    /// Where the session stands.
    pub fn position(&self) -> Millis {
        self.position
    }

    /// Number that readings of the clock must carry.
    pub fn track(&self) -> u32 {
        self.track
    }

    /// What the session comes to if it ended now.
    pub fn summary(&self) -> Summary {
        Summary {
            finished: self.phase == Phase::Finished,
            planned: self.timeline.total - self.preparation(),
            practised: self.practised,
            skipped: self.skipped,
        }
    }

    /// What a person should see now.
    pub fn view(&self) -> View {
        View::of(&self.timeline, self.position, self.phase)
    }

    /// Takes an input. Time up to its reading passes first.
    ///
    /// An input that makes no sense in the phase it comes in (a second start, a pause when over)
    /// changes nothing: buttons, media keys and lock screens may all send it twice.
    pub fn handle(&mut self, reading: Reading, input: Input) {
        self.pass_time(reading);
        if input == Input::Plays {
            return self.plays(reading);
        }
        if self.phase.is_over() {
            return;
        }
        match input {
            Input::Start if self.phase == Phase::Ready => self.run(reading),
            Input::Resume if matches!(self.phase, Phase::Paused(_)) => self.run(reading),
            Input::Tick | Input::Start | Input::Resume | Input::Plays => {}
            Input::Pause(cause) => self.pause(cause),
            Input::Skip => self.skip(),
            Input::Back => self.go_to_step(self.step().saturating_sub(1)),
            Input::RestartStep => self.go_to_step(self.step()),
            Input::Seek(to) => self.seek(to),
            Input::Extend(by) => self.extend(by),
            Input::Swap(swap) => self.swap_step(swap),
            Input::UndoSwap => self.undo_swap(),
            Input::EndEarly => self.end_early(),
        }
    }

    /// The next output, until there is none.
    pub fn poll_output(&mut self) -> Option<Output> {
        self.outputs.pop_front()
    }

    /// The position of the next cue or segment, while the clock runs: when a tick will have
    /// something to do.
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
        // What lies exactly here begins with the clock.
        self.pass_time(Reading { at: self.position, ..reading });
        self.announce(self.position);
    }

    /// A device that stopped the clock may let it run again. What has been played by then is
    /// practice. Nobody else's clock runs unasked: it is stopped, and goes back to where it stood.
    fn plays(&mut self, reading: Reading) {
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
            // The person's own pause outranks a device that stops an already silent element.
            Phase::Paused(PauseCause::System) => self.phase = Phase::Paused(cause),
            _ => {}
        }
    }

    fn skip(&mut self) {
        self.skipped += 1;
        match self.timeline.step_start(self.step() + 1) {
            Some(start) => self.seek(start),
            None => self.skip_to_end(),
        }
    }

    /// The end bell belongs to a finished session however it got there.
    fn skip_to_end(&mut self) {
        self.jump(self.timeline.total);
        self.track += 1;
        self.outputs.push_back(Output::Seek { to: self.position, track: self.track });
        self.finish(self.position);
    }

    fn go_to_step(&mut self, step: usize) {
        let Some(start) = self.timeline.step_start(step) else { return };
        let is_anew = self.forget_turn_after(start);
        // Without the turn, it may begin elsewhere.
        self.go_to(self.timeline.step_start(step).unwrap_or(start), is_anew);
    }

    fn seek(&mut self, to: Millis) {
        let is_anew = self.forget_turn_after(to);
        self.go_to(to, is_anew);
    }

    /// Goes on at `to`, on a timeline that has changed or on that which was.
    fn go_to(&mut self, to: Millis, is_anew: bool) {
        // The very end is reached by playing, never by a jump.
        let to = to.min(Millis(self.timeline.total.0.saturating_sub(1)));
        self.jump(to);
        self.track += 1;
        let track = self.track;
        self.outputs.push_back(if is_anew {
            Output::Retimed { at: to, track }
        } else {
            Output::Seek { to, track }
        });
        if self.phase == Phase::Running {
            self.announce(to);
        }
    }

    fn extend(&mut self, by: Millis) {
        let step = self.step();
        let steps = self.routine.steps.len();
        self.options.extra.resize(steps, Millis::ZERO);
        let pair = matches!(self.routine.steps.get(step), Some(Step { side: StepSide::First, .. }));
        for extra in self.options.extra.iter_mut().skip(step).take(if pair { 2 } else { 1 }) {
            *extra += by;
        }
        self.compile();
        self.next_cue = self.first_cue_after(self.position);
        self.track += 1;
        self.outputs.push_back(Output::Retimed { at: self.position, track: self.track });
    }

    /// Makes the timeline anew. Neither more work nor a swap can make a routine that compiled fail to.
    fn compile(&mut self) {
        if let Ok(timeline) = compile_turned(&self.routine, &self.options, self.turn) {
            self.timeline = timeline;
        }
    }

    /// The clock runs on: the end bell rings out in the track's tail.
    fn finish(&mut self, now: Millis) {
        self.ring_until(Millis(u32::MAX), now);
        self.phase = Phase::Finished;
        self.outputs.push_back(Output::Over(self.summary()));
    }

    fn end_early(&mut self) {
        self.phase = Phase::Ended;
        self.outputs.push_back(Output::Pause);
        self.outputs.push_back(Output::Over(self.summary()));
    }

    /// Lets the clock run up to `reading`, passing every boundary on the way in order.
    fn pass_time(&mut self, reading: Reading) {
        if self.phase != Phase::Running || reading.track != self.track {
            return;
        }
        let to = reading.at.min(self.timeline.total);
        while self.position < to {
            let segment = self.timeline.segments[self.timeline.segment_index_at(self.position)];
            let stop = segment.end().min(to);
            if segment.kind != SegmentKind::Prepare {
                self.practised += stop - self.position;
            }
            self.ring_until(stop, to);
            self.position = stop;
            if stop < self.timeline.total {
                self.announce(to);
            }
        }
        if self.position == self.timeline.total {
            self.finish(to);
        }
    }

    /// Says which segment holds the position, once, and rings what lies exactly there.
    fn announce(&mut self, now: Millis) {
        let index = self.timeline.segment_index_at(self.position);
        if self.entered != Some(index) {
            self.entered = Some(index);
            self.outputs.push_back(Output::Entered(index));
        }
        self.ring_until(Millis(self.position.0 + 1), now);
    }

    /// Emits the cues before `stop`.
    fn ring_until(&mut self, stop: Millis, now: Millis) {
        while let Some(&cue) = self.timeline.cues.get(self.next_cue) {
            if cue.at >= stop {
                break;
            }
            self.next_cue += 1;
            self.outputs.push_back(Output::Cue { cue, late: now.saturating_sub(cue.at) });
        }
    }

    /// Moves to `to` without passing what lies between.
    fn jump(&mut self, to: Millis) {
        self.position = to;
        self.next_cue = self.timeline.cues.partition_point(|cue| cue.at < to);
        self.entered = None;
    }

    fn first_cue_after(&self, position: Millis) -> usize {
        // Before the clock runs, what lies exactly here has not been rung yet.
        let rung = self.entered.is_some();
        self.timeline.cues.partition_point(|cue| cue.at < position || (rung && cue.at == position))
    }

    fn step(&self) -> usize {
        self.timeline.segments[self.timeline.segment_index_at(self.position)].step
    }

    fn preparation(&self) -> Millis {
        self.timeline
            .segments
            .first()
            .filter(|segment| segment.kind == SegmentKind::Prepare)
            .map_or(Millis::ZERO, |segment| segment.length)
    }
}
