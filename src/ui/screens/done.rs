//! The end of a session: what was practised, and that it is kept.

use crate::app::App;
use crate::app::route::Route;
use crate::dom::{Fragment, el};
use crate::domain::time::Millis;
use crate::history::Outcome;
use crate::session::Summary;
use crate::ui::components::button::main_button;
use crate::ui::components::later::when_here;
use crate::ui::components::title::title;
use crate::ui::components::week::week_part;
use crate::ui::screens::hurt::hurts_card;
use crate::words::{Key, fill, text};

/// What a session came to.
pub(crate) fn done(app: App, summary: Summary) -> Fragment {
    let counts = Outcome::EndedEarly.counts(summary.practised, summary.planned);
    let heading = match summary {
        Summary { finished: true, .. } => Key::DoneTitle,
        Summary { practised: Millis::ZERO, .. } => Key::DoneTitleNone,
        _ if counts => Key::DoneTitlePartial,
        _ => Key::DoneTitleShort,
    };
    let time = summary.practised.to_string();
    let mut screen = el("div", "done")
        .child(title(app, text(heading)))
        .child(el("p", "done__time").text(&fill(Key::DonePractised, &[("time", &time)])));
    if heading == Key::DoneTitleShort {
        screen = screen.child(el("p", "soft").text(text(Key::DoneShort)));
    }
    screen = screen.child(when_here(app, || true, hurts_card(app))).child(when_here(
        app,
        || true,
        week_part(app),
    ));
    if !app.is_installed() {
        screen = screen.child(el("p", "soft").text(text(Key::DoneInstallHint)));
    }
    screen
        .child(main_button(Key::DoneToToday, move || {
            app.leave_session();
            app.go_instead(&Route::Today);
        }))
        .into()
}
