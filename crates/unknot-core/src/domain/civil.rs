//! Civil days and instants.
//!
//! Hand-written because the app needs only these few calendar functions and no time zones. A
//! calendar crate would be several times their size; jiff checks them in the tests.
//!
//! A record stores the instant in UTC, the UTC offset at that time, and the civil day it counts
//! for. The day is decided once, so travel and daylight-saving changes can't move it later.

use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Serialize};

const MINUTES_PER_DAY: i64 = 24 * 60;
const MS_PER_MINUTE: i64 = 60_000;

/// A day of the proleptic Gregorian calendar. Displayed, parsed and stored as `2026-11-24`.
///
/// ```
/// use unknot_core::domain::civil::{CivilDay, Weekday};
///
/// let day: CivilDay = "2028-02-28".parse()?;
/// assert_eq!(day.plus(1).to_string(), "2028-02-29");
/// assert_eq!(day.weekday(), Weekday::Monday);
/// assert_eq!(day.plus(6).week_start(Weekday::Monday), day);
/// assert_eq!(CivilDay::from_ymd(2027, 2, 29), None);
/// # Ok::<(), unknot_core::domain::civil::ParseDayError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CivilDay(i32);

/// A day of the week, in the order of ISO 8601. A person's week may start on another day than
/// Monday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "self-explanatory")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

/// An instant, with the UTC offset of the person's clock at that time.
///
/// ```
/// use unknot_core::domain::civil::Moment;
///
/// // 01:30 in Helsinki. If the person's day starts at 04:00, it is still the previous day.
/// let late = Moment { utc_ms: 1_795_649_400_000, offset_min: 120 };
/// assert_eq!(late.minute_of_day(), 90);
/// assert_eq!(late.day(0).to_string(), "2026-11-26");
/// assert_eq!(late.day(4 * 60).to_string(), "2026-11-25");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Moment {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub utc_ms: i64,
    /// Minutes east of UTC. Local time is UTC plus this.
    pub offset_min: i16,
}

/// The text isn't an existing day in the form `2026-11-24`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a calendar day: {0}")]
pub struct ParseDayError(String);

impl Weekday {
    /// All days, from Monday on.
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];
}

impl CivilDay {
    /// The day `days` days after 1970-01-01.
    pub const fn from_epoch_days(days: i32) -> Self {
        Self(days)
    }

    /// Days since 1970-01-01.
    pub const fn epoch_days(self) -> i32 {
        self.0
    }

    /// The day with this year (-9999 to 9999), month (1 to 12) and day of the month (1 to 31).
    /// `None` if there is no such day.
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        if !(-9999..=9999).contains(&year) || !(1..=12).contains(&month) || day == 0 {
            return None;
        }
        // Years are counted from March, so that a leap day is the last day of its year. An era is
        // 400 years, or 146,097 days (Fliegel and Van Flandern, CACM 1968).
        let (y, m, d) = (i64::from(year), i64::from(month), i64::from(day));
        let shifted = if m <= 2 { y - 1 } else { y };
        let era = shifted.div_euclid(400);
        let year_of_era = shifted.rem_euclid(400);
        let day_of_year = (153 * ((m + 9) % 12) + 2) / 5 + d - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        let days = i32::try_from(era * 146_097 + day_of_era - 719_468).ok()?;
        let candidate = Self(days);
        (candidate.ymd() == (year, month, day)).then_some(candidate)
    }

    /// The year, month (1 to 12) and day of the month (1 to 31).
    pub fn ymd(self) -> (i32, u32, u32) {
        let days = i64::from(self.0) + 719_468;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = (month_from_march + 2) % 12 + 1;
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        let narrow = |n: i64| u32::try_from(n).unwrap_or(0);
        (i32::try_from(year).unwrap_or(0), narrow(month), narrow(day))
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        // That of 1970-01-01.
        const OF_EPOCH: i32 = Weekday::Thursday as i32;
        let index = (self.0.rem_euclid(7) + OF_EPOCH).rem_euclid(7);
        Weekday::ALL[usize::try_from(index).unwrap_or(0)]
    }

    /// The first day of the week that this day is in, if weeks start on `first`.
    ///
    /// ```
    /// use unknot_core::domain::civil::{CivilDay, Weekday};
    ///
    /// let sunday: CivilDay = "2026-11-29".parse()?;
    /// assert_eq!(sunday.week_start(Weekday::Sunday), sunday);
    /// assert_eq!(sunday.week_start(Weekday::Monday), sunday.plus(-6));
    /// assert_eq!(sunday.week_start(Weekday::Saturday), sunday.plus(-1));
    /// # Ok::<(), unknot_core::domain::civil::ParseDayError>(())
    /// ```
    #[must_use]
    pub fn week_start(self, first: Weekday) -> Self {
        self.plus(-(self.weekday() as i32 - first as i32).rem_euclid(7))
    }

    /// The first day of this month.
    #[must_use]
    pub fn first_of_month(self) -> Self {
        let (_, _, day) = self.ymd();
        self.plus(1 - i32::try_from(day).unwrap_or(1))
    }

    /// The day this many days later, or earlier if `days` is negative. Saturates.
    #[must_use]
    pub const fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// The number of days from `earlier` to this day. Saturates.
    pub const fn since(self, earlier: Self) -> i32 {
        self.0.saturating_sub(earlier.0)
    }
}

