//! The views of the history agree with plain loops over its sessions, and with jiff's calendar.
#![allow(clippy::unwrap_used, reason = "panics fail the test")]

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use jiff::{Span as Length, ToSpan};
use proptest::prelude::*;
use unknot_core::domain::catalog::PoseId;
use unknot_core::domain::civil::{CivilDay, Moment, Weekday};
use unknot_core::domain::routine::{Hurt, Swap};
use unknot_core::domain::time::Millis;
use unknot_core::history::views::{
    DayTotal, Favourite, HurtCount, Level, Period, Span, Told, Year, average_week, hurts,
    month_names, months, most_practised, weeks,
};
use unknot_core::history::{
    Added, Changes, Edited, Entry, Kind, Log, Mark, Outcome, Record, Total, What,
};

const ROUTINES: [&str; 3] = ["morning-mobility", "body-scan", "no-longer-there"];

fn day(text: &str) -> CivilDay {
    text.parse().unwrap()
}

/// A session of some seconds. From 15 seconds on it counts.
fn session(number: usize, day: CivilDay, routine: &'static str, seconds: u32) -> Record {
    let utc_ms = i64::from(day.epoch_days()) * 86_400_000 + i64::try_from(number).unwrap();
    Record {
        id: format!("s{number}").parse().unwrap(),
        started: Moment { utc_ms, offset_min: 0 },
        day,
        routine: Cow::Borrowed(routine),
        planned: Millis::minutes(10),
        practised: Millis::secs(seconds),
        worked: Some(Millis::secs(seconds)),
        outcome: Outcome::EndedEarly,
        skipped: None,
        hurts: Vec::new(),
    }
}

fn log(records: &[Record]) -> Log {
    records.iter().cloned().map(Entry::from).collect()
}

fn total(records: &[&Record]) -> Total {
    Total {
        sessions: u32::try_from(records.len()).unwrap(),
        practised_ms: records.iter().map(|record| u64::from(record.practised.0)).sum(),
    }
}

fn practised(records: &[&Record]) -> u32 {
    let days: BTreeSet<_> =
        records.iter().filter(|record| record.counts()).map(|record| record.day).collect();
    u32::try_from(days.len()).unwrap()
}

/// Sessions of about three years, several on some days, and some that are too short to count.
fn sessions() -> impl Strategy<Value = Vec<Record>> {
    let seconds = prop_oneof![1 => 0u32..15, 4 => 15u32..4000];
    let one = (19_700i32..20_800, 0usize..ROUTINES.len(), seconds);
    prop::collection::vec(one, 0..80).prop_map(|list| {
        let numbered = list.into_iter().enumerate();
        let record = |(number, (day, routine, seconds))| {
            session(number, CivilDay::from_epoch_days(day), ROUTINES[routine], seconds)
        };
        numbered.map(record).collect()
    })
}

fn weekday() -> impl Strategy<Value = Weekday> {
    prop::sample::select(Weekday::ALL.to_vec())
}

