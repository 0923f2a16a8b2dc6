//! What Today offers suits the person, is explained, and changes from day to day.
#![allow(clippy::unwrap_used, reason = "panics fail the test")]

use std::collections::BTreeSet;

use proptest::prelude::*;
use unknot_core::adaptation::{Fit, fit, may_hold_breath, needs_the_floor, swaps};
use unknot_core::domain::catalog::{PoseId, first_routines, routine, routines};
use unknot_core::domain::caution::{Caution, Cautions};
use unknot_core::domain::civil::{CivilDay, Moment};
use unknot_core::domain::cue::Side;
use unknot_core::domain::flare::Pace;
use unknot_core::domain::routine::{Intensity, Place, Routine, RoutineKind, TimeOfDay};
use unknot_core::domain::settings::{Settings, Slugs};
use unknot_core::domain::time::Millis;
use unknot_core::history::{Entry, EntryId, Log, Outcome, Record};
use unknot_core::offer::{
    Choice, Lately, Offer, Offers, Reason, When, adapted, flare_places, flare_session_in, offers,
    ranked, suitable_instead, why_not,
};
use unknot_core::timeline::{Manner, Options, compile};

const TIMES: [TimeOfDay; 3] = [TimeOfDay::Morning, TimeOfDay::Day, TimeOfDay::Evening];
const CHOICES: [Choice; 2] = [Choice::First, Choice::All];
/// Cautions with which no movement is offered.
const ASK_FIRST: Cautions = Cautions::of(&[Caution::Surgery, Caution::Thrombosis]);

fn person_with(cautions: &[Caution]) -> Settings {
    Settings { cautions: Cautions::of(cautions), ..Settings::default() }
}

/// Nobody's cautions, each caution, and each pair.
fn people() -> Vec<Settings> {
    let mut people = vec![Settings::default()];
    for (place, &one) in Caution::ALL.iter().enumerate() {
        people.push(person_with(&[one]));
        people.extend(Caution::ALL[..place].iter().map(|&other| person_with(&[one, other])));
    }
    people
}

fn day(number: i32) -> CivilDay {
    CivilDay::from_epoch_days(20_000 + number)
}

fn practise(log: &mut Log, day: CivilDay, routine: &str) {
    let id = format!("{day}-{routine}");
    let id: EntryId = id.parse().unwrap();
    let started = Moment { utc_ms: i64::from(day.epoch_days()) * 86_400_000, offset_min: 0 };
    log.insert(Entry::from(Record {
        id,
        started,
        day,
        routine: routine.to_owned().into(),
        planned: Millis::minutes(10),
        practised: Millis::minutes(10),
        worked: Some(Millis::minutes(8)),
        outcome: Outcome::Finished,
        skipped: None,
        hurts: Vec::new(),
    }));
}

/// Somebody who has practised on each of the days up to -3.
fn regular() -> Log {
    let mut log = Log::new();
    for ago in 3..10 {
        practise(&mut log, day(-ago), "silent-bells");
    }
    log
}

fn lately(log: &Log, number: i32) -> Lately {
    Lately::before(day(number), log)
}

fn offered(number: i32, time: TimeOfDay, person: &Settings, log: &Log) -> Offers {
    offers(When { day: day(number), time }, person, &lately(log, number), Choice::All).unwrap()
}

fn moves(routine: &Routine) -> bool {
    routine.kind == RoutineKind::Movement
}

fn all(offers: &Offers) -> impl Iterator<Item = &Offer> {
    [&offers.main].into_iter().chain(offers.others.iter().map(|other| &other.offer))
}

