//! A routine in a list.

use super::figure::still_figure;
use super::labels;
use crate::app::route::Route;
use crate::dom::{Element, Fragment, el};
use crate::domain::routine::{Routine, RoutineKind};
use crate::domain::time::Millis;
use crate::words::{self, Key, fill, text};

/// A routine's picture, name and length, as a link to its page.
pub(crate) fn routine_card(routine: &Routine) -> Element {
    el("a", "card card--link")
        .attribute("href", &Route::Routine(routine.slug.to_string()).href())
        .child(contents(routine, routine.length(), ["div", "h2", "p"]))
}

/// The same as a button that begins it.
pub(crate) fn routine_button(
    routine: &Routine,
    length: Millis,
    press: impl FnMut() + 'static,
) -> Element {
    // There are no blocks and no headings in a button.
    el("button", "card card--link")
        .child(contents(routine, length, ["span", "strong", "span"]))
        .on_click(press)
}

fn contents(routine: &Routine, length: Millis, tags: [&str; 3]) -> Fragment {
    let [block, heading, paragraph] = tags;
    let picture = el(block, "card__picture")
        .attribute("aria-hidden", "true")
        .child(still_figure(routine.emblem));
    let words = el(block, "card__words")
        .child(el(heading, "").text(words::routine_name(&routine.slug)))
        .child(el(paragraph, "soft").text(&facts(routine, length)));
    Fragment::new().child(picture).child(words)
}

/// “Movement · 10 min”, at its own length or another.
pub(crate) fn about(routine: &Routine, length: Option<Millis>) -> String {
    format!("{} · {}", kind(routine), minutes(length.unwrap_or_else(|| routine.length())))
}

fn kind(routine: &Routine) -> &'static str {
    text(match routine.kind {
        RoutineKind::Movement => Key::KindMovement,
        RoutineKind::Meditation => Key::KindMeditation,
        RoutineKind::Breathing => Key::KindBreathing,
    })
}

/// “Movement · 10 min · easy · on the floor, standing”.
pub(crate) fn facts(routine: &Routine, length: Millis) -> String {
    let places: Vec<_> = routine.places.iter().map(|&place| labels::place(place)).collect();
    let intensity = labels::intensity(routine.intensity);
    [kind(routine), &minutes(length), intensity, &places.join(", ")].join(" · ")
}

/// “10 min”.
pub(crate) fn minutes(length: Millis) -> String {
    fill(Key::TodayMinutes, &[("n", &length.as_secs_up().div_ceil(60).to_string())])
}
