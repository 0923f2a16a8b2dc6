//! Flares: the fold of the person's notes, their effect on streaks, and the sessions on offer.
#![allow(clippy::unwrap_used, reason = "panics fail the test")]

use proptest::prelude::*;
use unknot_core::adaptation::{LONGEST, flare_sessions};
use unknot_core::domain::caution::{Caution, Cautions};
use unknot_core::domain::civil::{CivilDay, Moment, Weekday};
use unknot_core::domain::flare::Pace;
use unknot_core::domain::goal::Goals;
use unknot_core::domain::routine::Intensity;
use unknot_core::domain::settings::Settings;
use unknot_core::domain::time::Millis;
use unknot_core::history::{
    Entry, Flare, FlareNote, Kind, Log, Mark, Outcome, Pauses, Record, streak,
};

fn day(number: i32) -> CivilDay {
    CivilDay::from_epoch_days(20_000 + number)
}

/// Noon of a day.
fn at(number: i32) -> Moment {
    Moment { utc_ms: (20_000 + i64::from(number)) * 86_400_000 + 43_200_000, offset_min: 0 }
}

fn note(id: &str, on: i32, pace: Option<Pace>) -> Entry {
    Kind::Flare(FlareNote { id: id.parse().unwrap(), at: at(on), day: day(on), pace }).into()
}

fn log(notes: &[(i32, Option<Pace>)]) -> Log {
    notes.iter().enumerate().map(|(n, (on, pace))| note(&format!("n{n}"), *on, *pace)).collect()
}

fn session(on: i32) -> Record {
    Record {
        id: format!("s{on}").parse().unwrap(),
        started: at(on),
        day: day(on),
        routine: "breathing-space".into(),
        planned: Millis::minutes(3),
        practised: Millis::minutes(3),
        worked: Some(Millis::minutes(3)),
        outcome: Outcome::Finished,
        skipped: Some(0),
        hurts: Vec::new(),
    }
}

#[test]
fn flare_lasts_from_its_first_note_to_the_note_that_ends_it() {
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
    // Two flares that share a day are merged.
    let merged = log(&[(3, rest), (6, over), (6, rest), (9, over)]).flare_days(day(22));
    assert_eq!(merged, [day(3)..day(10)]);
    // The clock has been set back between two flares.
    let set_back = [note("a", 8, rest), note("b", 8, over), note("c", 9, rest)];
    let mut set_back: Log = set_back.into_iter().collect();
    let until = FlareNote { id: "d".parse().unwrap(), at: at(10), day: day(5), pace: over };
    set_back.insert(Kind::Flare(until).into());
    assert_eq!(set_back.flare_days(day(22)), [day(5)..day(6), day(8)..day(9)]);
    // The end of a flare that never began is ignored.
    assert_eq!(log(&[(2, over), (3, over)]).flare_days(day(22)), []);
}

#[test]
fn deleted_notes_are_ignored() {
    let mut log = log(&[(3, Some(Pace::Rest))]);
    let mark =
        Mark { id: "d".parse().unwrap(), at: at(3), day: day(3), target: "n0".parse().unwrap() };
    log.insert(Kind::Deleted(mark).into());
    assert_eq!(log.flare(), None);
    assert_eq!(log.flare_days(day(9)), []);
}

#[test]
fn paces_follow_each_other() {
    assert_eq!(Pace::Rest.next(), Some(Pace::Small));
    assert_eq!(Pace::Small.next(), Some(Pace::Short));
    assert_eq!(Pace::Short.next(), None);
    assert_eq!((Pace::Short.previous(), Pace::Rest.previous()), (Pace::Small, Pace::Rest));
}

#[test]
fn flare_days_do_not_break_a_streak() {
    let log: Log = [0, 1, 2, 5, 8, 9].map(|on| session(on).into()).into_iter().collect();
    let on = |flares: &[_], today: i32| {
        let flares = Pauses::new([], flares.iter().cloned());
        streak(log.practised_days(), &flares, day(today), Weekday::Monday, &Goals::default()).days
    };
    assert_eq!(on(&[], 9), 2);
    let flare = [day(3)..day(8)];
    assert_eq!(on(&flare, 9), 6);
    // During a flare that started long after the last session, and after its end.
    assert_eq!(on(&[day(10)..day(15)], 14), 2);
    assert_eq!(on(&[day(10)..day(15)], 20), 0);
    // A day without practice before the flare still breaks the streak.
    assert_eq!(on(&[day(4)..day(8)], 9), 3);
}

#[test]
fn flare_weeks_do_not_break_a_streak_of_weeks() {
    let monday = day(0).week_start(Weekday::Monday).plus(7);
    let first = monday.epoch_days() - 20_000;
    let log: Log = (0..4).chain(14..18).map(|n| session(first + n).into()).collect();
    let weeks = |flares: &[_]| {
        let flares = Pauses::new([], flares.iter().cloned());
        streak(log.practised_days(), &flares, monday.plus(20), Weekday::Monday, &Goals::default())
            .weeks
    };
    assert_eq!(weeks(&[]), 1);
    assert_eq!(weeks(&[monday.plus(8)..monday.plus(11)]), 2);
}

fn any_cautions() -> impl Strategy<Value = Cautions> {
    prop::sample::subsequence(Caution::ALL.to_vec(), 0..=Caution::ALL.len())
        .prop_map(|some| Cautions::of(&some))
}

proptest! {
    #[test]
    fn every_pace_has_short_easy_sessions_for_any_cautions(cautions in any_cautions()) {
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

    #[test]
    fn once_the_last_flare_is_over_older_notes_do_not_matter(
        newer in prop::collection::vec((15i32..30, prop::option::of(prop::sample::select(&Pace::ALL[..]))), 0..4),
        older in prop::collection::vec((0i32..15, prop::option::of(prop::sample::select(&Pace::ALL[..]))), 0..4),
        deleted in prop::option::of(0usize..4),
    ) {
        let mark = |n| {
            let (id, target) = ("d".parse().unwrap(), format!("n{n}").parse().unwrap());
            Entry::from(Kind::Deleted(Mark { id, at: at(31), day: day(31), target }))
        };
        let mut log = log(&newer);
        log.extend(deleted.map(mark));
        let (is_over, flare) = (log.is_last_flare_over(), log.flare());
        prop_assert_eq!(is_over && flare.is_some(), false);
        let older = older.iter().enumerate();
        log.extend(older.map(|(n, (on, pace))| note(&format!("o{n}"), *on, *pace)));
        if is_over {
            prop_assert_eq!(log.flare(), None);
        }
    }

    #[test]
    fn order_of_insertion_does_not_matter(
        notes in prop::collection::vec((0i32..30, prop::option::of(prop::sample::select(&Pace::ALL[..]))), 0..8),
        rotation in any::<prop::sample::Index>(),
    ) {
        let entries: Vec<_> = log(&notes).entries().cloned().collect();
        let mut rotated = entries.clone();
        if !rotated.is_empty() {
            let count = rotated.len();
            rotated.rotate_left(rotation.index(count));
        }
        let (one, other): (Log, Log) =
            (entries.into_iter().collect(), rotated.into_iter().collect());
        prop_assert_eq!(one.flare(), other.flare());
        prop_assert_eq!(one.flare_days(day(40)), other.flare_days(day(40)));
        for pair in one.flare_days(day(40)).windows(2) {
            prop_assert!(pair[0].start < pair[0].end && pair[0].end <= pair[1].start);
        }
    }
}
