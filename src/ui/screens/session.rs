//! A session of a routine: ready, under way, or over.

use crate::app::App;
use crate::dom::{Fragment, switch};
use crate::domain::routine::Routine;
use crate::domain::time::Millis;
use crate::session::Phase;
use crate::ui::components::later::{later, when_here};
use crate::ui::components::resume::resume;
use crate::ui::components::title::title;
use crate::ui::components::turn::in_turn;
use crate::ui::screens::done::done;
use crate::ui::screens::instead_of::instead_of;
use crate::ui::screens::missing::missing;
use crate::ui::screens::player::player;
use crate::words::{self, Key, text};

/// The session of a routine, at a length of its own where one is asked for.
pub(crate) fn session(app: App, slug: &str, length: Option<Millis>) -> Fragment {
    let Some(routine) = app.routine(slug) else {
        return later(app, missing(app, Key::ErrorRoutineMissing));
    };
    switch(
        move || in_the_way(app, routine).map(|other| &*other.slug),
        move |other| match other {
            Some(other) => later(app, instead_of(app, other, routine)),
            None => in_turn(app, move || own(app, routine, length)),
        },
    )
}

/// Another session that is under way.
fn in_the_way(app: App, routine: &Routine) -> Option<&'static Routine> {
    let other = app.stage.routine.get().filter(|other| other.slug != routine.slug);
    other.filter(|_| app.is_under_way())
}

/// The session of this address.
fn own(app: App, routine: &'static Routine, length: Option<Millis>) -> Fragment {
    prepare_unless_there(app, routine, length);
    in_turn(app, move || of_phase(app, routine))
}

/// What there is to see of it. The moment changes many times a second; the player is made once.
fn of_phase(app: App, routine: &'static Routine) -> Fragment {
    switch(
        move || shown(app, routine),
        move |shown| match *shown {
            Shown::Done => app
                .stage
                .summary
                .get_untracked()
                .map_or_else(Fragment::new, |summary| done(app, summary)),
            Shown::Player => player(app),
            Shown::Offer => Fragment::new()
                .child(title(app, words::routine_name(&routine.slug)))
                .child(when_here(app, || true, resume(app))),
            Shown::Looking => title(app, text(Key::LibraryComing)).into(),
            Shown::Nothing => Fragment::new(),
        },
    )
}

#[derive(PartialEq)]
enum Shown {
    Done,
    Player,
    /// To go on with this session, which was interrupted: a page that the phone has put away comes
    /// back at this address.
    Offer,
    /// It is not known yet whether there is one to go on with.
    Looking,
    Nothing,
}

fn shown(app: App, routine: &Routine) -> Shown {
    if app.stage.summary.with(Option::is_some) {
        return Shown::Done;
    }
    let is_interrupted = || {
        app.interrupted.with(|beat| beat.as_ref().is_some_and(|beat| beat.routine == routine.slug))
    };
    match app.stage.view.with(|view| view.map(|view| view.phase)) {
        None => Shown::Nothing,
        // Begun too early, it would take the place of one that could go on.
        Some(Phase::Ready) if app.is_looking() => Shown::Looking,
        Some(Phase::Ready) if is_interrupted() => Shown::Offer,
        Some(_) => Shown::Player,
    }
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
