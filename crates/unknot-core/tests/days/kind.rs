//! What kind days promise: practice, rest and another goal take nothing away.

use std::collections::BTreeSet;

use core::ops::Range;

use proptest::prelude::*;
use unknot_core::domain::civil::{CivilDay, Weekday};
use unknot_core::domain::goal::{Goal, Goals};
use unknot_core::history::{DayMark, Pauses, Streak, Strength, streak, strength};

fn day(number: i32) -> CivilDay {
    // A Monday.
    CivilDay::from_epoch_days(20_066 + number)
}

/// A practice over ten weeks, seen on a day of the last one.
#[derive(Clone, Debug)]
struct Practice {
    practised: BTreeSet<CivilDay>,
    rests: Vec<Range<CivilDay>>,
    goals: Goals,
}

impl Practice {
    fn on(days: impl IntoIterator<Item = i32>) -> Self {
        let practised = days.into_iter().map(day).collect();
        Self { practised, rests: Vec::new(), goals: Goals::default() }
    }

    fn seen_on(&self, today: CivilDay) -> (Streak, Strength) {
        let pauses = Pauses::new(self.rests.iter().cloned(), []);
        let streak = streak(&self.practised, &pauses, today, Weekday::Monday, &self.goals);
        (streak, strength(&self.practised, &pauses, today, &self.goals))
    }
}

fn practice() -> impl Strategy<Value = Practice> {
    let days = prop::collection::btree_set(0i32..70, 0..60);
    let rests = prop::collection::vec((0i32..75, 1i32..9), 0..5);
    let goals = prop::collection::btree_map(0i32..70, 1u8..8, 0..4);
    (days, rests, goals).prop_map(|(days, rests, goals)| {
        let mut practice = Practice::on(days);
        practice.rests = rests.iter().map(|(first, days)| day(*first)..day(first + days)).collect();
        for (on, goal) in &goals {
            practice.goals.set(Goal::new(*goal), day(*on));
        }
        practice
    })
}

fn is_no_worse(before: &(Streak, Strength), after: &(Streak, Strength)) -> bool {
    after.0.days >= before.0.days
        && after.0.weeks >= before.0.weeks
        && after.1.share() >= before.1.share()
}

proptest! {
    #[test]
    fn practice_rest_and_another_goal_take_nothing_away(
        practice in practice(),
        today in 70i32..75,
        (extra, rest, length, goal) in (0i32..75, 0i32..75, 1i32..9, 1u8..8),
    ) {
        let today = day(today);
        let before = practice.seen_on(today);
        let mut after = practice.clone();
        after.practised.insert(day(extra));
        prop_assert!(is_no_worse(&before, &after.seen_on(today)), "practice");

        let mut after = practice.clone();
        after.rests.push(day(rest)..day(rest + length));
        prop_assert!(is_no_worse(&before, &after.seen_on(today)), "rest");
        prop_assert_eq!(after.seen_on(today).0.this_week.done, before.0.this_week.done);

        let mut after = practice.clone();
        // The last goal was set on the day before, or earlier.
        after.goals.set(Goal::new(goal), today);
        prop_assert!(is_no_worse(&before, &after.seen_on(today)), "goal");
    }

    /// A week is only judged when it is over, and today only when it is past.
    #[test]
    fn nothing_is_lost_before_the_end_of_the_day_and_of_the_week(
        practice in practice(),
        week in 0i32..10,
    ) {
        let monday = day(7 * week);
        let mut practice = practice;
        practice.practised.retain(|day| *day < monday);
        let on_monday = practice.seen_on(monday);
        for ahead in 0..7 {
            prop_assert_eq!(practice.seen_on(monday.plus(ahead)).0.weeks, on_monday.0.weeks);
        }
        let mut yesterday = practice.clone();
        yesterday.practised.insert(monday.plus(-1));
        prop_assert_eq!(yesterday.seen_on(monday).1, yesterday.seen_on(monday.plus(-1)).1);
        prop_assert!(yesterday.seen_on(monday).0.days >= yesterday.seen_on(monday.plus(-1)).0.days);
    }

    /// However long somebody rests, the strength stays as it was.
    #[test]
    fn rest_freezes_the_strength(practice in practice(), days in 1i32..400) {
        let mut practice = practice;
        let today = day(75);
        practice.rests.push(today..today.plus(days));
        let (streak, strength) = practice.seen_on(today);
        let (later, frozen) = practice.seen_on(today.plus(days));
        prop_assert_eq!((streak.days, strength), (later.days, frozen));
    }
}

#[test]
fn rest_days_bridge_and_do_not_add() {
    // Monday to Wednesday, then Saturday and Sunday.
    let mut practice = Practice::on([0, 1, 2, 5, 6]);
    assert_eq!(practice.seen_on(day(6)).0.days, 2);
    practice.rests.push(day(3)..day(5));
    let (streak, _) = practice.seen_on(day(6));
    assert_eq!((streak.days, streak.weeks, streak.this_week.done), (5, 1, 5));
    assert_eq!(streak.this_week.days[3..5], [DayMark::Rest; 2]);
    // Practice on a rest day counts.
    practice.practised.insert(day(3));
    assert_eq!(practice.seen_on(day(6)).0.days, 6);
}

#[test]
fn a_week_needs_no_more_days_than_rest_leaves() {
    let every_day = Goals::always(Goal::new(7));
    let mut practice = Practice { goals: every_day, ..Practice::on([0, 1, 2, 3, 4, 5]) };
    practice.rests.push(day(6)..day(7));
    let (streak, _) = practice.seen_on(day(6));
    assert_eq!((streak.weeks, streak.this_week.needed), (1, 6));
    // A week of rest adds nothing, and a week with a rest day and too little practice neither.
    practice.rests.push(day(7)..day(15));
    practice.practised.extend([21, 22, 23, 24, 25, 26, 27].map(day));
    let (streak, _) = practice.seen_on(day(27));
    assert_eq!(streak.weeks, 2, "the second and the third week bridge");
    assert_eq!(practice.seen_on(day(8)).0.this_week.needed, 1);
}

#[test]
fn a_higher_goal_begins_with_the_next_week() {
    let mut practice = Practice::on((0..14).filter(|day| day % 7 < 4));
    practice.goals.set(Goal::new(6), day(10));
    let (streak, _) = practice.seen_on(day(10));
    assert_eq!((streak.weeks, streak.this_week.done, streak.this_week.needed), (2, 4, 6));
    practice.practised.extend((14..18).map(day));
    let (streak, _) = practice.seen_on(day(20));
    assert_eq!(streak.weeks, 2, "four days of six");
}

#[test]
fn strength_rises_fast_and_falls_slowly() {
    let percent = |practice: &Practice, today| practice.seen_on(day(today)).1.percent();
    let steady = Practice::on((0..140).filter(|day| day % 7 < 4));
    assert_eq!(Practice::on([]).seen_on(day(0)).1, Strength::default());
    // Four days a week, as the goal says.
    let weeks = [1, 2, 4, 8, 12].map(|weeks| percent(&steady, 7 * weeks - 1));
    assert_eq!(weeks, [32, 52, 76, 94, 98]);
    // Then nothing for one, four and eight weeks.
    let off = Practice::on((0..84).filter(|day| day % 7 < 4));
    let weeks = [1, 4, 8].map(|weeks| percent(&off, 84 + 7 * weeks));
    assert_eq!(weeks, [86, 51, 26]);
}
