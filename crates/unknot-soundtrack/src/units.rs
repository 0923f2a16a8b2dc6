//! Conversions between times, sample counts and sample values.

use unknot_core::domain::time::Millis;

use super::SAMPLES_PER_MILLI;

/// The largest sample value.
pub(super) const FULL_SCALE: f64 = i16::MAX as f64;

/// Converts milliseconds to a number of samples.
pub(super) const fn millis_to_samples(millis: u32) -> usize {
    millis as usize * SAMPLES_PER_MILLI as usize
}

/// The position of the sample at a time of the timeline.
pub(super) fn sample_at(time: Millis) -> usize {
    millis_to_samples(time.0)
}

/// Converts a number of samples for use in floating-point arithmetic.
#[expect(clippy::cast_precision_loss, reason = "a sound is far shorter than 2^52 samples")]
pub(super) fn as_f64(samples: usize) -> f64 {
    samples as f64
}

/// Rounds to the nearest sample value, halves away from zero, and saturates at full scale.
#[expect(clippy::cast_possible_truncation, reason = "rounds, after half a step was added")]
pub(super) fn to_sample(value: f64) -> i16 {
    (value + 0.5_f64.copysign(value)) as i16
}

/// Rounds likewise to a value that is added to others. It may exceed full scale: the limiter comes later.
#[expect(clippy::cast_possible_truncation, reason = "rounds, after half a step was added")]
pub(super) fn to_summand(value: f64) -> i32 {
    (value + 0.5_f64.copysign(value)) as i32
}
