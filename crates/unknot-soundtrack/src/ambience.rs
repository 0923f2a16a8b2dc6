//! Ambience: the background sound of a session, as a seamless loop.
//!
//! Tones complete a whole number of cycles per loop, and the end of noise is crossfaded into its
//! start. The loop is long enough that the repetition goes unnoticed.

use std::rc::Rc;

use unknot_core::domain::background::Background;

use super::SAMPLE_RATE;
use super::rotor::{Rotor, decibels};
use super::units::{FULL_SCALE, as_f64, to_sample};

/// Length of a loop in samples: thirty seconds, a whole number of carrier cycles.
const LOOP: usize = 30 * SECOND;
const SECOND: usize = SAMPLE_RATE as usize;
/// Length of the crossfade from the end of noise to its start, in samples.
const SEAM: usize = 2 * SECOND;
/// Power of every background at full loudness, in dB: 14 dB below the loudness of the bells.
const LEVEL_DB: f64 = -32.0;

/// A rendered loop, or silence (the default). Clones share the samples.
#[derive(Clone, Debug, Default)]
pub struct Ambience(Option<Rc<[i16]>>);

impl Ambience {
    /// The samples of one pass of the loop; empty for silence.
    pub(super) fn samples(&self) -> &[i16] {
        self.0.as_deref().unwrap_or_default()
    }
}

/// Equal if both share their samples or both are silent.
impl PartialEq for Ambience {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Some(one), Some(other)) => Rc::ptr_eq(one, other),
            (one, other) => one.is_none() && other.is_none(),
        }
    }
}

impl Eq for Ambience {}

/// Renders an [`Ambience`] in steps of a second, so that a phone stays responsive in between.
pub struct AmbienceRenderer {
    source: Source,
    percent: u8,
    rendered: Vec<f64>,
    /// Number of samples to render before the loop can be closed.
    needed: usize,
}

/// A generator of samples. `step` and `modulation_step` are the rotations per sample of `phase` and
/// `modulation`.
enum Source {
    Silent,
    Noise { noise: WhiteNoise, filter: BandPass, modulation_step: Option<Rotor>, modulation: Rotor },
    Tones(Vec<Tone>),
}

/// A tone with amplitude modulation.
struct Tone {
    phase: Rotor,
    step: Rotor,
    modulation: Rotor,
    modulation_step: Rotor,
}

/// White noise from a linear congruential generator with Knuth's MMIX constants. Integer arithmetic
/// makes it the same on every machine.
struct WhiteNoise(u64);

impl WhiteNoise {
    fn next(&mut self) -> f64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let bits = u32::try_from(self.0 >> 33).unwrap_or_default();
        f64::from(bits) / f64::from(1_u32 << 30) - 1.0
    }
}

/// Two one-pole low-pass filters followed by a one-pole high-pass filter.
struct BandPass {
    low_pass: f64,
    low_passed: [f64; 2],
    high_pass: f64,
    /// The low-frequency part, which the high-pass filter removes.
    lows: f64,
}

impl BandPass {
    /// Cutoff frequencies in Hz, far below the sample rate.
    fn new(low_pass_hz: f64, high_pass_hz: f64) -> Self {
        let coefficient = |hz: f64| {
            let angle = std::f64::consts::TAU * hz / f64::from(SAMPLE_RATE);
            angle / (1.0 + angle)
        };
        Self {
            low_pass: coefficient(low_pass_hz),
            low_passed: [0.0; 2],
            high_pass: coefficient(high_pass_hz),
            lows: 0.0,
        }
    }

    fn run(&mut self, sample: f64) -> f64 {
        self.low_passed[0] += self.low_pass * (sample - self.low_passed[0]);
        self.low_passed[1] += self.low_pass * (self.low_passed[0] - self.low_passed[1]);
        self.lows += self.high_pass * (self.low_passed[1] - self.lows);
        self.low_passed[1] - self.lows
    }
}

