//! The carrier: an inaudible tone in every sample of the track.
//!
//! Some browsers treat a page whose audio is digital silence as one that plays nothing, and suspend
//! it. Wireless headphones go to standby for the same reason and then swallow the start of the next
//! sound. A tone of 40 Hz at -62 dBFS is above the level that browsers look for and below what a
//! phone's speaker makes audible.
//!
//! Every part of a track is a whole number of carrier cycles long, so that any part can follow any
//! other.

use std::iter;

use super::SAMPLE_RATE;
use super::rotor::{Rotor, decibels};
use super::units::{FULL_SCALE, to_sample};

const HZ: u32 = 40;
const PEAK_DB: f64 = -62.0;

/// Samples in one cycle. A second is a whole number of cycles.
pub(super) const CYCLE: usize = (SAMPLE_RATE / HZ) as usize;

/// The samples of one cycle.
pub(super) fn cycle() -> Vec<i16> {
    let step = Rotor::pitch(f64::from(HZ));
    let mut at = Rotor::ONE.scaled(FULL_SCALE * decibels(PEAK_DB));
    let sample = || {
        let now = to_sample(at.im);
        at = at.times(step);
        now
    };
    iter::repeat_with(sample).take(CYCLE).collect()
}
