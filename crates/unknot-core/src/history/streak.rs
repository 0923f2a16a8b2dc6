//! Streaks: how regularly the person has practised.
//!
//! Pain varies from day to day, so the main measure is the week: a target of four days in seven,
//! which one or two bad days don't break. The current week can reach the target but not miss it.
//! The second measure is the number of days in a row, which ends only after a whole day without
//! practice.
//!
//! Only the civil days of the records are used, not their instants, so travel and daylight-saving
//! changes have no effect.

use core::ops::Range;
use std::collections::BTreeSet;

use crate::domain::civil::{CivilDay, Weekday};

#[cfg(doc)]
use super::log::Log;

/// How many days a record can be ahead of today, after a flight from UTC+14 to UTC-12. Records
/// further ahead come from a wrong clock and are ignored until their day.
const AHEAD: i32 = 2;

/// The number of days per week on which to practise, 1 to 7.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target(u8);

/// The streaks of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Streak {
    /// Days in a row with practice, up to today or yesterday.
    pub days: u32,
    /// Weeks in a row that reached the target, up to last week, or up to this week if it has
    /// reached the target already.
    pub weeks: u32,
    /// The current week.
    pub this_week: WeekProgress,
}

/// A week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeekProgress {
    /// The number of days with practice, 0 to 7.
    pub done: u8,
    /// The target for that number.
    pub target: u8,
    /// Each day, from the first day of the week on.
    pub days: [DayMark; 7],
}

/// How a day is marked. Deliberately without a mark for failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayMark {
    /// A day with practice.
    Practised,
    /// A past day without practice.
    Quiet,
    /// Today, so far without practice.
    Today,
    /// A future day.
    Ahead,
}

impl Target {
    /// Four days a week.
    pub const DEFAULT: Self = Self(4);
}

impl Default for Target {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// The streak on `today`, from the days with a session that counts ([`Log::practised_days`]).
///
/// Weeks start on `first_weekday`, which only groups the days: what is stored is days.
///
/// `flares` are the days of flares. Such a day counts if there was practice, and doesn't break a
/// streak if there was none.
pub fn streak(
    practised: &BTreeSet<CivilDay>,
    flares: &[Range<CivilDay>],
    today: CivilDay,
    first_weekday: Weekday,
    target: Target,
) -> Streak {
    let latest = today.plus(AHEAD);
    let has_practised = |day: CivilDay| day <= latest && practised.contains(&day);
    let this_week = today.week_start(first_weekday);
    let done_in = |week: CivilDay| {
        let days = (0..7).filter(|&day| has_practised(week.plus(day))).count();
        u8::try_from(days).unwrap_or(u8::MAX)
    };
    let reached = |week: CivilDay| done_in(week) >= target.0;

    let in_flare = |first: CivilDay, end: CivilDay| {
        flares.iter().any(|flare| flare.start < end && first < flare.end)
    };
    let link = |counts: bool, in_flare: bool| match (counts, in_flare) {
        (true, _) => Link::Counts,
        (false, true) => Link::Bridges,
        (false, false) => Link::Breaks,
    };
    let day_link = |day: CivilDay| link(has_practised(day), in_flare(day, day.plus(1)));
    let week_link = |week: CivilDay| link(reached(week), in_flare(week, week.plus(7)));
    let day_run = |last: CivilDay| run(last, 1, day_link);
    Streak {
        days: (-1..=AHEAD).map(|ahead| day_run(today.plus(ahead))).max().unwrap_or(0),
        weeks: u32::from(reached(this_week)) + run(this_week.plus(-7), 7, week_link),
        this_week: WeekProgress {
            done: done_in(this_week),
            target: target.0,
            days: core::array::from_fn(|index| {
                let day = this_week.plus(i32::try_from(index).unwrap_or(0));
                if has_practised(day) {
                    DayMark::Practised
                } else if day < today {
                    DayMark::Quiet
                } else if day == today {
                    DayMark::Today
                } else {
                    DayMark::Ahead
                }
            }),
        },
    }
}

/// The effect of a day or a week on a streak.
#[derive(Clone, Copy, PartialEq)]
enum Link {
    /// Adds one.
    Counts,
    /// Adds nothing, but doesn't break the streak.
    Bridges,
    Breaks,
}

/// Counts the links backwards from `last` in steps of `step` days, until one breaks the streak.
fn run(last: CivilDay, step: i32, link: impl Fn(CivilDay) -> Link) -> u32 {
    let mut count = 0;
    let mut day = last;
    loop {
        match link(day) {
            Link::Counts => count += 1,
            Link::Bridges => {}
            Link::Breaks => return count,
        }
        let before = day.plus(-step);
        if before == day {
            // `plus` saturated at the earliest day.
            return count;
        }
        day = before;
    }
}
