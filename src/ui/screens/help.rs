//! Help: the signs that need a doctor, in three levels, what to do for each, and how hard to go.

use crate::app::route::Route;
use crate::app::{App, dates};
use crate::dom::{Element, Fragment, el};
use crate::ui::components::button::link;
use crate::ui::components::later::LaterScreen;
use crate::ui::components::lights::lights;
use crate::ui::components::sources::Sources;
use crate::ui::components::title::title;
use crate::words::learn::{Level, signs};
use crate::words::{Key, fill, text};

/// All of it, where the safety screen of the start has the most urgent.
pub(crate) fn help(app: App) -> LaterScreen {
    Box::new(move || page(app))
}

fn page(app: App) -> Fragment {
    let mut sources = Sources::default();
    let is_new_here = app.settings.with_untracked(|settings| !settings.safety_read);
    let back = if is_new_here { Route::Today } else { Route::Settings };
    Fragment::new()
        .child(title(app, text(Key::HelpTitle)))
        .child(el("p", "").text(text(Key::HelpLead)))
        .child(level("card card--alert", Level::Emergency, Key::HelpNow, call(app), &mut sources))
        .child(level(
            "card",
            Level::Urgent,
            Key::HelpSoon,
            what_to_do(Key::HelpSoonDo),
            &mut sources,
        ))
        .child(level(
            "card",
            Level::Review,
            Key::HelpReview,
            what_to_do(Key::HelpReviewDo),
            &mut sources,
        ))
        .child(how_much())
        .child(what_this_is())
        .child(sources.list())
        .child(link("button", &Route::Learn.href(), Key::LearnPageOpen))
        .child(link("button", &back.href(), Key::SafetyBack))
}

/// Signs, below what to do about them.
fn level(
    class: &'static str,
    level: Level,
    heading: Key,
    what_to_do: Fragment,
    sources: &mut Sources,
) -> Element {
    let rows = signs(level).into_iter().map(|sign| sources.say("li", &sign));
    el("section", class)
        .child(el("h2", "").text(text(heading)))
        .child(what_to_do)
        .child(el("ul", "plain-list").children(rows.collect::<Vec<_>>()))
}

fn what_to_do(words: Key) -> Fragment {
    el("p", "").text(text(words)).into()
}

/// Whom to call, where the language of the device tells the country.
fn call(app: App) -> Fragment {
    let Some(emergency) = app.emergency() else { return what_to_do(Key::HelpCallUnknown) };
    let country = dates::country(emergency.country);
    let words = fill(Key::HelpCall, &[("country", &country), ("number", emergency.number)]);
    let call = el("a", "button button--main")
        .attribute("href", &format!("tel:{}", emergency.number))
        .text(&words);
    Fragment::new().child(call).child(el("p", "soft").text(text(Key::HelpCallElsewhere)))
}

fn how_much() -> Element {
    el("section", "card")
        .child(el("h2", "").text(text(Key::HurtHowMuch)))
        .child(lights())
        .child(el("p", "").text(text(Key::HelpAfter)))
        .child(el("h3", "").text(text(Key::HurtStopTitle)))
        .child(el("p", "").text(text(Key::HurtStop)))
}

/// What the app is, and what it is not.
fn what_this_is() -> Element {
    let facts = [Key::HelpInfo, Key::HelpFor, Key::HelpMedicine, Key::HelpDrawings];
    el("section", "card")
        .child(el("h2", "").text(text(Key::HelpAbout)))
        .child(el("ul", "plain-list").children(facts.map(|fact| el("li", "").text(text(fact)))))
}
