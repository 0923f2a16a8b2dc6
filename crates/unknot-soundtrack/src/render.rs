//! Rendering: adds up the sounds of a part.

use super::carrier;
use super::mix::{Bells, Mix};
use super::recipe::Recipe;
use super::signal::Signal;
use super::synth::Synthesis;
use super::track::{Part, Sound, Track};
use super::units::to_sample;

/// The level above which the limiter compresses the sum of sounds, so that it approaches full scale
/// without exceeding it. No single sound gets this loud, except a voice at more than 100 percent.
pub const KNEE: i16 = 24_000;

/// The synthesised signals of a mix, with which parts are rendered. Each signal is synthesised
/// once, when it is first needed or ahead of time ([`Sounds::synthesise_step`]), and serves any
/// number of tracks with the same bell and loudness.
pub struct Sounds {
    bells: Bells,
    carrier: Vec<i16>,
    signals: Vec<(Signal, Vec<i16>)>,
    /// The signal that is being synthesised.
    current: Option<(Signal, Synthesis)>,
}

impl Sounds {
    /// Prepares to render tracks of a mix, without synthesising anything yet.
    pub fn new(mix: &Mix) -> Self {
        Self { bells: mix.bells, carrier: carrier::cycle(), signals: Vec::new(), current: None }
    }

    /// Whether these sounds can render tracks of a mix: if its bell and its loudness are the same.
    pub fn serve(&self, mix: &Mix) -> bool {
        self.bells == mix.bells
    }

    /// Does a small step of synthesising the missing signals. Returns false if none was missing.
    pub fn synthesise_step(&mut self) -> bool {
        self.step_towards(Signal::ALL)
    }

    /// The same for the signals of one part. [`Sounds::render`] synthesises what is still missing.
    pub fn synthesise_step_for(&mut self, track: &Track, number: usize) -> bool {
        self.step_towards(track.part(number).sounds.iter().filter_map(
            |placed| match placed.sound {
                Sound::Signal(signal) => Some(signal),
                Sound::Line(_) => None,
            },
        ))
    }

    fn step_towards(&mut self, signals: impl IntoIterator<Item = Signal>) -> bool {
        let missing = signals.into_iter().find(|signal| self.place(*signal).is_none());
        if let Some(signal) = missing {
            self.step(signal);
        }
        missing.is_some()
    }

    /// Continues with the current signal, or starts with `next` if there is none.
    fn step(&mut self, next: Signal) {
        let (signal, mut synthesis) = self.current.take().unwrap_or_else(|| {
            (next, Synthesis::new(next.recipe(self.bells.bell), self.bells.gain()))
        });
        if synthesis.step() {
            self.current = Some((signal, synthesis));
        } else {
            self.signals.push((signal, synthesis.finish()));
        }
    }

    /// Renders the part of this number, as little-endian samples of 16 bits.
    pub fn render(&mut self, track: &Track, number: usize) -> Vec<u8> {
        self.render_part(track.mix(), track.part(number))
    }

    /// Renders part 0, the longest quiet part, in pieces of at most three seconds. `piece` counts
    /// from 0; returns `None` after the last.
    pub fn render_quiet(&mut self, track: &Track, piece: usize) -> Option<Vec<u8>> {
        let piece = track.quiet_piece(piece)?;
        Some(self.render_part(track.mix(), &piece))
    }

    fn render_part(&mut self, mix: &Mix, part: &Part) -> Vec<u8> {
        let mut sum = vec![0; part.samples];
        let ambience = mix.ambience().iter().cycle().skip(part.phase);
        for (sum, &sample) in sum.iter_mut().zip(ambience) {
            *sum = i32::from(sample);
        }
        self.add_signals(&mut sum, part, |recipe| !recipe.is_tick());
        mix.narration().duck(&mut sum, &part.sounds);
        self.add_signals(&mut sum, part, Recipe::is_tick);
        mix.narration().add_to(&mut sum, &part.sounds, mix.voice_gain());
        let carrier = self.carrier.iter().copied().map(i32::from).cycle();
        let mut bytes = vec![0; sum.len() * size_of::<i16>()];
        let samples = sum.into_iter().zip(carrier);
        for (bytes, (sum, carrier)) in bytes.as_chunks_mut().0.iter_mut().zip(samples) {
            *bytes = limit(sum + carrier).to_le_bytes();
        }
        bytes
    }

    /// Adds the signals of a part whose recipe is `wanted`.
    fn add_signals(&mut self, sum: &mut [i32], part: &Part, wanted: fn(&Recipe) -> bool) {
        for placed in &part.sounds {
            let Sound::Signal(signal) = placed.sound else { continue };
            if wanted(&signal.recipe(self.bells.bell)) {
                let samples = self.samples(signal).iter().skip(placed.skipped);
                for (sum, &sample) in sum.iter_mut().skip(placed.start).zip(samples) {
                    *sum += i32::from(sample);
                }
            }
        }
    }

    /// The samples of a signal, synthesised if necessary.
    fn samples(&mut self, signal: Signal) -> &[i16] {
        let place = loop {
            match self.place(signal) {
                Some(place) => break place,
                None => self.step(signal),
            }
        };
        &self.signals[place].1
    }

    fn place(&self, signal: Signal) -> Option<usize> {
        self.signals.iter().position(|(known, _)| *known == signal)
    }
}

/// A soft limiter. Leaves a sample up to [`KNEE`] unchanged; above it the level approaches full
/// scale with a slope that falls continuously from 1.
fn limit(sum: i32) -> i16 {
    let knee = i32::from(KNEE);
    let over = sum.abs() - knee;
    let level = if over <= 0 {
        sum
    } else {
        let room = f64::from(i16::MAX - KNEE);
        let over = f64::from(over);
        // IEEE 754 arithmetic gives the same result on every machine.
        sum.signum() * (knee + i32::from(to_sample(room * over / (room + over))))
    };
    i16::try_from(level).unwrap_or(if level < 0 { i16::MIN } else { i16::MAX })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limiter_is_monotonic_and_symmetric_and_stays_below_full_scale() {
        let knee = i32::from(KNEE);
        for sum in 0..=knee {
            assert_eq!(i32::from(limit(sum)), sum);
        }
        let loud: Vec<i16> = (knee..2_000_000).step_by(7).map(limit).collect();
        assert!(loud.is_sorted());
        assert!(loud.windows(2).all(|pair| pair[1] - pair[0] <= 7), "the slope is more than 1");
        assert!(limit(1_000_000) < i16::MAX);
        assert_eq!(limit(-1_000_000), -limit(1_000_000));
    }
}
