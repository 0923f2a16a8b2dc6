//! Ambience: what is heard all the time behind a session, as a loop.
//!
//! A loop has neither beginning nor end: its tones fit into it a whole number of times, and its noise goes over into itself.
//! It is long enough that nobody waits for it to come round, and a track refers to it wherever nothing else is
//! heard.

use std::rc::Rc;

use unknot_core::domain::background::Background;

use super::SAMPLE_RATE;
use super::rotor::{Rotor, decibels};
use super::voice::{FULL_SCALE, reckon, whole};

/// How long a loop is: thirty seconds, which are a whole number of the carrier's cycles.
const LOOP: usize = 30 * SECOND;
const SECOND: usize = SAMPLE_RATE as usize;
/// Noise goes over into itself for so long.
const SEAM: usize = 2 * SECOND;
/// Power of all backgrounds at full loudness, in dB: 14 below that of the bells, as the ear weighs it.
const LEVEL_DB: f64 = -32.0;

/// What is heard all the time, or nothing. Clones share it.
#[derive(Clone, Debug, Default)]
pub struct Ambience(Option<Rc<[i16]>>);

impl Ambience {
    /// Its samples, which are heard again and again; nothing where there is nothing to hear.
    pub(super) fn samples(&self) -> &[i16] {
        self.0.as_deref().unwrap_or_default()
    }
}

/// Two are the same that share their samples, or have none.
impl PartialEq for Ambience {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Some(one), Some(other)) => Rc::ptr_eq(one, other),
            (one, other) => one.is_none() && other.is_none(),
        }
    }
}

impl Eq for Ambience {}

/// A loop in the making, a second at a time, so that a phone can do something else in between.
pub struct Loop {
    source: Source,
    percent: u8,
    made: Vec<f64>,
    /// How many samples there have to be before the loop is closed.
    needed: usize,
}

/// What makes samples one after the other.
enum Source {
    Silent,
    Noise { hiss: Hiss, colour: Colour, swell: Option<Rotor>, swelling: Rotor },
    Tones(Vec<Tone>),
}

/// A tone, and how it swells and ebbs.
struct Tone {
    at: Rotor,
    step: Rotor,
    beat: Rotor,
    beating: Rotor,
}

/// White noise: whole numbers from a linear congruential generator (Knuth's constants), so that it is the same everywhere.
struct Hiss(u64);

impl Hiss {
    fn next(&mut self) -> f64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let bits = u32::try_from(self.0 >> 33).unwrap_or_default();
        f64::from(bits) / f64::from(1_u32 << 30) - 1.0
    }
}

/// Filters of one pole each: what is above `low` is let through less and less, and so is what is below `high`.
struct Colour {
    low: f64,
    lowered: [f64; 2],
    high: f64,
    slow: f64,
    gain: f64,
}

impl Colour {
    /// With poles at so many Hz. The pole of a frequency far below the rate is about 2 pi of their ratio.
    fn new(low_hz: f64, high_hz: f64) -> Self {
        let pole = |hz: f64| {
            let turn = std::f64::consts::TAU * hz / f64::from(SAMPLE_RATE);
            turn / (1.0 + turn)
        };
        Self { low: pole(low_hz), lowered: [0.0; 2], high: pole(high_hz), slow: 0.0, gain: 1.0 }
    }

    fn run(&mut self, sample: f64) -> f64 {
        self.lowered[0] += self.low * (sample - self.lowered[0]);
        self.lowered[1] += self.low * (self.lowered[0] - self.lowered[1]);
        self.slow += self.high * (self.lowered[1] - self.slow);
        (self.lowered[1] - self.slow) * self.gain
    }
}

impl Loop {
    /// Of a background, at so many percent of its loudness.
    pub fn new(background: Background, percent: u8) -> Self {
        let noise = |low_hz, high_hz, swell: Option<Rotor>| Source::Noise {
            hiss: Hiss(0x5eed),
            colour: Colour::new(low_hz, high_hz),
            swell,
            swelling: Rotor::ONE,
        };
        let source = match background {
            Background::Nothing => Source::Silent,
            Background::Rain => noise(5200.0, 900.0, None),
            Background::BrownNoise => noise(320.0, 60.0, None),
            // Three in a loop.
            Background::Waves => noise(900.0, 120.0, Some(turns(3.0))),
            // A fifth and its octaves, a little apart so that they beat; all fit into the loop.
            Background::Drone => Source::Tones(
                [(4410.0, 2.0), (6615.0, 3.0), (8820.0, 1.0), (8824.0, 2.0), (13_230.0, 4.0)]
                    .map(|(tone, beat)| Tone {
                        at: Rotor::ONE,
                        step: turns(tone),
                        beat: turns(beat),
                        beating: Rotor::ONE,
                    })
                    .into(),
            ),
        };
        let needed = match source {
            Source::Silent => 0,
            Source::Noise { .. } => LOOP + SEAM,
            Source::Tones(_) => LOOP,
        };
        Self { source, percent, made: Vec::with_capacity(needed), needed }
    }

    /// Goes on by a second. Answers whether there is more to do.
    pub fn step(&mut self) -> bool {
        for _ in 0..SECOND.min(self.needed - self.made.len()) {
            let sample = self.source.next();
            self.made.push(sample);
        }
        self.made.len() < self.needed
    }

    /// The loop, after all that is left to do.
    pub fn finish(mut self) -> Ambience {
        while self.step() {}
        if self.needed == 0 {
            return Ambience(None);
        }
        // What goes on past the end goes over into the beginning, at equal power.
        let beyond = self.made.split_off(LOOP);
        for (n, beyond) in beyond.iter().enumerate() {
            let share = reckon(n) / reckon(SEAM);
            let sample = &mut self.made[n];
            *sample = share.sqrt() * *sample + (1.0 - share).sqrt() * beyond;
        }
        let power = self.made.iter().map(|sample| sample * sample).sum::<f64>() / reckon(LOOP);
        let share = f64::from(self.percent.min(100)) / 100.0;
        let scale = FULL_SCALE * decibels(LEVEL_DB) * share * share / power.sqrt();
        Ambience(Some(self.made.iter().map(|sample| whole(sample * scale)).collect()))
    }
}

impl Source {
    fn next(&mut self) -> f64 {
        match self {
            Self::Silent => 0.0,
            Self::Noise { hiss, colour, swell, swelling } => {
                let sample = colour.run(hiss.next());
                let Some(step) = swell else { return sample };
                *swelling = swelling.times(*step);
                // A wave breaks sooner than it draws back.
                let height = 0.5 - 0.5 * swelling.re;
                sample * (0.12 + height * height)
            }
            Self::Tones(tones) => tones
                .iter_mut()
                .map(|tone| {
                    tone.at = tone.at.times(tone.step);
                    tone.beating = tone.beating.times(tone.beat);
                    tone.at.im * (0.6 + 0.4 * tone.beating.re)
                })
                .sum(),
        }
    }
}

/// A turn at each sample that comes round so often in a loop.
fn turns(times: f64) -> Rotor {
    Rotor::pitch(times * f64::from(SAMPLE_RATE) / reckon(LOOP))
}
