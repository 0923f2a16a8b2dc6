//! Dates and times as apps and spreadsheets write them.

use std::cmp::Ordering;

use crate::domain::civil::{CivilDay, Moment};

/// Whether the day or the month comes first, in a date such as 04/05/2026.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DayOrder {
    /// 5 April.
    MonthFirst,
    /// 4 May.
    DayFirst,
}

/// A date of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Date {
    Day(CivilDay),
    /// The day and the month in some order, and the year.
    Numbers([u32; 3]),
}

/// A time of day, in seconds after midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LocalTime(u32);

impl Date {
    /// The day, if there is such a day.
    pub(super) fn day(self, order: Option<DayOrder>) -> Option<CivilDay> {
        match self {
            Self::Day(day) => Some(day),
            Self::Numbers(numbers) => order?.day(numbers),
        }
    }
}

impl DayOrder {
    /// The other order.
    #[must_use]
    pub const fn swapped(self) -> Self {
        match self {
            Self::MonthFirst => Self::DayFirst,
            Self::DayFirst => Self::MonthFirst,
        }
    }

    /// The day that two numbers and a year mean, if there is such a day.
    pub fn day(self, [first, second, year]: [u32; 3]) -> Option<CivilDay> {
        let (month, day) = match self {
            Self::MonthFirst => (first, second),
            Self::DayFirst => (second, first),
        };
        CivilDay::from_ymd(i32::try_from(year).ok()?, month, day)
    }
}

impl LocalTime {
    /// What a clock shows at this time of a day, in milliseconds since 1970-01-01T00:00.
    pub(super) fn on(self, day: CivilDay) -> i64 {
        (i64::from(day.epoch_days()) * 86_400 + i64::from(self.0)) * 1000
    }
}

/// What the dates of a table say about the order of day and month.
#[derive(Clone, Debug, Default)]
pub(super) struct Orders {
    dates: Vec<[u32; 3]>,
}

impl FromIterator<[u32; 3]> for Orders {
    fn from_iter<I: IntoIterator<Item = [u32; 3]>>(dates: I) -> Self {
        Self { dates: dates.into_iter().collect() }
    }
}

impl Orders {
    /// The order that fits most dates and, if all fit either, one of them that tells the difference.
    /// `None` without dates.
    ///
    /// Tables are sorted by time, so of two orders that fit, the one is right in which the days
    /// follow each other.
    pub(super) fn decide(&self) -> Option<(DayOrder, Option<[u32; 3]>)> {
        if self.dates.is_empty() {
            return None;
        }
        let days = |order: DayOrder| self.dates.iter().filter_map(move |date| order.day(*date));
        let [month_first, day_first] =
            [DayOrder::MonthFirst, DayOrder::DayFirst].map(|order| days(order).collect::<Vec<_>>());
        let order = match month_first.len().cmp(&day_first.len()) {
            Ordering::Greater => return Some((DayOrder::MonthFirst, None)),
            Ordering::Less => return Some((DayOrder::DayFirst, None)),
            Ordering::Equal if turns(&day_first) < turns(&month_first) => DayOrder::DayFirst,
            Ordering::Equal => DayOrder::MonthFirst,
        };
        let differs = |date: &&[u32; 3]| {
            let day = DayOrder::DayFirst.day(**date);
            day.is_some() && day != DayOrder::MonthFirst.day(**date)
        };
        Some((order, self.dates.iter().find(differs).copied()))
    }
}

/// How often days go against the direction in which most of them go.
fn turns(days: &[CivilDay]) -> usize {
    let back = days.windows(2).filter(|pair| pair[0] > pair[1]).count();
    let forth = days.windows(2).filter(|pair| pair[0] < pair[1]).count();
    back.min(forth)
}

/// A date and a time, such as `04/20/2026 8:21:14 PM` or `2026-04-20T20:21`.
pub(super) fn date_and_time(text: &str) -> Option<(Date, LocalTime)> {
    let (date, time) = text.trim().split_once([' ', 'T', '\u{202f}', '\u{a0}'])?;
    Some((self::date(date.trim_end_matches(','))?, time_of_day(time)?))
}

