//! The small offers beside the main one suit the person, are what they are called, and are all different.
#![allow(clippy::unwrap_used, reason = "panics fail the test")]

mod support;

use std::collections::BTreeSet;

use proptest::prelude::*;
use support::{person_with, singles_and_pairs};
use unknot_core::adaptation::{Fit, fit, needs_the_floor, swaps};
use unknot_core::domain::catalog::PoseId;
use unknot_core::domain::caution::{Caution, Cautions};
use unknot_core::domain::civil::CivilDay;
use unknot_core::domain::pose::Position;
use unknot_core::domain::routine::{Intensity, Routine, RoutineKind, Step, Swap, TimeOfDay};
use unknot_core::domain::settings::Settings;
use unknot_core::domain::time::Millis;
use unknot_core::history::{Entry, Log, Outcome, Record};
use unknot_core::offer::{Choice, How, Lately, Offer, Offers, Other, When, is_meant_for, offers};

const TIMES: [TimeOfDay; 3] = [TimeOfDay::Morning, TimeOfDay::Day, TimeOfDay::Evening];

fn day(number: i32) -> CivilDay {
    CivilDay::from_epoch_days(20_000 + number)
}

/// Somebody who has practised on each of the week before day 0.
fn regular() -> Lately {
    let mut log = Log::new();
    for ago in 1..8 {
        log.insert(Entry::from(Record {
            id: format!("day-{ago}").parse().unwrap(),
            started: unknot_core::domain::civil::Moment {
                utc_ms: i64::from(day(-ago).epoch_days()) * 86_400_000,
                offset_min: 0,
            },
            day: day(-ago),
            routine: "silent-bells".into(),
            planned: Millis::minutes(10),
            practised: Millis::minutes(10),
            outcome: Outcome::Finished,
            worked: None,
            skipped: None,
            hurts: Vec::new(),
        }));
    }
    Lately::before(day(0), &log)
}

fn offered(number: i32, time: TimeOfDay, person: &Settings, lately: &Lately) -> Offers {
    offers(When { day: day(number), time }, person, lately, Choice::All).unwrap()
}

/// The share of steps that the person does in such a position, in quarters.
fn quarters(routine: &Routine, person: &Settings, is_so: fn(Position) -> bool) -> usize {
    let done = |(step, swap): (&Step, Swap)| match swap {
        Swap::Keep => routine.posture(step, person.posture).unwrap_or(step.pose),
        Swap::Easier => step.pose.easier().unwrap_or(step.pose),
        Swap::Instead(pose) => pose,
    };
    let steps = routine.steps.iter().zip(swaps(routine, person));
    let count = steps.filter(|pair| is_so(done(*pair).pose().position)).count();
    count * 4 / routine.steps.len()
}

fn lies(position: Position) -> bool {
    matches!(position, Position::Supine | Position::Prone | Position::SideLying)
}

fn sits(position: Position) -> bool {
    position == Position::Seated
}

/// Checks that another offer is what it is called, and that the main one is not.
fn check_how(
    main: Offer,
    Other { how, offer }: Other,
    person: &Settings,
) -> Result<(), TestCaseError> {
    let moves = |offer: Offer| offer.routine.kind == RoutineKind::Movement;
    let slug = &offer.routine.slug;
    match how {
        How::Shorter => {
            prop_assert!(offer.length() + Millis::minutes(2) <= main.length(), "{slug}");
        }
        How::Longer => {
            prop_assert!(main.length() + Millis::minutes(2) <= offer.length(), "{slug}");
            prop_assert!(offer.length() <= main.length() + Millis::minutes(5), "{slug}");
        }
        How::Sitting => prop_assert!(quarters(offer.routine, person, sits) >= 3, "{slug}"),
        How::Lying => prop_assert!(quarters(offer.routine, person, lies) >= 3, "{slug}"),
        How::Moving => prop_assert!(moves(offer), "{slug}"),
        How::Quiet => prop_assert!(!moves(offer), "{slug}"),
        How::Another => {}
    }
    prop_assert_eq!(
        moves(offer) != moves(main),
        matches!(how, How::Moving | How::Quiet),
        "{}",
        slug
    );
    Ok(())
}

