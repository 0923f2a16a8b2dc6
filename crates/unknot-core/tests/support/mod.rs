//! What the native tests share: a virtual clock that runs a session, and strategies.

#![allow(dead_code, reason = "each test file uses its own part")]

use proptest::prelude::*;
use unknot_core::domain::catalog::{PoseId, routine, routines};
use unknot_core::domain::cue::{Cue, Side};
use unknot_core::domain::routine::{Routine, Swap};
use unknot_core::domain::time::Millis;
use unknot_core::session::{Engine, Input, Output, PauseCause, Reading, Summary};
use unknot_core::timeline::{Manner, Options};

/// The options of a plain session of the routine's own length.
pub(crate) fn plain(preparation: Millis) -> Options {
    Options {
        length: None,
        preparation,
        first_side: Side::Left,
        extra: Vec::new(),
        manner: Manner::default(),
        swaps: Vec::new(),
    }
}

/// A device as the engine sees it: an element whose clock runs only while it plays.
pub(crate) struct Device {
    pub(crate) engine: Engine,
    /// Where the element stands.
    pub(crate) clock: Millis,
    pub(crate) playing: bool,
    track: u32,
    /// Time for which the element really played, and what came out, in order.
    pub(crate) played: Millis,
    pub(crate) cues: Vec<(Cue, Millis)>,
    pub(crate) entered: Vec<usize>,
    pub(crate) over: Vec<Summary>,
}

impl Device {
    pub(crate) fn new(engine: Engine) -> Self {
        let (clock, track) = (engine.position(), engine.track());
        Self {
            engine,
            clock,
            playing: false,
            track,
            played: Millis::ZERO,
            cues: Vec::new(),
            entered: Vec::new(),
            over: Vec::new(),
        }
    }

    /// Gives an input and does what the engine asks for.
    pub(crate) fn send(&mut self, input: Input) {
        self.send_at(Reading { track: self.track, at: self.clock }, input);
    }

    /// The same with a reading of one's own, which may be stale or wrong.
    pub(crate) fn send_at(&mut self, reading: Reading, input: Input) {
        self.engine.handle(reading, input);
        while let Some(output) = self.engine.poll_output() {
            match output {
                Output::Play => self.playing = true,
                Output::Pause => self.playing = false,
                Output::Seek { to, track } => (self.clock, self.track) = (to, track),
                Output::Retimed { at, track } => (self.clock, self.track) = (at, track),
                Output::Entered(index) => self.entered.push(index),
                Output::Cue { cue, late } => self.cues.push((cue, late)),
                Output::Over(summary) => self.over.push(summary),
            }
        }
    }

    /// Lets the element play for `time` while the engine hears nothing of it.
    pub(crate) fn play_unheard(&mut self, time: Millis) {
        if self.playing {
            let end = self.engine.timeline().total;
            let to = Millis((self.clock + time).0.min(end.0));
            self.played += to - self.clock;
            self.clock = to;
        }
    }

    /// The device plays by itself, and the engine hears of it some time later.
    pub(crate) fn play_by_itself(&mut self, unheard: Millis) {
        self.playing = true;
        self.play_unheard(unheard);
        self.send(Input::Playing);
    }

    /// The device stops by itself.
    pub(crate) fn stop_by_itself(&mut self) {
        self.playing = false;
        self.send(Input::Pause(PauseCause::System));
    }

    /// Plays and ticks once.
    pub(crate) fn play(&mut self, time: Millis) {
        self.play_unheard(time);
        self.send(Input::Tick);
    }
}

/// One of the catalog's routines.
pub(crate) fn any_routine() -> impl Strategy<Value = &'static Routine> {
    prop::sample::select(routines().collect::<Vec<_>>())
}

/// A routine with options that compile.
pub(crate) fn any_session() -> impl Strategy<Value = (&'static Routine, Options)> {
    let side = prop_oneof![Just(Side::Left), Just(Side::Right)];
    (any_routine(), 0u32..3_000_000, 0u32..120_000, side, any::<bool>()).prop_map(
        |(routine, more, preparation, first_side, own)| {
            let length = (!own).then(|| routine.least_length() + Millis(more));
            let preparation = Millis(preparation);
            (
                routine,
                Options {
                    length,
                    preparation,
                    first_side,
                    extra: Vec::new(),
                    manner: Manner::default(),
                    swaps: Vec::new(),
                },
            )
        },
    )
}

/// A session of Morning mobility that has begun.
pub(crate) fn morning() -> Device {
    let routine = routine("morning-mobility").unwrap();
    let mut device = Device::new(Engine::new(routine, plain(Millis::secs(10))).unwrap());
    device.send(Input::Start);
    device
}

/// Whatever a step can become.
pub(crate) fn any_swap() -> impl Strategy<Value = Swap> {
    let stand_ins = prop::sample::select(vec![
        PoseId::ConstructiveRest,
        PoseId::SideLyingRest,
        PoseId::EasySeat,
        PoseId::Mountain,
    ]);
    prop_oneof![Just(Swap::Keep), Just(Swap::Easier), stand_ins.prop_map(Swap::Instead)]
}
