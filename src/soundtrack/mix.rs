//! The mix: sounds at their samples, in seconds that are rendered once each.

use super::palette::{SWELL, Sound};
use super::voice::{Clip, render, whole};
use super::wav::{self, SAMPLE_BYTES};
use super::{SAMPLE_RATE, SAMPLES_PER_MILLI, carrier};
use crate::domain::order::sort_by;
use crate::domain::time::Millis;
use crate::timeline::Timeline;

/// How long the track goes on after the timeline's end. The last bell rings out in it, and the
/// phone lets the page run for as long as there is sound, which is when the record is saved.
pub const TAIL: Millis = Millis::secs(20);

/// The longest track, a day: a WAV file holds less than 25 hours of samples.
pub const LONGEST_SECONDS: u32 = 24 * 60 * 60;

/// Up to here a sum of sounds is left as it is, and from here on it is rounded off more and more,
/// so that it gets near full scale and never over it. No sound gets here by itself.
pub const KNEE: i16 = 24_000;

/// How the sounds of a track are mixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mix {
    bells_percent: u8,
}

impl Mix {
    /// Bells and all other sounds at `bells_percent` of their loudness, from 0 to 100; more
    /// counts as 100. At 0 the carrier is alone.
    pub fn new(bells_percent: u8) -> Self {
        Self { bells_percent: bells_percent.min(100) }
    }

    /// Half the percentage is a quarter of the amplitude, which is heard as about half as loud.
    fn gain(self) -> f64 {
        let share = f64::from(self.bells_percent) / 100.0;
        share * share
    }
}

/// A rendered track, as the parts of one WAV file.
///
/// The file is [`Track::header`], then for each of [`Track::parts`] the bytes of that one of
/// [`Track::unique`]. Every part is one second long. The first unique part is the quiet second,
/// with nothing but the carrier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Track {
    parts: Vec<usize>,
    unique: Vec<Vec<u8>>,
}

impl Track {
    /// The parts in order, as indices into [`Track::unique`].
    pub fn parts(&self) -> &[usize] {
        &self.parts
    }

    /// The parts that differ from each other, as little-endian samples of 16 bits.
    pub fn unique(&self) -> &[Vec<u8>] {
        &self.unique
    }

    /// The bytes in memory: all unique parts together.
    pub fn unique_bytes(&self) -> usize {
        self.unique.iter().map(Vec::len).sum()
    }

    /// The header of the WAV file.
    pub fn header(&self) -> [u8; 44] {
        wav::header(self.seconds() * SAMPLE_RATE * SAMPLE_BYTES)
    }

    /// Length in seconds, which is the number of parts.
    pub fn seconds(&self) -> u32 {
        u32::try_from(self.parts.len()).unwrap_or(LONGEST_SECONDS)
    }

    /// Length, tail included.
    pub fn duration(&self) -> Millis {
        Millis::secs(self.seconds())
    }
}

/// A sound that has a sample to be struck at, as one second knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Heard {
    /// Samples from the start of the second to the strike; negative where it was earlier.
    strike: i64,
    sound: Sound,
    /// Whether the swell before the strike is heard too.
    swells: bool,
}

/// Compiles what is left of a timeline at `from` into a track.
///
/// The track's time zero is the timeline's `from`. A cue at `t` is struck at sample
/// `(t - from) * 24`; its swell, where it has one, ends there. Cues before `from` are not heard.
/// A swell for which there is no room at the start of the track is left out whole.
///
/// The same sound twice in the same millisecond is heard once, and a line to be said is heard
/// only where nothing else is struck in that millisecond: a bell says enough.
///
/// The track goes on for [`TAIL`] after the timeline's total, and then to the end of that second.
pub fn compile(timeline: &Timeline, mix: Mix, from: Millis) -> Track {
    let length = timeline.total.saturating_sub(from).0.saturating_add(TAIL.0);
    let seconds = length.div_ceil(1000).min(LONGEST_SECONDS);
    let mut renderer = Renderer::new(mix.gain());
    let strikes = if mix.bells_percent == 0 { Vec::new() } else { strikes(timeline, from) };

    let mut parts = Vec::new();
    let mut unique = vec![renderer.part(&[])];
    // What is heard in each unique part.
    let mut known: Vec<Vec<Heard>> = vec![Vec::new()];
    let mut coming = strikes.into_iter().peekable();
    let mut ringing: Vec<Heard> = Vec::new();
    for second in 0..seconds {
        let start = i64::from(second) * PART;
        let in_reach = start + PART + samples_of(SWELL);
        while let Some((at, sound)) = coming.next_if(|&(at, _)| at < in_reach) {
            let swells = at >= length_of(renderer.clip(sound).strike);
            ringing.push(Heard { strike: at - start, sound, swells });
        }
        ringing.retain(|heard| heard.end(renderer.clip(heard.sound)) > 0);
        let mut key = ringing.clone();
        key.retain(|heard| heard.start(renderer.clip(heard.sound)) < PART);
        parts.push(known.iter().position(|other| *other == key).unwrap_or_else(|| {
            unique.push(renderer.part(&key));
            known.push(key);
            unique.len() - 1
        }));
        for heard in &mut ringing {
            heard.strike -= PART;
        }
    }
    Track { parts, unique }
}

