//! The library: what suits first, on shelves, and easy before hard on each.
#![allow(clippy::unwrap_used, reason = "panics fail the test")]

mod support;

use std::collections::BTreeSet;

use support::{person_with, singles_and_pairs};
use unknot_core::adaptation::{Fit, fit};
use unknot_core::domain::catalog::routines;
use unknot_core::domain::caution::{Caution, Cautions};
use unknot_core::domain::routine::{Place, Routine, RoutineKind, Shelf};
use unknot_core::domain::settings::Settings;
use unknot_core::domain::time::Millis;
use unknot_core::i18n;
use unknot_core::offer::{Sorted, adapted_sixths, is_meant_for};

#[test]
fn every_routine_is_in_one_place() {
    for cautions in singles_and_pairs() {
        let person = person_with(cautions);
        let sorted = Sorted::of(&person);
        let shelves = sorted.shelves(&person);
        let on_shelves = shelves.iter().flat_map(|(_, routines)| routines);
        let others = [RoutineKind::Breathing, RoutineKind::Meditation];
        let others: Vec<_> = others.into_iter().flat_map(|kind| sorted.of_kind(kind)).collect();
        let all: Vec<_> = on_shelves.chain(&others).chain(&sorted.not_now).collect();
        let different: BTreeSet<_> = all.iter().map(|routine| &routine.slug).collect();
        assert_eq!((all.len(), different.len()), (routines().count(), routines().count()));
        assert!(sorted.not_now.iter().all(|routine| fit(routine, &person) == Fit::NotNow));
        assert!(shelves.iter().all(|(_, routines)| !routines.is_empty()));
    }
}

#[test]
fn shelves_have_a_screenful_at_most_and_what_they_are_called() {
    let person = Settings::default();
    let shelves = Sorted::of(&person).shelves(&person);
    assert!(shelves.iter().map(|(shelf, _)| *shelf).eq(Shelf::ALL));
    for (shelf, routines) in shelves {
        assert!((2..=7).contains(&routines.len()), "{shelf:?} has {}", routines.len());
        for routine in routines {
            let fits = match shelf {
                Shelf::ShortBreak => routine.length() <= Millis::minutes(5),
                Shelf::BedOrChair => {
                    routine.places.iter().all(|place| matches!(place, Place::Bed | Place::Chair))
                }
                Shelf::Everyday | Shelf::Walking => {
                    routine.made_for.is_empty() && !routine.only_chosen
                }
                Shelf::Special => routine.only_chosen || !routine.made_for.is_empty(),
                Shelf::Stronger | Shelf::Flare | Shelf::DailyLife => true,
            };
            assert!(fits, "{} on {shelf:?}", routine.slug);
        }
    }
}

#[test]
fn what_suits_comes_first_and_easy_before_hard() {
    for cautions in singles_and_pairs() {
        let person = person_with(cautions);
        let rank = |routine: &&Routine| {
            let is_for_others = !is_meant_for(routine, &person);
            let is_for_all = routine.made_for.is_empty();
            (
                is_for_others,
                is_for_all,
                adapted_sixths(routine, &person),
                routine.intensity,
                routine.length(),
            )
        };
        for (shelf, routines) in Sorted::of(&person).shelves(&person) {
            assert!(routines.is_sorted_by_key(rank), "{cautions:?} {shelf:?}");
        }
    }
    let stronger = Sorted::of(&Settings::default()).shelves(&Settings::default());
    let stronger = stronger.iter().find(|(shelf, _)| *shelf == Shelf::Stronger);
    let slugs: Vec<_> = stronger.into_iter().flat_map(|(_, all)| all).map(|it| &*it.slug).collect();
    assert_eq!(slugs, ["core-first", "core-stability", "yoga-full-20", "core-progress"]);
}

#[test]
fn what_was_made_for_somebody_is_on_the_first_shelf() {
    for caution in [Caution::LegPain, Caution::Osteoporosis, Caution::Pregnancy] {
        let person = person_with(Cautions::of(&[caution]));
        let shelves = Sorted::of(&person).shelves(&person);
        assert!(shelves[0].1[0].made_for.has(caution), "{caution:?}");
    }
}

#[test]
fn each_card_has_one_plain_line() {
    for routine in routines() {
        let slug = &routine.slug;
        let words = i18n::routine(slug).unwrap_or_else(|| panic!("no words for {slug}"));
        let count = words.line.split_whitespace().count();
        assert!((3..=9).contains(&count), "{slug}: {}", words.line);
        assert!(words.line.ends_with(['.', '?']) && words.line != words.name, "{slug}");
    }
}
