//! Streaks: how regularly the person has practised.
//!
//! Pain varies from day to day, so the main measure is the week: a goal of one to seven days, four
//! unless the person chooses another, which one or two bad days don't break. The current week can reach the goal but not miss it.
//! The second measure is the number of days in a row, which ends only after a whole day without
//! practice. Rest days and days of flares break neither, and add to neither
//! (docs/adr/0033-kind-days.md).
//!
//! Only the civil days of the records are used, not their instants, so travel and daylight-saving
//! changes have no effect.

use core::cmp::Ordering;
use std::collections::BTreeSet;

use crate::domain::civil::{CivilDay, Weekday};
use crate::domain::goal::Goals;

use super::pauses::Pauses;

#[cfg(doc)]
use super::log::Log;

/// How many days a record can be ahead of today, after a flight from UTC+14 to UTC-12. Records
/// further ahead come from a wrong clock and are ignored until their day.
pub(super) const AHEAD: i32 = 2;

/// The streaks of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Streak {
    /// Days in a row with practice, up to today or yesterday.
    pub days: u32,
    /// Weeks in a row that reached the goal, up to last week, or up to this week if it has reached it
    /// already.
    pub weeks: u32,
    /// The current week.
    pub this_week: WeekProgress,
}

/// A week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeekProgress {
    /// The number of days with practice, 0 to 7.
    pub done: u8,
    /// What the goal asks of this week: no more than the days that aren't paused, 1 to 7.
    pub needed: u8,
    /// Each day, from the first day of the week on.
    pub days: [DayMark; 7],
}

/// How a day is marked. Deliberately without a mark for failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayMark {
    /// A day with practice.
    Practised,
    /// A rest day without practice, past or to come.
    Rest,
    /// A past day without practice.
    Quiet,
    /// Today, so far without practice.
    Today,
    /// A future day.
    Ahead,
}

/// The streak on `today`, from the days with a session that counts ([`Log::practised_days`]).
///
/// Weeks start on `first_weekday`, which only groups the days: what is stored is days.
///
/// A paused day counts if there was practice, and doesn't break a streak if there was none. A week with
/// paused days needs no more days than these leave of it, and doesn't break a streak if it has fewer.
pub fn streak(
    practised: &BTreeSet<CivilDay>,
    pauses: &Pauses,
    today: CivilDay,
    first_weekday: Weekday,
    goals: &Goals,
) -> Streak {
    let latest = today.plus(AHEAD);
    let has_practised = |day: CivilDay| day <= latest && practised.contains(&day);
    let is_paused = |day: CivilDay| !has_practised(day) && pauses.contains(day);
    let this_week = today.week_start(first_weekday);
    let done_in = |week| days_of(week).filter(|day| has_practised(*day)).fold(0u8, |n, _| n + 1);
    let paused_in = |week| days_of(week).filter(|day| is_paused(*day)).fold(0u8, |n, _| n + 1);
    let needed = |goal: u8, week| goal.min(7 - paused_in(week)).max(1);
    let reached = |week| done_in(week) >= needed(goals.least_since(week).days(), week);

    let link = |counts: bool, is_paused: bool| match (counts, is_paused) {
        (true, _) => Link::Counts,
        (false, true) => Link::Bridges,
        (false, false) => Link::Breaks,
    };
    let day_link = |day| link(has_practised(day), is_paused(day));
    // Also if there was practice on the paused day, which must not take the bridge away.
    let week_link = |week| link(reached(week), days_of(week).any(|day| pauses.contains(day)));
    let day_run = |last: CivilDay| run(last, 1, day_link);
    // A run that a later day continues is a part of that day's run.
    let is_last = |day: &CivilDay| *day == latest || day_link(day.plus(1)) == Link::Breaks;
    let last_days = (-1..=AHEAD).map(|ahead| today.plus(ahead)).filter(is_last);
    let mark = |day: CivilDay| {
        if has_practised(day) {
            DayMark::Practised
        } else if pauses.is_rest(day) {
            DayMark::Rest
        } else {
            match day.cmp(&today) {
                Ordering::Less => DayMark::Quiet,
                Ordering::Equal => DayMark::Today,
                Ordering::Greater => DayMark::Ahead,
            }
        }
    };
    Streak {
        days: last_days.map(day_run).max().unwrap_or(0),
        weeks: u32::from(reached(this_week)) + run(this_week.plus(-7), 7, week_link),
        this_week: WeekProgress {
            done: done_in(this_week),
            needed: needed(goals.now.days(), this_week),
            days: core::array::from_fn(|index| {
                mark(this_week.plus(i32::try_from(index).unwrap_or(0)))
            }),
        },
    }
}

/// The days of a week that starts on `first`.
fn days_of(first: CivilDay) -> impl Iterator<Item = CivilDay> {
    (0..7).map(move |day| first.plus(day))
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
