//! Meters: power, the loudness of short sounds, and filters for energy in bands.

use std::f64::consts::PI;

use unknot_soundtrack::SAMPLE_RATE;

use crate::bs1770;

const RATE: f64 = SAMPLE_RATE as f64;

/// A biquad filter: the coefficients of numerator and denominator, without the denominator's first,
/// which is 1.
pub(crate) struct Filter([f64; 3], [f64; 2]);

impl Filter {
    pub(crate) fn run(&self, samples: &[f64]) -> Vec<f64> {
        let Self([b0, b1, b2], [a1, a2]) = *self;
        let (mut s1, mut s2) = (0.0, 0.0);
        let step = |x: &f64| {
            let y = b0 * x + s1;
            s1 = b1 * x - a1 * y + s2;
            s2 = b2 * x - a2 * y;
            y
        };
        samples.iter().map(step).collect()
    }

    /// The bilinear transform of an analogue filter of this frequency and quality `q`, for a sample rate.
    /// `numerator` gets the warped frequency and `q`.
    pub(crate) fn with(
        rate: f64,
        hz: f64,
        q: f64,
        numerator: impl Fn(f64, f64) -> [f64; 3],
    ) -> Self {
        let k = (PI * hz / rate).tan();
        let a0 = 1.0 + k / q + k * k;
        let denominator = [2.0 * (k * k - 1.0) / a0, (1.0 - k / q + k * k) / a0];
        Self(numerator(k, q).map(|b| b / a0), denominator)
    }

    /// The coefficients of the numerator, then those of the denominator.
    pub(crate) fn coefficients(&self) -> [f64; 5] {
        let Self([b0, b1, b2], [a1, a2]) = *self;
        [b0, b1, b2, a1, a2]
    }

    pub(crate) fn high_pass(hz: f64) -> Self {
        Self::with(RATE, hz, 0.707, |_, _| [1.0, -2.0, 1.0])
    }

    pub(crate) fn low_pass(hz: f64) -> Self {
        Self::with(RATE, hz, 0.707, |k, _| [k * k, 2.0 * k * k, k * k])
    }

    pub(crate) fn band_pass(hz: f64, q: f64) -> Self {
        Self::with(RATE, hz, q, |k, q| [k / q, 0.0, -k / q])
    }
}

/// Samples as shares of full scale, from -1 to 1.
pub(crate) fn scaled(samples: &[i32]) -> Vec<f64> {
    samples.iter().map(|&s| f64::from(s) / 32_768.0).collect()
}

/// Mean power.
pub(crate) fn power(samples: &[f64]) -> f64 {
    samples.iter().map(|s| s * s).sum::<f64>() / samples.len().max(1) as f64
}

pub(crate) fn db(power: f64) -> f64 {
    10.0 * power.log10()
}

/// K-weighted loudness of the loudest 300 ms, in dB relative to full scale: the ear of a listener
/// sums up short sounds over about that time.
pub(crate) fn loudness(samples: &[f64]) -> f64 {
    const WINDOW: usize = SAMPLE_RATE as usize * 3 / 10;
    let mut weighted = bs1770::weighted(samples, SAMPLE_RATE);
    weighted.resize(weighted.len().max(WINDOW), 0.0);
    db(weighted.windows(WINDOW).step_by(120).map(power).fold(0.0, f64::max))
}
