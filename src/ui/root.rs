//! The root: what is around every screen, and which screen it is.

use leptos::prelude::mount_to_body;

use super::components::later::{later, later_or, with_library};
use super::components::nav::nav;
use super::components::notices::notices;
use super::screens::about_you::about_you;
use super::screens::flare::flare;
use super::screens::help::help;
use super::screens::learn::{learn, learn_page};
use super::screens::library::library;
use super::screens::lock_test::lock_test;
use super::screens::missing::missing;
use super::screens::pose::pose_page;
use super::screens::progress::progress;
use super::screens::recordings::recordings;
use super::screens::routine::routine_page;
use super::screens::safety::{first_run, safety};
use super::screens::session::session;
use super::screens::settings::settings;
use super::screens::sounds::sounds;
use super::screens::today::today;
use crate::app::App;
use crate::app::route::Route;
use crate::dom::{self, Element, Fragment, el, switch, when};
use crate::domain::catalog::PoseId;
use crate::words::{Key, text};

/// Draws the app in the page.
pub fn mount() {
    // What a panic says is for those who build this, and weighs half a kilobyte.
    #[cfg(debug_assertions)]
    console_error_panic_hook::set_once();
    // Leptos' own mount gives everything an owner and the effects something to run on.
    mount_to_body(|| {
        let app = App::open();
        dom::append_to_page(&root(app));
        app.has_drawn();
    });
}

fn root(app: App) -> Fragment {
    let in_session = move || app.route.with(|route| matches!(route, Route::Session { .. }));
    let needs_safety = move || {
        let read = app.settings.with(|settings| settings.safety_read);
        !read && app.route.with(|route| *route != Route::Safety)
    };
    let skip_link = el("a", "skip-link").attribute("href", "#main").text(text(Key::NavSkip));
    let main = el("main", "screen")
        .attribute("id", "main")
        .attribute("tabindex", "-1")
        .live_class("screen--session", in_session)
        .child(switch(
            move || (!needs_safety()).then(|| app.route.get()),
            move |route| route.as_ref().map_or_else(|| first_run(app), |route| screen(app, route)),
        ));
    Fragment::new()
        .child(skip_link.on("click", move |event| {
            // The fragment belongs to the routes: the jump is made by hand.
            event.prevent_default();
            app.focus("main");
        }))
        .child(notices(app))
        .child(main)
        .child(when(move || app.is_under_way() && !in_session(), move || return_bar(app).into()))
        .child(when(move || !in_session() && !needs_safety(), move || nav(app).into()))
}

fn screen(app: App, route: &Route) -> Fragment {
    match route {
        Route::Today => today(app),
        Route::Library => later(app, library(app)),
        Route::Routine(slug) => later(app, routine_page(app, slug.clone())),
        Route::Pose(slug) => match PoseId::from_slug(slug) {
            Some(pose) => later(app, pose_page(app, pose)),
            None => later(app, missing(app, Key::ErrorPoseMissing)),
        },
        Route::Session { routine, length } => {
            let (of, routine, length) = (routine.clone(), routine.clone(), *length);
            let screen = move || session(app, &routine, length);
            if app.routine(&of).is_some() { screen() } else { with_library(app, Box::new(screen)) }
        }
        Route::Progress => later(app, progress(app)),
        Route::Settings => later(app, settings(app)),
        Route::Sounds => later(app, sounds(app)),
        Route::Recordings(slug) => later(app, recordings(app, slug.clone())),
        Route::LockTest => later(app, lock_test(app)),
        Route::Safety => later_or(app, help(app), Box::new(move || safety(app))),
        Route::AboutYou => later(app, about_you(app)),
        Route::Flare => later(app, flare(app)),
        Route::Learn => later(app, learn(app)),
        Route::LearnPage(slug) => later(app, learn_page(app, slug.clone())),
        Route::Unknown => later(app, missing(app, Key::ErrorNowhere)),
    }
}

/// The way back to a session that goes on behind another screen.
fn return_bar(app: App) -> Element {
    let href = move || {
        let slug = app.stage.routine.get().map_or_else(String::new, |found| found.slug.to_string());
        Some(Route::Session { routine: slug, length: None }.href())
    };
    let left = move || {
        let left = app.stage.view.with(|view| view.map(|view| view.total - view.position));
        left.map(|left| left.to_string()).unwrap_or_default()
    };
    el("aside", "").attribute("aria-label", text(Key::PlayerReturn)).child(
        el("a", "return-bar")
            .live_attribute("href", href)
            .child(el("span", "").text(text(Key::PlayerReturn)))
            .child(el("span", "return-bar__time").live_text(left)),
    )
}
