//! The palette: what each cue sounds like. Data.
//!
//! With the eyes closed a person must know each from the others, so they differ in more than one
//! way: in material (bowl, bell, metal bar, wooden bar, block of wood, breath), in pitch, in how
//! many strikes and how far apart, and in how long they ring. Most of their energy is between 500
//! and 2500 Hz: a phone's speaker gives little below, and older ears hear little above.
//!
//! Levels are in classes, and a test holds them there (tests/soundtrack): bells are equally loud,
//! taps stand below them, and the chime that stands for a line is the quietest of all.

use std::slice;

use unknot_core::domain::bell::Bell;
use unknot_core::domain::cue::{CueKind, Side};
use unknot_core::domain::time::Millis;

use super::bells;
use super::voice::samples;

/// The hum that rises before a bell, bowl or chime is struck. It wakes headphones that went to
/// sleep, so that they don't swallow the strike, and it keeps a bell from startling.
pub const SWELL: Millis = Millis(400);

/// So long after its last strike a bell is known, and may be spoken over.
const SOUNDED_MILLIS: u32 = 700;

/// What sounds. Cues that sound the same are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Signal {
    Prepare,
    ChangePose,
    Left,
    Right,
    Begin,
    Repetition,
    RepetitionLeft,
    RepetitionRight,
    HalfWay,
    SecondsLeft,
    LastSecond,
    Interval,
    BreatheIn,
    BreatheHold,
    BreatheOut,
    Line,
    End,
}

impl Signal {
    /// All of them.
    pub(super) const ALL: [Self; 17] = [
        Self::Prepare,
        Self::ChangePose,
        Self::Left,
        Self::Right,
        Self::Begin,
        Self::Repetition,
        Self::RepetitionLeft,
        Self::RepetitionRight,
        Self::HalfWay,
        Self::SecondsLeft,
        Self::LastSecond,
        Self::Interval,
        Self::BreatheIn,
        Self::BreatheHold,
        Self::BreatheOut,
        Self::Line,
        Self::End,
    ];

    /// What a cue sounds like.
    pub(super) fn of(cue: CueKind) -> Self {
        match cue {
            CueKind::Prepare => Self::Prepare,
            CueKind::ChangePose => Self::ChangePose,
            CueKind::ChangeSide(Side::Left) => Self::Left,
            CueKind::ChangeSide(Side::Right) => Self::Right,
            CueKind::Begin => Self::Begin,
            CueKind::Repetition(None) => Self::Repetition,
            CueKind::Repetition(Some(Side::Left)) => Self::RepetitionLeft,
            CueKind::Repetition(Some(Side::Right)) => Self::RepetitionRight,
            CueKind::HalfWay => Self::HalfWay,
            CueKind::LastSeconds(1) => Self::LastSecond,
            CueKind::LastSeconds(_) => Self::SecondsLeft,
            CueKind::Interval => Self::Interval,
            CueKind::BreatheIn => Self::BreatheIn,
            CueKind::BreatheHold => Self::BreatheHold,
            CueKind::BreatheOut => Self::BreatheOut,
            CueKind::Say(_) => Self::Line,
            CueKind::End => Self::End,
        }
    }

    /// How it is made, with that bell.
    pub(super) fn recipe(self, bell: Bell) -> Recipe {
        bells::recipe(bell, self).unwrap_or(*match self {
            Self::Prepare => &PREPARE,
            Self::ChangePose => &CHANGE_POSE,
            Self::Left => &CHANGE_SIDE_LEFT,
            Self::Right => &CHANGE_SIDE_RIGHT,
            Self::Begin => &BEGIN,
            Self::Repetition => &REPETITION,
            Self::RepetitionLeft => &REPETITION_LEFT,
            Self::RepetitionRight => &REPETITION_RIGHT,
            Self::HalfWay => &HALF_WAY,
            Self::SecondsLeft => &SECONDS_LEFT,
            Self::LastSecond => &LAST_SECOND,
            Self::Interval => &INTERVAL,
            Self::BreatheIn => &BREATHE_IN,
            Self::BreatheHold => &BREATHE_HOLD,
            Self::BreatheOut => &BREATHE_OUT,
            Self::Line => &LINE,
            Self::End => &END,
        })
    }
}

/// How a sound is made.
#[derive(Clone, Copy)]
pub(super) struct Recipe {
    /// Pitch of the hum before the strike, where there is one.
    pub(super) swell: Option<f32>,
    /// The sound itself, from the strike on.
    pub(super) body: Body,
    /// Of the whole.
    pub(super) level_db: f32,
}

