//! Recipes: the parameters from which the [synthesiser](super::synth) makes a sound.

use std::slice;

use unknot_core::domain::time::Millis;

use super::units::millis_to_samples;

/// Length of the swell, a hum that rises before a bell, bowl or chime is struck. It wakes wireless
/// headphones from standby, so that they don't swallow the strike, and keeps a bell from startling
/// the listener.
pub const SWELL: Millis = Millis(400);

/// How long after its last strike a bell must be heard alone, in milliseconds. By then it can be
/// recognised, and speech may begin.
const RECOGNITION_MILLIS: u32 = 700;

/// How a sound is synthesised. All pitches are in Hz, all levels in dB relative to full scale or to
/// the enclosing level.
#[derive(Clone, Copy)]
pub(super) struct Recipe {
    /// Pitch of the swell before the strike, if the sound has a swell.
    pub(super) swell: Option<f32>,
    /// The sound from the strike on.
    pub(super) body: Body,
    /// Level of the whole sound, swell included.
    pub(super) level_db: f32,
}

impl Recipe {
    /// The position of the strike in the sound, in samples.
    pub(super) fn strike(&self) -> usize {
        self.swell.map_or(0, |_| millis_to_samples(SWELL.0))
    }

    /// Length of the sound in samples, swell included.
    pub(super) fn samples(&self) -> usize {
        self.strike() + millis_to_samples(self.body.millis())
    }

    /// Whether it is a tick: a short struck sound without a swell, which marks a rhythm. Speech doesn't
    /// duck it, because it is over before it could hide a word.
    pub(super) fn is_tick(&self) -> bool {
        self.swell.is_none() && matches!(self.body, Body::Struck(_))
    }

    /// Samples after the strike during which no speech may start. 0 for sounds without a swell,
    /// which only mark a rhythm.
    pub(super) fn samples_without_speech(&self) -> usize {
        let last = self.body.notes().iter().flat_map(|note| note.at).max();
        match (self.swell, last) {
            (Some(_), Some(last)) => millis_to_samples(last + RECOGNITION_MILLIS),
            _ => 0,
        }
    }
}

/// The kind of sound.
#[derive(Clone, Copy)]
pub(super) enum Body {
    /// Several struck notes.
    Struck(&'static [Note]),
    /// A single struck note.
    Bell(Note),
    /// A gliding chord.
    Breath(&'static Pad),
}

impl Body {
    /// Length from the strike on, in milliseconds.
    pub(super) fn millis(&self) -> u32 {
        match self {
            Self::Breath(pad) => pad.millis,
            _ => self.notes().iter().map(Note::millis).max().unwrap_or(0),
        }
    }

    /// The struck notes; empty for a breath.
    pub(super) fn notes(&self) -> &[Note] {
        match self {
            Self::Struck(notes) => notes,
            Self::Bell(note) => slice::from_ref(note),
            Self::Breath(_) => &[],
        }
    }
}

/// A pitch of a material, struck once or several times.
#[derive(Clone, Copy)]
pub(super) struct Note {
    pub(super) material: &'static Material,
    pub(super) hz: f32,
    pub(super) db: f32,
    /// Times of the strikes in milliseconds. Time zero is the sound's own strike, which is the
    /// first of the first note.
    pub(super) at: &'static [u32],
    /// Length to which each strike is limited, in milliseconds.
    pub(super) ring_millis: u32,
}

impl Note {
    /// Time from the sound's strike until the note's last strike has ended, in milliseconds.
    fn millis(&self) -> u32 {
        self.at.iter().max().unwrap_or(&0) + self.ring_millis
    }
}

/// What is struck: its partials and its attack.
pub(super) struct Material {
    /// Time from silence to full level.
    pub(super) attack_millis: f32,
    pub(super) partials: &'static [Partial],
}

/// A decaying sine, or a beating pair of them.
pub(super) struct Partial {
    /// Frequency as a multiple of the note's.
    pub(super) ratio: f32,
    pub(super) db: f32,
    /// Time in which it decays by 60 dB.
    pub(super) t60_millis: f32,
    /// Beat frequency: the distance between the two sines of a pair. 0 for a single sine.
    pub(super) beat_hz: f32,
}

/// A chord that glides from one pitch to another.
pub(super) struct Pad {
    pub(super) from_hz: f32,
    pub(super) to_hz: f32,
    /// Ratio to the pitch and level in dB of each tone.
    pub(super) chord: &'static [(f32, f32)],
    pub(super) millis: u32,
    /// How long it rises; it falls for the rest of its length.
    pub(super) rise_millis: u32,
}

/// Shorthand for a [`Partial`] in a table.
pub(super) const fn partial(ratio: f32, db: f32, t60_millis: f32, beat_hz: f32) -> Partial {
    Partial { ratio, db, t60_millis, beat_hz }
}
