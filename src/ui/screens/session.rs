//! A session of a routine: ready, under way, or over.

use crate::app::App;
use crate::dom::{Fragment, switch};
use crate::domain::routine::Routine;
use crate::domain::time::Millis;
use crate::session::Phase;
use crate::ui::screens::done::done;
use crate::ui::screens::missing::missing;
use crate::ui::screens::player::player;
use crate::words::Key;

/// The session of a routine, at a length of its own where one is asked for.
pub(crate) fn session(app: App, slug: &str, length: Option<Millis>) -> Fragment {
    let Some(routine) = app.routine(slug) else { return missing(app, Key::ErrorRoutineMissing) };
    prepare_unless_there(app, routine, length);
    // The moment changes many times a second; the player is made once.
    let stands = move || (app.stage.summary.get(), app.stage.view.with(Option::is_some));
    switch(stands, move |stands| match *stands {
        (Some(summary), _) => done(app, summary),
        (None, true) => player(app),
        (None, false) => Fragment::new(),
    })
}

/// An address may be opened on its own (a shortcut, a reload): then the session is made ready here.
/// One that is merely ready may have another length than this address asks for.
fn prepare_unless_there(app: App, routine: &'static Routine, length: Option<Millis>) {
    let same = app.stage.routine.get_untracked().is_some_and(|other| other.slug == routine.slug);
    let view = app.stage.view.get_untracked();
    if !same || view.is_none_or(|view| view.phase == Phase::Ready) {
        app.prepare(routine, length);
    }
}