#[test]
fn whoever_can_move_is_offered_three_movements_at_any_time_of_day() {
    for person in people() {
        for choice in CHOICES {
            let available: Vec<&Routine> = match choice {
                Choice::First => first_routines().iter().collect(),
                Choice::All => routines().collect(),
            };
            let suiting =
                available.iter().filter(|it| moves(it) && fit(it, &person) != Fit::NotNow).count();
            for time in TIMES {
                for log in [Log::new(), regular()] {
                    let when = When { day: day(0), time };
                    let ranked = ranked(true, when, &person, &lately(&log, 0), choice);
                    let cautions = person.cautions;
                    assert!(ranked.len() >= suiting.min(3), "{cautions:?} {time:?} {choice:?}");
                    for routine in ranked {
                        assert_ne!(fit(routine, &person), Fit::NotNow, "{cautions:?}");
                    }
                }
            }
            if person.cautions.and(ASK_FIRST).is_empty() && choice == Choice::All {
                assert!(suiting >= 3, "{:?} has {suiting} movements", person.cautions);
            }
        }
    }
}

#[test]
fn a_first_visit_has_movement_for_whoever_can_move() {
    for person in people() {
        if !person.cautions.and(ASK_FIRST).is_empty() {
            continue;
        }
        for time in TIMES {
            let when = When { day: day(0), time };
            let offers = offers(when, &person, &Lately::default(), Choice::First).unwrap();
            assert!(moves(offers.main.routine), "{:?} {time:?}", person.cautions);
        }
    }
}

#[test]
fn whoever_begins_is_offered_a_short_easy_movement() {
    for number in 0..14 {
        for time in TIMES {
            let offers = offered(number, time, &Settings::default(), &Log::new());
            let Offer { routine, .. } = offers.main;
            assert!(moves(routine) && routine.intensity <= Intensity::Easy, "{}", routine.slug);
            assert!(offers.main.length() < Millis::minutes(8), "{}", routine.slug);
            assert_eq!(offers.reason, Reason::Beginning);
        }
    }
}

#[test]
fn who_must_ask_first_is_offered_something_quiet() {
    for caution in ASK_FIRST.iter() {
        for time in TIMES {
            let offers = offered(0, time, &person_with(&[caution]), &regular());
            assert!(all(&offers).all(|offer| !moves(offer.routine)), "{caution:?} {time:?}");
            assert_eq!(offers.reason, Reason::NoMovement);
        }
    }
}

#[test]
fn who_cannot_reach_the_floor_moves_elsewhere_and_is_told_why() {
    let person = person_with(&[Caution::Floor]);
    for number in 0..14 {
        for time in [TimeOfDay::Morning, TimeOfDay::Day] {
            for log in [Log::new(), regular()] {
                let offers = offered(number, time, &person, &log);
                let routine = offers.main.routine;
                assert!(moves(routine), "{}", routine.slug);
                assert!(!routine.places.contains(&Place::Floor), "{}", routine.slug);
                assert_eq!(offers.reason, Reason::OffTheFloor, "{}", routine.slug);
            }
        }
    }
}

/// Whoever is unsteady, dizzy, drowsy or can't kneel.
#[test]
fn people_who_avoid_the_floor_are_offered_other_sessions_first() {
    let kept =
        [Caution::Balance, Caution::Dizziness, Caution::Drowsy, Caution::Knee, Caution::Floor];
    let kept = Cautions::of(&kept);
    let people = people().into_iter().filter(|person| {
        !person.cautions.and(kept).is_empty() && person.cautions.and(ASK_FIRST).is_empty()
    });
    for person in people {
        for time in TIMES {
            for (number, log) in (0..7).flat_map(|day| [(day, Log::new()), (day, regular())]) {
                let when = When { day: day(number), time };
                let lately = lately(&log, number);
                for choice in CHOICES {
                    let ranked = ranked(true, when, &person, &lately, choice);
                    let unasked = ranked.iter().filter(|routine| !routine.only_chosen);
                    let floor: Vec<_> =
                        unasked.map(|routine| needs_the_floor(routine, &person)).collect();
                    let who = person.cautions;
                    assert!(floor.is_sorted(), "{who:?} {time:?} {choice:?} {floor:?}");
                    assert!(floor.iter().any(|floor| !floor), "{who:?}");
                }
                let main = offered(number, time, &person, &log).main.routine;
                assert!(!needs_the_floor(main, &person), "{:?} {}", person.cautions, main.slug);
            }
        }
    }
}

