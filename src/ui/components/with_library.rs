//! What needs the library, and what stands there until it has come.

use super::button::button;
use super::title::title;
use crate::app::{App, Shelf};
use crate::dom::{Fragment, el, switch};
use crate::words::{Key, text};

/// A screen that needs the library.
pub(crate) fn with_library(app: App, screen: Box<dyn Fn() -> Fragment>) -> Fragment {
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
