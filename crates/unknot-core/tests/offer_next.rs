//! What could come after a session follows from the day and from what Today offers.
#![allow(clippy::unwrap_used, reason = "panics fail the test")]

mod support;

use support::{person_with, singles_and_pairs};
use unknot_core::domain::catalog::{first_routines, routine, routines};
use unknot_core::domain::civil::{CivilDay, Moment};
use unknot_core::domain::routine::{Routine, RoutineSlug, TimeOfDay};
use unknot_core::domain::settings::Settings;
use unknot_core::domain::time::Millis;
use unknot_core::history::{Entry, Log, Outcome, Record};
use unknot_core::offer::{Choice, Lately, Next, Offer, When, next, offers, practised_on};

const TIMES: [TimeOfDay; 3] = [TimeOfDay::Morning, TimeOfDay::Day, TimeOfDay::Evening];

fn when(number: i32, time: TimeOfDay) -> When {
    When { day: CivilDay::from_epoch_days(20_000 + number), time }
}

fn offered(when: When, person: &Settings, choice: Choice) -> Vec<Offer> {
    let offers = offers(when, person, &Lately::default(), choice).unwrap();
    offers.all().collect()
}

fn after(routine: &Routine, today: &[&str], when: When, person: &Settings) -> Next {
    let today: Vec<RoutineSlug> = today.iter().map(|slug| (*slug).to_owned().into()).collect();
    next(routine, &today, when, person, &Lately::default(), Choice::All)
}

#[test]
fn a_day_without_practice_is_offered_something_else_of_what_today_offers() {
    for cautions in singles_and_pairs() {
        let person = person_with(cautions);
        for (choice, time) in [(Choice::First, TimeOfDay::Day), (Choice::All, TimeOfDay::Evening)] {
            let offered = offered(when(0, time), &person, choice);
            for done in first_routines().iter().chain(offered.iter().map(|offer| offer.routine)) {
                let next = next(done, &[], when(0, time), &person, &Lately::default(), choice);
                let Next::Now(offer) = next else { panic!("{cautions:?} {time:?}: {next:?}") };
                assert!(offered.contains(&offer), "{cautions:?} {time:?}");
                assert_ne!(offer.routine.slug, done.slug, "{cautions:?} {time:?}");
            }
        }
    }
}

#[test]
fn a_day_with_practice_has_its_evening_left_and_an_evening_nothing() {
    let person = Settings::default();
    for done in routines() {
        for number in 0..7 {
            let evening = offered(when(number, TimeOfDay::Evening), &person, Choice::All)[0];
            for time in TIMES {
                let expected = match time {
                    TimeOfDay::Evening => Next::Rest,
                    _ if evening.routine.slug == done.slug => Next::Rest,
                    _ => Next::ThisEvening(evening),
                };
                assert_eq!(after(done, &[&done.slug], when(number, time), &person), expected);
            }
        }
    }
}

#[test]
fn what_was_practised_in_the_morning_is_not_offered_for_the_evening() {
    let (person, day) = (Settings::default(), when(3, TimeOfDay::Day));
    let evening = offered(When { time: TimeOfDay::Evening, ..day }, &person, Choice::All)[0];
    let desk = routine("desk-break-3").unwrap();
    let today = [&*desk.slug, &*evening.routine.slug];
    assert_eq!(after(desk, &today, day, &person), Next::Rest);
}

#[test]
fn only_what_counts_was_practised_on_a_day() {
    let day = when(0, TimeOfDay::Day).day;
    let record = |hour: i64, routine: &str, worked| Record {
        id: format!("s{hour}").parse().unwrap(),
        started: Moment { utc_ms: hour * 3_600_000, offset_min: 0 },
        day,
        routine: routine.to_owned().into(),
        planned: Millis::minutes(10),
        practised: Millis::secs(50),
        worked: Some(Millis::secs(worked)),
        outcome: Outcome::EndedEarly,
        skipped: None,
        hurts: Vec::new(),
    };
    let records = [
        record(7, "desk-break-3", 15),
        record(8, "chair-only", 14),
        record(9, "evening-wind-down", 40),
        record(10, "desk-break-3", 20),
    ];
    let log: Log = records.into_iter().map(Entry::from).collect();
    assert_eq!(practised_on(day, &log), ["desk-break-3", "evening-wind-down"]);
    assert!(practised_on(day.plus(1), &log).is_empty());
}