impl AmbienceRenderer {
    /// Prepares to render a background. `percent` is its loudness, from 0 to 100; more counts as
    /// 100.
    pub fn new(background: Background, percent: u8) -> Self {
        let noise = |low_pass_hz, high_pass_hz, modulation_step| Source::Noise {
            noise: WhiteNoise(0x5eed),
            filter: BandPass::new(low_pass_hz, high_pass_hz),
            modulation_step,
            modulation: Rotor::ONE,
        };
        let source = match background {
            Background::Nothing => Source::Silent,
            Background::Rain => noise(5200.0, 900.0, None),
            Background::BrownNoise => noise(320.0, 60.0, None),
            // Three waves per loop.
            Background::Waves => noise(900.0, 120.0, Some(cycles_per_loop(3.0))),
            // A fifth and its octaves; two of the tones are slightly detuned, so that they beat.
            Background::Drone => Source::Tones(
                [(4410.0, 2.0), (6615.0, 3.0), (8820.0, 1.0), (8824.0, 2.0), (13_230.0, 4.0)]
                    .map(|(tone, modulation)| Tone {
                        phase: Rotor::ONE,
                        step: cycles_per_loop(tone),
                        modulation: Rotor::ONE,
                        modulation_step: cycles_per_loop(modulation),
                    })
                    .into(),
            ),
        };
        let needed = match source {
            Source::Silent => 0,
            Source::Noise { .. } => LOOP + SEAM,
            Source::Tones(_) => LOOP,
        };
        Self { source, percent, rendered: Vec::with_capacity(needed), needed }
    }

    /// Renders the next second. Returns whether more is left to render.
    pub fn step(&mut self) -> bool {
        for _ in 0..SECOND.min(self.needed - self.rendered.len()) {
            let sample = self.source.next();
            self.rendered.push(sample);
        }
        self.rendered.len() < self.needed
    }

    /// Renders what is left, and closes the loop.
    pub fn finish(mut self) -> Ambience {
        while self.step() {}
        if self.needed == 0 {
            return Ambience(None);
        }
        // An equal-power crossfade from the samples past the end to those at the start.
        let past_end = self.rendered.split_off(LOOP);
        for (n, past_end) in past_end.iter().enumerate() {
            let share = as_f64(n) / as_f64(SEAM);
            let sample = &mut self.rendered[n];
            *sample = share.sqrt() * *sample + (1.0 - share).sqrt() * past_end;
        }
        let power = self.rendered.iter().map(|sample| sample * sample).sum::<f64>() / as_f64(LOOP);
        let share = f64::from(self.percent.min(100)) / 100.0;
        let scale = FULL_SCALE * decibels(LEVEL_DB) * share * share / power.sqrt();
        Ambience(Some(self.rendered.iter().map(|sample| to_sample(sample * scale)).collect()))
    }
}

impl Source {
    fn next(&mut self) -> f64 {
        match self {
            Self::Silent => 0.0,
            Self::Noise { noise, filter, modulation_step, modulation } => {
                let sample = filter.run(noise.next());
                let Some(step) = modulation_step else { return sample };
                *modulation = modulation.times(*step);
                // Squaring makes the crest of a wave shorter than the trough.
                let height = 0.5 - 0.5 * modulation.re;
                sample * (0.12 + height * height)
            }
            Self::Tones(tones) => tones
                .iter_mut()
                .map(|tone| {
                    tone.phase = tone.phase.times(tone.step);
                    tone.modulation = tone.modulation.times(tone.modulation_step);
                    tone.phase.im * (0.6 + 0.4 * tone.modulation.re)
                })
                .sum(),
        }
    }
}

/// The rotation per sample of a sine with this many cycles per loop.
fn cycles_per_loop(cycles: f64) -> Rotor {
    Rotor::pitch(cycles * f64::from(SAMPLE_RATE) / as_f64(LOOP))
}
