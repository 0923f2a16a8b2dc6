//! Lengths and offsets of time within a session, in whole milliseconds.
//!
//! A millisecond is 24 samples of the track exactly (`soundtrack::SAMPLE_RATE`), so that a cue's
//! offset and its sample are the same fact. Dates and clocks live in `unknot_core::domain::civil`.

use core::fmt;
use core::iter::Sum;
use core::ops::{Add, AddAssign, Div, Mul, Sub, SubAssign};

use serde::{Deserialize, Serialize};

/// A length of time, or an offset from the start of a timeline, in milliseconds (up to 49 days).
/// Calculations stop at zero and at the longest length: one that wrapped would be a timer of weeks.
///
/// ```
/// use unknot_content::time::Millis;
///
/// let session: Millis = [Millis::minutes(10), Millis::secs(20)].into_iter().sum();
/// assert_eq!(session, Millis(620_000));
/// assert_eq!((session / 2).to_string(), "5:10");
/// // A countdown is rounded up, so that it reads 0:00 only at the end.
/// assert_eq!(Millis(1).to_string(), "0:01");
/// assert_eq!(Millis::secs(3).saturating_sub(Millis::secs(5)), Millis::ZERO);
/// ```
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Millis(pub u32);

impl Millis {
    /// No time at all.
    pub const ZERO: Self = Self(0);

    /// `seconds` whole seconds.
    pub const fn secs(seconds: u32) -> Self {
        Self(seconds.saturating_mul(1000))
    }

    /// `minutes` whole minutes.
    pub const fn minutes(minutes: u32) -> Self {
        Self::secs(minutes.saturating_mul(60))
    }

    /// Whole seconds, rounded down.
    pub const fn as_secs(self) -> u32 {
        self.0 / 1000
    }

    /// Whole seconds, rounded up: what a countdown shows, so that it reads 0:00 only at the end.
    pub const fn as_secs_up(self) -> u32 {
        self.0.div_ceil(1000)
    }

    /// `self - other`, or zero where `other` is longer.
    #[must_use]
    pub const fn saturating_sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// Whether this is no time at all.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }
}

impl Add for Millis {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Millis {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sub for Millis {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl SubAssign for Millis {
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}

impl Mul<u32> for Millis {
    type Output = Self;
    fn mul(self, times: u32) -> Self {
        Self(self.0.saturating_mul(times))
    }
}

impl Div<u32> for Millis {
    type Output = Self;
    fn div(self, parts: u32) -> Self {
        Self(self.0 / parts)
    }
}

impl Sum for Millis {
    fn sum<I: Iterator<Item = Self>>(lengths: I) -> Self {
        lengths.fold(Self::ZERO, Add::add)
    }
}

/// `m:ss`, rounded up to whole seconds, as a countdown shows it.
impl fmt::Display for Millis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.as_secs_up();
        write!(f, "{}:{:02}", seconds / 60, seconds % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calculations_stop_at_zero_and_at_the_longest_length() {
        let longest = Millis(u32::MAX);
        assert_eq!(Millis::secs(1) - Millis::secs(2), Millis::ZERO);
        assert_eq!(longest + Millis(1), longest);
        assert_eq!(Millis::minutes(1) * u32::MAX, longest);
        assert_eq!(Millis::minutes(u32::MAX), longest);
        assert_eq!([longest, longest].into_iter().sum::<Millis>(), longest);
    }

    #[test]
    fn a_countdown_shows_zero_only_at_the_end() {
        assert_eq!(Millis(1).to_string(), "0:01");
        assert_eq!(Millis::ZERO.to_string(), "0:00");
        assert_eq!(Millis::minutes(10).to_string(), "10:00");
        assert_eq!(Millis(59_001).to_string(), "1:00");
    }
}
