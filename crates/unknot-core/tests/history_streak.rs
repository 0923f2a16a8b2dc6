//! Compares the streak with an independent implementation on jiff, across time zones and
//! daylight-saving changes.
#![allow(clippy::unwrap_used, reason = "panics fail the test")]

use std::borrow::Cow;
use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use proptest::prelude::*;
use unknot_core::domain::catalog::PoseId;
use unknot_core::domain::civil::{CivilDay, Moment, Weekday};
use unknot_core::domain::goal::Goals;
use unknot_core::domain::routine::{Hurt, Swap};
use unknot_core::domain::time::Millis;
use unknot_core::history::{DayMark, Entry, Log, Outcome, Pauses, Record, Streak, streak};

/// Time zones as POSIX rules, so that the tests need no zone database: New York, Berlin, Sydney,
/// Lord Howe (daylight saving of half an hour), Kathmandu, Kiritimati (UTC+14) and UTC-12.
const ZONES: [&str; 7] = [
    "EST5EDT,M3.2.0,M11.1.0",
    "CET-1CEST,M3.5.0,M10.5.0/3",
    "AEST-10AEDT,M10.1.0,M4.1.0/3",
    "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0",
    "<+0545>-5:45",
    "<+14>-14",
    "<-12>12",
];

fn session(at: Moment, day_start_min: u16) -> Record {
    Record {
        id: format!("s{}", at.utc_ms).parse().unwrap(),
        started: at,
        day: at.day(day_start_min),
        routine: Cow::Borrowed("morning-ten"),
        planned: Millis::minutes(10),
        practised: Millis::minutes(10),
        worked: Some(Millis::minutes(8)),
        outcome: Outcome::Finished,
        skipped: None,
        hurts: Vec::new(),
    }
}

fn on(day: CivilDay) -> Record {
    session(Moment { utc_ms: i64::from(day.epoch_days()) * 86_400_000, offset_min: 0 }, 0)
}

fn day(text: &str) -> CivilDay {
    text.parse().unwrap()
}

fn streak_of(records: &[Record], today: CivilDay) -> Streak {
    let log: Log = records.iter().cloned().map(Entry::from).collect();
    let pauses = Pauses::default();
    streak(log.practised_days(), &pauses, today, Weekday::Monday, &Goals::default())
}

/// The moment in a time zone, and the day it counts for if days start at 04:00.
fn local(zone: &TimeZone, utc_ms: i64) -> (Moment, Date) {
    let zoned = jiff::Timestamp::from_millisecond(utc_ms).unwrap().to_zoned_datetime(zone.clone());
    let offset_min = i16::try_from(zoned.offset().seconds() / 60).unwrap();
    // Subtracts wall-clock time, which ignores clock changes.
    let counted = zoned.datetime().checked_sub(4.hours()).unwrap().date();
    (Moment { utc_ms, offset_min }, counted)
}

/// The expected days in a row, weeks in a row, and days of this week.
fn oracle(days: &BTreeSet<Date>, today: Date) -> (u32, u32, u8) {
    let before = |day: Date, n: i64| day.checked_sub(n.days()).unwrap();
    let days_run =
        |last: Date| (0..10_000).take_while(|n| days.contains(&before(last, *n))).count();
    let in_row = (-2i64..=1).map(|n| days_run(before(today, n))).max().unwrap();
    let monday = before(today, i64::from(today.weekday().to_monday_zero_offset()));
    let done = |weeks_ago: i64| {
        (0..7).filter(|n| days.contains(&before(monday, 7 * weeks_ago - n))).count()
    };
    let weeks = usize::from(done(0) >= 4) + (1..10_000).take_while(|n| done(*n) >= 4).count();
    (u32::try_from(in_row).unwrap(), u32::try_from(weeks).unwrap(), u8::try_from(done(0)).unwrap())
}

