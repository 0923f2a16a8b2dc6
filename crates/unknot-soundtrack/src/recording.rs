//! Recordings: a line that somebody has spoken into a phone, without the room around it, and as loud as the app's voice.

use super::RATE;
use super::voice::{reckon, samples};

/// Loudness is looked at in blocks.
const BLOCK: usize = samples(20);
/// In so many blocks in a row somebody speaks: a tap on the screen is shorter.
const SYLLABLE: usize = 4;
/// Below this power nobody has spoken: -52 dB of full scale.
const HEARD: f64 = 6e-6;
/// Speech is no more than 30 dB below its loudest block,
const FAINTEST: f64 = 1e-3;
/// and 6 dB above the room, which is as loud as the block than which a tenth are quieter.
const ABOVE_ROOM: f64 = 4.0;
const ROOM: usize = 10;
/// Of its blocks, those tell how loud it is that are no more than 20 dB below the loudest.
const TELLING: f64 = 1e-2;
/// The power of the app's voice, told the same way (tests/soundtrack/voice.rs).
const POWER: f64 = 0.0181;
/// No recording is made more than 30 dB louder: what is left of the room would be heard.
const MOST: f64 = 31.6;
/// What is left before the first syllable and after the last, where consonants are faint.
const BEFORE: usize = samples(120);
const AFTER: usize = samples(220);
/// Below this frequency there are only thumps and hum, in hertz.
const LOWEST_HZ: f64 = 80.0;
/// From here on peaks are rounded off.
const KNEE: f64 = 0.6;

/// What is spoken in a recording, ready to be a clip of a take: samples between -1 and 1 at the rate of the track. `None`
/// where nobody is heard to speak.
pub fn speech_in(recorded: &[f32]) -> Option<Vec<f32>> {
    let recorded: Vec<f64> = above_thumps(recorded).collect();
    let powers: Vec<f64> = recorded.chunks(BLOCK).map(power).collect();
    let loudest = powers.iter().copied().fold(0.0, f64::max);
    if loudest < HEARD {
        return None;
    }
    let mut by_power = powers.clone();
    by_power.sort_unstable_by(f64::total_cmp);
    let room = by_power[by_power.len() / ROOM];
    let is_speech = |power: &f64| *power > loudest * FAINTEST && *power > room * ABOVE_ROOM;
    let syllables: Vec<bool> =
        powers.windows(SYLLABLE).map(|blocks| blocks.iter().all(is_speech)).collect();
    let first = syllables.iter().position(|&is_there| is_there)?;
    let last = syllables.iter().rposition(|&is_there| is_there)? + SYLLABLE;
    let spoken = &powers[first..last];
    // A tap outside of it may have been louder.
    let loudest = spoken.iter().copied().fold(0.0, f64::max);
    let telling: Vec<f64> =
        spoken.iter().copied().filter(|power| *power > loudest * TELLING).collect();
    let power = telling.iter().sum::<f64>() / reckon(telling.len());
    let gain = (POWER / power).sqrt().min(MOST);
    let from = (first * BLOCK).saturating_sub(BEFORE);
    let to = (last * BLOCK + AFTER).min(recorded.len());
    Some(recorded[from..to].iter().map(|sample| rounded_off(sample * gain)).collect())
}

/// Without what is below speech: the steps from sample to sample, added up with a leak.
fn above_thumps(samples: &[f32]) -> impl Iterator<Item = f64> {
    let keeps = 1.0 - std::f64::consts::TAU * LOWEST_HZ / RATE;
    samples.iter().scan((0.0, 0.0), move |(last, level), &sample| {
        let sample = if sample.is_finite() { f64::from(sample.clamp(-1.0, 1.0)) } else { 0.0 };
        *level = *level * keeps + sample - *last;
        *last = sample;
        Some(*level)
    })
}

fn power(block: &[f64]) -> f64 {
    block.iter().map(|sample| sample * sample).sum::<f64>() / reckon(block.len())
}