/// `2026-04-20`, `04/20/2026` or `20.04.2026`.
pub(super) fn date(text: &str) -> Option<Date> {
    let separator = text.chars().find(|c| !c.is_ascii_digit())?;
    let mut parts = text.trim_end_matches('.').split(separator);
    let parts = [parts.next()?, parts.next()?, parts.next()?, parts.next().unwrap_or("end")];
    let [first, second, third, "end"] = parts else { return None };
    let [a, b, c] = [first, second, third].map(number);
    let (a, b, c) = (a?, b?, c?);
    match (separator, first.len(), third.len()) {
        ('-' | '/' | '.', 4, 1..=2) => {
            CivilDay::from_ymd(i32::try_from(a).ok()?, b, c).map(Date::Day)
        }
        // With dots the day is always first.
        ('.', 1..=2, 4) => CivilDay::from_ymd(i32::try_from(c).ok()?, b, a).map(Date::Day),
        ('-' | '/', 1..=2, 4) => Some(Date::Numbers([a, b, c])),
        _ => None,
    }
}

/// `20:21:14`, `20:21` or `8:21:14 PM`.
fn time_of_day(text: &str) -> Option<LocalTime> {
    let text = text.trim();
    let end = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    let half = text[end.len()..].trim().to_ascii_lowercase();
    let mut parts = end.split(':');
    let (hour, minute) = (number(parts.next()?)?, number(parts.next()?)?);
    let second = parts.next().map_or(Some(0), seconds)?;
    let hour = match &*half.replace('.', "") {
        "" => hour,
        "am" if (1..=12).contains(&hour) => hour % 12,
        "pm" if (1..=12).contains(&hour) => hour % 12 + 12,
        _ => return None,
    };
    let is_possible = hour < 24 && minute < 60 && second < 60 && parts.next().is_none();
    is_possible.then_some(LocalTime((hour * 60 + minute) * 60 + second))
}

/// `2026-11-24T07:30:05+01:00`.
pub(super) fn zoned(text: &str) -> Option<Moment> {
    let text = text.trim();
    let at = text.rfind(['+', '-', 'Z']).filter(|at| *at > "2026-11-24".len())?;
    let (local, offset) = text.split_at(at);
    let offset_min = if offset == "Z" {
        0
    } else {
        let (hours, minutes) = offset[1..].split_once(':')?;
        let minutes = i16::try_from(number(hours)? * 60 + number(minutes)?).ok()?;
        if offset.starts_with('-') { -minutes } else { minutes }
    };
    let (date, time) = date_and_time(local)?;
    let local = time.on(date.day(None)?);
    Some(Moment { utc_ms: local - i64::from(offset_min) * 60_000, offset_min })
}

/// `1:30:0` or `1:30:00.5` in seconds; `90:0` are minutes and seconds.
pub(super) fn duration(text: &str) -> Option<u32> {
    let parts: Vec<&str> = text.trim().split(':').collect();
    let (hours, minutes, last) = match parts[..] {
        [hours, minutes, seconds] => (number(hours)?, number(minutes)?, seconds),
        [minutes, seconds] => (0, number(minutes)?, seconds),
        _ => return None,
    };
    Some((hours * 60 + minutes) * 60 + seconds(last)?)
}

/// `01:30` in seconds: hours and minutes.
pub(super) fn hours_and_minutes(text: &str) -> Option<u32> {
    let (hours, minutes) = text.trim().split_once(':')?;
    Some((number(hours)? * 60 + number(minutes)?) * 60)
}

/// Seconds, which may have decimals.
fn seconds(text: &str) -> Option<u32> {
    let (whole, decimals) = text.trim().split_once(['.', ',']).unwrap_or((text, ""));
    decimals.chars().all(|c| c.is_ascii_digit()).then(|| number(whole))?
}

