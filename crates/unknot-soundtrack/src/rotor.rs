//! Circular motion: sines, decays and fades from multiplication alone, instead of a maths library's, so that a track has the
//! same bytes on every platform (`tests/bytes.rs`).
//!
//! A call of `sin` for every sample is slow on a cheap phone, and its last digit differs from one
//! maths library to the next. A point that is turned a little at each sample draws the same sine
//! with four multiplications, and only its first turn has to be computed: by a power series, here.

use std::f64::consts::{LN_10, PI, TAU};

use super::RATE;

/// A point of the plane, or the turn (and growth) that takes 1 there: a complex number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rotor {
    pub(super) re: f64,
    pub(super) im: f64,
}

impl Rotor {
    /// No turn at all.
    pub(super) const ONE: Self = Self { re: 1.0, im: 0.0 };

    /// A turn by `angle` in radians, from -π to π.
    pub(super) fn turn(angle: f64) -> Self {
        // e^(i·angle), term by term. The last is below the 17th digit within the range.
        let (mut sum, mut term) = (Self::ONE, Self::ONE);
        for n in 1..=30 {
            let scale = angle / f64::from(n);
            term = Self { re: -term.im * scale, im: term.re * scale };
            sum = Self { re: sum.re + term.re, im: sum.im + term.im };
        }
        sum
    }

    /// The turn from one sample to the next of a sine of `hz`.
    pub(super) fn pitch(hz: f64) -> Self {
        Self::turn(TAU * hz / RATE)
    }

    /// This turn, then `other`.
    pub(super) fn times(self, other: Self) -> Self {
        Self {
            re: self.re * other.re - self.im * other.im,
            im: self.re * other.im + self.im * other.re,
        }
    }

    /// As far around, `factor` times as far out.
    pub(super) fn scaled(self, factor: f64) -> Self {
        Self { re: self.re * factor, im: self.im * factor }
    }

    /// The square of the distance from the centre.
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

/// The factor that `db` decibels are.
pub(super) fn decibels(db: f64) -> f64 {
    exp(db * LN_10 / 20.0)
}

/// The factor from one sample to the next of something that falls by 60 dB in `millis`.
pub(super) fn decay(millis: f64) -> f64 {
    exp(-3.0 * LN_10 / (millis / 1000.0 * RATE))
}

/// A fade from 0 to 1 in `samples` steps, without a corner at either end: half a cosine.
pub(super) fn fade_in(samples: usize) -> impl Iterator<Item = f64> {
    let step = Rotor::turn(PI / super::voice::reckon(samples.max(1)));
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
    fn series_agree_with_the_maths_library() {
        for n in -100..=100 {
            let x = PI * f64::from(n) / 100.0;
            let turn = Rotor::turn(x);
            assert!((turn.im - x.sin()).abs() < 1e-14 && (turn.re - x.cos()).abs() < 1e-14, "{x}");
            assert!((exp(x) / x.exp() - 1.0).abs() < 1e-12, "{x}");
        }
        assert!((decibels(-20.0) - 0.1).abs() < 1e-12);
        assert!((decay(1000.0).powi(24_000) - 0.001).abs() < 1e-9);
    }

    #[test]
    fn a_fade_starts_at_nothing_and_nearly_gets_to_one() {
        let fade: Vec<f64> = fade_in(240).collect();
        assert_eq!(fade.len(), 240);
        assert!(fade[0].abs() < 1e-15 && (0.999..1.0).contains(&fade[239]));
        assert!(fade.is_sorted());
        assert_eq!(fade_in(0).count(), 0);
    }
}
