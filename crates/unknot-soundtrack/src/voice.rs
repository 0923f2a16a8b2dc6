//! The voice: a recipe becomes a clip of samples.
//!
//! Everything is a sum of partials. Struck things (bells, bowls, bars, blocks of wood) are sines
//! that start together and die away each at its own pace; what a thing is made of is in their
//! ratios. Breaths are sines that glide. No noise, no filters.

use std::iter;

use super::palette::{Body, Note, Pad, Partial, Recipe, SWELL};
use super::rotor::{Rotor, decay, decibels, fade_in};
use super::{SAMPLE_RATE, SAMPLES_PER_MILLI};

/// The largest sample.
pub(super) const FULL_SCALE: f64 = i16::MAX as f64;

/// Below this part of full scale a partial is over: a quarter of the smallest step.
const INAUDIBLE: f64 = 0.25 / FULL_SCALE;

/// How long a ringing note is faded at its end.
const RELEASE_MILLIS: u32 = 400;

/// How long a swell is faded at its end, just before the strike.
const SWELL_RELEASE_MILLIS: u32 = 60;

/// In this time a breath can be heard.
const BREATH_ATTACK_MILLIS: u32 = 90;

/// Two sines that beat are not equally loud, or the sound would vanish between two beats.
const BEATING: [f64; 2] = [0.66, 0.34];

/// A clip in the making, a partial at a time: a gong has a dozen, and each takes a slow phone some milliseconds.
pub(super) struct Making {
    recipe: Recipe,
    gain: f64,
    /// The notes that are whole, each struck as often as it is.
    sum: Vec<f64>,
    /// One strike of the note in hand.
    ring: Vec<f64>,
    /// Which note that is, and how many of its partials ring.
    in_hand: (usize, usize),
}

impl Making {
    /// Begins a recipe, at `gain` times its own level.
    pub(super) fn new(recipe: Recipe, gain: f64) -> Self {
        let sum = silence(recipe.body.millis());
        Self { recipe, gain, sum, ring: Vec::new(), in_hand: (0, 0) }
    }

    /// Goes on by a partial of a note. Answers whether there may be more.
    pub(super) fn step(&mut self) -> bool {
        let (note, partial) = self.in_hand;
        let Some(note) = self.recipe.body.notes().get(note) else { return false };
        if partial == 0 {
            self.ring = silence(note.ring_millis);
        }
        if let Some(partial) = note.material.partials.get(partial) {
            add_partial(&mut self.ring, note, partial);
            self.in_hand.1 += 1;
        } else {
            fade_start(&mut self.ring, samples_of(note.material.attack_millis.into()));
            fade_end(&mut self.ring, samples(RELEASE_MILLIS.min(note.ring_millis / 2)));
            for &at in note.at {
                for (sample, more) in self.sum.iter_mut().skip(samples(at)).zip(&self.ring) {
                    *sample += more;
                }
            }
            self.in_hand = (self.in_hand.0 + 1, 0);
        }
        true
    }

    /// The clip, after all that is left to do. Where its strike is, the swell has died away.
    pub(super) fn finish(mut self) -> Vec<i16> {
        while self.step() {}
        let recipe = self.recipe;
        let mut sound = recipe.swell.map_or_else(Vec::new, |hz| swell(hz.into()));
        sound.append(&mut match recipe.body {
            Body::Breath(pad) => breath(pad),
            _ => self.sum,
        });
        let scale = FULL_SCALE * self.gain * decibels(recipe.level_db.into());
        sound.into_iter().map(|sample| whole(sample * scale)).collect()
    }
}

/// Adds a partial of one strike of a note.
fn add_partial(out: &mut [f64], note: &Note, partial: &Partial) {
    let hz = f64::from(note.hz) * f64::from(partial.ratio);
    let level = decibels(note.db.into()) * decibels(partial.db.into());
    let decay = decay(partial.t60_millis.into());
    let beat_hz = f64::from(partial.beat_hz);
    if beat_hz > 0.0 {
        for (share, away) in BEATING.iter().zip([-0.5, 0.5]) {
            add_decaying(out, hz + away * beat_hz, level * share, decay);
        }
    } else {
        add_decaying(out, hz, level, decay);
    }
}