/// Which sounds are struck at which samples of the track, in order.
fn strikes(timeline: &Timeline, from: Millis) -> Vec<(i64, Sound)> {
    let mut strikes: Vec<(i64, Sound)> = timeline
        .cues
        .iter()
        .filter(|cue| cue.at >= from)
        .map(|cue| (samples_of(cue.at - from), cue.kind))
        .map(|(at, kind)| (at, Sound::of(kind)))
        .collect();
    sort_by(&mut strikes, &Ord::cmp);
    strikes.dedup();
    strikes
        .chunk_by(|one, next| one.0 == next.0)
        .flat_map(|same| same.iter().filter(|strike| same.len() == 1 || strike.1 != Sound::Line))
        .copied()
        .collect()
}

/// Makes clips, each once, and parts out of them.
struct Renderer {
    gain: f64,
    carrier: Vec<i16>,
    clips: Vec<(Sound, Clip)>,
}

impl Renderer {
    fn new(gain: f64) -> Self {
        Self { gain, carrier: carrier::second(), clips: Vec::new() }
    }

    fn clip(&mut self, sound: Sound) -> &Clip {
        let place = self.clips.iter().position(|(other, _)| *other == sound).unwrap_or_else(|| {
            self.clips.push((sound, render(sound.recipe(), self.gain)));
            self.clips.len() - 1
        });
        &self.clips[place].1
    }

    /// One second, with all that is heard in it.
    fn part(&mut self, heard: &[Heard]) -> Vec<u8> {
        let mut sum: Vec<i32> = self.carrier.iter().copied().map(i32::from).collect();
        for heard in heard {
            let clip = self.clip(heard.sound);
            let start = heard.start(clip);
            let silent = if heard.swells { 0 } else { clip.strike };
            // Where the sound starts before the second, so much of it has been; where it starts
            // within, so much of the second is left as it is.
            let been = usize::try_from(-start).unwrap_or(0);
            let left = usize::try_from(start).unwrap_or(0);
            let (Some(sum), Some(sounding)) =
                (sum.get_mut(left..), clip.samples.get(silent + been..))
            else {
                continue;
            };
            for (sum, &sample) in sum.iter_mut().zip(sounding) {
                *sum += i32::from(sample);
            }
        }
        let mut bytes = vec![0; sum.len() * size_of::<i16>()];
        for (bytes, sum) in bytes.as_chunks_mut().0.iter_mut().zip(sum) {
            *bytes = round_off(sum).to_le_bytes();
        }
        bytes
    }
}

impl Heard {
    /// Its first sample.
    fn start(&self, clip: &Clip) -> i64 {
        if self.swells { self.strike - length_of(clip.strike) } else { self.strike }
    }

    /// The sample after its last.
    fn end(&self, clip: &Clip) -> i64 {
        self.strike + length_of(clip.samples.len()) - length_of(clip.strike)
    }
}

/// A sample of the sum, as it is up to the knee. From there the rest of the way to full scale is
/// gone more and more slowly, without a corner at the knee.
fn round_off(sum: i32) -> i16 {
    let knee = i32::from(KNEE);
    let over = sum.abs() - knee;
    let level = if over <= 0 {
        sum
    } else {
        let room = f64::from(i16::MAX - KNEE);
        let over = f64::from(over);
        // The fraction is below 1, and its product exact enough to be the same everywhere.
        sum.signum() * (knee + i32::from(whole(room * over / (room + over))))
    };
    i16::try_from(level).unwrap_or(if level < 0 { i16::MIN } else { i16::MAX })
}

/// A part's length, to reckon with positions before it.
const PART: i64 = SAMPLE_RATE as i64;

fn samples_of(time: Millis) -> i64 {
    i64::from(time.0) * i64::from(SAMPLES_PER_MILLI)
}

/// A length of samples, to reckon with positions before them.
#[expect(clippy::cast_possible_wrap, reason = "a sound is far shorter than 2^63 samples")]
fn length_of(samples: usize) -> i64 {
    samples as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_off_keeps_order_and_sign_and_never_reaches_full_scale() {
        let knee = i32::from(KNEE);
        for sum in 0..=knee {
            assert_eq!(i32::from(round_off(sum)), sum);
        }
        let loud: Vec<i16> = (knee..2_000_000).step_by(7).map(round_off).collect();
        assert!(loud.is_sorted());
        assert!(loud.windows(2).all(|pair| pair[1] - pair[0] <= 7), "a corner or a step");
        assert!(round_off(1_000_000) < i16::MAX);
        assert_eq!(round_off(-1_000_000), -round_off(1_000_000));
    }
}
