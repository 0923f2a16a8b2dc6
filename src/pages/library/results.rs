//! The results of a search.

use leptos::prelude::*;

use super::criteria::name;
use crate::components::button::VanishingButton;
use crate::components::routine_card::RoutineCard;
use crate::route::Route;
use crate::state::use_search;
use unknot_core::domain::catalog::routines;
use unknot_core::domain::routine::Routine;
use unknot_core::i18n::{self, Key, fill, text};

/// The routines that were found, best first; if there are none, ways to widen the search.
///
/// Drawing the card of a routine is slow, so all cards are drawn once, and those that don't match are hidden.
#[component]
pub(super) fn RoutineResults(
    /// What was found.
    #[prop(into)]
    found: Signal<Vec<&'static Routine>>,
    /// Whether the person has typed since the page was opened. Until then the whole list is laid out at once, so that the
    /// scroll position can be restored.
    #[prop(into)]
    has_typed: Signal<bool>,
) -> impl IntoView {
    let cards = Memo::new(move |before: Option<&Vec<&'static Routine>>| {
        let before = before.cloned().unwrap_or_else(|| routines().collect());
        found.with(|found| arrange(before, found))
    });
    let is_found =
        move |routine| found.with(|found| found.iter().any(|other| is_same(other, routine)));
    view! {
        <ul class="list" class:list--searched=has_typed>
            <For each=move || cards.get() key=|routine| &*routine.slug let(routine)>
                <li hidden=move || !is_found(routine)>
                    <RoutineCard routine/>
                </li>
            </For>
        </ul>
        <Show when=move || found.with(Vec::is_empty)>
            <NothingFound/>
        </Show>
    }
}

/// The cards, reordered so that those of `found` follow its order. If they do already, no card is moved: moving a card
/// makes it lose the focus, and costs a layout.
fn arrange(cards: Vec<&'static Routine>, found: &[&'static Routine]) -> Vec<&'static Routine> {
    let place = |wanted: &&'static Routine| cards.iter().position(|card| is_same(card, wanted));
    if found.iter().map(place).is_sorted() {
        return cards;
    }
    let is_found = |card: &&'static Routine| found.iter().any(|other| is_same(other, card));
    let others = cards.into_iter().filter(|card| !is_found(card));
    found.iter().copied().chain(others).collect()
}

/// The catalog makes each routine once, so two are the same if they have the same address.
fn is_same(one: &'static Routine, other: &'static Routine) -> bool {
    std::ptr::eq(one, other)
}

/// The criteria that the person could drop to find something.
#[component]
fn NothingFound() -> impl IntoView {
    let search = use_search();
    view! {
        <p>{text(Key::FindNothing)}</p>
        <For
            each=move || search.criteria_to_drop()
            key=|criterion| name(*criterion)
            let(criterion)
        >
            <VanishingButton
                label=fill(Key::FindWithout, &[("what", name(criterion))])
                focus_next="title"
                on_press=move || search.toggle(criterion)
            />
        </For>
        <VanishingButton
            label=text(Key::FindAll)
            focus_next="title"
            on_press=move || search.clear()
        />
    }
}

/// Links to the poses whose names match the text.
#[component]
pub(super) fn PoseResults() -> impl IntoView {
    let search = use_search();
    let poses = Memo::new(move |_| search.poses());
    view! {
        <Show when=move || !poses.with(Vec::is_empty)>
            <h2>{text(Key::FindPoses)}</h2>
            <ul class="list">
                <For each=move || poses.get() key=|pose| *pose let(pose)>
                    <li>
                        <a class="card card--link" href=Route::Pose(pose.slug().to_owned()).href()>
                            {i18n::pose(pose).name}
                        </a>
                    </li>
                </For>
            </ul>
        </Show>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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
    }
}