/// A number of at most six digits, which no sum of them exceeds.
pub(super) fn number(text: &str) -> Option<u32> {
    let text = text.trim();
    let is_number = (1..=6).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str, order: DayOrder) -> Option<String> {
        let (date, time) = date_and_time(text)?;
        Some(format!("{} {}", date.day(Some(order))?, time.0))
    }

    #[test]
    fn times_are_read_in_the_forms_that_apps_write() {
        for (text, expected) in [
            ("04/20/2026 08:21:14", Some("2026-04-20 30074")),
            ("4/2/2026 8:21:14 PM", Some("2026-04-02 73274")),
            ("04/20/2026, 12:00:00\u{202f}a.m.", Some("2026-04-20 0")),
            ("04/20/2026 12:30 PM", Some("2026-04-20 45000")),
            ("2026-04-20 20:21", Some("2026-04-20 73260")),
            ("2026/4/20 20:21:00.250", Some("2026-04-20 73260")),
            ("20.04.2026 20:21", Some("2026-04-20 73260")),
            ("13/20/2026 08:21:14", None),
            ("02/30/2026 08:21:14", None),
            ("04/20/26 08:21", None),
            ("04/20/2026", None),
            ("04/20/2026 24:00", None),
            ("04/20/2026 13:00 PM", None),
            ("04/20/2026 08:21:14:09", None),
            ("04/20/2026 08h21", None),
            ("0000000004/20/2026 08:21", None),
            ("٢٠٢٦-٠٤-٢٠ ٢٠:٢١", None),
            ("", None),
        ] {
            assert_eq!(told(text, DayOrder::MonthFirst).as_deref(), expected, "{text}");
        }
        assert_eq!(told("20/04/2026 00:00", DayOrder::DayFirst).as_deref(), Some("2026-04-20 0"));
    }

    #[test]
    fn the_order_follows_from_all_dates() {
        let decide = |dates: &[[u32; 3]]| dates.iter().copied().collect::<Orders>().decide();
        let (month, day) = (DayOrder::MonthFirst, DayOrder::DayFirst);
        assert_eq!(decide(&[]), None);
        assert_eq!(decide(&[[4, 5, 2026], [4, 20, 2026]]), Some((month, None)));
        assert_eq!(decide(&[[4, 5, 2026], [20, 4, 2026]]), Some((day, None)));
        // The days of one month, and then of the next: in the other order they would jump.
        let either = decide(&[[9, 4, 2026], [10, 4, 2026], [1, 5, 2026]]);
        assert_eq!(either, Some((day, Some([9, 4, 2026]))));
        let either = decide(&[[5, 1, 2026], [4, 10, 2026], [4, 9, 2026]]);
        assert_eq!(either, Some((month, Some([5, 1, 2026]))));
        assert_eq!(decide(&[[4, 5, 2026]]), Some((month, Some([4, 5, 2026]))));
        assert_eq!(decide(&[[4, 4, 2026]]), Some((month, None)), "it doesn't matter");
    }

    #[test]
    fn lengths_are_read() {
        for (text, expected) in [
            ("0:45:0", Some(2700)),
            ("1:5:09", Some(3909)),
            ("10:30", Some(630)),
            ("0:10:00.7", Some(600)),
            ("10", None),
            ("1:-5:0", None),
            ("9999999:0:0", None),
            ("999999:999999:999999", Some(999_999 * 3661)),
            ("1:2:3:4", None),
            ("", None),
        ] {
            assert_eq!(duration(text), expected, "{text}");
        }
        assert_eq!(hours_and_minutes("01:30"), Some(5400));
        assert_eq!(hours_and_minutes("90"), None);
    }

    #[test]
    fn moments_with_an_offset_are_read() {
        let at = |utc_ms, offset_min| Some(Moment { utc_ms, offset_min });
        assert_eq!(zoned("1970-01-02T01:00:05+01:00"), at(86_405_000, 60));
        assert_eq!(zoned("1970-01-01T19:00:00-05:00"), at(86_400_000, -300));
        assert_eq!(zoned("1970-01-02T00:00:00Z"), at(86_400_000, 0));
        for text in ["1970-01-02T00:00:00", "", "-", "+", "1970-01-02T00:00:00+x"] {
            assert_eq!(zoned(text), None, "{text}");
        }
    }
}
