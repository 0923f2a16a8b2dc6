//! The streak: how regularly somebody has practised, told kindly.
//!
//! Pain ebbs and flows, so the week is what matters: a target of four days in seven, which a bad
//! day or two can't break, and which the week that is still running can only reach, never miss.
//! Beside it goes the plain count of days in a row, which is over only when a whole day has
//! passed without practice.
//!
//! Only the civil days in the records are used, never their instants: no flight and no change to
//! summer time can make or break a day afterwards.

use core::ops::Range;
use std::collections::BTreeSet;

use crate::domain::civil::CivilDay;

use super::record::Record;

/// How far ahead of today a record's day can honestly be: who flies from UTC+14 to UTC-12 gets
/// two days back. Anything later comes from a wrong clock, and waits until its day has come.
const AHEAD: i32 = 2;

/// On how many days of a week to practise, 1 to 7.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target(u8);

/// How regularly somebody has practised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Streak {
    /// Days in a row with practice, up to today or yesterday.
    pub days: u32,
    /// Weeks in a row in which the target was reached, up to this week where it has been reached
    /// already, otherwise up to the last.
    pub weeks: u32,
    /// The week that holds today.
    pub this_week: WeekProgress,
}

/// A week, from Monday to Sunday.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeekProgress {
    /// On how many of its days there was practice.
    pub done: u8,
    /// On how many there should be.
    pub target: u8,
    /// Each day, Monday first.
    pub days: [DayMark; 7],
}

/// What there is to say of a day. There is no mark for failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayMark {
    /// There was practice.
    Practised,
    /// A past day without practice.
    Quiet,
    /// Today, so far without practice.
    Today,
    /// A day to come.
    Ahead,
}

impl Target {
    /// Four days of seven.
    pub const DEFAULT: Self = Self(4);
}

impl Default for Target {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// The streak on the day `today`, of the sessions that [`Record::counts`] for their day.
///
/// Days of a flare count like all others where there was practice, and break nothing where there was none: in `flares`
/// are its days, in order.
pub fn streak(
    sessions: &[&Record],
    flares: &[Range<CivilDay>],
    today: CivilDay,
    target: Target,
) -> Streak {
    let days: BTreeSet<CivilDay> = sessions
        .iter()
        .filter(|record| record.counts() && record.day <= today.plus(AHEAD))
        .map(|record| record.day)
        .collect();
    let monday = today.monday();
    let done_in = |week: CivilDay| {
        let days = days.range(week..week.plus(7)).count();
        u8::try_from(days).unwrap_or(u8::MAX)
    };
    let reached = |week: CivilDay| done_in(week) >= target.0;

    let in_flare = |first: CivilDay, end: CivilDay| {
        flares.iter().any(|flare| flare.start < end && first < flare.end)
    };
    let told = |holds: bool, spared: bool| match (holds, spared) {
        (true, _) => Link::Holds,
        (false, true) => Link::Bridges,
        (false, false) => Link::Breaks,
    };
    let day_link = |day: CivilDay| told(days.contains(&day), in_flare(day, day.plus(1)));
    let week_link = |week: CivilDay| told(reached(week), in_flare(week, week.plus(7)));
    let day_run = |last: CivilDay| run(last, 1, day_link);
    Streak {
        days: (-1..=AHEAD).map(|ahead| day_run(today.plus(ahead))).max().unwrap_or(0),
        weeks: u32::from(reached(monday)) + run(monday.plus(-7), 7, week_link),
        this_week: WeekProgress {
            done: done_in(monday),
            target: target.0,
            days: core::array::from_fn(|index| {
                let day = monday.plus(i32::try_from(index).unwrap_or(0));
                if days.contains(&day) {
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

/// What a day or a week is to the row that it may be in.
#[derive(Clone, Copy, PartialEq)]
enum Link {
    Holds,
    /// It doesn't count, and parts nothing.
    Bridges,
    Breaks,
}

/// How many days hold, `last` and going back in steps of `step` days, without one that breaks the row.
fn run(last: CivilDay, step: i32, link: impl Fn(CivilDay) -> Link) -> u32 {
    let mut count = 0;
    let mut day = last;
    loop {
        match link(day) {
            Link::Holds => count += 1,
            Link::Bridges => {}
            Link::Breaks => return count,
        }
        let before = day.plus(-step);
        if before == day {
            // The first day that there is.
            return count;
        }
        day = before;
    }
}
