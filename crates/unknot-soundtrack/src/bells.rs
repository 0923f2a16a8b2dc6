//! The bells to choose from: a thing that is struck four times in different ways. Data.
//!
//! Who has chosen one hears the same thing all through a session, so its four signals differ in pitch and in how often it is
//! struck: low to settle down, high to begin, twice and slowly to mark time, three times to end.
//!
//! The ratios of a bowl's partials are near those of a free ring of metal, 1 : 2.8 : 5.4 (Rossing, Science of Percussion
//! Instruments, 2000); the strong ones are pairs that beat, because no bowl is quite round.

use unknot_core::domain::bell::Bell;

use super::palette::{Body, GREAT_BOWL, Material, Note, Recipe, Signal, partial};

/// A thing, and how it gives each of [`RUNG`].
struct Set {
    material: &'static Material,
    /// Pitches.
    hz: [f32; 4],
    /// Levels, so that all are equally loud (tests/soundtrack).
    db: [f32; 4],
    /// When it is struck.
    at: [&'static [u32]; 4],
    /// How long each strike rings at most.
    ring_millis: [u32; 4],
}

/// How a chosen bell gives a signal; `None` where that has a thing of its own.
pub(super) fn recipe(bell: Bell, signal: Signal) -> Option<Recipe> {
    let set = match bell {
        Bell::Mixed => return None,
        Bell::SmallBowl => &SMALL_BOWL,
        Bell::LargeBowl => &LARGE_BOWL,
        Bell::Gong => &GONG,
        Bell::Block => &BLOCK,
        Bell::Chime => &CHIME,
    };
    let n = RUNG.iter().position(|rung| *rung == signal)?;
    let note = Note {
        material: set.material,
        hz: set.hz[n],
        db: 0.0,
        at: set.at[n],
        ring_millis: set.ring_millis[n],
    };
    Some(Recipe { swell: Some(note.hz), body: Body::Bell(note), level_db: set.db[n] })
}

/// What a chosen bell gives.
const RUNG: [Signal; 4] = [Signal::Prepare, Signal::Begin, Signal::Interval, Signal::End];

/// Of what rings on.
const SLOW: [&[u32]; 4] = [&[0], &[0], &[0, 1100], &[0, 1800, 3600]];
/// Of what is over at once.
const QUICK: [&[u32]; 4] = [&[0], &[0, 170], &[0, 800], &[0, 700, 1400]];

static SMALL_BOWL: Set = Set {
    material: &CUP,
    hz: [784.0, 1174.7, 987.8, 880.0],
    db: [-13.1, -13.9, -14.6, -14.2],
    at: SLOW,
    ring_millis: [3400, 3000, 4000, 6000],
};

static LARGE_BOWL: Set = Set {
    material: &GREAT_BOWL,
    hz: [587.3, 1046.5, 740.0, 880.0],
    db: [-15.7, -16.5, -16.0, -16.9],
    at: SLOW,
    ring_millis: [4000, 3500, 5000, 7500],
};

static GONG: Set = Set {
    material: &BRONZE,
    hz: [622.3, 1108.7, 880.0, 740.0],
    db: [-14.7, -15.9, -15.3, -15.6],
    at: SLOW,
    ring_millis: [4000, 3500, 5000, 7000],
};

static BLOCK: Set = Set {
    material: &HOLLOW_WOOD,
    hz: [622.3, 830.6, 698.5, 784.0],
    db: [-9.6, -13.0, -9.7, -9.9],
    at: QUICK,
    ring_millis: [700, 700, 700, 800],
};

static CHIME: Set = Set {
    material: &TUBE,
    hz: [1046.5, 1568.0, 1318.5, 1174.7],
    db: [-12.9, -14.3, -14.5, -13.4],
    at: SLOW,
    ring_millis: [2600, 2400, 3000, 4000],
};

/// A small bowl of bronze, under a wooden stick wound with leather.
static CUP: Material = Material {
    attack_millis: 8.0,
    partials: &[
        partial(1.0, 0.0, 5600.0, 1.1),
        partial(2.74, -9.0, 2800.0, 2.3),
        partial(5.1, -24.0, 900.0, 0.0),
    ],
};

/// A hanging plate of bronze: many partials, near each other, that bloom after the blow.
static BRONZE: Material = Material {
    attack_millis: 90.0,
    partials: &[
        partial(0.56, -13.0, 7000.0, 0.3),
        partial(1.0, 0.0, 6400.0, 0.9),
        partial(1.29, -1.0, 5200.0, 1.4),
        partial(1.71, -3.0, 4000.0, 2.2),
        partial(2.23, -9.0, 2600.0, 3.1),
        partial(2.96, -14.0, 1500.0, 0.0),
    ],
};

/// A carved block, hollow, under a padded beater.
static HOLLOW_WOOD: Material = Material {
    attack_millis: 4.0,
    partials: &[
        partial(1.0, 0.0, 1100.0, 0.0),
        partial(1.58, -7.0, 600.0, 0.0),
        partial(2.6, -14.0, 220.0, 0.0),
    ],
};

/// A hanging tube of thin metal, stroked rather than struck.
static TUBE: Material = Material {
    attack_millis: 25.0,
    partials: &[partial(1.0, 0.0, 3800.0, 0.7), partial(2.01, -18.0, 1700.0, 0.0)],
};
