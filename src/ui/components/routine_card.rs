//! A routine in a list.

use super::figure::still_figure;
use crate::app::route::Route;
use crate::dom::{Element, el};
use crate::domain::routine::{Routine, RoutineKind};
use crate::domain::time::Millis;
use crate::words::{self, Key, fill, text};

/// A routine's picture, name and length, as a link to its page.
pub(crate) fn routine_card(routine: &Routine) -> Element {
    let picture = el("div", "card__picture")
        .attribute("aria-hidden", "true")
        .child(still_figure(routine.emblem));
    let words = el("div", "card__words")
        .child(el("h2", "").text(words::routine_name(&routine.slug)))
        .child(el("p", "soft").text(&about(routine)));
    el("a", "card card--link")
        .attribute("href", &Route::Routine(routine.slug.to_string()).href())
        .child(picture)
        .child(words)
}

/// “Movement · 10 min”.
pub(crate) fn about(routine: &Routine) -> String {
    let kind = text(match routine.kind {
        RoutineKind::Movement => Key::KindMovement,
        RoutineKind::Meditation => Key::KindMeditation,
        RoutineKind::Breathing => Key::KindBreathing,
    });
    format!("{kind} · {}", minutes(routine.length()))
}

/// “10 min”.
pub(crate) fn minutes(length: Millis) -> String {
    fill(Key::RoutinePageMinutes, &[("n", &length.as_secs_up().div_ceil(60).to_string())])
}