/// The session for weak bones on the floor is not for somebody who shouldn't get down there.
#[test]
fn weak_bones_have_a_session_on_a_chair_for_whoever_does_without_the_floor() {
    for other in [Caution::Balance, Caution::Dizziness, Caution::Knee, Caution::Floor] {
        let person = person_with(&[Caution::Osteoporosis, other]);
        for time in TIMES {
            let fortnight: BTreeSet<_> = (0..14)
                .map(|number| offered(number, time, &person, &regular()).main.routine.slug.clone())
                .collect();
            assert!(fortnight.contains("bone-safe-chair"), "{other:?} {time:?} {fortnight:?}");
            assert!(!fortnight.contains("bone-safe"), "{other:?} {time:?} {fortnight:?}");
        }
    }
}

#[test]
fn evenings_of_regular_people_take_turns_between_movement_and_calm() {
    let kinds: Vec<bool> = (0..6)
        .map(|number| {
            let offers = offered(number, TimeOfDay::Evening, &Settings::default(), &regular());
            moves(offers.main.routine)
        })
        .collect();
    assert!(kinds.windows(2).all(|pair| pair[0] != pair[1]), "{kinds:?}");
}

#[test]
fn nothing_is_offered_that_people_have_to_choose_themselves() {
    for number in 0..30 {
        for time in TIMES {
            for log in [Log::new(), regular()] {
                let offers = offered(number, time, &Settings::default(), &log);
                for offer in all(&offers) {
                    let routine = offer.routine;
                    assert!(
                        !routine.only_chosen && routine.made_for.is_empty(),
                        "{}",
                        routine.slug
                    );
                    assert!(routine.intensity <= Intensity::Moderate, "{}", routine.slug);
                    let is_longer = offer.length() > offers.main.length();
                    let most = Millis::minutes(if is_longer { 15 } else { 10 });
                    assert!(offer.length() <= most, "{}", routine.slug);
                    let is_timely = routine.times.is_empty() || routine.times.contains(&time);
                    let is_beginning = lately(&log, number).is_beginning();
                    assert!(is_timely || is_beginning, "{} {time:?}", routine.slug);
                }
            }
        }
    }
}

#[test]
fn there_is_something_of_the_same_kind_and_something_of_the_other() {
    for person in people() {
        for number in 0..7 {
            for time in TIMES {
                let offers = offered(number, time, &person, &regular());
                let slugs: BTreeSet<_> = all(&offers).map(|offer| &*offer.routine.slug).collect();
                assert!(slugs.len() >= 3, "{:?} {time:?} {slugs:?}", person.cautions);
                let kinds: BTreeSet<_> = all(&offers).map(|offer| moves(offer.routine)).collect();
                let can_move = person.cautions.and(ASK_FIRST).is_empty();
                assert_eq!(kinds.len(), 1 + usize::from(can_move), "{slugs:?}");
            }
        }
    }
}

#[test]
fn yesterdays_routine_is_not_offered_again_and_the_reason_says_so() {
    let mut log = regular();
    let before = offered(0, TimeOfDay::Morning, &Settings::default(), &log);
    practise(&mut log, day(-1), &before.main.routine.slug);
    let after = offered(0, TimeOfDay::Morning, &Settings::default(), &log);
    assert_ne!(after.main.routine.slug, before.main.routine.slug);
    assert_eq!(after.reason, Reason::Yesterday(before.main.routine.slug.clone()));
}

#[test]
fn todays_sessions_change_nothing() {
    let mut log = regular();
    for time in TIMES {
        let before = offered(0, time, &Settings::default(), &log);
        practise(&mut log, day(0), &before.main.routine.slug);
        assert_eq!(offered(0, time, &Settings::default(), &log), before);
    }
}