proptest! {
    #[test]
    fn a_year_has_the_sessions_of_its_days(records in sessions(), today in 20_400i32..20_900) {
        let span = Span::year_to(CivilDay::from_epoch_days(today));
        let year = Year::of(&log(&records), span);
        let within: Vec<&Record> = records.iter().filter(|one| span.contains(one.day)).collect();
        prop_assert_eq!(year.total(), total(&within));
        prop_assert_eq!(year.practised(), practised(&within));
        prop_assert!(year.days.is_sorted_by(|a, b| a.day < b.day));
        for found in &year.days {
            let on: Vec<&Record> =
                within.iter().copied().filter(|one| one.day == found.day).collect();
            prop_assert_eq!(found.total, total(&on));
            prop_assert_eq!(found.counts, on.iter().any(|one| one.counts()));
        }
    }

    #[test]
    fn the_months_of_a_year_add_up_to_it(records in sessions(), today in 20_400i32..20_900) {
        let today = CivilDay::from_epoch_days(today);
        let year = Year::of(&log(&records), Span::year_to(today));
        let months = year.months(today);
        prop_assert!(months.is_sorted_by(|a, b| a.month < b.month));
        prop_assert!((12..=13).contains(&months.len()));
        prop_assert_eq!(months.iter().map(|one| one.practised).sum::<u32>(), year.practised());
        prop_assert_eq!(months.iter().map(|one| one.total.sessions).sum::<u32>(), year.total().sessions);
        let ms = months.iter().map(|one| one.total.practised_ms).sum::<u64>();
        prop_assert_eq!(ms, year.total().practised_ms);
    }

    #[test]
    fn weeks_have_the_sessions_of_their_days(
        records in sessions(),
        today in 20_400i32..20_900,
        first in weekday(),
        count in 1u16..60,
    ) {
        let today = CivilDay::from_epoch_days(today);
        let found = weeks(&log(&records), today, first, count);
        prop_assert_eq!(found.len(), usize::from(count));
        prop_assert!(found.iter().all(|week| week.first.weekday() == first));
        prop_assert_eq!(found[found.len() - 1].first, today.week_start(first));
        for week in found {
            let days = week.first..week.first.plus(7);
            let of_week: Vec<&Record> =
                records.iter().filter(|one| days.contains(&one.day) && one.day <= today).collect();
            prop_assert_eq!(week.total, total(&of_week));
            prop_assert_eq!(week.practised, practised(&of_week));
        }
    }

    #[test]
    fn the_list_of_months_has_every_session_once(records in sessions()) {
        let mut expected: BTreeMap<(i32, u32), Vec<&Record>> = BTreeMap::new();
        for record in &records {
            let (year, month, _) = record.day.ymd();
            expected.entry((year, month)).or_default().push(record);
        }
        let log = log(&records);
        let found = months(&log);
        prop_assert_eq!(found.len(), expected.len());
        for (month, ((year, number), of_month)) in found.iter().zip(expected.iter().rev()) {
            prop_assert_eq!(month.month, CivilDay::from_ymd(*year, *number, 1).unwrap());
            prop_assert_eq!(month.total, total(of_month));
            prop_assert_eq!(month.practised, practised(of_month));
        }
    }

    #[test]
    fn favourites_are_in_order_and_complete(records in sessions(), today in 20_400i32..20_900) {
        let span = Span::year_to(CivilDay::from_epoch_days(today));
        let found = most_practised(&log(&records), span);
        let key = |one: &Favourite| (one.total.sessions, one.total.practised_ms);
        prop_assert!(found.is_sorted_by(|a, b| key(a) >= key(b)));
        for routine in ROUTINES {
            let of_routine: Vec<&Record> = records
                .iter()
                .filter(|one| one.routine == routine && span.contains(one.day))
                .collect();
            let favourite = found.iter().find(|one| one.what == What::Routine(routine.into()));
            prop_assert_eq!(favourite.map(|one| one.total).unwrap_or_default(), total(&of_routine));
        }
    }

    #[test]
    fn a_year_ends_a_day_before_its_date_comes_again(today in -10_000i32..60_000) {
        let epoch = Date::constant(1970, 1, 1);
        let date = epoch.checked_add(Length::new().days(today)).unwrap();
        let span = Span::year_to(CivilDay::from_epoch_days(today));
        let first: Date = span.first.to_string().parse().unwrap();
        // From a 29 February on, the year before has 28 days in that month: jiff moves to the last of them.
        let expected = date.checked_sub(1.year()).unwrap().tomorrow().unwrap();
        prop_assert_eq!(first, expected);
        prop_assert!((365..=366).contains(&span.days().count()));
    }
}

#[test]
fn a_year_of_the_calendar_has_all_of_its_days() {
    for (year, days) in [(2024, 366), (2025, 365), (2100, 365)] {
        let span = Span::calendar_year(year).unwrap();
        assert_eq!(span.days().count(), days);
        assert!(span.contains(CivilDay::from_ymd(year, 12, 31).unwrap()));
        assert!(!span.contains(CivilDay::from_ymd(year + 1, 1, 1).unwrap()));
    }
    assert_eq!(Span::calendar_year(10_000), None);
}

#[test]
fn removed_sessions_are_in_no_view_and_come_back_when_that_is_undone() {
    let today = day("2026-11-30");
    let mark = |id: &str, target: &str| Mark {
        id: id.parse().unwrap(),
        at: Moment { utc_ms: 0, offset_min: 0 },
        day: today,
        target: target.parse().unwrap(),
    };
    let mut log = log(&[session(1, today, "body-scan", 600)]);
    let seen = |log: &Log| {
        let span = Span::year_to(today);
        let of_weeks = weeks(log, today, Weekday::Monday, 1)[0].total.sessions;
        [
            Year::of(log, span).practised(),
            of_weeks,
            u32::try_from(most_practised(log, span).len()).unwrap(),
            u32::try_from(months(log).len()).unwrap(),
        ]
    };
    assert_eq!(seen(&log), [1; 4]);
    log.insert(Kind::Deleted(mark("gone", "s1")).into());
    assert_eq!(seen(&log), [0; 4]);
    log.insert(Kind::Restored(mark("back", "gone")).into());
    assert_eq!(seen(&log), [1; 4]);
}

