//! Loudness after ITU-R BS.1770-4, the broadcasters' standard: K-weighting, blocks and gates.
//!
//! The standard gives the coefficients of its two filters for 48 kHz only (its tables 1 and 2). For other
//! sample rates they are computed from the analogue filters behind them, with the frequencies, the gain
//! and the qualities that libebur128 uses (`ebur128_init_filter`). A test compares the result for 48 kHz
//! with the tables.
//!
//! A track is mono and counts as one channel of weight 1: a sine of 997 Hz at full scale has -3.01 LKFS,
//! the standard's own example. Played on two speakers it is 3 LU louder.

use crate::meter::{Filter, db, power};

/// Length of a gating block in milliseconds.
const BLOCK: u32 = 400;
/// Blocks follow each other in steps of a quarter of their length.
const STEP: u32 = BLOCK / 4;
/// Blocks that are softer than this don't count, in LKFS.
const ABSOLUTE_GATE: f64 = -70.0;
/// Nor do blocks that are softer than the mean of the others by more than this, in LU.
const RELATIVE_GATE: f64 = -10.0;
/// The offset of the scale, which cancels the gain of K-weighting at 997 Hz.
const OFFSET: f64 = -0.691;

/// The first stage: a high shelf that models the head.
fn shelf(rate: u32) -> Filter {
    let high = 10_f64.powf(3.999_843_853_973_347 / 20.0);
    let middle = high.powf(0.499_666_774_154_541_6);
    Filter::with(rate.into(), 1_681.974_450_955_533, 0.707_175_236_955_419_6, |k, q| {
        [high + middle * k / q + k * k, 2.0 * (k * k - high), high - middle * k / q + k * k]
    })
}

/// The second stage: a high-pass. In the table its numerator is 1, -2, 1, a gain of 0.04 dB in the
/// passband, which is kept at other rates.
fn high_pass(rate: u32) -> Filter {
    const PASSBAND: f64 = 1.004_994_898_714_688_4;
    Filter::with(rate.into(), 38.135_470_876_024_44, 0.500_327_037_323_877_3, |_, _| {
        [PASSBAND, -2.0 * PASSBAND, PASSBAND]
    })
}

/// Samples of a sample rate, K-weighted.
pub(crate) fn weighted(samples: &[f64], rate: u32) -> Vec<f64> {
    high_pass(rate).run(&shelf(rate).run(samples))
}

/// The number of samples in a time in milliseconds.
fn samples_in(millis: u32, rate: u32) -> usize {
    (rate / 1000 * millis) as usize
}

/// The loudness of a mean power after weighting, in LKFS.
fn lkfs(power: f64) -> f64 {
    OFFSET + db(power)
}

/// The integrated loudness of a sound, in LKFS. A sound that is shorter than a block is measured with
/// silence after it.
pub(crate) fn integrated(samples: &[f64], rate: u32) -> f64 {
    let block = samples_in(BLOCK, rate);
    let mut weighted = weighted(samples, rate);
    weighted.resize(weighted.len().max(block), 0.0);
    let blocks = weighted.windows(block).step_by(samples_in(STEP, rate));
    let powers: Vec<f64> = blocks.map(power).collect();
    let mean_above = |gate: f64| {
        let counted: Vec<f64> =
            powers.iter().copied().filter(|&power| lkfs(power) > gate).collect();
        counted.iter().sum::<f64>() / counted.len() as f64
    };
    let relative_gate = lkfs(mean_above(ABSOLUTE_GATE)) + RELATIVE_GATE;
    lkfs(mean_above(relative_gate.max(ABSOLUTE_GATE)))
}

#[cfg(test)]
mod tests {
    use std::f64::consts::TAU;

    use super::*;

    const RATES: [u32; 2] = [24_000, 48_000];

    /// A sine with a peak in dB of full scale.
    fn sine(hz: f64, peak_db: f64, millis: u32, rate: u32) -> Vec<f64> {
        let peak = 10_f64.powf(peak_db / 20.0);
        let angle = |n: usize| TAU * hz * n as f64 / f64::from(rate);
        (0..samples_in(millis, rate)).map(|n| peak * angle(n).sin()).collect()
    }

    #[test]
    fn coefficients_at_48_khz_are_those_of_the_standard() {
        let tables = [
            (
                shelf(48_000),
                [1.535_124_859_586_97, -2.691_696_189_406_38, 1.198_392_810_852_85],
                [-1.690_659_293_182_41, 0.732_480_774_215_85],
            ),
            (high_pass(48_000), [1.0, -2.0, 1.0], [-1.990_047_454_833_98, 0.990_072_250_366_21]),
        ];
        for (filter, numerator, denominator) in tables {
            let expected = numerator.iter().chain(&denominator);
            for (own, table) in filter.coefficients().iter().zip(expected) {
                assert!((own - table).abs() < 1e-7, "{own} instead of {table}");
            }
        }
    }

    #[test]
    fn a_sine_of_997_hz_has_the_loudness_that_the_standard_states() {
        for rate in RATES {
            for peak_db in [0.0, -20.0, -40.0] {
                let loudness = integrated(&sine(997.0, peak_db, 5000, rate), rate);
                assert!((loudness - peak_db + 3.01).abs() < 0.03, "{rate}, {peak_db}: {loudness}");
            }
        }
    }

    /// Cases 3 to 5 of EBU Tech 3341, in one channel instead of two: 3 LU less.
    #[test]
    fn what_is_much_softer_than_the_rest_does_not_count() {
        let cases: [(&[(f64, u32)], f64); 3] = [
            (&[(-36.0, 10_000), (-23.0, 60_000), (-36.0, 10_000)], -23.0),
            (
                &[
                    (-72.0, 10_000),
                    (-36.0, 10_000),
                    (-23.0, 60_000),
                    (-36.0, 10_000),
                    (-72.0, 10_000),
                ],
                -23.0,
            ),
            (&[(-26.0, 20_000), (-20.0, 20_100), (-26.0, 20_000)], -23.0),
        ];
        for (parts, expected) in cases {
            for rate in RATES {
                let sound: Vec<f64> = parts
                    .iter()
                    .flat_map(|&(peak_db, millis)| sine(1000.0, peak_db, millis, rate))
                    .collect();
                let loudness = integrated(&sound, rate) + 3.01;
                assert!((loudness - expected).abs() < 0.1, "{parts:?}: {loudness:.2}");
            }
        }
    }
}
