//! The slow oracle: what a person's history says, worked out day by day with jiff.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// What a person has said and done, as it is now. Nothing of the core is used.
#[derive(Clone, Debug, Default)]
pub(crate) struct Oracle {
    pub(crate) sessions: Vec<Session>,
    pub(crate) edits: Vec<Edit>,
    pub(crate) rests: Vec<Rest>,
    /// The day and whether the flare goes on, in order of time.
    pub(crate) flare_notes: Vec<(Date, bool)>,
    /// Each earlier goal, and the last day on which it was in force.
    pub(crate) earlier_goals: Vec<(u8, Date)>,
    pub(crate) goal: u8,
    pub(crate) goal_since: Option<Date>,
}

#[derive(Clone, Debug)]
pub(crate) struct Session {
    pub(crate) day: Date,
    pub(crate) milliseconds: u64,
    pub(crate) counts: bool,
    pub(crate) note: String,
    /// How many deletions haven't been undone.
    pub(crate) deletions: u32,
}

#[derive(Clone, Debug)]
pub(crate) struct Edit {
    pub(crate) target: usize,
    pub(crate) day: Option<Date>,
    pub(crate) milliseconds: Option<u64>,
    pub(crate) note: Option<String>,
    pub(crate) deletions: u32,
}

#[derive(Clone, Debug)]
pub(crate) struct Rest {
    pub(crate) first: Date,
    pub(crate) last: Date,
    pub(crate) deletions: u32,
}

/// What is to be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) days: u32,
    pub(crate) weeks: u32,
    pub(crate) done: u8,
    pub(crate) needed: u8,
    pub(crate) marks: String,
    pub(crate) sessions: u32,
    pub(crate) milliseconds: u64,
    pub(crate) by_day: BTreeMap<String, Vec<String>>,
}

fn plus(day: Date, days: i64) -> Date {
    day.checked_add(days.days()).unwrap()
}

impl Oracle {
    /// The sessions that are shown, with their changes: the later one has been made later.
    fn shown(&self) -> Vec<Session> {
        let mut shown = Vec::new();
        for (number, session) in self.sessions.iter().enumerate() {
            let mut session = session.clone();
            for edit in
                self.edits.iter().filter(|edit| edit.target == number && edit.deletions == 0)
            {
                session.day = edit.day.unwrap_or(session.day);
                if let Some(milliseconds) = edit.milliseconds {
                    session.milliseconds = milliseconds;
                    session.counts = milliseconds >= 15_000;
                }
                session.note = edit.note.clone().unwrap_or(session.note);
            }
            if session.deletions == 0 {
                shown.push(session);
            }
        }
        shown
    }

    fn practised(&self, today: Date) -> BTreeSet<Date> {
        let shown = self.shown().into_iter();
        let days = shown.filter(|session| session.counts).map(|session| session.day);
        days.filter(|day| *day <= plus(today, 2)).collect()
    }

    fn rest_days(&self) -> BTreeSet<Date> {
        let rests = self.rests.iter().filter(|rest| rest.deletions == 0);
        rests.flat_map(|rest| days_from_to(rest.first, rest.last)).collect()
    }

    fn flare_days(&self, today: Date) -> BTreeSet<Date> {
        let (mut days, mut first) = (BTreeSet::new(), None);
        for (day, goes_on) in &self.flare_notes {
            match (first, goes_on) {
                (None, true) => first = Some(*day),
                (Some(begun), false) => {
                    days.extend(days_from_to(begun.min(*day), *day));
                    first = None;
                }
                _ => {}
            }
        }
        if let Some(first) = first {
            days.extend(days_from_to(first, today));
        }
        days
    }

    /// The least goal that was in force on a day or later.
    fn least_goal_since(&self, day: Date) -> u8 {
        let earlier = self.earlier_goals.iter().filter(|(_, until)| *until >= day);
        earlier.map(|(goal, _)| *goal).chain([self.goal]).min().unwrap()
    }

