//! Sines, decays and fades by rotating a complex number. They use only the four basic operations
//! instead of a maths library, so that a track has the same bytes on every platform
//! (`tests/bytes.rs`).
//!
//! Calling `sin` for each sample is slow on a cheap phone, and the last digit of its result differs
//! between maths libraries. Rotating a point by a fixed angle per sample traces the same sine with
//! four multiplications. Only the rotation of one step has to be computed, with a power series.

use std::f64::consts::{LN_10, PI, TAU};

use super::RATE;
use super::units::as_f64;

/// A complex number: a point of the plane, or the rotation and scaling that takes 1 to that point.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rotor {
    pub(super) re: f64,
    pub(super) im: f64,
}

impl Rotor {
    /// The identity: no rotation.
    pub(super) const ONE: Self = Self { re: 1.0, im: 0.0 };

    /// A rotation by `angle` radians, from -π to π.
    pub(super) fn rotation(angle: f64) -> Self {
        // The power series of e^(i·angle). In this range the last term is below the 17th digit.
        let (mut sum, mut term) = (Self::ONE, Self::ONE);
        for n in 1..=30 {
            let scale = angle / f64::from(n);
            term = Self { re: -term.im * scale, im: term.re * scale };
            sum = Self { re: sum.re + term.re, im: sum.im + term.im };
        }
        sum
    }

    /// The rotation per sample of a sine of `hz`.
    pub(super) fn pitch(hz: f64) -> Self {
        Self::rotation(TAU * hz / RATE)
    }

    /// The complex product: this rotation followed by `other`.
    pub(super) fn times(self, other: Self) -> Self {
        Self {
            re: self.re * other.re - self.im * other.im,
            im: self.re * other.im + self.im * other.re,
        }
    }

    /// The same angle with `factor` times the magnitude.
    pub(super) fn scaled(self, factor: f64) -> Self {
        Self { re: self.re * factor, im: self.im * factor }
    }

    /// The square of the magnitude.
    pub(super) fn power(self) -> f64 {
        self.re * self.re + self.im * self.im
    }
}

/// `e^x`, for any `x` from -100 to 100.
fn exp(x: f64) -> f64 {
    const HALVINGS: i32 = 10;
    let small = x / f64::from(1 << HALVINGS);
    let (mut sum, mut term) = (1.0, 1.0);
    for n in 1..=14 {
        term *= small / f64::from(n);
        sum += term;
    }
    for _ in 0..HALVINGS {
        sum *= sum;
    }
    sum
}

/// The amplitude factor of `db` decibels.
pub(super) fn decibels(db: f64) -> f64 {
    exp(db * LN_10 / 20.0)
}

/// The factor per sample of an exponential decay by 60 dB in `millis` milliseconds.
pub(super) fn decay(millis: f64) -> f64 {
    exp(-3.0 * LN_10 / (millis / 1000.0 * RATE))
}

/// A raised-cosine fade from 0 to 1 in `samples` steps.
pub(super) fn fade_in(samples: usize) -> impl Iterator<Item = f64> {
    let step = Rotor::rotation(PI / as_f64(samples.max(1)));
    let mut at = Rotor::ONE;
    std::iter::repeat_with(move || {
        let now = at.re;
        at = at.times(step);
        0.5 - 0.5 * now
    })
    .take(samples)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn power_series_agree_with_the_maths_library() {
        for n in -100..=100 {
            let x = PI * f64::from(n) / 100.0;
            let rotor = Rotor::rotation(x);
            assert!((rotor.im - x.sin()).abs() < 1e-14, "{x}");
            assert!((rotor.re - x.cos()).abs() < 1e-14, "{x}");
            assert!((exp(x) / x.exp() - 1.0).abs() < 1e-12, "{x}");
        }
        assert!((decibels(-20.0) - 0.1).abs() < 1e-12);
        assert!((decay(1000.0).powi(24_000) - 0.001).abs() < 1e-9);
    }

    #[test]
    fn fade_in_rises_from_zero_to_just_below_one() {
        let fade: Vec<f64> = fade_in(240).collect();
        assert_eq!(fade.len(), 240);
        assert!(fade[0].abs() < 1e-15 && (0.999..1.0).contains(&fade[239]));
        assert!(fade.is_sorted());
        assert_eq!(fade_in(0).count(), 0);
    }
}
