//! A stretch of days.

use crate::domain::civil::{CivilDay, Weekday};

/// Some days in a row, at least one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    /// The first day.
    pub first: CivilDay,
    /// The last day, which belongs to it.
    pub last: CivilDay,
}

impl Span {
    /// The year that ends with a day: 365 days, or 366 if there is a 29 February in it.
    ///
    /// ```
    /// use unknot_core::history::views::Span;
    ///
    /// let span = Span::year_to("2026-11-30".parse()?);
    /// assert_eq!(span.first.to_string(), "2025-12-01");
    /// # Ok::<(), unknot_core::domain::civil::ParseDayError>(())
    /// ```
    pub fn year_to(last: CivilDay) -> Self {
        let (year, month, day) = last.ymd();
        let before = CivilDay::from_ymd(year - 1, month, day);
        // Only a 29 February has no such day in the year before.
        let first = before.map_or(last.plus(-365), |day| day.plus(1));
        Self { first, last }
    }

    /// A year of the calendar. `None` if its number has more than four digits.
    pub fn calendar_year(year: i32) -> Option<Self> {
        let first = CivilDay::from_ymd(year, 1, 1)?;
        Some(Self { first, last: CivilDay::from_ymd(year, 12, 31)? })
    }

    /// So many whole weeks, of which the last is that of `today`, up to today.
    pub fn weeks_to(today: CivilDay, first_weekday: Weekday, weeks: u16) -> Self {
        let before = i32::from(weeks.max(1)) - 1;
        Self { first: today.week_start(first_weekday).plus(-7 * before), last: today }
    }

    /// Whether a day is one of these.
    pub fn contains(self, day: CivilDay) -> bool {
        (self.first..=self.last).contains(&day)
    }

    /// The days, in order.
    pub fn days(self) -> impl Iterator<Item = CivilDay> {
        (0..=self.last.since(self.first)).map(move |n| self.first.plus(n))
    }
}
