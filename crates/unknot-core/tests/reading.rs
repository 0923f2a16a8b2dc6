//! The page of Learn that Today names fits the person, and is another one each day.
#![allow(clippy::unwrap_used, reason = "panics fail the test")]

mod support;

use std::collections::BTreeSet;

use proptest::prelude::*;
use support::{person_with, singles_and_pairs};
use unknot_core::domain::caution::{Caution, Cautions};
use unknot_core::domain::civil::CivilDay;
use unknot_core::domain::settings::Settings;
use unknot_core::i18n::learn::{Group, pages};
use unknot_core::reading::page_of;

fn day(number: i32) -> CivilDay {
    CivilDay::from_epoch_days(20_000 + number)
}

fn slug(number: i32, person: &Settings, is_in_flare: bool) -> &'static str {
    page_of(day(number), person, is_in_flare).unwrap().slug
}

#[test]
fn in_a_flare_it_is_on_flares_or_what_helps_in_one() {
    let month: BTreeSet<_> =
        (0..28).map(|number| slug(number, &Settings::default(), true)).collect();
    assert!(month.contains("flare-ups") && (3..=8).contains(&month.len()), "{month:?}");
    assert!(pages().filter(|page| page.flare).count() == month.len());
}

#[test]
fn every_second_day_it_is_on_what_somebody_has_ticked() {
    for (caution, wanted) in [
        (Caution::LegPain, "direction"),
        (Caution::Stenosis, "report-words"),
        (Caution::Floor, "floor"),
        (Caution::Osteoporosis, "food"),
    ] {
        let person = person_with(Cautions::of(&[caution]));
        let fortnight: Vec<_> = (0..14).map(|number| slug(number, &person, false)).collect();
        let own: BTreeSet<_> = fortnight.iter().step_by(2).copied().collect();
        assert!(own.contains(wanted), "{caution:?} {own:?}");
        let is_made_for = |slug: &str| {
            let page = pages().find(|page| page.slug == slug).unwrap();
            page.made_for.has(caution)
        };
        assert!(own.iter().all(|slug| is_made_for(slug)), "{caution:?} {own:?}");
        assert!(!fortnight.iter().skip(1).step_by(2).any(|slug| is_made_for(slug)));
    }
}

/// Nobody is shown a page on opioids or operations unasked, unless it is made for them.
#[test]
fn whoever_has_ticked_nothing_meets_every_page_that_is_for_everybody_and_no_other() {
    let expected: BTreeSet<_> = pages()
        .filter(|page| matches!(page.group, Group::Pain | Group::First | Group::Daily))
        .map(|page| page.slug)
        .collect();
    let count = i32::try_from(expected.len()).unwrap();
    let met: BTreeSet<_> =
        (0..count).map(|number| slug(number, &Settings::default(), false)).collect();
    assert_eq!(met, expected);
}

#[test]
fn neighbouring_days_have_different_pages() {
    for cautions in singles_and_pairs() {
        let person = person_with(cautions);
        for is_in_flare in [false, true] {
            for number in 0..40 {
                let two = [number, number + 1].map(|number| slug(number, &person, is_in_flare));
                assert_ne!(two[0], two[1], "{cautions:?} {number}");
            }
        }
    }
}

proptest! {
    #[test]
    fn there_is_a_page_on_any_day(bits in any::<u32>(), number in any::<i16>(), is_in_flare in any::<bool>()) {
        let person = person_with(Cautions(bits).and(Cautions::of(&Caution::ALL)));
        let page = page_of(CivilDay::from_epoch_days(number.into()), &person, is_in_flare).unwrap();
        let again = page_of(CivilDay::from_epoch_days(number.into()), &person, is_in_flare).unwrap();
        prop_assert_eq!(page.slug, again.slug);
        let is_own = !page.made_for.and(person.cautions).is_empty();
        prop_assert!(is_in_flare && page.flare || is_own || page.group != Group::Offered);
    }
}
