//! A routine in a list.

use leptos::prelude::*;

use super::figure::StillFigure;
use crate::app::route::Route;
use crate::app::today;
use crate::domain::routine::{Routine, RoutineKind};
use crate::words::{self, Key, fill, text};

/// A routine's picture, name and length, as a link to its page.
#[component]
pub(crate) fn RoutineCard(
    /// The routine.
    routine: &'static Routine,
) -> impl IntoView {
    let words = words::routine(&routine.slug);
    view! {
        <a class="card card--link" href=Route::Routine(routine.slug.to_string()).href()>
            <div class="card__picture" aria-hidden="true"><StillFigure pose=today::emblem(routine)/></div>
            <div class="card__words">
                <h2>{words.map(|words| words.name)}</h2>
                <p class="soft">{about(routine)}</p>
            </div>
        </a>
    }
}

/// “Movement · 10 min · on your back, standing”.
pub(crate) fn about(routine: &Routine) -> String {
    let kind = text(match routine.kind {
        RoutineKind::Movement => Key::KindMovement,
        RoutineKind::Meditation => Key::KindMeditation,
        RoutineKind::Breathing => Key::KindBreathing,
    });
    format!("{kind} · {}", minutes(routine.length()))
}

/// “10 min”.
pub(crate) fn minutes(length: crate::domain::time::Millis) -> String {
    fill(Key::RoutinePageMinutes, &[("n", &length.as_secs_up().div_ceil(60).to_string())])
}