#[test]
fn sessions_that_were_added_or_changed_are_seen_as_the_person_says() {
    let today = day("2026-11-30");
    let at = Moment { utc_ms: 0, offset_min: 0 };
    let mut log = log(&[session(1, today, "body-scan", 600)]);
    log.insert(
        Kind::Added(Added {
            id: "walk".parse().unwrap(),
            at,
            day: today.plus(-40),
            started: None,
            what: What::Walk,
            practised: Millis::minutes(20),
            note: String::new(),
        })
        .into(),
    );
    let moved = Changes {
        day: Some(today.plus(-41)),
        practised: Some(Millis::minutes(5)),
        ..Changes::default()
    };
    let target = "s1".parse().unwrap();
    let edited = Edited { id: "edit".parse().unwrap(), at, day: today, target, changes: moved };
    log.insert(Kind::Edited(edited).into());

    let span = Span::year_to(today);
    let days = Year::of(&log, span).days;
    let seen: Vec<_> = days.iter().map(|one| (one.day, one.total.minutes())).collect();
    assert_eq!(seen, [(today.plus(-41), 5), (today.plus(-40), 20)]);
    let most: Vec<_> = most_practised(&log, span).into_iter().map(|one| one.what).collect();
    assert_eq!(most, [What::Walk, What::Routine("body-scan".into())], "the longer is first");
    assert_eq!(months(&log)[0].total.sessions, 2);
    assert_eq!(weeks(&log, today, Weekday::Monday, 1)[0].practised, 0);
}

#[test]
fn a_day_has_a_level_by_its_minutes_if_it_counts() {
    let level = |seconds: u64, counts| {
        let total = Total { sessions: 1, practised_ms: 1000 * seconds };
        DayTotal { day: day("2026-11-30"), total, counts }.level()
    };
    for (seconds, expected) in [
        (15, Level::Short),
        (359, Level::Short),
        (360, Level::Medium),
        (959, Level::Medium),
        (960, Level::Long),
        (1859, Level::Long),
        (1860, Level::Longest),
        (86_400, Level::Longest),
    ] {
        assert_eq!(level(seconds, true), Some(expected), "{seconds} s");
    }
    assert_eq!(level(600, false), None);
}

#[test]
fn the_usual_weekday_stands_out() {
    let monday = day("2026-01-05");
    let usual = |days: &[i32]| {
        let records: Vec<_> = days
            .iter()
            .enumerate()
            .map(|(n, after)| session(n, monday.plus(*after), "body-scan", 60))
            .collect();
        Year::of(&log(&records), Span::year_to(day("2026-11-30"))).usual_weekday()
    };
    // So many Mondays, Tuesdays and Thursdays, and each Monday with two sessions.
    let with = |counts: [i32; 3]| {
        let days = counts.into_iter().zip([0, 1, 3]);
        let days = days.flat_map(|(count, after)| (0..count).map(move |week| 7 * week + after));
        let days: Vec<_> = days.collect();
        let mondays = days.iter().copied().filter(|after| after % 7 == 0);
        usual(&mondays.chain(days.iter().copied()).collect::<Vec<_>>())
    };
    assert_eq!(with([7, 0, 0]), None, "too few days");
    assert_eq!(with([8, 0, 0]), Some(Weekday::Monday));
    assert_eq!(with([8, 6, 2]), Some(Weekday::Monday));
    assert_eq!(with([8, 7, 0]), None, "hardly more often than on Tuesdays");
    assert_eq!(with([20, 20, 0]), None, "two days lead");
    assert_eq!(with([10, 10, 13]), Some(Weekday::Thursday), "days, not sessions");
    assert_eq!(with([12, 10, 12]), None);
}