/// Adds a decaying sine that starts at zero.
fn add_decaying(out: &mut [f64], hz: f64, level: f64, decay: f64) {
    // Sixteen samples are taken from one position of the rotor, each a known turn further: no
    // sample waits for the one before it.
    const LEAP: usize = 16;
    let step = Rotor::pitch(hz).scaled(decay);
    let mut turns = [Rotor::ONE; LEAP];
    for n in 1..LEAP {
        turns[n] = turns[n - 1].times(step);
    }
    let leap = turns[LEAP - 1].times(step);
    let mut at = Rotor::ONE.scaled(level);
    for chunk in out.chunks_mut(LEAP) {
        if at.power() < INAUDIBLE * INAUDIBLE {
            break;
        }
        for (sample, turn) in chunk.iter_mut().zip(&turns) {
            *sample += at.re * turn.im + at.im * turn.re;
        }
        at = at.times(leap);
    }
}

/// A hum that rises out of nothing before a strike, and dies away just before it.
fn swell(hz: f64) -> Vec<f64> {
    const PARTIALS: [(f64, f64); 3] = [(0.9995, 0.5), (1.0005, 0.5), (2.0, 0.2)];
    const LEVEL: f64 = 0.075;
    let mut out = silence(SWELL.0);
    for (ratio, level) in PARTIALS {
        add_decaying(&mut out, hz * ratio, level * LEVEL, 1.0);
    }
    let rise = samples(SWELL.0 - SWELL_RELEASE_MILLIS);
    // Twice, so that it starts more slowly than it ends.
    fade_start(&mut out, rise);
    fade_start(&mut out, rise);
    fade_end(&mut out, samples(SWELL_RELEASE_MILLIS));
    out
}

/// A chord that glides from one pitch to another.
fn breath(pad: &Pad) -> Vec<f64> {
    /// The level it starts with, as a share of the highest.
    const FIRST: f64 = 0.3;
    let mut out = silence(pad.millis);
    let (from_hz, to_hz) = (f64::from(pad.from_hz), f64::from(pad.to_hz));
    for &(ratio, db) in pad.chord {
        let ratio = f64::from(ratio);
        let from = Rotor::pitch(from_hz * ratio);
        let gliding = (to_hz - from_hz) * ratio / reckon(out.len());
        let bend = Rotor::pitch(gliding);
        let mut at = Rotor::ONE.scaled(decibels(db.into()));
        let mut step = from;
        for sample in &mut out {
            *sample += at.im;
            at = at.times(step);
            step = step.times(bend);
        }
    }
    // It can be heard at once, and then it grows.
    fade_start(&mut out, samples(BREATH_ATTACK_MILLIS));
    let rise = samples(pad.rise_millis);
    for (sample, level) in out.iter_mut().zip(fade_in(rise).chain(iter::repeat(1.0))) {
        *sample *= FIRST + (1.0 - FIRST) * level;
    }
    let fall = out.len() - rise;
    fade_end(&mut out, fall);
    out
}

fn fade_start(out: &mut [f64], length: usize) {
    for (sample, level) in out.iter_mut().zip(fade_in(length)) {
        *sample *= level;
    }
}

fn fade_end(out: &mut [f64], length: usize) {
    for (sample, level) in out.iter_mut().rev().zip(fade_in(length)) {
        *sample *= level;
    }
}

fn silence(millis: u32) -> Vec<f64> {
    vec![0.0; samples(millis)]
}

/// How many samples `millis` are.
pub(super) const fn samples(millis: u32) -> usize {
    millis as usize * SAMPLES_PER_MILLI as usize
}

/// The same, of milliseconds and a bit.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "an attack of the palette, a few milliseconds"
)]
fn samples_of(millis: f64) -> usize {
    (millis / 1000.0 * f64::from(SAMPLE_RATE)) as usize
}

/// A count of samples, to reckon with.
#[expect(clippy::cast_precision_loss, reason = "a sound is far shorter than 2^52 samples")]
pub(super) fn reckon(samples: usize) -> f64 {
    samples as f64
}

/// The nearest sample value. Rounds halves away from zero, and holds at full scale.
#[expect(clippy::cast_possible_truncation, reason = "rounds, after half a step was added")]
pub(super) fn whole(value: f64) -> i16 {
    (value + 0.5_f64.copysign(value)) as i16
}