proptest! {
    #[test]
    fn agrees_with_independent_implementation(
        // The years 2024 and 2025.
        start in 1_704_067_200_000i64..1_767_225_600_000,
        hops in prop::collection::vec((0usize..ZONES.len(), 0i64..130_000_000), 1..60),
        now_after in 0i64..180_000_000,
    ) {
        let zones: Vec<_> = ZONES.iter().map(|rule| TimeZone::posix(rule).unwrap()).collect();
        let (mut at, mut records, mut dates) = (start, Vec::new(), BTreeSet::new());
        // The person changes the time zone every eight sessions.
        let mut zone = &zones[0];
        for (n, (which, wait)) in hops.iter().enumerate() {
            if n % 8 == 0 {
                zone = &zones[*which];
            }
            at += wait;
            let (moment, counted) = local(zone, at);
            let record = session(moment, 240);
            prop_assert_eq!(record.day.to_string(), counted.to_string());
            records.push(record);
            dates.insert(counted);
        }
        let (now, today) = local(zone, at + now_after);
        dates.retain(|date| *date <= today.checked_add(2.days()).unwrap());
        let found = streak_of(&records, now.day(240));
        let actual = (found.days, found.weeks, found.this_week.done);
        prop_assert_eq!(actual, oracle(&dates, today));
        let marks = found.this_week.days.iter().filter(|mark| **mark == DayMark::Practised);
        prop_assert_eq!(marks.count(), usize::from(found.this_week.done));
    }

    #[test]
    fn additional_practice_never_shortens_a_streak(
        days in prop::collection::btree_set(20_000i32..20_060, 0..50),
        extra in 20_000i32..20_060,
        today in 20_055i32..20_060,
    ) {
        let mut records: Vec<_> =
            days.iter().map(|n| on(CivilDay::from_epoch_days(*n))).collect();
        let today = CivilDay::from_epoch_days(today);
        let before = streak_of(&records, today);
        records.push(on(CivilDay::from_epoch_days(extra)));
        let after = streak_of(&records, today);
        prop_assert!(after.days >= before.days && after.weeks >= before.weeks);
        prop_assert!(after.this_week.done >= before.this_week.done);
    }

    #[test]
    fn current_week_does_not_break_the_streak(
        days in prop::collection::btree_set(20_000i32..20_060, 0..50),
        // From Monday, 2024-11-25.
        monday in (0i32..3).prop_map(|n| 20_052 + 7 * n),
    ) {
        let records: Vec<_> = days.iter().map(|n| on(CivilDay::from_epoch_days(*n)))
            .filter(|record| record.day < CivilDay::from_epoch_days(monday)).collect();
        let monday = CivilDay::from_epoch_days(monday);
        let weeks = streak_of(&records, monday).weeks;
        for n in 0..7 {
            prop_assert_eq!(streak_of(&records, monday.plus(n)).weeks, weeks);
        }
    }

    #[test]
    fn totals_of_days_add_up(
        sessions in prop::collection::vec((20_000i32..20_010, any::<u32>()), 0..40),
    ) {
        let records: Vec<_> = sessions.iter().enumerate().map(|(n, (day, practised))| Record {
            id: format!("s{n}").parse().unwrap(),
            practised: Millis(*practised),
            ..on(CivilDay::from_epoch_days(*day))
        }).collect();
        let log: Log = records.into_iter().map(Entry::from).collect();
        let total = log.total();
        prop_assert_eq!(log.days().map(|(_, list)| list.len()).sum::<usize>(), sessions.len());
        prop_assert_eq!(total.sessions as usize, sessions.len());
        prop_assert_eq!(
            total.practised_ms,
            sessions.iter().map(|(_, practised)| u64::from(*practised)).sum::<u64>(),
        );
        prop_assert!(log.days().is_sorted_by(|a, b| a.0 < b.0));
        for (day, list) in log.days() {
            prop_assert!(list.iter().all(|session| session.day() == day));
            prop_assert!(list.is_sorted_by(|a, b| (a.at().utc_ms, a.id()) > (b.at().utc_ms, b.id())));
        }
    }
}

#[test]
fn first_session_starts_a_streak_of_one() {
    use DayMark::{Ahead, Practised, Quiet};
    let today = day("2026-11-24");
    let found = streak_of(&[on(today)], today);
    assert_eq!((found.days, found.weeks, found.this_week.done), (1, 0, 1));
    assert_eq!(found.this_week.days, [Quiet, Practised, Ahead, Ahead, Ahead, Ahead, Ahead]);
}

#[test]
fn no_sessions_give_no_streak() {
    let found = streak_of(&[], day("2026-11-24"));
    assert_eq!((found.days, found.weeks, found.this_week.done), (0, 0, 0));
    assert_eq!(found.this_week.days[1], DayMark::Today);
}

#[test]
fn streak_breaks_only_after_a_whole_day_without_practice() {
    let records = [on(day("2026-11-22")), on(day("2026-11-23"))];
    assert_eq!(streak_of(&records, day("2026-11-23")).days, 2);
    assert_eq!(streak_of(&records, day("2026-11-24")).days, 2);
    assert_eq!(streak_of(&records, day("2026-11-25")).days, 0);
}

