//! A routine in a list.

use leptos::prelude::*;

use super::figure::StillFigure;
use super::labels;
use crate::route::Route;
use unknot_core::domain::routine::Routine;
use unknot_core::domain::time::Millis;
use unknot_core::i18n::{self, Key, fill};

/// A routine's picture, name, line and facts, as a link to its page.
#[component]
pub(crate) fn RoutineCard(
    /// The routine.
    routine: &'static Routine,
    /// Whether it is in a section of a section, so that its heading is one level lower.
    #[prop(optional)]
    is_nested: bool,
    /// How it suits the person; nothing if that needs no words.
    #[prop(optional, into)]
    note: String,
) -> impl IntoView {
    let note = (!note.is_empty()).then(|| view! { <p class="card__note">{note}</p> });
    let name = i18n::routine_name(&routine.slug);
    let heading = if is_nested {
        view! { <h4>{name}</h4> }.into_any()
    } else {
        view! { <h3>{name}</h3> }.into_any()
    };
    let line = i18n::routine(&routine.slug).map(|words| view! { <p>{words.line}</p> });
    view! {
        <a class="card card--link" href=Route::Routine(routine.slug.to_string()).href()>
            <div class="card__picture" aria-hidden="true">
                <StillFigure pose=routine.emblem/>
            </div>
            <div class="card__words">
                {heading}
                {line}
                <p class="soft">{amount(routine)}</p>
                {note}
            </div>
        </a>
    }
}

/// The same as a button that starts the routine. HTML allows neither block elements nor headings in a button.
#[component]
pub(crate) fn RoutineButton(
    /// The routine that it starts.
    routine: &'static Routine,
    /// The length of the session.
    length: Millis,
    /// Called at each press.
    on_press: impl FnMut() + 'static,
) -> impl IntoView {
    let mut on_press = on_press;
    view! {
        <button class="card card--link" on:click=move |_| on_press()>
            <span class="card__picture" aria-hidden="true">
                <StillFigure pose=routine.emblem/>
            </span>
            <span class="card__words">
                <strong>{i18n::routine_name(&routine.slug)}</strong>
                <span class="soft">{facts(routine, length)}</span>
            </span>
        </button>
    }
}

/// “10 min · easy · on the floor, standing”: lists are of one kind, or their headings say of which.
fn amount(routine: &Routine) -> String {
    let intensity = labels::intensity(routine.intensity);
    [&*minutes(routine.length()), intensity, &labels::places(routine)].join(" · ")
}

/// “Movement · 10 min · on the floor, standing”.
pub(crate) fn about(routine: &Routine, length: Millis) -> String {
    [labels::kind(routine.kind), &minutes(length), &labels::places(routine)].join(" · ")
}

/// “Movement · 10 min · easy · on the floor, standing”.
pub(crate) fn facts(routine: &Routine, length: Millis) -> String {
    let intensity = labels::intensity(routine.intensity);
    [labels::kind(routine.kind), &minutes(length), intensity, &labels::places(routine)].join(" · ")
}

/// “10 min”.
pub(crate) fn minutes(length: Millis) -> String {
    fill(Key::TodayMinutes, &[("n", &whole_minutes(length))])
}

/// “10”.
pub(crate) fn whole_minutes(length: Millis) -> String {
    length.as_secs_up().div_ceil(60).to_string()
}
