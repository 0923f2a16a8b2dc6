//! Takes: a line as somebody has spoken it.

use std::rc::Rc;

use super::voice::{FULL_SCALE, reckon, samples, whole};

/// Below this part of its highest sample a clip is quiet: 46 dB less.
const QUIET: f32 = 0.005;
/// What is left of the quiet before the first sound, so that it is not clipped. A decoder may put any amount of quiet
/// there: an MP3 begins 25 to 50 ms late in one browser and at once in another.
const BEFORE: usize = samples(10);
/// The same after the last.
const AFTER: usize = samples(60);
/// The silence between two parts of a line.
const BETWEEN: usize = samples(180);

/// A line as it was spoken: samples at the rate of the track, and at full loudness. Clones share them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Take(pub(super) Rc<[i16]>);

impl Take {
    /// Of clips, one after the other, each with samples between -1 and 1 at the rate of the track. Quiet before and after
    /// each is left out.
    pub fn of(clips: &[Vec<f32>]) -> Self {
        let mut all: Vec<i16> = Vec::new();
        for clip in clips {
            let spoken = spoken(clip);
            if !all.is_empty() && !spoken.is_empty() {
                all.resize(all.len() + BETWEEN, 0);
            }
            let last = spoken.len().saturating_sub(1);
            all.extend(spoken.iter().enumerate().map(|(n, &sample)| {
                // From nothing and to nothing, without a click.
                let edge = (reckon(n) / reckon(BEFORE)).min(reckon(last - n) / reckon(BEFORE));
                whole(f64::from(sample).clamp(-1.0, 1.0) * edge.min(1.0) * FULL_SCALE)
            }));
        }
        Self(all.into())
    }

    /// What is heard of it at full loudness.
    pub fn heard(&self) -> &[i16] {
        &self.0
    }

    /// How many samples it has.
    pub fn samples(&self) -> usize {
        self.0.len()
    }
}

/// A clip without the quiet around it.
fn spoken(clip: &[f32]) -> &[f32] {
    let peak = clip.iter().fold(0.0, |peak: f32, sample| peak.max(sample.abs()));
    let is_loud = |sample: &f32| sample.abs() > peak * QUIET;
    let (Some(first), Some(last)) = (clip.iter().position(is_loud), clip.iter().rposition(is_loud))
    else {
        return &[];
    };
    &clip[first.saturating_sub(BEFORE)..(last + AFTER).min(clip.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Speech of so many samples with as much quiet before and after it.
    fn clip(quiet: usize, loud: usize) -> Vec<f32> {
        let faint = |n: usize| if n.is_multiple_of(2) { 0.001 } else { -0.001 };
        let mut clip: Vec<f32> = (0..quiet).map(faint).collect();
        clip.extend((0..loud).map(|n| if n.is_multiple_of(2) { 0.5 } else { -0.5 }));
        clip.extend((0..quiet).map(faint));
        clip
    }

    #[test]
    fn the_quiet_around_a_clip_makes_no_difference() {
        let dry = Take::of(&[clip(2000, 4800)]);
        for quiet in [1500, 2400, 5000, 24_000] {
            assert!(Take::of(&[clip(quiet, 4800)]) == dry, "{quiet}");
        }
        assert_eq!(dry.samples(), BEFORE + 4800 + AFTER - 1);
        let onset = dry.0.iter().position(|sample| sample.abs() > 8000);
        assert!(onset.unwrap().abs_diff(BEFORE) < BEFORE, "{onset:?}");
    }

    #[test]
    fn parts_follow_each_other_after_a_pause() {
        let part = clip(2000, 4800);
        let one = Take::of(std::slice::from_ref(&part)).samples();
        let two = Take::of(&[part.clone(), vec![0.0; 100], part]);
        assert_eq!(two.samples(), 2 * one + BETWEEN);
        assert!(two.0[one..one + BETWEEN].iter().all(|sample| *sample == 0));
    }

    #[test]
    fn what_is_silent_or_odd_is_a_take_all_the_same() {
        assert_eq!(Take::of(&[]).samples(), 0);
        assert_eq!(Take::of(&[vec![0.0; 9]]).samples(), 0);
        assert!(Take::of(&[vec![f32::NAN, f32::INFINITY, 3.0, -3.0]]).samples() <= 4);
        let loud = Take::of(&[vec![3.0; 4800]]);
        assert_eq!(loud.0.iter().max(), Some(&i16::MAX));
        assert_eq!((loud.0.first(), loud.0.last()), (Some(&0), Some(&0)));
    }
}