impl Moment {
    /// The civil day that this moment counts for if the person's day starts `day_start_min` minutes
    /// after midnight. With 240, 02:30 belongs to the previous day.
    pub fn day(self, day_start_min: u16) -> CivilDay {
        let local_min = self.utc_ms.div_euclid(MS_PER_MINUTE) + i64::from(self.offset_min);
        let days = (local_min - i64::from(day_start_min)).div_euclid(MINUTES_PER_DAY);
        CivilDay(i32::try_from(days).unwrap_or(i32::MAX))
    }

    /// Minutes after local midnight, 0 to 1439.
    pub fn minute_of_day(self) -> u16 {
        let local_min = self.utc_ms.div_euclid(MS_PER_MINUTE) + i64::from(self.offset_min);
        u16::try_from(local_min.rem_euclid(MINUTES_PER_DAY)).unwrap_or(0)
    }
}

impl fmt::Display for CivilDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl FromStr for CivilDay {
    type Err = ParseDayError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parse = || {
            let mut parts = text.splitn(3, '-');
            let year = parts.next().filter(|p| p.len() == 4)?.parse().ok()?;
            let month = parts.next().filter(|p| p.len() == 2)?.parse().ok()?;
            let day = parts.next().filter(|p| p.len() == 2)?.parse().ok()?;
            Self::from_ymd(year, month, day)
        };
        parse().ok_or_else(|| ParseDayError(text.to_owned()))
    }
}

impl TryFrom<String> for CivilDay {
    type Error = ParseDayError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<CivilDay> for String {
    fn from(day: CivilDay) -> Self {
        day.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invalid_days_are_rejected() {
        assert_eq!(CivilDay::from_ymd(2026, 2, 29), None);
        assert_eq!(CivilDay::from_ymd(2026, 13, 1), None);
        for text in ["", "2026-1-01", "2026-02-30", "20261124", "2026-11-24T"] {
            assert!(text.parse::<CivilDay>().is_err(), "{text}");
        }
    }

    #[test]
    fn hours_before_day_start_belong_to_the_previous_day() {
        let half_past_two = Moment { utc_ms: (2 * 60 + 30) * 60_000, offset_min: 0 };
        assert_eq!(half_past_two.day(240).to_string(), "1969-12-31");
        assert_eq!(half_past_two.day(0).to_string(), "1970-01-01");
        let in_tokyo = Moment { offset_min: 540, ..half_past_two };
        assert_eq!(in_tokyo.day(240).to_string(), "1970-01-01");
        assert_eq!(in_tokyo.minute_of_day(), 11 * 60 + 30);
    }
}
