//! The synthesiser: turns a recipe into samples.
//!
//! Synthesis is additive. A struck sound (bell, bowl, bar, wood block) is a sum of sines that start
//! together and decay at rates of their own; their frequency ratios make the material. A breath is
//! a sum of gliding sines. There is no noise and no filter.

use std::iter;

use super::SAMPLE_RATE;
use super::recipe::{Body, Note, Pad, Partial, Recipe, SWELL};
use super::rotor::{Rotor, decay, decibels, fade_in};
use super::units::{FULL_SCALE, as_f64, millis_to_samples, to_sample};

/// A partial ends when it falls below this share of full scale: a quarter of the smallest step.
const INAUDIBLE: f64 = 0.25 / FULL_SCALE;

/// Length of the fade at the end of a note.
const RELEASE_MILLIS: u32 = 400;

/// Length of the fade at the end of a swell, just before the strike.
const SWELL_RELEASE_MILLIS: u32 = 60;

/// Length of the fade at the start of a breath.
const BREATH_ATTACK_MILLIS: u32 = 90;

/// Shares of a beating pair of sines. They differ so that the sound doesn't vanish between two
/// beats.
const BEATING_SHARES: [f64; 2] = [0.66, 0.34];

/// Synthesises one sound in steps of one partial. A gong has a dozen partials, and each takes a
/// slow phone some milliseconds.
pub(super) struct Synthesis {
    recipe: Recipe,
    gain: f64,
    /// The sum of the finished notes, with all their strikes.
    sum: Vec<f64>,
    /// One strike of the current note.
    strike: Vec<f64>,
    /// Index of the current note.
    note: usize,
    /// How many partials of the current note are in `strike`.
    partials: usize,
}

impl Synthesis {
    /// Starts to synthesise a recipe, with its level multiplied by `gain`.
    pub(super) fn new(recipe: Recipe, gain: f64) -> Self {
        let sum = silence(recipe.body.millis());
        Self { recipe, gain, sum, strike: Vec::new(), note: 0, partials: 0 }
    }

    /// Adds the next partial, or completes a note. Returns false if nothing was left to do.
    pub(super) fn step(&mut self) -> bool {
        let Some(note) = self.recipe.body.notes().get(self.note) else { return false };
        if self.partials == 0 {
            self.strike = silence(note.ring_millis);
        }
        if let Some(partial) = note.material.partials.get(self.partials) {
            add_partial(&mut self.strike, note, partial);
            self.partials += 1;
        } else {
            fade_start(&mut self.strike, attack_samples(note.material.attack_millis.into()));
            let release_millis = RELEASE_MILLIS.min(note.ring_millis / 2);
            fade_end(&mut self.strike, millis_to_samples(release_millis));
            for &at in note.at {
                let sum = self.sum.iter_mut().skip(millis_to_samples(at));
                for (sum, sample) in sum.zip(&self.strike) {
                    *sum += sample;
                }
            }
            (self.note, self.partials) = (self.note + 1, 0);
        }
        true
    }

    /// Completes the remaining steps and returns the samples, swell first.
    pub(super) fn finish(mut self) -> Vec<i16> {
        while self.step() {}
        let recipe = self.recipe;
        let mut sound = recipe.swell.map_or_else(Vec::new, |hz| swell(hz.into()));
        sound.append(&mut match recipe.body {
            Body::Breath(pad) => breath(pad),
            _ => self.sum,
        });
        let scale = FULL_SCALE * self.gain * decibels(recipe.level_db.into());
        sound.into_iter().map(|sample| to_sample(sample * scale)).collect()
    }
}

/// Adds one partial of a note.
fn add_partial(out: &mut [f64], note: &Note, partial: &Partial) {
    let hz = f64::from(note.hz) * f64::from(partial.ratio);
    let level = decibels(note.db.into()) * decibels(partial.db.into());
    let decay = decay(partial.t60_millis.into());
    let beat_hz = f64::from(partial.beat_hz);
    if beat_hz > 0.0 {
        for (share, offset) in BEATING_SHARES.iter().zip([-0.5, 0.5]) {
            add_decaying(out, hz + offset * beat_hz, level * share, decay);
        }
    } else {
        add_decaying(out, hz, level, decay);
    }
}

/// Adds a decaying sine that starts at zero. `decay` is its factor per sample.
fn add_decaying(out: &mut [f64], hz: f64, level: f64, decay: f64) {
    // The rotor moves on once per chunk, and each sample of the chunk is at a fixed rotation from
    // it. So no sample depends on the one before it.
    const CHUNK: usize = 16;
    let step = Rotor::pitch(hz).scaled(decay);
    let mut rotations = [Rotor::ONE; CHUNK];
    for n in 1..CHUNK {
        rotations[n] = rotations[n - 1].times(step);
    }
    let chunk_step = rotations[CHUNK - 1].times(step);
    let mut at = Rotor::ONE.scaled(level);
    for chunk in out.chunks_mut(CHUNK) {
        if at.power() < INAUDIBLE * INAUDIBLE {
            break;
        }
        for (sample, rotation) in chunk.iter_mut().zip(&rotations) {
            *sample += at.re * rotation.im + at.im * rotation.re;
        }
        at = at.times(chunk_step);
    }
}

/// A hum that rises from silence before a strike, and fades out just before it.
fn swell(hz: f64) -> Vec<f64> {
    const PARTIALS: [(f64, f64); 3] = [(0.9995, 0.5), (1.0005, 0.5), (2.0, 0.2)];
    const LEVEL: f64 = 0.075;
    let mut out = silence(SWELL.0);
    for (ratio, level) in PARTIALS {
        add_decaying(&mut out, hz * ratio, level * LEVEL, 1.0);
    }
    let rise = millis_to_samples(SWELL.0 - SWELL_RELEASE_MILLIS);
    // The fade is applied twice, which squares it: a slower start.
    fade_start(&mut out, rise);
    fade_start(&mut out, rise);
    fade_end(&mut out, millis_to_samples(SWELL_RELEASE_MILLIS));
    out
}

/// A chord that glides from one pitch to another.
fn breath(pad: &Pad) -> Vec<f64> {
    /// Level after the attack, as a share of the peak level.
    const FIRST: f64 = 0.3;
    let mut out = silence(pad.millis);
    let (from_hz, to_hz) = (f64::from(pad.from_hz), f64::from(pad.to_hz));
    for &(ratio, db) in pad.chord {
        let ratio = f64::from(ratio);
        let from = Rotor::pitch(from_hz * ratio);
        let glide_hz_per_sample = (to_hz - from_hz) * ratio / as_f64(out.len());
        let bend = Rotor::pitch(glide_hz_per_sample);
        let mut at = Rotor::ONE.scaled(decibels(db.into()));
        let mut step = from;
        for sample in &mut out {
            *sample += at.im;
            at = at.times(step);
            step = step.times(bend);
        }
    }
    // A short attack makes it audible, then it rises slowly.
    fade_start(&mut out, millis_to_samples(BREATH_ATTACK_MILLIS));
    let rise = millis_to_samples(pad.rise_millis);
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
    vec![0.0; millis_to_samples(millis)]
}

/// The length in samples of an attack, in fractional milliseconds.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "an attack of the palette, a few milliseconds"
)]
fn attack_samples(millis: f64) -> usize {
    (millis / 1000.0 * f64::from(SAMPLE_RATE)) as usize
}