#[test]
fn many_weeks_ago_is_a_new_beginning() {
    let mut log = regular();
    assert!(!lately(&log, 0).is_beginning());
    assert!(lately(&log, 28).is_beginning());
    for number in 20..23 {
        practise(&mut log, day(number), "chair-only");
    }
    assert!(!lately(&log, 28).is_beginning());
    assert!(lately(&log, 28).yesterday().next().is_none());
    assert_eq!(lately(&log, 24).yesterday().count(), 0);
    assert!(lately(&log, 23).yesterday().eq(["chair-only"]));
}

#[test]
fn a_session_that_does_not_count_was_not_practised() {
    let mut log = Log::new();
    let id: EntryId = "short".parse().unwrap();
    log.insert(Entry::from(Record {
        id,
        started: Moment { utc_ms: 0, offset_min: 0 },
        day: day(-1),
        routine: "chair-only".into(),
        planned: Millis::minutes(10),
        practised: Millis::secs(25),
        worked: Some(Millis::secs(14)),
        outcome: Outcome::EndedEarly,
        skipped: None,
        hurts: Vec::new(),
    }));
    assert_eq!(lately(&log, 0), Lately::default());
}

/// The main offers of a week in which everything that is offered is practised, or nothing is.
fn week(person: &Settings, time: TimeOfDay, mut log: Log, practises: bool) -> Vec<&'static str> {
    (0..7)
        .map(|number| {
            let slug = &*offered(number, time, person, &log).main.routine.slug;
            if practises {
                practise(&mut log, day(number), slug);
            }
            slug
        })
        .collect()
}

#[test]
fn a_week_is_not_the_same_day_after_day() {
    for person in people() {
        for time in TIMES {
            for (log, practises) in
                [(Log::new(), false), (Log::new(), true), (regular(), false), (regular(), true)]
            {
                let week = week(&person, time, log, practises);
                let who = person.cautions;
                assert!(week.windows(2).all(|two| two[0] != two[1]), "{who:?} {time:?} {week:?}");
                let different: BTreeSet<_> = week.iter().collect();
                assert!(different.len() >= 3, "{who:?} {time:?} {week:?}");
            }
        }
    }
}

#[test]
fn what_suits_as_it_is_comes_before_what_is_much_adapted() {
    for person in people() {
        let when = When { day: day(0), time: TimeOfDay::Morning };
        let ranked = ranked(true, when, &person, &lately(&regular(), 0), Choice::All);
        let share = |routine: &Routine| {
            adapted(routine, &person).map_or(0, |adapted| adapted.moves * 100 / adapted.of)
        };
        // The floor is no better for somebody who is better off without it, even if nothing is adapted there.
        let suits = |routine: &Routine| {
            share(routine) == 0 && !routine.only_chosen && !needs_the_floor(routine, &person)
        };
        let Some(first) = ranked.first() else { continue };
        if ranked.iter().filter(|routine| suits(routine)).count() >= 3 {
            let of = &person.cautions;
            assert!(share(first) <= 34, "{of:?}: {} at {} %", first.slug, share(first));
        }
    }
}

#[test]
fn adapted_moves_are_counted_once_and_name_their_cautions() {
    let morning = routine("morning-mobility").unwrap();
    assert_eq!(adapted(morning, &Settings::default()), None);
    let wrist = adapted(morning, &person_with(&[Caution::Wrist])).unwrap();
    assert_eq!((wrist.moves, wrist.of), (1, 11));
    assert!(wrist.why.iter().eq([Caution::Wrist]) && !wrist.is_sore);
    let sore =
        Settings { sore: Slugs::from_iter([PoseId::OpenBook.slug()]), ..Settings::default() };
    let sore = adapted(morning, &sore).unwrap();
    assert!(sore.is_sore && sore.moves == 1 && sore.why.is_empty());
}