#[test]
fn four_days_reach_the_weekly_target() {
    let week = |monday: &str, days: i32| {
        let monday = day(monday);
        (0..days).map(move |n| on(monday.plus(n)))
    };
    let mut records: Vec<_> = week("2026-11-02", 4).chain(week("2026-11-09", 7)).collect();
    assert_eq!(streak_of(&records, day("2026-11-17")).weeks, 2);
    records.extend(week("2026-11-16", 3));
    assert_eq!(streak_of(&records, day("2026-11-22")).weeks, 2, "the current week isn't over");
    assert_eq!(streak_of(&records, day("2026-11-23")).weeks, 0);
    records.push(on(day("2026-11-22")));
    assert_eq!(streak_of(&records, day("2026-11-22")).weeks, 3, "reached on the last day");
    assert_eq!(streak_of(&records, day("2026-11-29")).weeks, 3);
    assert_eq!(streak_of(&records, day("2026-11-30")).weeks, 0);
}

#[test]
fn week_starts_on_the_persons_first_day() {
    // From Sunday, 22 November, to Saturday: four days, and the Sunday after.
    let practised = ["22", "23", "24", "28", "29"].map(|date| day(&format!("2026-11-{date}")));
    let practised = BTreeSet::from(practised);
    let on = |today: &str, first| {
        streak(&practised, &Pauses::default(), day(today), first, &Goals::default())
    };
    for (today, first, done, weeks) in [
        ("2026-11-28", Weekday::Sunday, 4, 1),
        ("2026-11-29", Weekday::Sunday, 1, 1),
        ("2026-11-26", Weekday::Monday, 3, 0),
        ("2026-11-29", Weekday::Monday, 4, 1),
        ("2026-11-27", Weekday::Saturday, 3, 0),
        ("2026-11-29", Weekday::Saturday, 2, 0),
    ] {
        let found = on(today, first);
        assert_eq!((found.this_week.done, found.weeks), (done, weeks), "{today}, {first:?}");
    }
}

#[test]
fn flight_west_across_the_date_line_keeps_the_streak() {
    // Practice from Sunday to Tuesday in Auckland, then a flight to Honolulu, where it is Monday.
    let records = [on(day("2026-11-22")), on(day("2026-11-23")), on(day("2026-11-24"))];
    assert_eq!(streak_of(&records, day("2026-11-23")).days, 3);
}

#[test]
fn records_from_the_far_future_are_ignored() {
    let records = [on(day("2026-11-24")), on(day("2031-01-01"))];
    let found = streak_of(&records, day("2026-11-24"));
    assert_eq!((found.days, found.this_week.done), (1, 1));
}

#[test]
fn a_day_is_marked_from_fifteen_seconds_of_work_on() {
    for outcome in [Outcome::Interrupted, Outcome::EndedEarly, Outcome::Finished] {
        for (worked, counts) in [(0, false), (14_999, false), (15_000, true), (480_000, true)] {
            let worked = Some(Millis(worked));
            let record = Record { outcome, worked, ..on(day("2026-11-24")) };
            assert_eq!(record.counts(), counts, "{worked:?}");
            assert_eq!(record.is_worth_keeping(), counts, "{worked:?}");
            let streak = streak_of(&[record], day("2026-11-24"));
            assert_eq!((streak.days, streak.this_week.done), (counts.into(), counts.into()));
        }
    }
}

#[test]
fn what_hurt_is_kept_without_marking_the_day() {
    let hurts = vec![Hurt { pose: PoseId::CatCow, swap: Swap::Easier }];
    let record = Record { worked: Some(Millis::ZERO), hurts, ..on(day("2026-11-24")) };
    assert!(record.is_worth_keeping() && !record.counts());
    assert_eq!(streak_of(&[record], day("2026-11-24")).days, 0);
}

#[test]
fn a_record_of_an_older_version_counts_as_it_did() {
    let with = |outcome, planned: u32, practised: u32| Record {
        outcome,
        planned: Millis::secs(planned),
        practised: Millis::secs(practised),
        worked: None,
        ..on(day("2026-11-24"))
    };
    for outcome in [Outcome::EndedEarly, Outcome::Interrupted] {
        assert!(with(outcome, 600, 60).counts(), "a minute");
        assert!(!with(outcome, 600, 59).counts());
        assert!(with(outcome, 120, 30).counts(), "a quarter of a short session");
        assert!(!with(outcome, 120, 29).counts());
        assert!(!with(outcome, 0, 0).counts(), "nothing played");
        // It may come from the heartbeat of an older version.
        assert!(with(outcome, 600, 1).is_worth_keeping());
        assert!(!with(outcome, 600, 0).is_worth_keeping());
    }
    assert!(with(Outcome::Finished, 600, 20).counts(), "finished");
}
