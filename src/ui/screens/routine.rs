//! A routine's page: what it does, its steps, how long, Start.

use leptos::prelude::{Get, GetUntracked, RwSignal};

use crate::app::App;
use crate::app::route::Route;
use crate::dom::{Element, Fragment, el, follow};
use crate::domain::catalog::PoseId;
use crate::domain::pose::{Prop, Sides};
use crate::domain::routine::{Routine, RoutineKind, StepSide};
use crate::domain::time::Millis;
use crate::timeline::{SegmentKind, compile};
use crate::ui::components::button::{main_button, toggle_button};
use crate::ui::components::choices::choices;
use crate::ui::components::figure::still_figure;
use crate::ui::components::icon::{Icon, icon};
use crate::ui::components::labels;
use crate::ui::components::later::LaterScreen;
use crate::ui::components::routine_card::{about, minutes};
use crate::ui::components::title::title;
use crate::ui::screens::missing::missing;
use crate::words::{self, Key, PluralKey, fill, plural, text};

/// A routine's page.
pub(crate) fn routine_page(app: App, slug: String) -> LaterScreen {
    Box::new(move || match app.routine(&slug) {
        Some(routine) => page(app, routine),
        None => missing(app, Key::ErrorRoutineMissing),
    })
}

fn page(app: App, routine: &'static Routine) -> Fragment {
    let length = RwSignal::new(routine.length());
    follow(move || app.prepare(routine, Some(length.get())));
    let words = words::routine(&routine.slug);
    let page = Fragment::new()
        .child(title(app, words::routine_name(&routine.slug)))
        .child(el("p", "soft").text(&facts(routine)))
        .child(el("p", "").text(words.map_or("", |words| words.summary)));
    let page = [words.map_or("", |words| words.note), &needs(routine)]
        .into_iter()
        .filter(|line| !line.is_empty())
        .fold(page, |page, line| page.child(el("p", "").text(line)))
        .child(lengths(routine, length))
        .child(main_button(Key::RoutinePageStart, move || start(app, routine, length)))
        .child(toggle_button(
            Key::RoutinePageFavourite,
            move || app.settings.with(|settings| settings.favourites.has(&routine.slug)),
            move || app.settings.update(|settings| settings.favourites.toggle(&routine.slug)),
        ));
    let page = if routine.kind == RoutineKind::Movement {
        steps(page, app, routine, length)
    } else {
        page
    };
    page.child(el("p", "soft").text(text(Key::PlayerStopSigns)))
}

/// “Movement · 10 min · easy · on the floor, standing”.
fn facts(routine: &Routine) -> String {
    let places: Vec<_> = routine.places.iter().map(|&place| labels::place(place)).collect();
    [about(routine), labels::intensity(routine.intensity).to_owned(), places.join(", ")].join(" · ")
}

/// What to have at hand; nothing where that is nothing.
fn needs(routine: &Routine) -> String {
    let props: Vec<_> =
        Prop::ALL.into_iter().filter(|&prop| routine.needs(prop)).map(labels::prop).collect();
    if props.is_empty() {
        return String::new();
    }
    fill(Key::RoutinePageNeeds, &[("things", &props.join(", "))])
}

/// Begins the session, in the tap itself, and goes to it. What was made ready with the page may have
/// given way to another session, which has ended since.
fn start(app: App, routine: &'static Routine, length: RwSignal<Millis>) {
    let length = length.get_untracked();
    if !app.is_under_way() {
        app.prepare(routine, Some(length));
        app.start();
    }
    app.go(&Route::Session {
        routine: routine.slug.to_string(),
        length: (length != routine.length()).then_some(length),
    });
}

fn lengths(routine: &'static Routine, length: RwSignal<Millis>) -> Element {
    use leptos::prelude::Set;
    let offered = routine.lengths().into_iter().map(|choice| (choice, minutes(choice)));
    choices(
        el("legend", "").text(text(Key::RoutinePageLength)),
        "length",
        offered,
        move || length.get(),
        move |choice| length.set(choice),
    )
}

fn steps(
    page: Fragment,
    app: App,
    routine: &'static Routine,
    length: RwSignal<Millis>,
) -> Fragment {
    let steps = routine.steps.iter().enumerate();
    let rows = steps
        .filter(|(_, step)| step.side != StepSide::Second)
        .map(|(place, step)| row(step.pose, move || how_much(app, routine, length.get(), place)));
    page.child(el("h2", "").text(text(Key::RoutinePageStepsTitle)))
        .child(el("ol", "list").children(rows))
}

fn row(pose: PoseId, amount: impl Fn() -> String + 'static) -> Element {
    let picture =
        el("div", "card__picture").attribute("aria-hidden", "true").child(still_figure(pose));
    let words = el("div", "card__words")
        .child(el("h3", "").text(words::pose(pose).name))
        .child(el("p", "soft").live_text(amount));
    let link = el("a", "card card--link card--step")
        .attribute("href", &Route::Pose(pose.base().slug().to_owned()).href())
        .child(picture)
        .child(words)
        .child(icon(Icon::Chevron));
    el("li", "").child(link)
}

/// How often or how long a step is done, at the length that is chosen.
fn how_much(app: App, routine: &'static Routine, length: Millis, place: usize) -> String {
    let step = routine.steps[place];
    // Not that of the stage, where another session may be under way.
    let work = compile(routine, &app.options(routine, Some(length))).ok().and_then(|timeline| {
        timeline.segments.into_iter().find(|segment| segment.step == place && segment.is_work())
    });
    let sides = step.pose.pose().sides;
    let amount = match work.map(|work| work.kind) {
        Some(SegmentKind::Move { count, .. }) => {
            let each = if sides == Sides::Alternating { count / 2 } else { count };
            plural(PluralKey::RoutinePageTimes, each)
        }
        _ => duration(work.map_or(step.work, |work| work.length)),
    };
    match sides {
        Sides::Both => amount,
        _ => format!("{amount}, {}", text(Key::RoutinePageEachSide)),
    }
}

/// “45 s”, and from a minute and a half on “1:30 min”.
fn duration(time: Millis) -> String {
    let (key, time) = if time < Millis::secs(90) {
        (Key::RoutinePageSeconds, time.as_secs().to_string())
    } else {
        (Key::RoutinePageMinutes, time.to_string())
    };
    fill(key, &[("n", &time)])
}
