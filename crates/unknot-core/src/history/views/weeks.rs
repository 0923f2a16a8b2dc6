//! The last weeks.

use crate::domain::civil::{CivilDay, Weekday};
use crate::history::{Log, Total};

use super::practice::practice_in;
use super::span::Span;

/// A week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WeekTotal {
    /// Its first day.
    pub first: CivilDay,
    /// The number of days with a session that counts, 0 to 7.
    pub practised: u32,
    /// The total of its sessions.
    pub total: Total,
}

/// The last `count` weeks in order, also those without a session. The last one is the current week, up to today.
pub fn weeks(log: &Log, today: CivilDay, first_weekday: Weekday, count: u16) -> Vec<WeekTotal> {
    let span = Span::weeks_to(today, first_weekday, count);
    let empty = |n| WeekTotal {
        first: span.first.plus(7 * i32::from(n)),
        practised: 0,
        total: Total::default(),
    };
    let mut weeks: Vec<WeekTotal> = (0..count.max(1)).map(empty).collect();
    let mut counted = None;
    for session in practice_in(log, span) {
        let day = session.day();
        let place = usize::try_from(day.since(span.first) / 7).ok();
        let Some(week) = place.and_then(|place| weeks.get_mut(place)) else { continue };
        week.total = week.total.plus(Total::of(session));
        if session.counts() && counted != Some(day) {
            counted = Some(day);
            week.practised += 1;
        }
    }
    weeks
}

/// The practice of a whole week on average, in milliseconds, given weeks in order of which the last isn't over. A week
/// before `first_ever`, the day of the first session of all, or in the middle of which it was, isn't a whole one.
/// `None` if there is no whole week.
pub fn average_week(weeks: &[WeekTotal], first_ever: CivilDay) -> Option<u64> {
    let (_, over) = weeks.split_last()?;
    let whole = over.iter().filter(|week| week.first >= first_ever);
    let (count, sum) = whole.fold((0_u64, 0_u64), |(count, sum), week| {
        (count + 1, sum.saturating_add(week.total.practised_ms))
    });
    sum.checked_div(count)
}
