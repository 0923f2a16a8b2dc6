//! What is pressed in the player: pause, steps, more time, the end.

use leptos::prelude::{Get, RwSignal, Set};

use crate::app::route::Route;
use crate::app::{App, Command};
use crate::dom::{Element, Fragment, el, switch, when};
use crate::domain::routine::RoutineKind;
use crate::session::Phase;
use crate::ui::components::button::{button, main_button};
use crate::ui::components::icon::{Icon, icon};
use crate::ui::components::later::when_here;
use crate::ui::screens::dim::dimmer;
use crate::ui::screens::hurt::{hurt_button, hurt_dialog};
use crate::words::{Key, fill, text};

/// All controls of the session on the stage.
pub(crate) fn controls(app: App) -> Fragment {
    let asking = RwSignal::new(false);
    let steps = el("div", "controls")
        .attribute("role", "group")
        .attribute("aria-label", text(Key::PlayerControls))
        .child(round(app, Command::Back, Icon::Back, Key::PlayerBack))
        .child(main(app))
        .child(round(app, Command::Skip, Icon::Skip, Key::PlayerSkip));
    let others = el("div", "controls controls--small")
        .child(when_here(app, || true, hurt_button(app)))
        .child(small(app, Command::Again, Key::PlayerAgainShort))
        .child(small(app, Command::More, Key::PlayerMoreShort))
        .child(when_here(app, move || is_meditation(app), dimmer(app)))
        .child(end(app, asking));
    Fragment::new()
        .child(steps)
        .child(others)
        .child(when(move || asking.get(), move || end_question(app, asking).into()))
        .child(when_here(app, move || app.stage.relief.with(Option::is_some), hurt_dialog(app)))
}

/// Whether there is nothing to look at.
fn is_meditation(app: App) -> bool {
    app.stage.routine.get().is_some_and(|routine| routine.kind != RoutineKind::Movement)
}

fn phase(app: App) -> Phase {
    app.stage.view.with(|view| view.map_or(Phase::Ready, |view| view.phase))
}

fn is_ready(app: App) -> bool {
    phase(app) == Phase::Ready
}

/// What the one large button does.
fn main_command(app: App) -> (Command, Icon, Key) {
    match phase(app) {
        Phase::Ready => (Command::Start, Icon::Play, Key::TodayStart),
        Phase::Running => (Command::Pause, Icon::Pause, Key::PlayerPause),
        _ => (Command::Resume, Icon::Play, Key::PlayerResume),
    }
}

fn main(app: App) -> Element {
    el("button", "round-button round-button--main")
        .live_attribute("aria-label", move || Some(text(main_command(app).2).to_owned()))
        .child(switch(move || main_command(app).1, |which| icon(*which).into()))
        .on_click(move || match main_command(app).0 {
            Command::Start => app.start(),
            other => app.command(other),
        })
}

fn round(app: App, command: Command, which: Icon, name: Key) -> Element {
    el("button", "round-button")
        .attribute("aria-label", text(name))
        .live_flag("disabled", move || is_ready(app))
        .child(icon(which))
        .on_click(move || app.command(command))
}

fn small(app: App, command: Command, words: Key) -> Element {
    button("link", words, move || app.command(command)).live_flag("disabled", move || is_ready(app))
}

/// Leaves what has not begun; asks about what has.
fn end(app: App, asking: RwSignal<bool>) -> Element {
    let words =
        move || text(if is_ready(app) { Key::PlayerLeave } else { Key::PlayerEnd }).to_owned();
    el("button", "link").live_text(words).on_click(move || {
        if is_ready(app) {
            app.leave_session();
            app.go_instead(&Route::Today);
        } else {
            asking.set(true);
        }
    })
}

/// Ending can't be undone, so it is asked once; the session pauses meanwhile.
fn end_question(app: App, asking: RwSignal<bool>) -> Element {
    let ran = phase(app) == Phase::Running;
    if ran {
        app.command(Command::Pause);
    }
    let practised = app.practised().to_string();
    let keep_going = move || {
        asking.set(false);
        if ran {
            app.command(Command::Resume);
        }
    };
    app.ask("end");
    // Its buttons close the dialog, unless they say otherwise: to be closed is to go on.
    let question = el("form", "dialog__box")
        .attribute("method", "dialog")
        .child(el("h2", "").attribute("id", "end-title").text(text(Key::PlayerEndTitle)))
        .child(
            el("p", "")
                .attribute("id", "end-body")
                .text(&fill(Key::PlayerEndBody, &[("time", &practised)])),
        )
        .child(main_button(Key::PlayerEndNo, || ()))
        .child(
            button("button", Key::PlayerEndYes, move || app.command(Command::End))
                .attribute("type", "button"),
        );
    el("dialog", "dialog")
        .attribute("id", "end")
        .attribute("role", "alertdialog")
        .attribute("aria-labelledby", "end-title")
        .attribute("aria-describedby", "end-body")
        .child(question)
        .on("close", move |_| keep_going())
}
