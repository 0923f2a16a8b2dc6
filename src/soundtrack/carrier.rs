//! The carrier: a tone too low and faint to hear, in every sample of the track.
//!
//! Some browsers take a page whose audio is digital silence for one that plays nothing, and put
//! it to sleep; wireless headphones do the same and then swallow the start of the next sound.
//! 40 Hz at -62 dBFS is above the level that browsers look for and below what a phone's speaker
//! can make heard. A second has a whole number of its cycles, so every quiet second is the same.

use super::rotor::{Rotor, decibels};
use super::voice::{FULL_SCALE, whole};
use super::{PART_SAMPLES, SAMPLE_RATE};

const HZ: u32 = 40;
const PEAK_DB: f64 = -62.0;

/// One second of it.
pub(super) fn second() -> Vec<i16> {
    let step = Rotor::pitch(f64::from(HZ));
    let mut at = Rotor::ONE.scaled(FULL_SCALE * decibels(PEAK_DB));
    let cycle: Vec<i16> = (0..SAMPLE_RATE / HZ)
        .map(|_| {
            let now = whole(at.im);
            at = at.times(step);
            now
        })
        .collect();
    cycle.into_iter().cycle().take(PART_SAMPLES).collect()
}