#[test]
fn a_year_of_practice_on_every_day_has_no_usual_weekday() {
    for year in [2024, 2025, 2026] {
        let span = Span::calendar_year(year).unwrap();
        let all = span.days().enumerate();
        let records: Vec<_> = all.map(|(n, day)| session(n, day, "body-scan", 60)).collect();
        assert_eq!(Year::of(&log(&records), span).usual_weekday(), None, "{year}");
    }
}

#[test]
fn the_average_week_is_one_of_whole_weeks() {
    // A Wednesday. Twenty minutes a day up to the day before.
    let today = day("2026-12-02");
    let average = |days: i32, count| {
        let all = (1..=days).zip(0..);
        let records: Vec<_> =
            all.map(|(ago, n)| session(n, today.plus(-ago), "body-scan", 1200)).collect();
        let list = weeks(&log(&records), today, Weekday::Monday, count);
        average_week(&list, today.plus(-days)).map(|ms| ms / 60_000)
    };
    assert_eq!(average(300, 12), Some(140), "the current week isn't over");
    assert_eq!(average(40, 12), Some(140), "nothing is missing before the first session");
    assert_eq!(average(9, 12), Some(140), "from a Monday on");
    assert_eq!(average(8, 12), None, "from a Tuesday on");
    assert_eq!(average(300, 1), None);
    assert_eq!(average_week(&[], today), None);
    let pause = [session(0, day("2026-11-03"), "body-scan", 1200)];
    let list = weeks(&log(&pause), today, Weekday::Monday, 5);
    assert_eq!(average_week(&list, day("2026-01-01")), Some(300_000), "also weeks without any");
}

/// The names of months above the three parts of a year, as numbers of months.
fn names(span: Span) -> Vec<Vec<(i32, u32)>> {
    let start = span.first.week_start(Weekday::Monday);
    let parts = (0..3).map(|part| start.plus(7 * 18 * part));
    let named = parts.map(|first| {
        let days = first.max(span.first)..first.plus(7 * 18).min(span.last.plus(1));
        let names = month_names(first, &days, 18, 3).into_iter();
        names.map(|(column, month)| (column, month.ymd().1)).collect()
    });
    named.collect()
}

#[test]
fn the_month_at_the_start_of_a_row_is_named() {
    let start = |span| names(span).into_iter().map(|part| part[0]).collect::<Vec<_>>();
    assert_eq!(start(Span::year_to(day("2026-11-30"))), [(0, 12), (0, 4), (0, 8)]);
    assert_eq!(start(Span::calendar_year(2025).unwrap()), [(0, 1), (0, 5), (0, 9)]);
    // Of somebody's first days, the month is named until the next one needs the room.
    let (sunday, november) = (day("2026-11-29"), day("2026-11-01"));
    assert_eq!(month_names(sunday, &(sunday..sunday.plus(2)), 18, 3), [(0, november)]);
    let december = november.plus(30);
    assert_eq!(month_names(sunday, &(sunday..sunday.plus(9)), 18, 3), [(0, december)]);
}

#[test]
fn each_whole_month_of_a_year_is_named_once_and_has_room() {
    for today in (0..3000).map(|n| day("2020-01-01").plus(n)) {
        let span = Span::year_to(today);
        let parts = names(span);
        for part in &parts {
            assert!(part.windows(2).all(|two| two[1].0 - two[0].0 >= 3), "{today}: {part:?}");
            assert!(part.iter().all(|(column, _)| column + 3 <= 18), "{today}: {part:?}");
        }
        let named: Vec<u32> = parts.into_iter().flatten().map(|(_, month)| month).collect();
        let whole = |first: &CivilDay| {
            let last = first.plus(31).first_of_month().plus(-1);
            first.first_of_month() == *first && span.contains(*first) && span.contains(last)
        };
        for month in span.days().filter(whole).map(|day| day.ymd().1) {
            let times = named.iter().filter(|name| **name == month).count();
            assert_eq!(times, 1, "{today}: month {month} of {named:?}");
        }
    }
}

