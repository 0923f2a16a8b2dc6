//! The player: followed by eye, by ear and by touch. Nothing on it competes with the pose.

use crate::app::{App, Trouble};
use crate::dom::{Element, Fragment, el};
use crate::domain::cue::Line;
use crate::domain::pose::Sides;
use crate::domain::time::Millis;
use crate::session::{Doing, PauseCause, Phase, View};
use crate::timeline::COUNTED_FROM;
use crate::ui::components::figure::moving_figure;
use crate::ui::components::later::when_here;
use crate::ui::components::pacer::pacer;
use crate::ui::components::ring::ring;
use crate::ui::components::title::title;
use crate::ui::components::turn::in_turn;
use crate::ui::screens::player_controls::controls;
use crate::ui::screens::player_keys::keys;
use crate::words::{self, Key, fill, text};

/// The session on the stage.
pub(crate) fn player(app: App) -> Fragment {
    let routine = app.stage.routine.get_untracked();
    let name = routine.map_or("", |routine| words::routine_name(&routine.slug));
    let left = |view: &View| {
        let left = Millis::secs((view.total - view.position).as_secs_up());
        fill(Key::PlayerLeft, &[("time", &left.to_string())])
    };
    let top = el("header", "player__top")
        .child(title(app, name))
        .child(el("p", "soft player__left").live_text(told(app, left)));
    let picture = el("div", "player__picture")
        .child(ring(app))
        .child(when_here(app, || true, pacer(app)))
        .child(el("div", "player__figure").child(in_turn(app, move || moving_figure(app))));
    let words = el("div", "player__words")
        .child(now(app))
        .child(countdown(app))
        .child(el("p", "soft player__next").live_text(told(app, next)))
        .child(trouble_note(app));
    el("div", "player")
        .live_class("player--paused", move || {
            app.stage
                .view
                .with(|view| view.is_some_and(|view| matches!(view.phase, Phase::Paused(_))))
        })
        .child(top)
        .child(picture)
        .child(words)
        .child(controls(app))
        .child(when_here(app, || true, keys(app)))
        .into()
}

/// What there is to say of the moment; nothing while the player is taken down.
fn told(app: App, say: fn(&View) -> String) -> impl Fn() -> String + 'static {
    move || app.stage.view.with(|view| view.as_ref().map(say)).unwrap_or_default()
}

/// The pose, its side, and what is done. Told to screen readers when it changes.
fn now(app: App) -> Fragment {
    let pose = |view: &View| words::pose(view.pose).name.to_owned();
    // What the voice says, for those who have none or would rather read. The pose's name stands
    // above it.
    let line = |view: &View| words::told(view.line.unwrap_or(Line::SetUp(view.pose, view.side)));
    let status = el("div", "")
        .attribute("role", "status")
        .child(el("h2", "player__pose").live_text(told(app, pose)))
        .child(el("p", "soft player__line").live_text(told(app, line)));
    Fragment::new()
        .child(status)
        .child(el("p", "player__side").live_text(told(app, side_and_doing)))
}

fn side_and_doing(view: &View) -> String {
    // Who walks doesn't count, and needs nobody to tell left from right.
    if matches!(view.doing, Doing::Move { every, .. } if every < COUNTED_FROM) {
        return String::new();
    }
    let side = view.side.map(|side| match view.pose.pose().sides {
        Sides::Each => words::side_of(view.pose, side),
        _ => words::side(side),
    });
    let doing = doing(view);
    side.map_or_else(|| doing.clone(), |side| format!("{side} · {doing}"))
}

fn doing(view: &View) -> String {
    let key = match view.doing {
        Doing::Move { number, count, .. } => {
            let (n, count) = (number.to_string(), count.to_string());
            return fill(Key::PlayerRepetition, &[("n", &n), ("count", &count)]);
        }
        Doing::Prepare => Key::PlayerPrepare,
        Doing::ChangeOver => Key::PlayerGetThere,
        Doing::Hold => Key::PlayerHold,
        Doing::Rest => Key::PlayerRest,
        Doing::Inhale => Key::PlayerBreatheIn,
        Doing::Exhale => Key::PlayerBreatheOut,
        Doing::HoldBreath => Key::PlayerHoldBreath,
    };
    text(key).to_owned()
}

/// The countdown, read from two metres. Not told to screen readers, which would never fall silent.
fn countdown(app: App) -> Element {
    let is_quiet = move || {
        app.stage.view.with(|view| {
            view.is_some_and(|view| matches!(view.doing, Doing::Prepare | Doing::ChangeOver))
        })
    };
    el("p", "countdown")
        .live_class("countdown--quiet", is_quiet)
        .attribute("role", "timer")
        .attribute("aria-live", "off")
        .live_text(told(app, |view| view.left.to_string()))
}

/// What comes next, early enough to get there.
fn next(view: &View) -> String {
    let Some(next) = view.next else { return text(Key::PlayerLast).to_owned() };
    match next.side {
        Some(side) if next.same_pose => {
            fill(Key::PlayerNext, &[("step", words::side_of(next.pose, side))])
        }
        side => fill(Key::PlayerNext, &[("step", &words::pose_on_side(next.pose, side))]),
    }
}

/// Why it stands or is silent, where that is not the person's own doing.
fn trouble_note(app: App) -> Element {
    let note = move || {
        let phase = app.stage.view.with(|view| view.map(|view| view.phase));
        let key = match (app.stage.trouble.get(), phase) {
            (Some(Trouble::NeedsTap), _) => Key::PlayerTapToStart,
            (Some(Trouble::NoSound), _) => Key::PlayerNoSound,
            (None, Some(Phase::Paused(PauseCause::Person))) => Key::PlayerPaused,
            (None, Some(Phase::Paused(PauseCause::System))) => Key::PlayerPausedBySystem,
            (None, _) => return String::new(),
        };
        text(key).to_owned()
    };
    el("p", "player__trouble").attribute("role", "status").live_text(note)
}
