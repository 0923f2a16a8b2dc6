//! The criteria by which routines can be filtered, apart from text.

use leptos::prelude::*;

use crate::components::button::ToggleButton;
use crate::components::labels;
use crate::state::use_search;
use unknot_core::domain::routine::{Intensity, Place, TimeOfDay};
use unknot_core::i18n::{Key, text};
use unknot_core::search::{Criterion, Region, Span};

/// A checkbox for each criterion, grouped by kind. They are collapsed until the person opens them, or if any is checked.
#[component]
pub(super) fn CriteriaBoxes(
    /// How many routines fit, in words.
    #[prop(into)]
    count: Signal<String>,
) -> impl IntoView {
    let is_narrowed =
        use_search().with_untracked(|query| !query.criteria.iter().all(|one| is_of_kind(*one)));
    let boxes: Vec<_> = Criterion::ALL.into_iter().filter(|one| !is_of_kind(*one)).collect();
    let kinds = boxes.chunk_by(|one, next| kind(*one) == kind(*next));
    let groups = kinds.map(|criteria| view! { <Group criteria=criteria.to_vec()/> });
    view! {
        <details class="card" open=is_narrowed>
            // The count stands below as well, but while the boxes are open it may be out of sight there.
            <summary>
                {text(Key::FindNarrow)}
                <span
                    class="only-open"
                    prop:textContent=move || format!(" · {}", count.get())
                ></span>
            </summary>
            {groups.collect_view()}
        </details>
    }
}

/// A button for each kind of routine: movement, breathing, meditation.
#[component]
pub(super) fn KindChips() -> impl IntoView {
    let search = use_search();
    let kinds = Criterion::ALL.into_iter().filter(|one| is_of_kind(*one));
    let chips = kinds.map(|criterion| {
        let is_chosen =
            Memo::new(move |_| search.with(|query| query.criteria.contains(&criterion)));
        view! {
            <ToggleButton
                label=name(criterion)
                pressed=is_chosen
                on_press=move || search.toggle(criterion)
            />
        }
    });
    view! {
        <div class="row" role="group" aria-label=text(Key::FindKind)>
            {chips.collect_view()}
        </div>
    }
}

fn is_of_kind(criterion: Criterion) -> bool {
    matches!(criterion, Criterion::Kind(_))
}

/// Criteria of one kind.
#[component]
fn Group(
    /// The criteria, of which there is at least one.
    criteria: Vec<Criterion>,
) -> impl IntoView {
    let search = use_search();
    let legend = criteria.first().map(|criterion| text(kind(*criterion)));
    let boxes = criteria.into_iter().map(|criterion| {
        let is_chosen =
            Memo::new(move |_| search.with(|query| query.criteria.contains(&criterion)));
        view! {
            <label class="choice">
                <input
                    type="checkbox"
                    prop:checked=is_chosen
                    on:change=move |_| search.toggle(criterion)
                />
                <span>{name(criterion)}</span>
            </label>
        }
    });
    view! {
        <fieldset class="choices">
            <legend>{legend}</legend>
            {boxes.collect_view()}
        </fieldset>
    }
}

/// The heading for the criteria of a kind.
fn kind(criterion: Criterion) -> Key {
    match criterion {
        Criterion::Kind(_) => Key::FindKind,
        Criterion::Time(_) => Key::FindWhen,
        Criterion::Place(_) => Key::FindWhere,
        Criterion::Span(_) => Key::FindHowLong,
        Criterion::AtMost(_) => Key::FindHowHard,
        Criterion::Region(_) => Key::FindPart,
        _ => Key::FindMore,
    }
}

/// The unique name of a criterion.
pub(super) fn name(criterion: Criterion) -> &'static str {
    text(match criterion {
        Criterion::Kind(kind) => return labels::kind(kind),
        Criterion::Time(TimeOfDay::Morning) => Key::FindMorning,
        Criterion::Time(TimeOfDay::Day) => Key::FindDay,
        Criterion::Time(TimeOfDay::Evening) => Key::FindEvening,
        Criterion::Place(Place::Floor) => Key::PlaceFloor,
        Criterion::Place(Place::Chair) => Key::PlaceChair,
        Criterion::Place(Place::Standing) => Key::PlaceStanding,
        Criterion::Place(Place::Bed) => Key::PlaceBed,
        Criterion::Span(Span::Short) => Key::FindShort,
        Criterion::Span(Span::Middle) => Key::FindMiddle,
        Criterion::Span(Span::Long) => Key::FindLong,
        Criterion::AtMost(Intensity::VeryEasy) => Key::FindVeryEasy,
        Criterion::AtMost(Intensity::Easy) => Key::FindEasy,
        Criterion::AtMost(_) => Key::FindModerate,
        Criterion::Region(Region::NeckAndShoulders) => Key::FindNeck,
        Criterion::Region(Region::LowBack) => Key::FindLowBack,
        Criterion::Region(Region::Hips) => Key::FindHips,
        Criterion::Region(Region::Legs) => Key::FindLegs,
        Criterion::NothingNeeded => Key::FindNothingNeeded,
        Criterion::Favourite => Key::FindFavourite,
        Criterion::NothingSore => Key::FindNothingSore,
        Criterion::NotRecent => Key::FindNotLately,
    })
}
