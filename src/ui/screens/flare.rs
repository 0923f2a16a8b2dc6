//! A flare: sessions that are short and optional, and the way back to normal, step by step.

use crate::app::App;
use crate::app::route::Route;
use crate::care::flare_sessions;
use crate::dom::{Element, Fragment, el, region};
use crate::domain::flare::Pace;
use crate::history::Flare;
use crate::ui::components::button::{button, link, main_button};
use crate::ui::components::later::LaterScreen;
use crate::ui::components::routine_card::routine_button;
use crate::ui::components::title::title;
use crate::ui::screens::today::start;
use crate::words::{Key, fill, text};

/// The screen, in a flare and out of one.
pub(crate) fn flare(app: App) -> LaterScreen {
    Box::new(move || page(app))
}

fn page(app: App) -> Fragment {
    Fragment::new()
        .child(title(app, text(Key::FlareTitle)))
        .child(el("div", "").attribute("role", "status").child(region(move || slip(app))))
        .child(region(move || match app.flare() {
            Some(flare) => in_flare(app, flare),
            None => no_flare(app),
        }))
}

fn say(app: App, pace: Option<Pace>) {
    app.say_of_flare(pace);
    // The button is gone.
    app.focus("title");
}

/// What was said last can be taken back.
fn slip(app: App) -> Fragment {
    let Some(id) = app.said.get() else { return Fragment::new() };
    let undo = move || {
        app.delete(&id);
        app.said.set(None);
        app.focus("title");
    };
    let noted = app.flare().map_or_else(
        || text(Key::FlareNotedOver).to_owned(),
        |flare| fill(Key::FlareNoted, &[("step", text(heading(flare.pace)))]),
    );
    el("div", "notice")
        .child(el("p", "").text(&noted))
        .child(button("button button--quiet", Key::FlareUndo, undo))
        .into()
}

fn no_flare(app: App) -> Fragment {
    let to_today = link("button", &Route::Today.href(), Key::FlareToToday);
    // Who has just said that it is over is not asked whether it is worse.
    if app.said.with(Option::is_some) {
        return to_today.into();
    }
    Fragment::new()
        .child(el("p", "").text(text(Key::FlareNone)))
        .child(main_button(Key::FlareBegin, move || say(app, Some(Pace::Rest))))
        .child(to_today)
}

/// What a pace is called.
fn heading(pace: Pace) -> Key {
    match pace {
        Pace::Rest => Key::FlareRest,
        Pace::Small => Key::FlareSmall,
        Pace::Short => Key::FlareShort,
    }
}

fn in_flare(app: App, flare: Flare) -> Fragment {
    let about = match flare.pace {
        Pace::Rest => Key::FlareRestBody,
        Pace::Small => Key::FlareSmallBody,
        Pace::Short => Key::FlareShortBody,
    };
    let step = (flare.pace as usize + 1).to_string();
    let steps = Pace::ALL.len().to_string();
    let where_one_is = fill(Key::FlareStep, &[("n", &step), ("count", &steps)]);
    let sessions = app.settings.with(|person| {
        let sessions = flare_sessions(flare.pace, person);
        let rows = sessions.map(|(routine, length)| {
            let begin = move || start(app, routine, Some(length));
            el("li", "").child(routine_button(routine, length, begin))
        });
        rows.collect::<Vec<_>>()
    });
    let new_signs = el("section", "card card--alert")
        .child(el("p", "").text(text(Key::FlareSigns)))
        .child(link("link", &Route::Safety.href(), Key::FlareSignsOpen));
    Fragment::new()
        .child(el("p", "").text(text(Key::FlareLead)))
        .child(el("p", "soft").text(&where_one_is))
        .child(el("h2", "").text(text(heading(flare.pace))))
        .child(el("p", "").text(text(about)))
        .child(el("ul", "list").children(sessions))
        .child(new_signs)
        .child(el("h2", "").text(text(Key::FlareHow)))
        .child(answers(app, flare.pace))
}

/// How it is, and what follows from that.
fn answers(app: App, pace: Pace) -> Element {
    let answer = |words, to| button("button", words, move || say(app, to));
    let mut answers = el("div", "row");
    if let Some(next) = pace.next() {
        answers = answers.child(answer(Key::FlareEasier, Some(next)));
    }
    if pace != Pace::Rest {
        answers = answers.child(answer(Key::FlareWorse, Some(pace.before())));
    }
    answers.child(answer(Key::FlareOver, None))
}
