//! The bells to choose from. Each gives four signals with one instrument. Data.
//!
//! All through a session a chosen bell is the same instrument, so its four signals differ in pitch
//! and in the number of strikes: low to settle down, high to begin, twice and slowly to mark an
//! interval, three times to end.

use unknot_core::domain::bell::Bell;

use super::materials::{BRONZE, CUP, GREAT_BOWL, HOLLOW_WOOD, TUBE};
use super::recipe::{Body, Material, Note, Recipe};
use super::signal::Signal;

/// An instrument, and how it gives each of [`BELL_SIGNALS`].
struct Instrument {
    material: &'static Material,
    /// Pitch of each signal, in Hz.
    hz: [f32; 4],
    /// Level of each signal in dB, chosen so that all are equally loud
    /// (tests/soundtrack/levels.rs).
    db: [f32; 4],
    /// Times of the strikes, in milliseconds.
    at: [&'static [u32]; 4],
    /// Length to which each strike is limited, in milliseconds.
    ring_millis: [u32; 4],
}

/// How a bell gives a signal; `None` if the signal has the sound of the palette.
pub(super) fn recipe(bell: Bell, signal: Signal) -> Option<Recipe> {
    let instrument = match bell {
        Bell::Mixed => return None,
        Bell::SmallBowl => &SMALL_BOWL,
        Bell::LargeBowl => &LARGE_BOWL,
        Bell::Gong => &GONG,
        Bell::Block => &BLOCK,
        Bell::Chime => &CHIME,
    };
    let n = BELL_SIGNALS.iter().position(|own| *own == signal)?;
    let note = Note {
        material: instrument.material,
        hz: instrument.hz[n],
        db: 0.0,
        at: instrument.at[n],
        ring_millis: instrument.ring_millis[n],
    };
    Some(Recipe { swell: Some(note.hz), body: Body::Bell(note), level_db: instrument.db[n] })
}

/// The signals that a chosen bell gives.
const BELL_SIGNALS: [Signal; 4] = [Signal::Prepare, Signal::Begin, Signal::Interval, Signal::End];

/// Strikes of instruments that ring for seconds.
const SLOW: [&[u32]; 4] = [&[0], &[0], &[0, 1100], &[0, 1800, 3600]];
/// Strikes of instruments with a short decay.
const QUICK: [&[u32]; 4] = [&[0], &[0, 170], &[0, 800], &[0, 700, 1400]];

static SMALL_BOWL: Instrument = Instrument {
    material: &CUP,
    hz: [784.0, 1174.7, 987.8, 880.0],
    db: [-13.1, -13.9, -14.6, -14.2],
    at: SLOW,
    ring_millis: [3400, 3000, 4000, 6000],
};

static LARGE_BOWL: Instrument = Instrument {
    material: &GREAT_BOWL,
    hz: [587.3, 1046.5, 740.0, 880.0],
    db: [-15.7, -16.5, -16.0, -16.9],
    at: SLOW,
    ring_millis: [4000, 3500, 5000, 7500],
};

static GONG: Instrument = Instrument {
    material: &BRONZE,
    hz: [622.3, 1108.7, 880.0, 740.0],
    db: [-14.7, -15.9, -15.3, -15.6],
    at: SLOW,
    ring_millis: [4000, 3500, 5000, 7000],
};

static BLOCK: Instrument = Instrument {
    material: &HOLLOW_WOOD,
    hz: [622.3, 830.6, 698.5, 784.0],
    db: [-9.6, -13.0, -9.7, -9.9],
    at: QUICK,
    ring_millis: [700, 700, 700, 800],
};

static CHIME: Instrument = Instrument {
    material: &TUBE,
    hz: [1046.5, 1568.0, 1318.5, 1174.7],
    db: [-12.9, -14.3, -14.5, -13.4],
    at: SLOW,
    ring_millis: [2600, 2400, 3000, 4000],
};
