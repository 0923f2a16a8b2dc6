//! What an address that leads nowhere shows.

use crate::app::App;
use crate::app::route::Route;
use crate::dom::{Fragment, el};
use crate::ui::components::button::link;
use crate::ui::components::later::LaterScreen;
use crate::ui::components::title::title;
use crate::words::{Key, text};

/// Says what is missing and where to go.
pub(crate) fn missing(app: App, what: Key) -> LaterScreen {
    Box::new(move || page(app, what))
}

fn page(app: App, what: Key) -> Fragment {
    Fragment::new().child(title(app, text(what))).child(el("p", "").child(link(
        "button",
        &Route::Library.href(),
        Key::ErrorToLibrary,
    )))
}
