//! The years that a person can look at.

use crate::domain::civil::CivilDay;
use crate::history::Log;

use super::span::Span;

/// A year that a person looks at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Period {
    /// The year up to today.
    #[default]
    LastYear,
    /// A year of the calendar.
    Calendar(i32),
}

impl Period {
    /// Its days. Those of a year of the calendar may be to come.
    pub fn span(self, today: CivilDay) -> Span {
        let calendar = match self {
            Self::LastYear => None,
            Self::Calendar(year) => Span::calendar_year(year),
        };
        calendar.unwrap_or_else(|| Span::year_to(today))
    }

    /// The newest earlier year with a session. Years without one are passed over.
    #[must_use]
    pub fn earlier(self, log: &Log, today: CivilDay) -> Option<Self> {
        let first = self.span(today).first;
        let mut days = log.days().rev().map(|(day, _)| day);
        days.find(|day| *day < first).map(|day| Self::Calendar(day.ymd().0))
    }

    /// The next year with a session, and in the end the year up to today.
    #[must_use]
    pub fn later(self, log: &Log, today: CivilDay) -> Option<Self> {
        let Self::Calendar(_) = self else { return None };
        let last = self.span(today).last;
        let next = log.days().map(|(day, _)| day.ymd().0).find(|year| *year > last.ymd().0);
        let calendar = next.filter(|year| *year < today.ymd().0).map(Self::Calendar);
        Some(calendar.unwrap_or_default())
    }
}
