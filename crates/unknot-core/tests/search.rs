//! Searches the whole catalog.

use unknot_core::domain::catalog::routines;
use unknot_core::domain::routine::Place;
use unknot_core::domain::settings::Slugs;
use unknot_core::search::{Criterion, Person, Query, Span, find, find_poses, loosen};

fn slugs(query: &Query) -> Vec<&'static str> {
    find(query, &person()).iter().map(|routine| &*routine.slug).collect()
}

/// A person with a favourite routine, a sore pose and two recent routines.
fn person() -> Person {
    let [favourites, sore] = ["chair-only", "cat-cow"].map(|slug| Slugs::from_iter([slug]));
    Person { favourites, sore, recent: vec!["desk-break-3".into(), "breath-awareness".into()] }
}

fn with_text(text: &str) -> Query {
    Query { text: text.to_owned(), ..Query::default() }
}

fn with_criteria(criteria: &[Criterion]) -> Query {
    Query { criteria: criteria.to_vec(), ..Query::default() }
}

#[test]
fn empty_query_returns_everything() {
    assert_eq!(slugs(&Query::default()).len(), routines().count());
    assert!(find_poses(" ").is_empty());
}

#[test]
fn matching_names_come_first() {
    let found = slugs(&with_text("desk"));
    assert_eq!(found[..2], ["desk-break-3", "desk-reset-5"]);
    let walking = slugs(&with_text("walk"));
    assert_eq!(walking[..2], ["walk-in-place", "indoor-walk-20"]);
    assert!(walking.contains(&"flare-gentle"), "it ends with a short walk");
}

#[test]
fn typing_errors_are_tolerated() {
    assert!(slugs(&with_text("brigde")).contains(&"core-stability"));
    assert!(slugs(&with_text("hamstirng")).contains(&"hips-hamstrings"));
    // Figure four, lying and sitting.
    assert_eq!(find_poses("figrue fuor").len(), 2);
    assert!(slugs(&with_text("xylophone")).is_empty());
}

#[test]
fn everyday_words_find_suitable_routines() {
    for (text, slug) in [
        ("low back", "evening-wind-down"),
        ("lower bak pain", "arch-ease-5"),
        ("stiff neck", "desk-break-3"),
        ("stif nek", "desk-reset-5"),
        ("meditaton", "breath-awareness"),
        ("streching", "yoga-gentle"),
        ("sleep", "evening-wind-down"),
        ("strength", "core-stability"),
        ("office", "desk-break-3"),
        ("bending hurts", "arch-ease-5"),
        ("evening bed", "flare-sos-5"),
        ("on a chair", "chair-only"),
        ("yoga xylophone", "yoga-full-20"),
    ] {
        let found = slugs(&with_text(text));
        assert!(found.contains(&slug), "{text}: {found:?}");
        assert!(found.len() < routines().count(), "{text}: {found:?}");
    }
}

#[test]
fn each_criterion_narrows_the_results() {
    for criterion in Criterion::ALL {
        let found = slugs(&with_criteria(&[criterion])).len();
        assert!(0 < found && found < routines().count(), "{criterion:?} finds {found}");
    }
}

#[test]
fn results_meet_one_criterion_of_each_kind() {
    let chair = Criterion::Place(Place::Chair);
    let bed = Criterion::Place(Place::Bed);
    let short = Criterion::Span(Span::Short);
    assert_eq!(
        slugs(&with_criteria(&[chair, short])),
        ["breathing-space", "desk-break-3", "desk-reset-5", "478-five"]
    );
    let either = slugs(&with_criteria(&[chair, bed]));
    for criterion in [chair, bed] {
        assert!(slugs(&with_criteria(&[criterion])).iter().all(|slug| either.contains(slug)));
    }
    assert_eq!(slugs(&with_criteria(&[Criterion::Favourite])), ["chair-only"]);
    let not_sore = slugs(&with_criteria(&[Criterion::NothingSore]));
    assert!(!not_sore.contains(&"morning-mobility") && not_sore.contains(&"flare-sos-5"));
    let not_recent = slugs(&with_criteria(&[Criterion::NotRecent]));
    assert!(!not_recent.contains(&"desk-break-3") && not_recent.contains(&"desk-reset-5"));
}

#[test]
fn toggling_adds_and_removes_a_criterion() {
    let mut query = with_text("calf");
    query.toggle(Criterion::NothingNeeded);
    assert_eq!(query.criteria, [Criterion::NothingNeeded]);
    query.toggle(Criterion::NothingNeeded);
    assert_eq!(query, with_text("calf"));
}

#[test]
fn loosen_suggests_criteria_whose_removal_gives_results() {
    let (bed, long) = (Criterion::Place(Place::Bed), Criterion::Span(Span::Long));
    let query = with_criteria(&[bed, long]);
    assert!(slugs(&query).is_empty());
    assert_eq!(loosen(&query, &Person::default()), [bed, long]);
    // Removing only the place doesn't help.
    let query = with_criteria(&[bed, Criterion::Favourite]);
    assert_eq!(loosen(&query, &Person::default()), [Criterion::Favourite]);
    let hopeless = Query { text: "xylophone".to_owned(), ..query };
    assert!(loosen(&hopeless, &Person::default()).is_empty());
}