    pub(crate) fn set_goal(&mut self, goal: u8, today: Date) {
        if goal == self.goal {
            return;
        }
        // Only what was set on this very day has been tried. Any other goal was a real one, also if the clock has
        // been set back since.
        let is_a_try = self.goal_since == Some(today);
        if !is_a_try {
            self.earlier_goals.push((self.goal, today));
        }
        (self.goal, self.goal_since) = (goal, Some(today));
    }

    pub(crate) fn found(&self, today: Date, first: Weekday) -> Found {
        let practised = self.practised(today);
        let (rests, flares) = (self.rest_days(), self.flare_days(today));
        let is_paused =
            |day: &Date| !practised.contains(day) && (rests.contains(day) || flares.contains(day));
        let in_row = |last: Date| {
            let (mut day, mut count) = (last, 0);
            while practised.contains(&day) || is_paused(&day) {
                count += u32::from(practised.contains(&day));
                day = plus(day, -1);
            }
            count
        };
        let mut week = today;
        while week.weekday() != first {
            week = plus(week, -1);
        }
        let days_of = |week: Date| (0..7).map(move |n| plus(week, n));
        let count = |week: Date, is_of: &dyn Fn(&Date) -> bool| {
            u8::try_from(days_of(week).filter(is_of).count()).unwrap()
        };
        let done = |week: Date| count(week, &|day| practised.contains(day));
        let needs = |week: Date, goal: u8| goal.min(7 - count(week, &is_paused)).max(1);
        let is_reached = |week: Date| done(week) >= needs(week, self.least_goal_since(week));
        let mut weeks = u32::from(is_reached(week));
        let mut past = plus(week, -7);
        let has_pause = |day: &Date| rests.contains(day) || flares.contains(day);
        while is_reached(past) || count(past, &has_pause) > 0 {
            weeks += u32::from(is_reached(past));
            past = plus(past, -7);
        }
        let mark = |day: Date| match () {
            () if practised.contains(&day) => 'p',
            () if rests.contains(&day) => 'r',
            () if day < today => '-',
            () if day == today => 't',
            () => '.',
        };
        let mut by_day = BTreeMap::<String, Vec<String>>::new();
        let shown = self.shown();
        for session in &shown {
            let told = format!("{} {}", session.milliseconds, session.note);
            by_day.entry(session.day.to_string()).or_default().push(told);
        }
        for sessions in by_day.values_mut() {
            sessions.sort();
        }
        Found {
            days: (-1..=2).map(|ahead| in_row(plus(today, ahead))).max().unwrap(),
            weeks,
            done: done(week),
            needed: needs(week, self.goal),
            marks: days_of(week).map(mark).collect(),
            sessions: u32::try_from(shown.len()).unwrap(),
            milliseconds: shown.iter().map(|session| session.milliseconds).sum(),
            by_day,
        }
    }

    /// The strength, 0 to 1. Rounding aside, it is the same.
    pub(crate) fn strength(&self, today: Date) -> f64 {
        let practised = self.practised(today);
        let (rests, flares) = (self.rest_days(), self.flare_days(today));
        let Some(first) = practised.first() else { return 0.0 };
        // The days that matter: with practice, or past and not paused.
        let days: Vec<Date> = days_from_to(*first, plus(today, 2))
            .filter(|day| {
                let is_paused = rests.contains(day) || flares.contains(day);
                practised.contains(day) || (*day < today && !is_paused)
            })
            .collect();
        let mut strength: f64 = 0.0;
        for (n, day) in days.iter().enumerate() {
            let last_seven = &days[n.saturating_sub(6)..=n];
            let done = last_seven.iter().filter(|day| practised.contains(day)).count();
            let goal = f64::from(self.least_goal_since(*day));
            let share = f64::from(u8::try_from(done).unwrap()).min(goal) / goal;
            let is_practised = practised.contains(day);
            let half_life = if is_practised { 2.0 * goal } else { 28.0 };
            let kept = 0.5_f64.powf(1.0 / half_life);
            let next = strength * kept + share * (1.0 - kept);
            strength = if is_practised { strength.max(next) } else { strength.min(next) };
        }
        strength
    }
}

fn days_from_to(first: Date, last: Date) -> impl Iterator<Item = Date> {
    std::iter::successors(Some(first), |day| Some(plus(*day, 1)))
        .take_while(move |day| *day <= last)
}
