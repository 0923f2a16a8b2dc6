//! Extracts speech from a recording made with a phone, and normalises it to the loudness of the
//! app's voice.

use super::RATE;
use super::units::{as_f64, millis_to_samples};

/// Length of the blocks in which loudness is measured, in samples.
const BLOCK: usize = millis_to_samples(20);
/// Number of consecutive blocks that make speech. A tap on the screen is shorter.
const SYLLABLE: usize = 4;
/// A recording whose loudest block has less power holds no speech: -52 dB of full scale.
const AUDIBLE: f64 = 6e-6;
/// A block counts as speech if its power is more than this share of the loudest block's (-30 dB)
/// ...
const SPEECH_TO_LOUDEST: f64 = 1e-3;
/// ... and more than this multiple of the noise floor (6 dB).
const SPEECH_TO_NOISE: f64 = 4.0;
/// The noise floor is the quantile 1/10 of the blocks' powers.
const NOISE_QUANTILE: usize = 10;
/// Loudness is averaged over blocks with more than this share of the loudest block's power (-20
/// dB).
const LOUD_TO_LOUDEST: f64 = 1e-2;
/// The power of the app's voice, measured in the same way (tests/soundtrack/voice/recording.rs).
const VOICE_POWER: f64 = 0.0181;
/// The largest amplification, 30 dB: more would make the noise floor audible.
const MAX_GAIN: f64 = 31.6;
/// Samples kept before the first syllable, where consonants are faint.
const LEAD_IN: usize = millis_to_samples(120);
/// Samples kept after the last syllable.
const LEAD_OUT: usize = millis_to_samples(220);
/// Cutoff of the high-pass filter. Below it recordings hold only thumps and hum.
const HIGH_PASS_HZ: f64 = 80.0;
/// The limiter compresses peaks above this level.
const KNEE: f64 = 0.6;

/// Extracts the speech from a recording, as a clip for a [`SpokenLine`](super::SpokenLine). Input
/// and output are samples from -1 to 1 at the track's sample rate; samples that aren't finite count
/// as 0. Returns `None` if no speech is found.
pub fn speech_in(recording: &[f32]) -> Option<Vec<f32>> {
    let recording: Vec<f64> = high_pass(recording).collect();
    let powers: Vec<f64> = recording.chunks(BLOCK).map(power).collect();
    let loudest = powers.iter().copied().fold(0.0, f64::max);
    if loudest < AUDIBLE {
        return None;
    }
    let mut by_power = powers.clone();
    by_power.sort_unstable_by(f64::total_cmp);
    let noise = by_power[by_power.len() / NOISE_QUANTILE];
    let is_speech =
        |power: &f64| *power > loudest * SPEECH_TO_LOUDEST && *power > noise * SPEECH_TO_NOISE;
    let syllables: Vec<bool> =
        powers.windows(SYLLABLE).map(|blocks| blocks.iter().all(is_speech)).collect();
    let first = syllables.iter().position(|&is_syllable| is_syllable)?;
    let last = syllables.iter().rposition(|&is_syllable| is_syllable)? + SYLLABLE;
    let gain = (VOICE_POWER / speech_power(&powers[first..last])).sqrt().min(MAX_GAIN);
    let from = (first * BLOCK).saturating_sub(LEAD_IN);
    let to = (last * BLOCK + LEAD_OUT).min(recording.len());
    Some(recording[from..to].iter().map(|sample| limit(sample * gain)).collect())
}

/// A one-pole high-pass filter.
fn high_pass(samples: &[f32]) -> impl Iterator<Item = f64> {
    let feedback = 1.0 - std::f64::consts::TAU * HIGH_PASS_HZ / RATE;
    samples.iter().scan((0.0, 0.0), move |(input, output), &sample| {
        let sample = if sample.is_finite() { f64::from(sample.clamp(-1.0, 1.0)) } else { 0.0 };
        *output = *output * feedback + sample - *input;
        *input = sample;
        Some(*output)
    })
}

fn power(block: &[f64]) -> f64 {
    block.iter().map(|sample| sample * sample).sum::<f64>() / as_f64(block.len())
}

/// The mean power of the loud blocks of speech. The loudest is one of these blocks: a tap outside
/// the speech may be louder.
fn speech_power(powers: &[f64]) -> f64 {
    let loudest = powers.iter().copied().fold(0.0, f64::max);
    let loud: Vec<f64> =
        powers.iter().copied().filter(|power| *power > loudest * LOUD_TO_LOUDEST).collect();
    loud.iter().sum::<f64>() / as_f64(loud.len())
}

