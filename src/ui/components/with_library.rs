//! Screens that come with the library, and what stands there until it has come.

use super::button::button;
use super::title::title;
use crate::app::{App, Shelf};
use crate::dom::{Fragment, el, switch};
use crate::words::{Key, text};

/// A screen that is not drawn before its time: its code is in the part that comes later, so whoever
/// makes one gives a closure of the screen's own module (docs/adr/0009-later-code.md).
pub(crate) type LaterScreen = Box<dyn Fn() -> Fragment>;

/// A screen that needs the library.
pub(crate) fn with_library(app: App, screen: LaterScreen) -> Fragment {
    switch(
        move || app.shelf.get(),
        move |shelf| match shelf {
            Shelf::Open => screen(),
            Shelf::Coming => title(app, text(Key::LibraryComing)).into(),
            Shelf::Missing => Fragment::new()
                .child(title(app, text(Key::LibraryMissing)))
                .child(el("p", "").text(text(Key::LibraryMissingHint)))
                .child(button("button", Key::LibraryAgain, move || app.fetch_library())),
        },
    )
}
