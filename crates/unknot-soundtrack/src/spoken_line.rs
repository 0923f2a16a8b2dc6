//! The speech of a line, assembled from the clips of its parts.

use std::rc::Rc;

use super::units::{FULL_SCALE, as_f64, millis_to_samples, to_sample};

/// Samples below this share of the clip's peak count as silence: 46 dB below it.
const SILENCE: f32 = 0.005;
/// Silence kept before the first sound, so that its onset isn't cut, and length of the fades.
/// Decoders pad clips: an MP3 starts 25 to 50 ms late in one browser and without delay in another.
const LEAD_IN: usize = millis_to_samples(10);
/// Silence kept after the last sound.
const LEAD_OUT: usize = millis_to_samples(60);
/// Pause between two parts of a line.
const PAUSE: usize = millis_to_samples(180);

/// The speech of a line: samples at the track's sample rate and at full loudness. Clones share
/// them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpokenLine(Rc<[i16]>);

impl SpokenLine {
    /// Joins clips with pauses between them. Clips have samples from -1 to 1 at the track's sample
    /// rate. Silence at the start and the end of each clip is trimmed; a silent clip is skipped.
    pub fn from_clips(clips: &[Vec<f32>]) -> Self {
        let mut all: Vec<i16> = Vec::new();
        for clip in clips {
            let speech = trim(clip);
            if !all.is_empty() && !speech.is_empty() {
                all.resize(all.len() + PAUSE, 0);
            }
            let last = speech.len().saturating_sub(1);
            all.extend(speech.iter().enumerate().map(|(n, &sample)| {
                // Fades at both ends prevent clicks.
                let fade = (as_f64(n) / as_f64(LEAD_IN)).min(as_f64(last - n) / as_f64(LEAD_IN));
                to_sample(f64::from(sample).clamp(-1.0, 1.0) * fade.min(1.0) * FULL_SCALE)
            }));
        }
        Self(all.into())
    }

    /// The samples.
    pub fn samples(&self) -> &[i16] {
        &self.0
    }
}

/// A clip without the silence at its start and end.
fn trim(clip: &[f32]) -> &[f32] {
    let peak = clip.iter().fold(0.0, |peak: f32, sample| peak.max(sample.abs()));
    let is_loud = |sample: &f32| sample.abs() > peak * SILENCE;
    let (Some(first), Some(last)) = (clip.iter().position(is_loud), clip.iter().rposition(is_loud))
    else {
        return &[];
    };
    &clip[first.saturating_sub(LEAD_IN)..(last + LEAD_OUT).min(clip.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `loud` samples of speech between twice `quiet` samples of near-silence.
    fn clip(quiet: usize, loud: usize) -> Vec<f32> {
        let faint = |n: usize| if n.is_multiple_of(2) { 0.001 } else { -0.001 };
        let mut clip: Vec<f32> = (0..quiet).map(faint).collect();
        clip.extend((0..loud).map(|n| if n.is_multiple_of(2) { 0.5 } else { -0.5 }));
        clip.extend((0..quiet).map(faint));
        clip
    }

    fn length(clips: &[Vec<f32>]) -> usize {
        SpokenLine::from_clips(clips).samples().len()
    }

    #[test]
    fn silence_around_a_clip_is_trimmed() {
        let trimmed = SpokenLine::from_clips(&[clip(2000, 4800)]);
        for quiet in [1500, 2400, 5000, 24_000] {
            assert!(SpokenLine::from_clips(&[clip(quiet, 4800)]) == trimmed, "{quiet}");
        }
        assert_eq!(trimmed.samples().len(), LEAD_IN + 4800 + LEAD_OUT - 1);
        let onset = trimmed.samples().iter().position(|sample| sample.abs() > 8000);
        assert!(onset.unwrap().abs_diff(LEAD_IN) < LEAD_IN, "{onset:?}");
    }

    #[test]
    fn parts_are_separated_by_a_pause() {
        let part = clip(2000, 4800);
        let one = length(std::slice::from_ref(&part));
        let two = SpokenLine::from_clips(&[part.clone(), vec![0.0; 100], part]);
        assert_eq!(two.samples().len(), 2 * one + PAUSE);
        assert!(two.samples()[one..one + PAUSE].iter().all(|sample| *sample == 0));
    }

    #[test]
    fn silent_and_invalid_clips_are_accepted() {
        assert_eq!(length(&[]), 0);
        assert_eq!(length(&[vec![0.0; 9]]), 0);
        assert!(length(&[vec![f32::NAN, f32::INFINITY, 3.0, -3.0]]) <= 4);
        let loud = SpokenLine::from_clips(&[vec![3.0; 4800]]);
        assert_eq!(loud.samples().iter().max(), Some(&i16::MAX));
        assert_eq!((loud.samples().first(), loud.samples().last()), (Some(&0), Some(&0)));
    }
}
