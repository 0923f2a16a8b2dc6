//! The routines in sections: movement by shelf, breathing and meditation, what suits the person first, and at the end what
//! doesn't.
//!
//! Drawing the card of a routine is slow, so all cards are drawn once, and those that don't match are hidden.

use leptos::prelude::*;

use super::shelves::Shelves;
use crate::components::labels;
use crate::components::routine_card::RoutineCard;
use crate::state::use_settings;
use unknot_core::adaptation::{Fit, fit};
use unknot_core::domain::catalog::{is_same, routines};
use unknot_core::domain::routine::{Routine, RoutineKind};
use unknot_core::domain::settings::Settings;
use unknot_core::i18n::{Key, fill};
use unknot_core::offer::{Sorted, adapted, why_not};

const KINDS: [RoutineKind; 3] =
    [RoutineKind::Movement, RoutineKind::Breathing, RoutineKind::Meditation];

/// The routines that were found, by kind: what suits the person as it is, then what is adapted, and folded at the end
/// what doesn't suit them.
#[component]
pub(super) fn RoutineSections(
    /// What was found, best first.
    #[prop(into)]
    found: Signal<Vec<&'static Routine>>,
    /// Whether the person has typed since the page was opened. Until then the whole list is laid out at once, so that
    /// the scroll position can be restored.
    #[prop(into)]
    has_typed: Signal<bool>,
) -> impl IntoView {
    // Where a routine is doesn't change while the page is open.
    let (sorted, shelves) = use_settings().with_untracked(|person| {
        let sorted = Sorted::of(person);
        let shelves = sorted.shelves(person);
        (sorted, shelves)
    });
    let mut shelves = Some(shelves);
    let sections = KINDS.map(|kind| {
        let routines = sorted.of_kind(kind);
        let shelves = shelves.take_if(|_| kind == RoutineKind::Movement);
        let cards = match shelves {
            Some(shelves) => view! { <Shelves shelves found has_typed/> }.into_any(),
            None => view! { <Cards routines=routines.clone() found has_typed/> }.into_any(),
        };
        view! {
            <Section kind routines found>
                {cards}
            </Section>
        }
    });
    let not_now = sorted.not_now;
    let not_now =
        (!not_now.is_empty()).then(|| view! { <NotNow routines=not_now found has_typed/> });
    view! {
        {sections.into_iter().collect_view()}
        {not_now}
    }
}

/// The routines that don't suit the person, folded.
#[component]
fn NotNow(
    /// The routines.
    routines: Vec<&'static Routine>,
    /// What was found.
    found: Signal<Vec<&'static Routine>>,
    /// Whether the person has typed.
    has_typed: Signal<bool>,
) -> impl IntoView {
    let all = routines.clone();
    let count = Memo::new(move |_| count(&all, found));
    let summary = move || fill(Key::LibraryPageNotNow, &[("n", &count.get().to_string())]);
    view! {
        <details class="card" hidden=move || count.get() == 0>
            <summary prop:textContent=summary></summary>
            <Cards routines found has_typed/>
        </details>
    }
}

/// The routines of a kind; hidden if none was found.
#[component]
fn Section(
    /// The kind.
    kind: RoutineKind,
    /// Its routines.
    routines: Vec<&'static Routine>,
    /// What was found.
    found: Signal<Vec<&'static Routine>>,
    /// Their cards.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="library-section" hidden=move || count(&routines, found) == 0>
            <h2>{labels::kind(kind)}</h2>
            {children()}
        </section>
    }
}