#[test]
fn a_print_names_few_sessions_or_the_newest_notes() {
    let today = day("2026-11-30");
    let span = Span::weeks_to(today, Weekday::Monday, 12);
    let with = |sessions: usize, notes: &[(i32, &str)]| {
        let records = (0..sessions).map(|n| {
            let ago = i32::try_from(n).unwrap();
            session(n, today.plus(-ago), "body-scan", 600)
        });
        let mut log: Log = records.map(Entry::from).collect();
        for (ago, note) in notes {
            let added = Added {
                id: format!("walk{ago}").parse().unwrap(),
                at: Moment { utc_ms: 0, offset_min: 0 },
                day: today.plus(-*ago),
                started: None,
                what: What::Walk,
                practised: Millis::minutes(20),
                note: (*note).to_owned(),
            };
            log.insert(Kind::Added(added).into());
        }
        log
    };
    let told = |log: &Log, room| {
        let told = Told::of(log, span, room);
        assert!(told.sessions.is_sorted_by(|a, b| a.day() >= b.day()));
        let notes: Vec<_> =
            told.sessions.iter().filter_map(|one| one.note().map(ToOwned::to_owned)).collect();
        (told.are_all, told.sessions.len(), notes)
    };
    let notes = [(3, "Stiff."), (40, "Better."), (200, "Long ago.")];
    let seen = vec!["Stiff.".to_owned(), "Better.".to_owned()];
    assert_eq!(told(&with(10, &notes), 1800), (true, 12, seen.clone()), "few sessions");
    assert_eq!(told(&with(11, &notes), 1800), (false, 2, seen), "many sessions");
    assert_eq!(told(&with(0, &[]), 1800), (true, 0, Vec::new()));
    assert_eq!(told(&with(60, &[]), 1800), (false, 0, Vec::new()));
    let page = "x".repeat(500);
    let chatty = with(60, &[(1, &page), (2, &page), (3, &page), (4, &page)]);
    assert_eq!(told(&chatty, 1800).1, 3, "what fits");
    assert_eq!(told(&chatty, 100).1, 1, "the newest always");
}

#[test]
fn a_pose_hurts_once_in_a_session() {
    let today = day("2026-11-30");
    let hurt = |pose| Hurt { pose, swap: Swap::Keep };
    let with = |number, ago: i32, poses: &[PoseId]| Record {
        hurts: poses.iter().copied().map(hurt).collect(),
        ..session(number, today.plus(-ago), "body-scan", 600)
    };
    let (cat, side) = (PoseId::CatCow, PoseId::SideBend);
    let log = log(&[with(1, 0, &[cat, cat]), with(2, 3, &[side, cat]), with(3, 400, &[side])]);
    let count = |pose, sessions| HurtCount { pose, sessions };
    assert_eq!(hurts(&log, Span::year_to(today)), [count(cat, 2), count(side, 1)]);
}

#[test]
fn a_person_can_go_to_each_year_with_sessions_and_back() {
    let today = day("2026-11-30");
    let days = ["2019-05-01", "2023-12-31", "2025-11-30", "2025-12-01", "2026-02-01"];
    let records: Vec<_> =
        days.iter().enumerate().map(|(n, on)| session(n, day(on), "body-scan", 60)).collect();
    let years = [Period::LastYear].into_iter().chain([2025, 2023, 2019].map(Period::Calendar));
    let years: Vec<_> = years.collect();
    let log = log(&records);
    let walk = |from, step: fn(Period, &Log, CivilDay) -> Option<Period>| {
        std::iter::successors(Some(from), |at| step(*at, &log, today)).collect::<Vec<_>>()
    };
    assert_eq!(walk(Period::LastYear, Period::earlier), years);
    let back: Vec<_> = years.iter().rev().copied().collect();
    assert_eq!(walk(Period::Calendar(2019), Period::later), back);
    // Nothing is before the last year.
    assert_eq!(Period::LastYear.earlier(&Log::new(), today), None);
    assert_eq!(Period::LastYear.earlier(&self::log(&records[3..]), today), None);
}

#[test]
fn ten_years_are_complete() {
    let today = day("2026-11-30");
    let records: Vec<_> = (0..7300_usize)
        .map(|n| {
            let ago = i32::try_from(n / 2).unwrap();
            session(n, today.plus(-ago), ROUTINES[n % 3], 600)
        })
        .collect();
    let log = log(&records);
    let of_months = months(&log);
    assert_eq!(of_months.iter().map(|month| month.total.sessions).sum::<u32>(), 7300);
    assert_eq!(of_months.iter().map(|month| month.practised).sum::<u32>(), 3650);
    assert_eq!(Year::of(&log, Span::year_to(today)).total().sessions, 730);
    assert_eq!(weeks(&log, today, Weekday::Monday, 52).len(), 52);
}
