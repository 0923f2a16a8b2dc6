//! Screens that wait for what is fetched later, and what stands there until it has come.

use super::button::button;
use super::title::title;
use crate::app::{App, Arrival};
use crate::dom::{Fragment, el, switch, when};
use crate::words::{Key, text};

/// A screen that is not drawn before its time: its code is in the part that comes later, so whoever
/// makes one gives a closure of the screen's own module (docs/adr/0009-later-code.md).
pub(crate) type LaterScreen = Box<dyn Fn() -> Fragment>;

/// A later screen.
pub(crate) fn later(app: App, screen: LaterScreen) -> Fragment {
    once_here(app, move || app.shelf.screens(), screen)
}

/// A later screen, and what stands in for it until it has come.
pub(crate) fn later_or(
    app: App,
    screen: LaterScreen,
    meanwhile: Box<dyn Fn() -> Fragment>,
) -> Fragment {
    switch(
        move || app.shelf.screens() == Arrival::Here,
        move |is_here| if *is_here { screen() } else { meanwhile() },
    )
}

/// A screen of the first part, about something in the library.
pub(crate) fn with_library(app: App, screen: Box<dyn Fn() -> Fragment>) -> Fragment {
    once_here(app, move || app.shelf.library(), screen)
}

/// Something on a screen of the first part, without which it is whole. It is there when it is wanted and has come.
pub(crate) fn when_here(
    app: App,
    is_wanted: impl Fn() -> bool + 'static,
    part: LaterScreen,
) -> Fragment {
    when(move || is_wanted() && app.shelf.screens() == Arrival::Here, part)
}

fn once_here(
    app: App,
    arrival: impl Fn() -> Arrival + 'static,
    screen: Box<dyn Fn() -> Fragment>,
) -> Fragment {
    switch(arrival, move |arrival| match arrival {
        Arrival::Here => screen(),
        Arrival::Coming => title(app, text(Key::LibraryComing)).into(),
        Arrival::Missing => Fragment::new()
            .child(title(app, text(Key::LibraryMissing)))
            .child(el("p", "").text(text(Key::LibraryMissingHint)))
            .child(button("button", Key::LibraryAgain, move || app.fetch_again())),
    })
}