/// The cards of some routines, in the order in which they were found.
#[component]
pub(super) fn Cards(
    /// The routines.
    routines: Vec<&'static Routine>,
    /// Whether they are in a section of a section.
    #[prop(optional)]
    is_nested: bool,
    /// What was found.
    found: Signal<Vec<&'static Routine>>,
    /// Whether the person has typed.
    has_typed: Signal<bool>,
) -> impl IntoView {
    let settings = use_settings();
    let cards = Memo::new(move |before: Option<&Vec<&'static Routine>>| {
        let before = before.cloned().unwrap_or_else(|| routines.clone());
        found.with(|found| arrange(before, found))
    });
    let is_found =
        move |routine| found.with(|found| found.iter().any(|other| is_same(other, routine)));
    let note = move |routine| settings.with_untracked(|person| note(routine, person));
    view! {
        <ul class="list" class:list--searched=has_typed>
            <For each=move || cards.get() key=|routine| &*routine.slug let(routine)>
                <li hidden=move || !is_found(routine)>
                    <RoutineCard routine is_nested note=note(routine)/>
                </li>
            </For>
        </ul>
    }
}

/// “Adapted for your knee.”, or why a routine doesn't suit; empty if it suits as it is.
fn note(routine: &Routine, person: &Settings) -> String {
    let why_not = why_not(routine, person);
    if fit(routine, person) == Fit::NotNow {
        let why = labels::because_all(why_not, why_not.is_empty());
        return fill(Key::LibraryPageNotNowWhy, &[("why", &why)]);
    }
    adapted(routine, person).map_or_else(String::new, |adapted| {
        let why = labels::because_all(adapted.why, adapted.is_sore);
        fill(Key::LibraryPageAdapted, &[("why", &why)])
    })
}

/// How many of some routines were found.
pub(super) fn count(routines: &[&'static Routine], found: Signal<Vec<&'static Routine>>) -> usize {
    let is_found = |routine: &&&'static Routine| {
        found.with(|found| found.iter().any(|other| is_same(other, routine)))
    };
    routines.iter().filter(is_found).count()
}

/// The cards, reordered so that those of `found` follow its order. If they do already, no card is moved: moving a card
/// makes it lose the focus, and costs a layout. While everything is found, they keep their order.
fn arrange(cards: Vec<&'static Routine>, found: &[&'static Routine]) -> Vec<&'static Routine> {
    let place = |wanted: &&'static Routine| cards.iter().position(|card| is_same(card, wanted));
    let own = found.iter().filter_map(place);
    if found.len() == routines().count() || own.is_sorted() {
        return cards;
    }
    let is_found = |card: &&'static Routine| found.iter().any(|other| is_same(other, card));
    let own = found.iter().copied().filter(|wanted| cards.iter().any(|card| is_same(card, wanted)));
    let mut arranged: Vec<_> = own.collect();
    arranged.extend(cards.into_iter().filter(|card| !is_found(card)));
    arranged
}

#[cfg(test)]
mod tests {
    use super::*;
    use unknot_core::domain::caution::{Caution, Cautions};
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn cards_move_only_if_their_order_changes() {
        let cards: Vec<_> = routines().take(4).collect();
        let [a, b, c, d] = cards[..] else { panic!("there are too few routines") };
        let slugs = |cards: &[&Routine]| -> Vec<_> {
            cards.iter().map(|card| card.slug.to_string()).collect()
        };
        let arranged = |found: &[&'static Routine]| slugs(&arrange(cards.clone(), found));
        assert_eq!(arranged(&[]), slugs(&cards));
        assert_eq!(arranged(&[b, d]), slugs(&cards));
        assert_eq!(arranged(&[d, b]), slugs(&[d, b, a, c]));
        // What is found in other sections doesn't matter.
        let other = routines().nth(5).unwrap();
        assert_eq!(arranged(&[d, other, b]), slugs(&[d, b, a, c]));
    }

    #[wasm_bindgen_test]
    fn what_does_not_suit_is_apart_and_says_why() {
        let person = Settings { cautions: Cautions::of(&[Caution::Floor]), ..Settings::default() };
        let sorted = Sorted::of(&person);
        assert!(sorted.not_now.len() > 3);
        for routine in sorted.not_now {
            let why = labels::because(Caution::Floor);
            assert!(note(routine, &person).contains(why), "{}", routine.slug);
        }
        assert_eq!(note(sorted.suiting[0], &person), "");
    }
}
