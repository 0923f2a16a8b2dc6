//! Meters: loudness after ITU-R BS.1770, the broadcasting standard, and filters for energy in
//! bands.

use std::f64::consts::PI;

use unknot_soundtrack::SAMPLE_RATE;

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

    fn with(hz: f64, q: f64, numerator: impl Fn(f64) -> [f64; 3]) -> Self {
        let k = (PI * hz / RATE).tan();
        let a0 = 1.0 + k / q + k * k;
        Self(numerator(k).map(|b| b / a0), [2.0 * (k * k - 1.0) / a0, (1.0 - k / q + k * k) / a0])
    }

    pub(crate) fn high_pass(hz: f64) -> Self {
        Self::with(hz, 0.707, |_| [1.0, -2.0, 1.0])
    }

    pub(crate) fn low_pass(hz: f64) -> Self {
        Self::with(hz, 0.707, |k| [k * k, 2.0 * k * k, k * k])
    }

    pub(crate) fn band_pass(hz: f64, q: f64) -> Self {
        Self::with(hz, q, |k| [k / q, 0.0, -k / q])
    }

    /// The first stage of K-weighting, a high shelf that models the head.
    fn shelf() -> Self {
        let (q, high) = (0.707_175_236_955_419_6, 10_f64.powf(3.999_843_853_973_347 / 20.0));
        let mid = high.powf(0.499_666_774_154_541_6);
        Self::with(1_681.974_450_955_533, q, |k| {
            [high + mid * k / q + k * k, 2.0 * (k * k - high), high - mid * k / q + k * k]
        })
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

/// K-weighted loudness of the loudest 300 ms, in dB relative to full scale.
pub(crate) fn loudness(samples: &[f64]) -> f64 {
    const WINDOW: usize = SAMPLE_RATE as usize * 3 / 10;
    let mut weighted = Filter::high_pass(38.0).run(&Filter::shelf().run(samples));
    weighted.resize(weighted.len().max(WINDOW), 0.0);
    db(weighted.windows(WINDOW).step_by(120).map(power).fold(0.0, f64::max))
}
