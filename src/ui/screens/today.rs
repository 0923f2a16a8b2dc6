//! Today: one session with one Start, the ways out for a bad moment and a bad spell, and the week.

use crate::app::route::Route;
use crate::app::today::{FOR_A_BAD_MOMENT, time_of_day};
use crate::app::{App, dates};
use crate::care::flare_sessions;
use crate::dom::{Element, Fragment, el, switch, when};
use crate::domain::catalog;
use crate::domain::civil::CivilDay;
use crate::domain::flare::Pace;
use crate::domain::routine::{Routine, RoutineKind, TimeOfDay};
use crate::domain::time::Millis;
use crate::ui::components::button::{button, link, main_button};
use crate::ui::components::figure::still_figure;
use crate::ui::components::later::when_here;
use crate::ui::components::resume::resume;
use crate::ui::components::routine_card::{about, minutes};
use crate::ui::components::title::title;
use crate::ui::components::week::week_part;
use crate::ui::screens::about_you::ask;
use crate::words::{self, Key, fill, text};

/// The start screen, made anew when the page comes to the front at another time than it left it.
pub(crate) fn today(app: App) -> Fragment {
    switch(
        move || {
            let pace = app.flare().map(|flare| flare.pace);
            let time = time_of_day(app.now());
            // What suits a flare may be in the library.
            app.shelf.library();
            let (routine, length) = offered(app, time, pace);
            (app.today(), time, pace, &raw const *routine, length)
        },
        move |&(day, time, pace, ..)| at(app, day, time, pace),
    )
}

/// What is offered, and how long it is where not at its own length.
fn offered(app: App, time: TimeOfDay, pace: Option<Pace>) -> (&'static Routine, Option<Millis>) {
    let gentle =
        pace.and_then(|pace| app.settings.with(|person| flare_sessions(pace, person).next()));
    gentle.map_or_else(|| (app.routine_of(time), None), |(routine, length)| (routine, Some(length)))
}

fn at(app: App, day: CivilDay, time: TimeOfDay, pace: Option<Pace>) -> Fragment {
    let (routine, length) = offered(app, time, pace);
    let greeting = text(match time {
        TimeOfDay::Morning => Key::TodayMorning,
        TimeOfDay::Day => Key::TodayAfternoon,
        TimeOfDay::Evening => Key::TodayEvening,
    });
    let headline = text(match (pace, routine.kind) {
        (Some(_), _) => Key::TodayHeadlineFlare,
        (None, RoutineKind::Movement) => Key::TodayHeadlineMove,
        (None, _) => Key::TodayHeadlineCalm,
    });
    let date = format!("{greeting} · {}", dates::long_day(day));
    let screen = Fragment::new()
        .child(el("p", "soft today__date").text(&date))
        .child(title(app, headline))
        .child(when(
            move || has_practised(app),
            || el("p", "soft").text(text(Key::TodayDone)).into(),
        ))
        .child(when_here(app, || true, resume(app)))
        .child(offer(app, routine, length));
    // Made while the person reads, so that the tap sounds at once.
    app.prepare(routine, length);
    let screen = match pace {
        Some(_) => screen.child(link("chip", &Route::Flare.href(), Key::TodayFlareMore)),
        None => bad_moment(app, screen).child(flare_begins(app)),
    };
    screen.child(when_here(app, move || is_new(app), ask(app))).child(when_here(
        app,
        || true,
        week_part(app),
    ))
}

/// Whether the person has told nothing of themselves, nor put that off.
fn is_new(app: App) -> bool {
    app.settings.with(|settings| !settings.asked && settings.cautions.is_empty())
}

/// One tap, and from now on it is gentle.
fn flare_begins(app: App) -> Element {
    button("chip", Key::TodayFlare, move || {
        app.say_of_flare(Some(Pace::Rest));
        app.go(&Route::Flare);
    })
}

fn has_practised(app: App) -> bool {
    let today = app.today();
    app.log.with(|log| log.sessions().iter().any(|record| record.day == today && record.counts()))
}

/// The routine of the day.
fn offer(app: App, routine: &'static Routine, length: Option<Millis>) -> Element {
    let details = Route::Routine(routine.slug.to_string()).href();
    let picture = el("div", "offer__picture")
        .attribute("aria-hidden", "true")
        .child(still_figure(routine.emblem));
    el("section", "card offer")
        .child(picture)
        .child(el("h2", "").text(words::routine_name(&routine.slug)))
        .child(el("p", "soft").text(&about(routine, length)))
        .child(main_button(Key::TodayStart, move || start(app, routine, length)))
        .child(link("link", &details, Key::TodayDetails))
}

/// Begins the session, in the tap itself, and goes to it. A tap may be quicker than what was to be
/// ready for it.
pub(crate) fn start(app: App, routine: &'static Routine, length: Option<Millis>) {
    if !app.is_under_way() {
        app.prepare(routine, length);
        app.start();
    }
    app.go(&Route::Session { routine: routine.slug.to_string(), length });
}

/// Three minutes of breathing, one tap away.
fn bad_moment(app: App, screen: Fragment) -> Fragment {
    let Some(routine) = catalog::routine(FOR_A_BAD_MOMENT) else { return screen };
    let length = minutes(routine.length());
    screen.child(
        el("button", "chip")
            .text(&fill(Key::TodayBadDay, &[("length", &length)]))
            .on_click(move || start(app, routine, None)),
    )
}
