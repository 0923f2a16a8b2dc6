//! The carrier: a tone too low and faint to hear, in every sample of the track.
//!
//! Some browsers take a page whose audio is digital silence for one that plays nothing, and put
//! it to sleep; wireless headphones do the same and then swallow the start of the next sound.
//! 40 Hz at -62 dBFS is above the level that browsers look for and below what a phone's speaker
//! can make heard. All parts
//! of a track are whole cycles of it, so that any of them can follow any other.

use std::iter;

use super::SAMPLE_RATE;
use super::rotor::{Rotor, decibels};
use super::voice::{FULL_SCALE, whole};

const HZ: u32 = 40;
const PEAK_DB: f64 = -62.0;

/// Samples in one of its cycles, of which a second has a whole number.
pub(super) const CYCLE: usize = (SAMPLE_RATE / HZ) as usize;

/// One cycle of it.
pub(super) fn cycle() -> Vec<i16> {
    let step = Rotor::pitch(f64::from(HZ));
    let mut at = Rotor::ONE.scaled(FULL_SCALE * decibels(PEAK_DB));
    let sample = || {
        let now = whole(at.im);
        at = at.times(step);
        now
    };
    iter::repeat_with(sample).take(CYCLE).collect()
}
