//! A year, day by day.

use crate::domain::civil::{CivilDay, Weekday};
use crate::history::{Log, MonthTotal, Total};

use super::practice::practice_in;
use super::span::Span;

/// On how many days there was practice, at least, on the day of the week that a person is told of.
const ENOUGH_DAYS: u32 = 8;
/// How many times as often as on any other day of the week, in tenths. Somebody who practises on three days a week has
/// no usual day, and a year in which each day has practice has 53 of one or two days.
const CLEARLY_MORE: u32 = 13;

/// The days of a year on which there was a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Year {
    /// The days that it covers.
    pub span: Span,
    /// Those with sessions, in order.
    pub days: Vec<DayTotal>,
}

/// A day with sessions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayTotal {
    /// The day.
    pub day: CivilDay,
    /// The total of its sessions.
    pub total: Total,
    /// Whether one of them counts.
    pub counts: bool,
}

/// How much was practised on a day that counts, in steps that can be told apart in a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Up to 5 minutes.
    Short,
    /// Up to 15 minutes.
    Medium,
    /// Up to 30 minutes.
    Long,
    /// More than 30 minutes.
    Longest,
}

impl Level {
    /// All levels, from the shortest on.
    pub const ALL: [Self; 4] = [Self::Short, Self::Medium, Self::Long, Self::Longest];

    /// The most whole minutes of a level; `None` if there is no most.
    pub const fn most(self) -> Option<u64> {
        match self {
            Self::Short => Some(5),
            Self::Medium => Some(15),
            Self::Long => Some(30),
            Self::Longest => None,
        }
    }

    fn of(total: Total) -> Self {
        let minutes = total.minutes();
        let fits = |level: &Self| level.most().is_none_or(|most| minutes <= most);
        Self::ALL.into_iter().find(fits).unwrap_or(Self::Longest)
    }
}

impl DayTotal {
    /// How much was practised; `None` if no session counts.
    pub fn level(self) -> Option<Level> {
        self.counts.then(|| Level::of(self.total))
    }
}

impl Year {
    /// The sessions of the days of `span`.
    pub fn of(log: &Log, span: Span) -> Self {
        let mut days: Vec<DayTotal> = Vec::new();
        for session in practice_in(log, span) {
            let (day, total, counts) = (session.day(), Total::of(session), session.counts());
            match days.last_mut().filter(|last| last.day == day) {
                Some(last) => {
                    last.total = last.total.plus(total);
                    last.counts |= counts;
                }
                None => days.push(DayTotal { day, total, counts }),
            }
        }
        Self { span, days }
    }

    /// The number of days with a session that counts.
    pub fn practised(&self) -> u32 {
        self.practised_days().count().try_into().unwrap_or(u32::MAX)
    }

    /// The total of all sessions.
    pub fn total(&self) -> Total {
        self.days.iter().fold(Total::default(), |sum, day| sum.plus(day.total))
    }

    /// The day of the week on which there was practice clearly more often than on any other, if there is one.
    pub fn usual_weekday(&self) -> Option<Weekday> {
        let mut counts = Weekday::ALL.map(|weekday| (0_u32, weekday));
        for day in self.practised_days() {
            counts[day.day.weekday() as usize].0 += 1;
        }
        counts.sort();
        let [.., (second, _), (first, weekday)] = counts;
        (first >= ENOUGH_DAYS && 10 * first >= CLEARLY_MORE * second).then_some(weekday)
    }

    /// The months of the year up to today, in order, also those without a session. The first and the last may be cut
    /// off by the year.
    pub fn months(&self, today: CivilDay) -> Vec<MonthTotal> {
        let last = self.span.last.min(today);
        let days = Span { last, ..self.span }.days();
        let firsts = days.filter(|day| *day == self.span.first || day.first_of_month() == *day);
        let mut months: Vec<_> =
            firsts.map(|day| MonthTotal::empty(day.first_of_month())).collect();
        for day in &self.days {
            let of_day = day.day.first_of_month();
            if let Some(month) = months.iter_mut().find(|month| month.month == of_day) {
                month.total = month.total.plus(day.total);
                month.practised += u32::from(day.counts);
            }
        }
        months
    }

    fn practised_days(&self) -> impl Iterator<Item = &DayTotal> {
        self.days.iter().filter(|day| day.counts)
    }
}
