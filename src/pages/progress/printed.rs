//! What only the print has, for somebody who wasn't there: the total, the goal, and the newest sessions or notes.

use leptos::prelude::*;

use super::counts::{counted, sessions};
use crate::services::{dates, names};
use crate::state::{use_history, use_settings};
use unknot_core::domain::civil::CivilDay;
use unknot_core::history::views::{Span, Told};
use unknot_core::history::{Log, Session};
use unknot_core::i18n::{Key, PluralKey, fill, plural, text};

/// How many weeks of sessions or notes are printed, as the headings say.
const WEEKS: u16 = 12;
/// The room for them, in characters: at most a third of a sheet of A4.
const ROOM: usize = 1800;

/// The day of the print, the total, and the goal unless nothing is counted.
#[component]
pub(super) fn PrintedSums(
    /// Today.
    today: Memo<CivilDay>,
) -> impl IntoView {
    let (history, counted) = (use_history(), counted());
    let goal = use_settings().select(|settings| settings.goal.days());
    let lines = move || {
        let printed = fill(Key::ProgressPrinted, &[("date", &dates::date(today.get()))]);
        let total = format!("{}: {}", text(Key::ProgressTotal), sessions(history.with(Log::total)));
        let goal = counted.get().then(|| plural(PluralKey::ProgressPrintedGoal, goal.get().into()));
        let lines = [Some(printed), Some(total), goal].into_iter().flatten();
        lines.map(|line| view! { <p prop:textContent=line></p> }).collect_view()
    };
    view! { <div class="record__printed soft">{lines}</div> }
}

/// The sessions of the last weeks if they are few, otherwise those with a note. Nothing if there are none.
#[component]
pub(super) fn PrintedSessions(
    /// Today.
    today: Memo<CivilDay>,
) -> impl IntoView {
    let history = use_history();
    let told = Memo::new(move |_| {
        let span = Span::weeks_to(today.get(), dates::first_weekday(), WEEKS);
        history.with(|log| {
            let told = Told::of(log, span, ROOM);
            (told.are_all, told.sessions.into_iter().map(line).collect::<Vec<_>>())
        })
    });
    let heading = move || {
        let are_all = told.with(|(are_all, _)| *are_all);
        text(if are_all { Key::ProgressPrintedSessions } else { Key::ProgressPrintedNotes })
    };
    let lines = move || {
        let (_, lines) = told.get();
        lines.into_iter().map(|line| view! { <li prop:textContent=line></li> }).collect_view()
    };
    view! {
        <Show when=move || told.with(|(_, lines)| !lines.is_empty())>
            <section class="card record__printed">
                <h2 prop:textContent=heading></h2>
                <ul class="printed-sessions">{lines}</ul>
            </section>
        </Show>
    }
}

/// “23 November 2026 · Walk · 20 minutes · My back felt better.”
fn line(session: &Session) -> String {
    let (day, name) = (dates::date(session.day()), names::what(&session.what()));
    let length = dates::rough_length(session.practised());
    let note = session.note().map(ToOwned::to_owned);
    let parts = [Some(day), Some(name), Some(length), note];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
