//! Movement by shelf: short breaks, in bed or on a chair, and so on.

use leptos::prelude::*;

use super::sections::{Cards, count};
use crate::state::use_search;
use unknot_core::domain::catalog::is_same;
use unknot_core::domain::routine::{Routine, Shelf};
use unknot_core::i18n::{Key, text};

/// The routines of a shelf.
type OnShelf = (Shelf, Vec<&'static Routine>);

/// The shelves in their order, or if the person searches, that with the best match first.
#[component]
pub(super) fn Shelves(
    /// The shelves with their routines.
    shelves: Vec<OnShelf>,
    /// What was found, best first.
    found: Signal<Vec<&'static Routine>>,
    /// Whether the person has typed.
    has_typed: Signal<bool>,
) -> impl IntoView {
    let search = use_search();
    let shelves = StoredValue::new(shelves);
    let order = Memo::new(move |_| {
        let is_searched = search.with(|query| !query.text.trim().is_empty());
        let best_first = is_searched.then_some(found);
        shelves.with_value(|shelves| match best_first {
            Some(found) => found.with(|found| best_first_of(shelves, found)),
            None => shelves.iter().map(|(shelf, _)| *shelf).collect(),
        })
    });
    let on = move |shelf| {
        shelves.with_value(|shelves| {
            let own = shelves.iter().find(|(other, _)| *other == shelf);
            own.map(|(_, routines)| routines.clone()).unwrap_or_default()
        })
    };
    view! {
        <For each=move || order.get() key=|shelf| *shelf let(shelf)>
            <OneShelf shelf routines=on(shelf) found has_typed/>
        </For>
    }
}

/// A shelf; hidden if nothing on it was found.
#[component]
fn OneShelf(
    /// The shelf.
    shelf: Shelf,
    /// Its routines.
    routines: Vec<&'static Routine>,
    /// What was found.
    found: Signal<Vec<&'static Routine>>,
    /// Whether the person has typed.
    has_typed: Signal<bool>,
) -> impl IntoView {
    let all = routines.clone();
    view! {
        <section class="shelf" hidden=move || count(&all, found) == 0>
            <h3>{name(shelf)}</h3>
            <Cards routines is_nested=true found has_typed/>
        </section>
    }
}

/// The shelves by the best match on each; those without one keep their order at the end.
fn best_first_of(shelves: &[OnShelf], found: &[&'static Routine]) -> Vec<Shelf> {
    let best = |(_, routines): &&OnShelf| {
        let is_here = |one: &&Routine| routines.iter().any(|other| is_same(other, one));
        found.iter().position(is_here).unwrap_or(usize::MAX)
    };
    let mut order: Vec<&OnShelf> = shelves.iter().collect();
    order.sort_by_key(best);
    order.into_iter().map(|(shelf, _)| *shelf).collect()
}

/// “Short breaks”.
fn name(shelf: Shelf) -> &'static str {
    text(match shelf {
        Shelf::ShortBreak => Key::LibraryPageShortBreak,
        Shelf::BedOrChair => Key::LibraryPageBedOrChair,
        Shelf::Everyday => Key::LibraryPageEveryday,
        Shelf::Walking => Key::LibraryPageWalking,
        Shelf::Stronger => Key::LibraryPageStronger,
        Shelf::Flare => Key::LibraryPageFlare,
        Shelf::DailyLife => Key::LibraryPageDailyLife,
        Shelf::Special => Key::LibraryPageSpecial,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use unknot_core::domain::settings::Settings;
    use unknot_core::offer::Sorted;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn the_shelf_with_the_best_match_is_first_and_the_others_keep_their_order() {
        let person = Settings::default();
        let shelves = Sorted::of(&person).shelves(&person);
        let on = |shelf| shelves.iter().find(|(other, _)| *other == shelf).unwrap().1[0];
        let found = [on(Shelf::Stronger), on(Shelf::ShortBreak)];
        let order = best_first_of(&shelves, &found);
        assert_eq!(order[..3], [Shelf::Stronger, Shelf::ShortBreak, Shelf::BedOrChair]);
        assert_eq!(order.len(), shelves.len());
        assert!(best_first_of(&shelves, &[]).into_iter().eq(Shelf::ALL));
    }
}
