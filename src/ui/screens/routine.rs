//! A routine's page: what it does, its steps, how long, Start.

use leptos::prelude::{Get, GetUntracked, RwSignal};

use crate::app::route::Route;
use crate::app::{App, today};
use crate::dom::{Element, Fragment, el, follow};
use crate::domain::pose::Sides;
use crate::domain::routine::{Routine, RoutineKind, Step, StepSide};
use crate::domain::time::Millis;
use crate::ui::components::button::main_button;
use crate::ui::components::choices::choices;
use crate::ui::components::figure::still_figure;
use crate::ui::components::icon::{Icon, icon};
use crate::ui::components::routine_card::{about, minutes};
use crate::ui::components::title::title;
use crate::ui::screens::missing::missing;
use crate::words::{self, Key, fill, text};

/// A routine's page.
pub(crate) fn routine_page(app: App, slug: &str) -> Fragment {
    match app.routine(slug) {
        Some(routine) => page(app, routine),
        None => missing(app, Key::ErrorRoutineMissing),
    }
}

fn page(app: App, routine: &'static Routine) -> Fragment {
    let length = RwSignal::new(routine.length());
    follow(move || app.prepare(routine, Some(length.get())));
    let summary = words::routine(&routine.slug).map_or("", |words| words.summary);
    let page = Fragment::new()
        .child(title(app, words::routine_name(&routine.slug)))
        .child(el("p", "soft").text(&about(routine)))
        .child(el("p", "").text(summary))
        .child(lengths(routine, length))
        .child(main_button(Key::RoutinePageStart, move || start(app, routine, length)));
    let page = if routine.kind == RoutineKind::Movement { steps(page, routine) } else { page };
    page.child(el("p", "soft").text(text(Key::PlayerStopSigns)))
}

fn start(app: App, routine: &'static Routine, length: RwSignal<Millis>) {
    if !app.is_under_way() {
        app.start();
    }
    let length = length.get_untracked();
    app.go(&Route::Session {
        routine: routine.slug.to_string(),
        length: (length != routine.length()).then_some(length),
    });
}

fn lengths(routine: &'static Routine, length: RwSignal<Millis>) -> Element {
    use leptos::prelude::Set;
    let offered = today::lengths(routine).into_iter().map(|choice| (choice, minutes(choice)));
    choices(
        el("legend", "").text(text(Key::RoutinePageLength)),
        "length",
        offered,
        move || length.get(),
        move |choice| length.set(choice),
    )
}

fn steps(page: Fragment, routine: &Routine) -> Fragment {
    let rows = routine.steps.iter().filter(|step| step.side != StepSide::Second).map(row);
    page.child(el("h2", "").text(text(Key::RoutinePageStepsTitle)))
        .child(el("ol", "list").children(rows))
}

fn row(step: &Step) -> Element {
    let pose = step.pose;
    let time = fill(Key::RoutinePageSeconds, &[("n", &step.work.as_secs().to_string())]);
    let note = match pose.pose().sides {
        Sides::Both => time,
        Sides::Alternating => format!("{time}, {}", text(Key::RoutinePageSides)),
        Sides::Each => format!("{time}, {}", text(Key::RoutinePageEachSide)),
    };
    let picture =
        el("div", "card__picture").attribute("aria-hidden", "true").child(still_figure(pose));
    let words = el("div", "card__words")
        .child(el("h3", "").text(words::pose(pose).name))
        .child(el("p", "soft").text(&note));
    let link = el("a", "card card--link card--step")
        .attribute("href", &Route::Pose(pose.slug().to_owned()).href())
        .child(picture)
        .child(words)
        .child(icon(Icon::Chevron));
    el("li", "").child(link)
}