impl Recipe {
    /// Which of its samples the strike is.
    pub(super) fn strike(&self) -> usize {
        self.swell.map_or(0, |_| samples(SWELL.0))
    }

    /// How many samples it has.
    pub(super) fn samples(&self) -> usize {
        self.strike() + samples(self.body.millis())
    }

    /// For how many samples from its strike on it should be heard alone. What only marks a rhythm may be
    /// spoken over.
    pub(super) fn has_its_say(&self) -> usize {
        let last = self.body.notes().iter().flat_map(|note| note.at).max();
        match (self.swell, last) {
            (Some(_), Some(last)) => samples(last + SOUNDED_MILLIS),
            _ => 0,
        }
    }
}

/// What a sound consists of.
#[derive(Clone, Copy)]
pub(super) enum Body {
    /// Things that are struck, and ring.
    Struck(&'static [Note]),
    /// One of them alone.
    Bell(Note),
    /// A chord that glides.
    Breath(&'static Pad),
}

impl Body {
    /// How long it sounds at most, from the strike on.
    pub(super) fn millis(&self) -> u32 {
        match self {
            Self::Breath(pad) => pad.millis,
            _ => self.notes().iter().map(Note::millis).max().unwrap_or(0),
        }
    }

    /// What is struck.
    pub(super) fn notes(&self) -> &[Note] {
        match self {
            Self::Struck(notes) => notes,
            Self::Bell(note) => slice::from_ref(note),
            Self::Breath(_) => &[],
        }
    }
}

/// A pitch of a material, struck.
#[derive(Clone, Copy)]
pub(super) struct Note {
    pub(super) material: &'static Material,
    pub(super) hz: f32,
    pub(super) db: f32,
    /// When it is struck, in milliseconds from the strike of the sound; the first note's first
    /// strike is that strike.
    pub(super) at: &'static [u32],
    /// How long it rings at most.
    pub(super) ring_millis: u32,
}

impl Note {
    /// From the strike of the sound to where its last strike has rung out.
    fn millis(&self) -> u32 {
        self.at.iter().max().unwrap_or(&0) + self.ring_millis
    }
}

/// What is struck, and how softly.
pub(super) struct Material {
    /// Time from nothing to full.
    pub(super) attack_millis: f32,
    pub(super) partials: &'static [Partial],
}

/// A sine of a material.
pub(super) struct Partial {
    /// Its frequency, as a multiple of the note's.
    pub(super) ratio: f32,
    pub(super) db: f32,
    /// Time in which it falls by 60 dB.
    pub(super) t60_millis: f32,
    /// It is two sines so far apart, whose sum swells and ebbs so many times a second.
    pub(super) beat_hz: f32,
}

/// A chord that glides from one pitch to another.
pub(super) struct Pad {
    pub(super) from_hz: f32,
    pub(super) to_hz: f32,
    /// Ratio to the pitch, and level.
    pub(super) chord: &'static [(f32, f32)],
    pub(super) millis: u32,
    /// For how long it grows; for the rest it dies away.
    pub(super) rise_millis: u32,
}

pub(super) const fn partial(ratio: f32, db: f32, t60_millis: f32, beat_hz: f32) -> Partial {
    Partial { ratio, db, t60_millis, beat_hz }
}

// Materials. A note's pitch is that of the partial of ratio 1, which is what the ear takes for it.

/// A hammered bowl under a soft mallet. Its gravest mode is below what phones give.
static BOWL: Material = Material {
    attack_millis: 14.0,
    partials: &[
        partial(0.36, -9.0, 6500.0, 0.7),
        partial(1.0, 0.0, 5200.0, 2.1),
        partial(1.88, -4.0, 3600.0, 3.1),
        partial(2.96, -11.0, 2200.0, 4.3),
        partial(4.2, -19.0, 1200.0, 0.0),
        partial(5.6, -27.0, 600.0, 0.0),
    ],
};

/// The same bowl, touched with felt: rounder, slower to speak, sooner over.
static FELT_BOWL: Material = Material {
    attack_millis: 45.0,
    partials: &[
        partial(0.36, -11.0, 4200.0, 0.6),
        partial(1.0, 0.0, 3000.0, 1.3),
        partial(1.88, -10.0, 1700.0, 1.9),
        partial(2.96, -22.0, 800.0, 0.0),
    ],
};

/// A bowl the size of a bucket: dense, slow beats.
pub(super) static GREAT_BOWL: Material = Material {
    attack_millis: 18.0,
    partials: &[
        partial(0.28, -12.0, 11_000.0, 0.4),
        partial(0.66, -4.0, 10_000.0, 0.8),
        partial(1.0, 0.0, 9000.0, 1.2),
        partial(1.52, -3.0, 6500.0, 1.9),
        partial(2.14, -9.0, 4200.0, 2.6),
        partial(2.85, -16.0, 2600.0, 0.0),
        partial(3.7, -24.0, 1300.0, 0.0),
    ],
};

/// A hand bell: octave and twelfth over a clear prime.
static BELL: Material = Material {
    attack_millis: 6.0,
    partials: &[
        partial(0.5, -15.0, 3200.0, 0.0),
        partial(1.0, 0.0, 3000.0, 0.45),
        partial(2.003, -9.0, 1900.0, 1.7),
        partial(2.997, -14.0, 1100.0, 0.0),
        partial(4.21, -25.0, 500.0, 0.0),
    ],
};

/// A thick bar of metal on strings.
static METAL_BAR: Material = Material {
    attack_millis: 7.0,
    partials: &[
        partial(1.0, 0.0, 2600.0, 0.8),
        partial(2.756, -17.0, 900.0, 0.0),
        partial(5.404, -32.0, 300.0, 0.0),
    ],
};

/// A bar of rosewood under yarn.
static WOODEN_BAR: Material = Material {
    attack_millis: 5.0,
    partials: &[
        partial(1.0, 0.0, 850.0, 0.0),
        partial(2.0, -16.0, 420.0, 0.0),
        partial(3.93, -18.0, 180.0, 0.0),
    ],
};

/// A thin bent rod, just touched.
static ROD: Material = Material {
    attack_millis: 4.0,
    partials: &[
        partial(1.0, 0.0, 620.0, 2.5),
        partial(1.49, -5.0, 700.0, 0.0),
        partial(2.13, -11.0, 480.0, 0.0),
        partial(2.71, -19.0, 300.0, 0.0),
    ],
};

/// A block of soft wood.
static BLOCK: Material = Material {
    attack_millis: 3.0,
    partials: &[
        partial(0.61, -9.0, 60.0, 0.0),
        partial(1.0, 0.0, 110.0, 0.0),
        partial(1.46, -8.0, 70.0, 0.0),
        partial(2.38, -14.0, 45.0, 0.0),
    ],
};

/// A finger on a wooden box.
static TAP: Material = Material {
    attack_millis: 5.0,
    partials: &[
        partial(0.82, -6.0, 120.0, 0.0),
        partial(1.0, 0.0, 160.0, 0.0),
        partial(1.57, -15.0, 60.0, 0.0),
    ],
};

/// A drop of glass.
static DROP: Material = Material {
    attack_millis: 4.0,
    partials: &[partial(1.0, 0.0, 300.0, 0.0), partial(2.41, -22.0, 90.0, 0.0)],
};

/// A chime behind a curtain.
static VEIL: Material = Material {
    attack_millis: 30.0,
    partials: &[partial(1.0, 0.0, 1100.0, 1.5), partial(1.5, -7.0, 800.0, 0.0)],
};

// Sounds. The pitches are of one pentatonic scale (D E F# A B), so that two at once agree.

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
    tap(&[Note { material: &TAP, hz: 740.0, db: 0.0, at: &[0], ring_millis: 200 }]);

static REPETITION_LEFT: Recipe =
    tap(&[Note { material: &TAP, hz: 587.3, db: 0.0, at: &[0], ring_millis: 200 }]);

static REPETITION_RIGHT: Recipe =
    tap(&[Note { material: &TAP, hz: 987.8, db: 0.0, at: &[0], ring_millis: 200 }]);

const fn tap(notes: &'static [Note]) -> Recipe {
    Recipe { swell: None, body: Body::Struck(notes), level_db: -14.5 }
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
        ring_millis: 150,
    }]),
    level_db: -10.4,
};

static LAST_SECOND: Recipe = Recipe {
    swell: None,
    body: Body::Struck(&[Note {
        material: &BLOCK,
        hz: 1760.0,
        db: 0.0,
        at: &[0],
        ring_millis: 150,
    }]),
    level_db: -11.5,
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
    level_db: -22.5,
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