/// A sample as it is up to the knee, and from there ever nearer to full scale.
#[expect(clippy::cast_possible_truncation, reason = "samples of a track have 16 bits")]
fn rounded_off(sample: f64) -> f32 {
    let over = sample.abs() - KNEE;
    let room = 1.0 - KNEE;
    let level = if over > 0.0 { KNEE + room * over / (room + over) } else { sample.abs() };
    level.copysign(sample) as f32
}

#[cfg(test)]
#[expect(clippy::cast_precision_loss, reason = "seconds of sound, made up")]
mod tests {
    use super::*;

    /// Noise of that loudness, always the same.
    fn noise(length: usize, loud: f32) -> Vec<f32> {
        let mut state = 1_u32;
        let step = |_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (f32::from((state >> 16) as u16) / 32_768.0 - 1.0) * loud
        };
        (0..length).map(step).collect()
    }

    /// Three syllables, half as loud as the peak between them, in a room: what is spoken begins and ends at these samples.
    const FIRST: usize = samples(700);
    const LAST: usize = samples(1900);
    fn spoken(peak: f32, room: f32) -> Vec<f32> {
        let mut recorded = noise(samples(2600), room);
        for (n, sample) in recorded[FIRST..LAST].iter_mut().enumerate() {
            let swing = (n as f32 * 2.0 * std::f32::consts::PI * 3.0 / (LAST - FIRST) as f32).cos();
            let tone = (n as f32 * 2.0 * std::f32::consts::PI * 200.0 / 24_000.0).sin();
            *sample += tone * peak * (0.55 - 0.45 * swing).max(0.1);
        }
        recorded
    }

    fn loudness(samples: &[f32]) -> f64 {
        let wide: Vec<f64> = samples.iter().map(|&sample| sample.into()).collect();
        let powers: Vec<f64> = wide.chunks(BLOCK).map(power).collect();
        let loudest = powers.iter().copied().fold(0.0, f64::max);
        let telling: Vec<_> =
            powers.into_iter().filter(|power| *power > loudest * TELLING).collect();
        10.0 * (telling.iter().sum::<f64>() / telling.len() as f64 / POWER).log10()
    }

    #[test]
    fn whoever_speaks_low_or_loud_is_as_loud_as_the_app() {
        for (peak, room) in [(0.02, 0.0003), (0.1, 0.001), (0.5, 0.003), (0.99, 0.01)] {
            let speech = speech_in(&spoken(peak, room)).unwrap();
            assert!(loudness(&speech).abs() < 1.0, "{peak}: {} dB", loudness(&speech));
            assert!(speech.iter().all(|sample| sample.abs() < 1.0));
        }
    }

    #[test]
    fn the_room_around_it_and_the_taps_that_began_and_ended_it_are_left_out() {
        let mut recorded = spoken(0.3, 0.002);
        let end = recorded.len();
        for at in [samples(20), end - samples(60)] {
            recorded[at..at + samples(30)].copy_from_slice(&noise(samples(30), 0.9));
        }
        let speech = speech_in(&recorded).unwrap();
        let margins = BEFORE + AFTER + 4 * BLOCK;
        assert!(speech.len().abs_diff(LAST - FIRST) < margins, "{} samples", speech.len());
        assert!(speech.len() >= LAST - FIRST - 4 * BLOCK);
        assert!(loudness(&speech).abs() < 1.0, "{} dB", loudness(&speech));
    }

    #[test]
    fn where_nobody_speaks_there_is_nothing() {
        assert_eq!(speech_in(&[]), None);
        assert_eq!(speech_in(&vec![0.0; 24_000]), None);
        assert_eq!(speech_in(&noise(48_000, 0.05)), None, "a fan");
        assert_eq!(speech_in(&noise(48_000, 0.001)), None, "a quiet room");
        let mut tapped = noise(48_000, 0.001);
        tapped[9000..9000 + samples(40)].copy_from_slice(&noise(samples(40), 0.9));
        assert_eq!(speech_in(&tapped), None, "a tap on the screen");
        let hum: Vec<f32> = (0..48_000).map(|n| (n as f32 * 0.006).sin() * 0.2).collect();
        assert_eq!(speech_in(&hum), None, "a hum");
    }
}