/// Compresses a sample above the knee so that it approaches full scale without reaching it.
#[expect(clippy::cast_possible_truncation, reason = "samples of a track have 16 bits")]
fn limit(sample: f64) -> f32 {
    let over = sample.abs() - KNEE;
    let room = 1.0 - KNEE;
    let level = if over > 0.0 { KNEE + room * over / (room + over) } else { sample.abs() };
    level.copysign(sample) as f32
}

#[cfg(test)]
#[expect(clippy::cast_precision_loss, reason = "a few seconds of test samples")]
mod tests {
    use super::*;

    /// Reproducible noise with samples from `-peak` to `peak`.
    fn noise(length: usize, peak: f32) -> Vec<f32> {
        let mut state = 1_u32;
        let step = |_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (f32::from((state >> 16) as u16) / 32_768.0 - 1.0) * peak
        };
        (0..length).map(step).collect()
    }

    /// Where the speech of [`recording`] starts and ends.
    const FIRST: usize = millis_to_samples(700);
    const LAST: usize = millis_to_samples(1900);

    /// Three syllables with quieter passages between them, over noise.
    fn recording(peak: f32, noise_peak: f32) -> Vec<f32> {
        let mut recording = noise(millis_to_samples(2600), noise_peak);
        for (n, sample) in recording[FIRST..LAST].iter_mut().enumerate() {
            let swing = (n as f32 * 2.0 * std::f32::consts::PI * 3.0 / (LAST - FIRST) as f32).cos();
            let tone = (n as f32 * 2.0 * std::f32::consts::PI * 200.0 / 24_000.0).sin();
            *sample += tone * peak * (0.55 - 0.45 * swing).max(0.1);
        }
        recording
    }

    /// Loudness relative to the app's voice, in dB.
    fn loudness(samples: &[f32]) -> f64 {
        let samples: Vec<f64> = samples.iter().map(|&sample| sample.into()).collect();
        let powers: Vec<f64> = samples.chunks(BLOCK).map(power).collect();
        10.0 * (speech_power(&powers) / VOICE_POWER).log10()
    }

    #[test]
    fn quiet_and_loud_speech_is_normalised_to_the_apps_voice() {
        for (peak, noise_peak) in [(0.02, 0.0003), (0.1, 0.001), (0.5, 0.003), (0.99, 0.01)] {
            let speech = speech_in(&recording(peak, noise_peak)).unwrap();
            assert!(loudness(&speech).abs() < 1.0, "{peak}: {} dB", loudness(&speech));
            assert!(speech.iter().all(|sample| sample.abs() < 1.0));
        }
    }

    #[test]
    fn noise_and_taps_around_the_speech_are_trimmed() {
        let mut recording = recording(0.3, 0.002);
        let end = recording.len();
        let tap = noise(millis_to_samples(30), 0.9);
        for at in [millis_to_samples(20), end - millis_to_samples(60)] {
            recording[at..at + tap.len()].copy_from_slice(&tap);
        }
        let speech = speech_in(&recording).unwrap();
        let margins = LEAD_IN + LEAD_OUT + 4 * BLOCK;
        assert!(speech.len().abs_diff(LAST - FIRST) < margins, "{} samples", speech.len());
        assert!(speech.len() >= LAST - FIRST - 4 * BLOCK);
        assert!(loudness(&speech).abs() < 1.0, "{} dB", loudness(&speech));
    }

    #[test]
    fn recordings_without_speech_give_none() {
        assert_eq!(speech_in(&[]), None);
        assert_eq!(speech_in(&vec![0.0; 24_000]), None);
        assert_eq!(speech_in(&noise(48_000, 0.05)), None, "a fan");
        assert_eq!(speech_in(&noise(48_000, 0.001)), None, "a quiet room");
        let mut tapped = noise(48_000, 0.001);
        let tap = noise(millis_to_samples(40), 0.9);
        tapped[9000..9000 + tap.len()].copy_from_slice(&tap);
        assert_eq!(speech_in(&tapped), None, "a tap on the screen");
        let hum: Vec<f32> = (0..48_000).map(|n| (n as f32 * 0.006).sin() * 0.2).collect();
        assert_eq!(speech_in(&hum), None, "a hum");
    }
}
