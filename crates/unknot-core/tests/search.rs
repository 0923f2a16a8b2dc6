//! Finding routines, over the whole catalog.

use unknot_core::domain::catalog::routines;
use unknot_core::domain::routine::Place;
use unknot_core::domain::settings::Slugs;
use unknot_core::search::{Criterion, Person, Query, Span, find, find_poses, loosen};

fn slugs(query: &Query) -> Vec<&'static str> {
    find(query, &somebody()).iter().map(|routine| &*routine.slug).collect()
}

/// Likes chairs, has a sore pose, and has been at the desk.
fn somebody() -> Person {
    let [favourites, sore] = ["chair-only", "cat-cow"].map(|slug| Slugs::from_iter([slug]));
    Person { favourites, sore, lately: vec!["desk-break-3".into(), "breath-awareness".into()] }
}

fn typed(text: &str) -> Query {
    Query { text: text.to_owned(), ..Query::default() }
}

fn wanted(criteria: &[Criterion]) -> Query {
    Query { criteria: criteria.to_vec(), ..Query::default() }
}

#[test]
fn who_asks_for_nothing_gets_all() {
    assert_eq!(slugs(&Query::default()).len(), routines().count());
    assert!(find_poses(" ").is_empty());
}

#[test]
fn a_name_comes_before_a_mention() {
    let found = slugs(&typed("desk"));
    assert_eq!(found[..2], ["desk-break-3", "desk-reset-5"]);
    let walking = slugs(&typed("walk"));
    assert_eq!(walking[..2], ["walk-in-place", "indoor-walk-20"]);
    assert!(walking.contains(&"flare-gentle"), "it ends with a few steps round the room");
}

#[test]
fn typing_is_forgiven_and_poses_lead_to_their_routines() {
    assert!(slugs(&typed("brigde")).contains(&"core-stability"));
    assert!(slugs(&typed("hamstirng")).contains(&"hips-hamstrings"));
    // Lying and sitting.
    assert_eq!(find_poses("figrue fuor").len(), 2);
    assert!(slugs(&typed("xylophone")).is_empty());
}

#[test]
fn plain_words_find_something_that_fits() {
    for (typed_text, slug) in [
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
        let found = slugs(&typed(typed_text));
        assert!(found.contains(&slug), "{typed_text}: {found:?}");
        assert!(found.len() < routines().count(), "{typed_text}: {found:?}");
    }
}

#[test]
fn each_criterion_narrows() {
    for criterion in Criterion::ALL {
        let found = slugs(&wanted(&[criterion])).len();
        assert!(0 < found && found < routines().count(), "{criterion:?} finds {found}");
    }
}

#[test]
fn of_a_kind_one_is_enough_and_of_each_kind_one_is_needed() {
    let chair = Criterion::Place(Place::Chair);
    let bed = Criterion::Place(Place::Bed);
    let short = Criterion::Span(Span::Short);
    assert_eq!(
        slugs(&wanted(&[chair, short])),
        ["breathing-space", "desk-break-3", "desk-reset-5", "478-five"]
    );
    let either = slugs(&wanted(&[chair, bed]));
    for criterion in [chair, bed] {
        assert!(slugs(&wanted(&[criterion])).iter().all(|slug| either.contains(slug)));
    }
    assert_eq!(slugs(&wanted(&[Criterion::Favourite])), ["chair-only"]);
    let gentle = slugs(&wanted(&[Criterion::NothingSore]));
    assert!(!gentle.contains(&"morning-mobility") && gentle.contains(&"flare-sos-5"));
    let new = slugs(&wanted(&[Criterion::NotLately]));
    assert!(!new.contains(&"desk-break-3") && new.contains(&"desk-reset-5"));
}

#[test]
fn a_criterion_is_taken_up_and_given_up() {
    let mut query = typed("calf");
    query.toggle(Criterion::NothingNeeded);
    assert_eq!(query.criteria, [Criterion::NothingNeeded]);
    query.toggle(Criterion::NothingNeeded);
    assert_eq!(query, typed("calf"));
}

#[test]
fn where_nothing_fits_it_says_what_to_loosen() {
    let (bed, long) = (Criterion::Place(Place::Bed), Criterion::Span(Span::Long));
    let query = wanted(&[bed, long]);
    assert!(slugs(&query).is_empty());
    assert_eq!(loosen(&query, &Person::default()), [bed, long]);
    // One that helps nothing by itself is not named.
    let query = wanted(&[bed, Criterion::Favourite]);
    assert_eq!(loosen(&query, &Person::default()), [Criterion::Favourite]);
    let hopeless = Query { text: "xylophone".to_owned(), ..query };
    assert!(loosen(&hopeless, &Person::default()).is_empty());
}
