//! Shared by the tests: a virtual device that runs a session, and strategies.

#![allow(dead_code, reason = "each test file uses only some of it")]

use proptest::prelude::*;
use unknot_core::adaptation::{care, may_hold_breath, swaps};
use unknot_core::domain::care::{Care, Rise, Warning};
use unknot_core::domain::catalog::{PoseId, routine, routines};
use unknot_core::domain::caution::{Caution, Cautions};
use unknot_core::domain::cue::{Cue, Side};
use unknot_core::domain::kit::Kit;
use unknot_core::domain::routine::{Routine, Swap};
use unknot_core::domain::settings::Settings;
use unknot_core::domain::time::Millis;
use unknot_core::session::{Engine, Input, Output, PauseCause, Reading, Summary};
use unknot_core::timeline::{Manner, Options, preparation};

/// Default options with this preparation.
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

/// A person with these cautions.
pub(crate) fn person_with(cautions: Cautions) -> Settings {
    Settings { cautions, ..Settings::default() }
}

/// Nobody's cautions, every single caution and every pair of cautions.
pub(crate) fn singles_and_pairs() -> Vec<Cautions> {
    let all = || Caution::ALL.into_iter().enumerate();
    let pairs = all().flat_map(|(index, one)| {
        all().skip(index).map(move |(_, other)| Cautions::of(&[one, other]))
    });
    [Cautions::default()].into_iter().chain(pairs).collect()
}

/// The options of a session that is adapted to a person.
pub(crate) fn session_of(routine: &Routine, person: &Settings) -> Options {
    let holds = may_hold_breath(person);
    let care = care(routine, person);
    let preparation = preparation(routine, Millis::secs(10), care.kit);
    Options {
        manner: Manner { posture: person.posture, holds, care, ..Manner::default() },
        swaps: swaps(routine, person),
        ..plain(preparation)
    }
}

/// A virtual audio element, whose clock runs only while it plays.
pub(crate) struct Device {
    pub(crate) engine: Engine,
    /// The position of the element.
    pub(crate) clock: Millis,
    pub(crate) playing: bool,
    track: u32,
    /// Outputs of the engine, in order. Each cue comes with its lateness.
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
            cues: Vec::new(),
            entered: Vec::new(),
            over: Vec::new(),
        }
    }

    /// Sends an input with the current reading, and carries out the outputs.
    pub(crate) fn send(&mut self, input: Input) {
        self.send_at(Reading { track: self.track, at: self.clock }, input);
    }

    /// Sends an input with any reading, which may be stale or wrong, and carries out the outputs.
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

    /// Plays for `time` without sending an input.
    pub(crate) fn play_silently(&mut self, time: Millis) {
        if self.playing {
            let end = self.engine.timeline().total;
            self.clock = Millis((self.clock + time).0.min(end.0));
        }
    }

    /// Starts playing without being asked to, and tells the engine after `delay`.
    pub(crate) fn play_by_itself(&mut self, delay: Millis) {
        self.playing = true;
        self.play_silently(delay);
        self.send(Input::Playing);
    }

    /// Stops playing without being asked to, and tells the engine.
    pub(crate) fn stop_by_itself(&mut self) {
        self.playing = false;
        self.send(Input::Pause(PauseCause::System));
    }

    /// Plays for `time` and sends one tick.
    pub(crate) fn play(&mut self, time: Millis) {
        self.play_silently(time);
        self.send(Input::Tick);
    }
}

fn any_routine() -> impl Strategy<Value = &'static Routine> {
    prop::sample::select(routines().collect::<Vec<_>>())
}

/// A routine of the catalog, with options that compile.
pub(crate) fn any_session() -> impl Strategy<Value = (&'static Routine, Options)> {
    let side = prop_oneof![Just(Side::Left), Just(Side::Right)];
    let preparation = prop_oneof![1 => Just(0), 3 => 0u32..120_000];
    (any_routine(), 0u32..3_000_000, preparation, side, any::<bool>(), any_care()).prop_map(
        |(routine, more, preparation, first_side, default_length, care)| {
            let length = (!default_length).then(|| routine.least_length() + Millis(more));
            let preparation = Millis(preparation);
            (
                routine,
                Options {
                    length,
                    preparation,
                    first_side,
                    extra: Vec::new(),
                    manner: Manner { care, ..Manner::default() },
                    swaps: Vec::new(),
                },
            )
        },
    )
}

fn any_care() -> impl Strategy<Value = Care> {
    let warning = prop::option::of(prop::sample::select(Warning::ALL.to_vec()));
    let rise = prop::sample::select(Rise::ALL.to_vec());
    let kit = prop::sample::select(Kit::all().collect::<Vec<_>>());
    (warning, rise, kit).prop_map(|(warning, rise, kit)| Care { warning, rise, kit })
}

/// A session of Morning mobility that has started, with ten seconds of preparation.
pub(crate) fn morning() -> Device {
    let routine = routine("morning-mobility").unwrap();
    let mut device = Device::new(Engine::new(routine, plain(Millis::secs(10))).unwrap());
    device.send(Input::Start);
    device
}

pub(crate) fn any_swap() -> impl Strategy<Value = Swap> {
    let quiet_poses = prop::sample::select(vec![
        PoseId::ConstructiveRest,
        PoseId::SideLyingRest,
        PoseId::EasySeat,
        PoseId::Mountain,
    ]);
    prop_oneof![Just(Swap::Keep), Just(Swap::Easier), quiet_poses.prop_map(Swap::Instead)]
}
