//! Finding routines, over the whole catalog.
#![cfg(not(target_arch = "wasm32"))]

use unknot::domain::catalog::routines;
use unknot::domain::routine::{Intensity, Place, TimeOfDay};
use unknot::finder::{Query, Region, Span, Wish, find, find_poses, loosen};

fn slugs(query: &Query) -> Vec<&'static str> {
    find(query, &["chair-only".to_owned()]).iter().map(|routine| &*routine.slug).collect()
}

fn typed(text: &str) -> Query {
    Query { text: text.to_owned(), ..Query::default() }
}

#[test]
fn who_asks_for_nothing_gets_all() {
    assert!(Query::default().is_empty());
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
fn each_wish_narrows_and_all_are_kept() {
    let wishes = [
        Query { place: Some(Place::Bed), ..Query::default() },
        Query { span: Some(Span::Short), ..Query::default() },
        Query { intensity: Some(Intensity::VeryEasy), ..Query::default() },
        Query { region: Some(Region::Legs), ..Query::default() },
        Query { time: Some(TimeOfDay::Evening), ..Query::default() },
        Query { nothing_needed: true, ..Query::default() },
        Query { favourite: true, ..Query::default() },
    ];
    for query in &wishes {
        let found = slugs(query).len();
        assert!(0 < found && found < routines().count(), "{query:?} finds {found}");
        let wish = Wish::ALL.into_iter().filter(|&wish| query.has(wish)).collect::<Vec<_>>();
        assert_eq!(wish.len(), 1, "{query:?}");
        assert!(query.without(wish[0]).is_empty());
    }
    let both = Query { place: Some(Place::Chair), span: Some(Span::Short), ..Query::default() };
    assert_eq!(slugs(&both), ["breathing-space", "desk-break-3", "desk-reset-5"]);
}

#[test]
fn where_nothing_fits_it_says_what_to_loosen() {
    let query = Query { place: Some(Place::Bed), span: Some(Span::Long), ..Query::default() };
    assert!(slugs(&query).is_empty());
    let favourites = [];
    let wishes = loosen(&query, &favourites);
    assert_eq!(wishes.iter().map(|(wish, _)| *wish).collect::<Vec<_>>(), [Wish::Place, Wish::Span]);
    for (wish, count) in wishes {
        assert_eq!(find(&query.without(wish), &favourites).len(), count);
    }
    // Given up one by one nothing helps: then all of it has to go.
    let hopeless = Query { text: "xylophone".to_owned(), favourite: true, ..Query::default() };
    assert!(loosen(&hopeless, &favourites).is_empty());
}
