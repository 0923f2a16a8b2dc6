//! Flares: what was said of them, and what is offered in one.
#![allow(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]

use proptest::prelude::*;
use unknot_core::care::{LONGEST, flare_sessions};
use unknot_core::domain::caution::{Caution, Cautions};
use unknot_core::domain::civil::{CivilDay, Moment};
use unknot_core::domain::flare::Pace;
use unknot_core::domain::routine::Intensity;
use unknot_core::domain::settings::Settings;
use unknot_core::domain::time::Millis;
use unknot_core::history::{
    Entry, Flare, FlareNote, Kind, Log, Mark, Outcome, Record, Target, streak,
};

fn day(number: i32) -> CivilDay {
    CivilDay::from_epoch_days(20_000 + number)
}

/// At noon of a day.
fn at(number: i32) -> Moment {
    Moment { utc_ms: (20_000 + i64::from(number)) * 86_400_000 + 43_200_000, offset_min: 0 }
}

fn note(id: &str, on: i32, pace: Option<Pace>) -> Entry {
    Kind::Flare(FlareNote { id: id.parse().unwrap(), at: at(on), day: day(on), pace }).into()
}

fn log(notes: &[(i32, Option<Pace>)]) -> Log {
    notes.iter().enumerate().map(|(n, (on, pace))| note(&format!("n{n}"), *on, *pace)).collect()
}

fn practised(on: i32) -> Record {
    Record {
        id: format!("s{on}").parse().unwrap(),
        started: at(on),
        day: day(on),
        routine: "breathing-space".into(),
        planned: Millis::minutes(3),
        practised: Millis::minutes(3),
        outcome: Outcome::Finished,
        skipped: Some(0),
        hurts: Vec::new(),
    }
}

#[test]
fn a_flare_lasts_from_the_first_word_of_it_to_the_last() {
    let (rest, small, over) = (Some(Pace::Rest), Some(Pace::Small), None);
    assert_eq!(log(&[]).flare(), None);
    let flare = |pace, since| Some(Flare { pace, since: day(since) });
    assert_eq!(log(&[(3, rest)]).flare(), flare(Pace::Rest, 3));
    assert_eq!(log(&[(3, rest), (6, small)]).flare(), flare(Pace::Small, 3));
    assert_eq!(log(&[(3, rest), (6, small), (8, rest)]).flare(), flare(Pace::Rest, 3));
    assert_eq!(log(&[(3, rest), (6, small), (9, over)]).flare(), None);
    assert_eq!(log(&[(3, rest), (9, over), (20, rest)]).flare(), flare(Pace::Rest, 20));
    let spans = log(&[(3, rest), (6, small), (9, over), (20, rest)]).flare_days(day(22));
    assert_eq!(spans, [day(3)..day(10), day(20)..day(23)]);
    // Two of them that meet on a day are one.
    let meet = log(&[(3, rest), (6, over), (6, rest), (9, over)]).flare_days(day(22));
    assert_eq!(meet, [day(3)..day(10)]);
    // Said twice is said once.
    assert_eq!(log(&[(2, over), (3, over)]).flare_days(day(22)), []);
}

#[test]
fn what_was_said_by_a_slip_is_taken_back() {
    let mut log = log(&[(3, Some(Pace::Rest))]);
    let mark =
        Mark { id: "d".parse().unwrap(), at: at(3), day: day(3), target: "n0".parse().unwrap() };
    log.insert(Kind::Deleted(mark).into());
    assert_eq!(log.flare(), None);
    assert_eq!(log.flare_days(day(9)), []);
}

#[test]
fn the_way_back_goes_by_steps() {
    assert_eq!(Pace::Rest.next(), Some(Pace::Small));
    assert_eq!(Pace::Small.next(), Some(Pace::Short));
    assert_eq!(Pace::Short.next(), None);
    assert_eq!((Pace::Short.before(), Pace::Rest.before()), (Pace::Small, Pace::Rest));
}

#[test]
fn days_of_a_flare_break_no_row_and_count_where_there_was_practice() {
    let sessions: Vec<_> = [0, 1, 2, 5, 8, 9].map(practised).into_iter().collect();
    let sessions: Vec<_> = sessions.iter().collect();
    let on = |flares: &[_], today: i32| streak(&sessions, flares, day(today), Target::DEFAULT).days;
    assert_eq!(on(&[], 9), 2);
    let flare = [day(3)..day(8)];
    assert_eq!(on(&flare, 9), 6);
    // Still in it, and long after the last session.
    assert_eq!(on(&[day(10)..day(15)], 14), 2);
    assert_eq!(on(&[day(10)..day(15)], 20), 0);
    // A quiet day before the flare is one.
    assert_eq!(on(&[day(4)..day(8)], 9), 3);
}

#[test]
fn weeks_with_a_flare_break_no_row_of_weeks() {
    // Mondays: 20_001 was one.
    let monday = day(0).monday().plus(7);
    let first = monday.epoch_days() - 20_000;
    let sessions: Vec<_> = (0..4).chain(14..18).map(|n| practised(first + n)).collect();
    let sessions: Vec<_> = sessions.iter().collect();
    let weeks = |flares: &[_]| streak(&sessions, flares, monday.plus(20), Target::DEFAULT).weeks;
    assert_eq!(weeks(&[]), 1);
    assert_eq!(weeks(&[monday.plus(8)..monday.plus(11)]), 2);
}

fn some_cautions() -> impl Strategy<Value = Cautions> {
    prop::sample::subsequence(Caution::ALL.to_vec(), 0..=Caution::ALL.len())
        .prop_map(|some| Cautions::of(&some))
}

proptest! {
    /// Whatever somebody has, there is something for them at each step, and none of it is long.
    #[test]
    fn there_is_something_short_for_everybody(cautions in some_cautions()) {
        let person = Settings { cautions, ..Settings::default() };
        for pace in Pace::ALL {
            let sessions: Vec<_> = flare_sessions(pace, &person).collect();
            prop_assert!(!sessions.is_empty(), "{:?}", pace);
            for (routine, length) in sessions {
                prop_assert!(length >= Millis::minutes(3) && length <= LONGEST, "{}", routine.slug);
                prop_assert!(routine.intensity <= Intensity::Easy, "{}", routine.slug);
            }
        }
    }

    /// What is said of flares merges like all else.
    #[test]
    fn a_flare_is_the_same_in_whatever_order_it_is_told(
        notes in prop::collection::vec((0i32..30, prop::option::of(prop::sample::select(&Pace::ALL[..]))), 0..8),
        turn in any::<prop::sample::Index>(),
    ) {
        let entries: Vec<_> = log(&notes).entries().cloned().collect();
        let mut turned = entries.clone();
        if !turned.is_empty() {
            let count = turned.len();
            turned.rotate_left(turn.index(count));
        }
        let (one, other): (Log, Log) =
            (entries.into_iter().collect(), turned.into_iter().collect());
        prop_assert_eq!(one.flare(), other.flare());
        prop_assert_eq!(one.flare_days(day(40)), other.flare_days(day(40)));
        for pair in one.flare_days(day(40)).windows(2) {
            prop_assert!(pair[0].start < pair[0].end && pair[0].end <= pair[1].start);
        }
    }
}
