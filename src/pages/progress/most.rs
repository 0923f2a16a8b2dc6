//! What was practised most.

use leptos::prelude::*;

use super::counts::{minutes, number, whole_minutes};
use super::picture_table::PictureTable;
use super::year::name;
use crate::components::figure::StillFigure;
use crate::route::Route;
use crate::services::names;
use crate::state::use_history;
use unknot_core::domain::catalog;
use unknot_core::domain::civil::CivilDay;
use unknot_core::domain::routine::Routine;
use unknot_core::history::What;
use unknot_core::history::views::{Favourite, Period, most_practised};
use unknot_core::i18n::{Key, PluralKey, fill, plural, text};

/// So many routines are shown with a picture. The table has all.
const SHOWN: usize = 4;
/// It takes so many sessions until one of them is the one that was chosen most.
const ENOUGH: u32 = 3;

/// The routines that were practised most in a year. Nothing after the very first sessions.
#[component]
pub(super) fn MostPractised(
    /// The year.
    period: RwSignal<Period>,
    /// Today.
    today: Memo<CivilDay>,
    /// Whether sessions are counted.
    counted: Memo<bool>,
) -> impl IntoView {
    let history = use_history();
    let most = Memo::new(move |_| {
        let span = period.get().span(today.get());
        history.with(|log| most_practised(log, span))
    });
    let is_enough =
        move || most.with(|most| most.iter().map(|one| one.total.sessions).sum::<u32>() >= ENOUGH);
    let sentence = move || {
        let first = most.with(|most| leader(most).cloned()).filter(|_| counted.get());
        let told = first.map(|first| sentence(&first, period.get(), today.get()));
        told.unwrap_or_else(|| text(Key::ProgressMostHow).to_owned())
    };
    let shown = move || most.with(|most| most.iter().take(SHOWN).cloned().collect::<Vec<_>>());
    let caption =
        move || fill(Key::ProgressMostTable, &[("period", &name(period.get(), today.get()))]);
    let rows = move || {
        let row = |one: &Favourite| {
            let cells = [one.total.sessions, whole_minutes(one.total)].map(number);
            (names::what(&one.what), cells.to_vec())
        };
        most.with(|most| most.iter().map(row).collect::<Vec<_>>())
    };
    let head =
        [Key::ProgressMostSession, Key::ProgressMostTimes, Key::ProgressTableMinutes].map(text);
    view! {
        <Show when=is_enough>
            <section class="card">
                <h2>{text(Key::ProgressMostTitle)}</h2>
                <p prop:textContent=sentence></p>
                <ol class="most">
                    <For each=shown key=|one| (one.what.clone(), one.total.sessions, one.total.practised_ms) let(one)>
                        <MostRow favourite=one counted/>
                    </For>
                </ol>
                <PictureTable
                    caption=Signal::derive(caption)
                    head=head.to_vec()
                    rows=Signal::derive(rows)
                />
            </section>
        </Show>
    }
}

/// A routine, as a link to its page if it still has one.
#[component]
fn MostRow(favourite: Favourite, counted: Memo<bool>) -> impl IntoView {
    let Favourite { what, total } = favourite;
    let name = names::what(&what);
    let amount = move || {
        let times = plural(PluralKey::ProgressTimes, total.sessions);
        if counted.get() { format!("{times} · {}", minutes(total)) } else { String::new() }
    };
    let words = view! {
        <span class="most__words">
            <strong>{name}</strong>
            <span class="soft" prop:textContent=amount></span>
        </span>
    };
    let row = match routine(&what) {
        Some(routine) => view! {
            <a class="most__row" href=Route::Routine(routine.slug.to_string()).href()>
                <span class="most__picture" aria-hidden="true">
                    <StillFigure pose=routine.emblem/>
                </span>
                {words}
            </a>
        }
        .into_any(),
        None => view! {
            <div class="most__row">
                <span class="most__picture"></span>
                {words}
            </div>
        }
        .into_any(),
    };
    view! { <li>{row}</li> }
}

/// The routine that was practised, if it still has a page.
fn routine(what: &What) -> Option<&'static Routine> {
    match what {
        What::Routine(slug) => catalog::routine(slug),
        _ => None,
    }
}

/// What was practised more often than all others.
fn leader(most: &[Favourite]) -> Option<&Favourite> {
    let (first, others) = most.split_first()?;
    let second = others.first().map_or(0, |second| second.total.sessions);
    (first.total.sessions > second).then_some(first)
}

fn sentence(first: &Favourite, period: Period, today: CivilDay) -> String {
    let times = plural(PluralKey::ProgressTimes, first.total.sessions);
    let name_of = names::what(&first.what);
    let values = [("routine", name_of.as_str()), ("times", &times)];
    match period {
        Period::LastYear => fill(Key::ProgressMostSentenceLast, &values),
        Period::Calendar(_) => {
            let year = name(period, today);
            fill(Key::ProgressMostSentenceIn, &[values[0], values[1], ("year", &year)])
        }
    }
}