#[test]
fn a_routine_that_does_not_suit_has_two_that_do() {
    for person in people() {
        for unsuitable in routines().filter(|routine| fit(routine, &person) == Fit::NotNow) {
            let instead = suitable_instead(unsuitable, &person, 2);
            let why = why_not(unsuitable, &person);
            assert!(!why.is_empty() && why.without(person.cautions).is_empty());
            assert_eq!(instead.len(), 2, "{:?} {}", person.cautions, unsuitable.slug);
            for routine in instead {
                assert_ne!(fit(routine, &person), Fit::NotNow);
                assert!(!routine.only_chosen);
                let asks_first = !person.cautions.and(ASK_FIRST).is_empty();
                assert_eq!(moves(routine), moves(unsuitable) && !asks_first, "{}", routine.slug);
            }
        }
    }
}

#[test]
fn a_flare_has_a_session_on_a_chair_and_lying_down() {
    for pace in Pace::ALL {
        let places = flare_places(pace, &Settings::default());
        assert!(places.contains(&Place::Chair) && places.contains(&Place::Floor), "{pace:?}");
        for place in places {
            let (routine, _) = flare_session_in(place, pace, &Settings::default()).unwrap();
            assert_eq!(routine.steps[0].pose.is_low(), place != Place::Chair, "{}", routine.slug);
        }
    }
    for pace in [Pace::Rest, Pace::Small] {
        assert_eq!(flare_places(pace, &Settings::default()).len(), 3, "{pace:?}");
        let floorless = person_with(&[Caution::Floor]);
        assert_eq!(flare_places(pace, &floorless), [Place::Chair, Place::Bed], "{pace:?}");
    }
}

proptest! {
    /// What is offered keeps its length with the person's adaptations, and the same question has the same answer.
    #[test]
    fn offers_keep_their_length(
        bits in any::<u32>(),
        number in -100_000..100_000,
        time in 0..3_usize,
        is_regular in any::<bool>(),
    ) {
        let cautions = Cautions(bits).and(Cautions::of(&Caution::ALL));
        let person = Settings { cautions, ..Settings::default() };
        let log = if is_regular { regular() } else { Log::new() };
        let when = When { day: day(number), time: TIMES[time] };
        let lately = lately(&log, 0);
        for choice in CHOICES {
            let offers = offers(when, &person, &lately, choice).unwrap();
            prop_assert_eq!(&offers, &unknot_core::offer::offers(when, &person, &lately, choice).unwrap());
            for offer in all(&offers) {
                prop_assert_ne!(fit(offer.routine, &person), Fit::NotNow);
                let options = Options {
                    length: offer.length,
                    preparation: Millis::secs(10),
                    first_side: Side::Left,
                    extra: Vec::new(),
                    manner: Manner { holds: may_hold_breath(&person), ..Manner::default() },
                    swaps: swaps(offer.routine, &person),
                };
                let timeline = compile(offer.routine, &options).unwrap();
                let total: Millis = timeline.segments.iter().map(|segment| segment.length).sum();
                prop_assert_eq!(total, offer.length() + Millis::secs(10));
            }
        }
    }
}

/// “In bed, before getting up” is nothing for the evening, as long as there is anything else.
#[test]
fn nobody_is_offered_to_get_up_late() {
    let mut count = 0;
    let (new_here, regular) = (Log::new(), regular());
    for person in people() {
        for time in [TimeOfDay::Day, TimeOfDay::Evening] {
            for log in [&new_here, &regular] {
                for number in 0..4 {
                    let offers = offered(number, time, &person, log);
                    let in_bed = |routine: &Routine| {
                        routine.places == [Place::Bed] && !routine.times.contains(&time)
                    };
                    let is_made_for =
                        |routine: &Routine| !routine.made_for.and(person.cautions).is_empty();
                    for offer in all(&offers).filter(|offer| in_bed(offer.routine)) {
                        let slug = &offer.routine.slug;
                        let cautions = person.cautions;
                        // Whoever can't get down to the floor has little else that is done lying.
                        assert!(is_made_for(offer.routine), "{slug} {time:?} {cautions:?}");
                    }
                    count += 1;
                }
            }
        }
    }
    assert!(count > 1000, "{count}");
}
