//! The palette: the default sound of each signal. Data.
//!
//! The listener's eyes may be closed, so sounds differ in more than one way: in material (bowl,
//! bell, metal bar, wooden bar, wood block, breath), in pitch, in the number and spacing of
//! strikes, and in how long they ring. Most of their energy is between 500 and 2500 Hz: a phone's
//! speaker reproduces little below that, and older ears hear little above it.
//!
//! Levels fall into classes, which tests/soundtrack/levels.rs checks: bells are equally loud, taps
//! are below them, and the chime that replaces a spoken line is the quietest.
//!
//! The pitches belong to one pentatonic scale (D E F# A B), so any two of them sound consonant
//! together.

use super::materials::{
    BELL, BLOCK, BOWL, DROP, FELT_BOWL, GREAT_BOWL, METAL_BAR, ROD, TAP, VEIL, WOODEN_BAR,
};
use super::recipe::{Body, Note, Pad, Recipe};
use super::signal::Signal;

/// The sound of a signal for which the chosen bell has none of its own.
pub(super) fn recipe(signal: Signal) -> &'static Recipe {
    match signal {
        Signal::Prepare => &PREPARE,
        Signal::ChangePose => &CHANGE_POSE,
        Signal::Left => &CHANGE_SIDE_LEFT,
        Signal::Right => &CHANGE_SIDE_RIGHT,
        Signal::Begin => &BEGIN,
        Signal::Repetition => &REPETITION,
        Signal::RepetitionLeft => &REPETITION_LEFT,
        Signal::RepetitionRight => &REPETITION_RIGHT,
        Signal::HalfWay => &HALF_WAY,
        Signal::SecondsLeft => &SECONDS_LEFT,
        Signal::LastSecond => &LAST_SECOND,
        Signal::Interval => &INTERVAL,
        Signal::BreatheIn => &BREATHE_IN,
        Signal::BreatheHold => &BREATHE_HOLD,
        Signal::BreatheOut => &BREATHE_OUT,
        Signal::Line => &LINE,
        Signal::End => &END,
    }
}

static PREPARE: Recipe = Recipe {
    swell: Some(587.3),
    body: Body::Struck(&[Note {
        material: &FELT_BOWL,
        hz: 587.3,
        db: 0.0,
        at: &[0],
        ring_millis: 3400,
    }]),
    level_db: -11.0,
};

static CHANGE_POSE: Recipe = Recipe {
    swell: Some(880.0),
    body: Body::Struck(&[
        Note { material: &METAL_BAR, hz: 1318.5, db: -1.0, at: &[0], ring_millis: 700 },
        Note { material: &METAL_BAR, hz: 880.0, db: 0.0, at: &[380], ring_millis: 2200 },
    ]),
    level_db: -12.0,
};

static CHANGE_SIDE_LEFT: Recipe = Recipe {
    swell: Some(587.3),
    body: Body::Struck(&[
        Note { material: &WOODEN_BAR, hz: 740.0, db: 0.0, at: &[0], ring_millis: 700 },
        Note { material: &WOODEN_BAR, hz: 587.3, db: 0.0, at: &[190], ring_millis: 1000 },
    ]),
    level_db: -10.8,
};

static CHANGE_SIDE_RIGHT: Recipe = Recipe {
    swell: Some(1174.7),
    body: Body::Struck(&[
        Note { material: &WOODEN_BAR, hz: 1174.7, db: 0.0, at: &[0], ring_millis: 700 },
        Note { material: &WOODEN_BAR, hz: 1480.0, db: 0.0, at: &[190], ring_millis: 1000 },
    ]),
    level_db: -12.1,
};

static BEGIN: Recipe = Recipe {
    swell: Some(987.8),
    body: Body::Struck(&[Note {
        material: &BELL,
        hz: 987.8,
        db: 0.0,
        at: &[0],
        ring_millis: 2500,
    }]),
    level_db: -13.5,
};

static REPETITION: Recipe =
    tap(&[Note { material: &TAP, hz: 740.0, db: 0.0, at: &[0], ring_millis: 300 }]);

static REPETITION_LEFT: Recipe =
    tap(&[Note { material: &TAP, hz: 587.3, db: 0.0, at: &[0], ring_millis: 300 }]);

static REPETITION_RIGHT: Recipe =
    tap(&[Note { material: &TAP, hz: 987.8, db: 0.0, at: &[0], ring_millis: 300 }]);

const fn tap(notes: &'static [Note]) -> Recipe {
    Recipe { swell: None, body: Body::Struck(notes), level_db: -11.3 }
}

static HALF_WAY: Recipe = Recipe {
    swell: Some(1480.0),
    body: Body::Struck(&[Note {
        material: &ROD,
        hz: 1480.0,
        db: 0.0,
        at: &[0, 260],
        ring_millis: 700,
    }]),
    level_db: -16.0,
};

static SECONDS_LEFT: Recipe = Recipe {
    swell: None,
    body: Body::Struck(&[Note {
        material: &BLOCK,
        hz: 1318.5,
        db: 0.0,
        at: &[0],
        ring_millis: 225,
    }]),
    level_db: -8.4,
};

static LAST_SECOND: Recipe = Recipe {
    swell: None,
    body: Body::Struck(&[Note {
        material: &BLOCK,
        hz: 1760.0,
        db: 0.0,
        at: &[0],
        ring_millis: 225,
    }]),
    level_db: -9.5,
};

static INTERVAL: Recipe = Recipe {
    swell: Some(740.0),
    body: Body::Struck(&[Note {
        material: &BOWL,
        hz: 740.0,
        db: 0.0,
        at: &[0],
        ring_millis: 4500,
    }]),
    level_db: -13.3,
};

static BREATHE_IN: Recipe = Recipe {
    swell: None,
    body: Body::Breath(&Pad {
        from_hz: 587.3,
        to_hz: 1174.7,
        chord: CHORD,
        millis: 1500,
        rise_millis: 1050,
    }),
    level_db: -26.0,
};

static BREATHE_OUT: Recipe = Recipe {
    swell: None,
    body: Body::Breath(&Pad {
        from_hz: 740.0,
        to_hz: 440.0,
        chord: CHORD,
        millis: 1900,
        rise_millis: 400,
    }),
    level_db: -26.7,
};

static CHORD: &[(f32, f32)] =
    &[(0.9985, 0.0), (1.0015, -5.0), (1.5, -7.0), (2.002, -10.0), (3.005, -20.0)];

static BREATHE_HOLD: Recipe = Recipe {
    swell: None,
    body: Body::Struck(&[Note {
        material: &DROP,
        hz: 2349.3,
        db: 0.0,
        at: &[0],
        ring_millis: 260,
    }]),
    level_db: -18.5,
};

static LINE: Recipe = Recipe {
    swell: None,
    body: Body::Struck(&[Note {
        material: &VEIL,
        hz: 1318.5,
        db: 0.0,
        at: &[0],
        ring_millis: 700,
    }]),
    level_db: -31.7,
};

static END: Recipe = Recipe {
    swell: Some(659.3),
    body: Body::Struck(&[Note {
        material: &GREAT_BOWL,
        hz: 659.3,
        db: 0.0,
        at: &[0, 1800, 3600],
        ring_millis: 7500,
    }]),
    level_db: -15.8,
};