/// Checks what has to hold for everybody.
fn check(offers: &Offers, person: &Settings) -> Result<(), TestCaseError> {
    let main = offers.main;
    prop_assert!((2..=4).contains(&offers.others.len()), "{:?}", offers.others);
    let mut slugs = BTreeSet::from([&main.routine.slug]);
    let mut hows = BTreeSet::new();
    for &other in &offers.others {
        let (routine, length) = (other.offer.routine, other.offer.length());
        prop_assert_ne!(fit(routine, person), Fit::NotNow, "{}", routine.slug);
        prop_assert!(is_meant_for(routine, person), "{}", routine.slug);
        // Never the main one, and no two alike.
        prop_assert!(slugs.insert(&routine.slug), "{} twice", routine.slug);
        prop_assert!(hows.insert(other.how) || other.how == How::Another, "{:?} twice", other.how);
        prop_assert!(length >= routine.least_length(), "{}", routine.slug);
        if !matches!(other.how, How::Another | How::Moving | How::Quiet) {
            prop_assert!(!needs_the_floor(routine, person), "{}", routine.slug);
            prop_assert!(!routine.only_chosen, "{}", routine.slug);
            prop_assert!(routine.intensity <= Intensity::Moderate, "{}", routine.slug);
        }
        check_how(main, other, person)?;
    }
    Ok(())
}

#[test]
fn others_suit_everybody_and_are_what_they_are_called() {
    let regular = regular();
    for cautions in singles_and_pairs() {
        let person = person_with(cautions);
        for time in TIMES {
            for (number, lately) in [(0, &Lately::default()), (0, &regular), (1, &regular)] {
                let offers = offered(number, time, &person, lately);
                check(&offers, &person).unwrap_or_else(|error| {
                    panic!(
                        "{:?} {time:?} {number} {}: {error}",
                        person.cautions, offers.main.routine.slug
                    )
                });
            }
        }
    }
}

#[test]
fn whoever_has_no_cautions_finds_a_shorter_a_longer_and_a_sitting_or_lying_one() {
    let person = Settings::default();
    let regular = regular();
    for number in 0..28 {
        for time in TIMES {
            for lately in [&Lately::default(), &regular] {
                let offers = offered(number, time, &person, lately);
                let hows: BTreeSet<_> = offers.others.iter().map(|other| other.how).collect();
                let place = format!("{number} {time:?} {} {hows:?}", offers.main.routine.slug);
                assert!(hows.contains(&How::Longer), "{place}");
                // Shorter than five minutes are only the breaks by day.
                let is_short = offers.main.length() <= Millis::minutes(5);
                assert!(hows.contains(&How::Shorter) || is_short, "{place}");
                assert!(hows.contains(&How::Sitting) || hows.contains(&How::Lying), "{place}");
                assert!(hows.contains(&How::Quiet) || hows.contains(&How::Moving), "{place}");
            }
        }
    }
}

/// A posture that was chosen for all meditations leaves nothing to choose.
#[test]
fn whoever_always_lies_is_not_offered_a_lying_meditation_as_another_one() {
    let person = Settings { posture: Some(PoseId::ConstructiveRest), ..Settings::default() };
    let offers = offered(0, TimeOfDay::Evening, &person, &regular());
    assert_ne!(offers.main.routine.kind, RoutineKind::Movement);
    let is_posture = |other: &Other| matches!(other.how, How::Lying | How::Sitting);
    assert!(!offers.others.iter().any(is_posture), "{:?}", offers.others);
}

#[test]
fn an_offer_beside_another_is_named_by_what_is_new_in_it() {
    use unknot_core::domain::catalog::routine;
    let offer = |slug, minutes| Offer {
        routine: routine(slug).unwrap(),
        length: Some(Millis::minutes(minutes)),
    };
    let main = offer("flare-sos-5", 5);
    for (other, how) in [
        (offer("chair-only", 5), How::Sitting),
        (offer("in-bed-5", 3), How::Shorter),
        (offer("flare-gentle", 10), How::Longer),
        (offer("in-bed-5", 5), How::Another),
        (offer("breath-awareness", 10), How::Quiet),
    ] {
        assert_eq!(Other::beside(main, other, &Settings::default()).how, how);
    }
}

proptest! {
    /// Whatever somebody has ticked, on any day.
    #[test]
    fn others_suit_whoever_ticks_anything(
        bits in any::<u32>(),
        number in -100_000..100_000,
        time in 0..3_usize,
        is_regular in any::<bool>(),
        lies in any::<bool>(),
    ) {
        let cautions = Cautions(bits).and(Cautions::of(&Caution::ALL));
        let posture = lies.then_some(PoseId::ConstructiveRest);
        let person = Settings { cautions, posture, ..Settings::default() };
        let lately = if is_regular { regular() } else { Lately::default() };
        check(&offered(number, TIMES[time], &person, &lately), &person)?;
    }
}
