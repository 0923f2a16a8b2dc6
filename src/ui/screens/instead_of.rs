//! The session of an address while another is under way.

use crate::app::App;
use crate::app::route::Route;
use crate::dom::{Fragment, el};
use crate::domain::routine::Routine;
use crate::ui::components::button::{button, main_button};
use crate::ui::components::later::LaterScreen;
use crate::ui::components::title::title;
use crate::words::{self, Key, fill};

/// Which of the two it is to be.
pub(crate) fn instead_of(app: App, other: &'static str, routine: &'static Routine) -> LaterScreen {
    Box::new(move || page(app, other, routine))
}

fn page(app: App, other: &'static str, routine: &Routine) -> Fragment {
    let to_other = Route::Session { routine: other.to_owned(), length: None };
    let question = fill(Key::InTheWayGoing, &[("routine", words::routine_name(other))]);
    Fragment::new()
        .child(title(app, words::routine_name(&routine.slug)))
        .child(el("p", "").text(&question))
        .child(main_button(Key::InTheWayBack, move || app.go_instead(&to_other)))
        .child(button("button", Key::InTheWayEnd, move || app.leave_session()))
}
