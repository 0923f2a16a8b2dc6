//! “This hurts”: what has taken the place of the step, how much is all right, and when to stop; after the session, what hurt
//! and whether it is to be left out from now on.

use leptos::prelude::{Get, GetUntracked, RwSignal, Set};

use crate::app::route::Route;
use crate::app::{App, Command, Relief};
use crate::dom::{Element, Fragment, el, region, switch, when};
use crate::domain::routine::{Hurt, Swap};
use crate::session::{Doing, Phase, View};
use crate::ui::components::button::{button, link, main_button};
use crate::ui::components::later::LaterScreen;
use crate::ui::components::lights::lights;
use crate::ui::components::sore::sore_toggle;
use crate::words::{self, Key, fill, text};

/// What is pressed where it hurts.
pub(crate) fn hurt_button(app: App) -> LaterScreen {
    Box::new(move || {
        let is_ready =
            move || app.stage.view.with(|view| view.is_none_or(|view| view.phase == Phase::Ready));
        button("button button--quiet", Key::PlayerHurts, move || app.relieve())
            .live_flag("disabled", is_ready)
            .into()
    })
}

/// What is said over the player. The session goes on behind it, unless one reads more.
pub(crate) fn hurt_dialog(app: App) -> LaterScreen {
    Box::new(move || dialog(app).into())
}

/// What hurt in the session that is over; nothing where nothing did.
pub(crate) fn hurts_card(app: App) -> LaterScreen {
    Box::new(move || card(app))
}

/// “Cat and cow: the easier way”.
pub(crate) fn told(hurt: Hurt) -> String {
    let key = match hurt.swap {
        Swap::Instead(_) => Key::HurtLeftOut,
        _ => Key::HurtEasier,
    };
    fill(key, &[("pose", words::pose(hurt.pose).name)])
}

fn dialog(app: App) -> Element {
    app.ask("hurt");
    let step = move || app.stage.view.with(|view| view.map(|view| view.step));
    let (reads, waits) = (RwSignal::new(false), RwSignal::new(false));
    let choices = el("div", "dialog__part")
        .child(el("div", "").attribute("role", "status").child(region(move || now(app))))
        .child(main_button(Key::HurtGoOn, || ()).attribute("id", "hurt-go-on"))
        .child(switch(
            move || (app.stage.relief.get(), step()),
            move |&(relief, step)| others(app, relief, step),
        ));
    let signs = el("div", "card card--alert")
        .child(el("p", "").text(text(Key::HurtStopShort)))
        .child(in_place(Key::PlayerEndYes, move || app.command(Command::End)));
    // Who reads is not hurried: the session waits until the dialog is closed.
    let read = move || {
        let phase = app.stage.view.with_untracked(|view| view.map(|view| view.phase));
        if phase == Some(Phase::Running) {
            app.command(Command::Pause);
            waits.set(true);
        }
        reads.set(true);
    };
    let more = el("div", "dialog__part")
        .child(signs)
        .child(
            in_place(Key::HurtRead, read)
                .live_attribute("aria-expanded", move || Some(reads.get().to_string())),
        )
        .child(when(move || waits.get(), || el("p", "soft").text(text(Key::HurtWaits)).into()))
        .child(when(move || reads.get(), || reading().into()));
    let words = el("form", "dialog__box dialog__box--wide")
        .attribute("method", "dialog")
        .child(choices)
        .child(more);
    el("dialog", "dialog")
        .attribute("id", "hurt")
        .attribute("aria-label", text(Key::PlayerHurts))
        .child(words)
        .on("close", move |_| {
            // What somebody else has paused stays paused.
            if waits.get_untracked() {
                app.command(Command::Resume);
            }
            app.stage.relief.set(None);
        })
}

/// A button that leaves the dialog open.
fn in_place(words: Key, press: impl FnMut() + 'static) -> Element {
    button("button", words, press).attribute("type", "button")
}

/// What is done from here on.
fn now(app: App) -> Fragment {
    let Some(Relief::Given { hurt, step, .. }) = app.stage.relief.get() else {
        return el("p", "").text(text(Key::HurtNothing)).into();
    };
    let rests = app.stage.view.with_untracked(|view| {
        view.is_some_and(|view| view.step == step && rests_in_place(&view, hurt.swap))
    });
    if rests {
        return el("h2", "").text(text(Key::HurtRest)).into();
    }
    let what = match hurt.swap {
        Swap::Instead(pose) => words::pose(pose).name,
        _ => words::easier(hurt.pose),
    };
    Fragment::new().child(el("h2", "").text(&told(hurt))).child(el("p", "").text(what))
}

/// Whether too little is left of the step for another way of it, so that one rests as one is.
fn rests_in_place(view: &View, swap: Swap) -> bool {
    view.doing == Doing::Rest
        && match swap {
            Swap::Keep => false,
            Swap::Easier => true,
            Swap::Instead(pose) => view.pose != pose,
        }
}

/// What else can be done: about the step as long as it is under way, and about its pose from now on.
fn others(app: App, relief: Option<Relief>, under_way: Option<usize>) -> Fragment {
    let Some(Relief::Given { hurt, step, more }) = relief else { return Fragment::new() };
    let is_under_way = under_way == Some(step);
    let from_now_on = fill(Key::HurtNotAgain, &[("pose", words::pose(hurt.pose).name)]);
    let mut others = Fragment::new();
    if is_under_way && more {
        let words = match hurt.swap {
            Swap::Instead(_) => Key::HurtAnother,
            _ => Key::HurtLeaveOut,
        };
        let press = move || {
            app.relieve();
            // The button is another now, or gone.
            app.focus("hurt-go-on");
        };
        others = others.child(in_place(words, press));
    }
    others = others
        .child(sore_toggle(app, hurt.pose, &from_now_on).attribute("type", "button"))
        .child(el("p", "soft").text(text(Key::HurtNotAgainHint)));
    if is_under_way {
        let undo = move || app.command(Command::UndoHurt);
        others = others.child(button("link", Key::HurtSlip, undo));
    }
    others
}

fn reading() -> Element {
    el("section", "dialog__part")
        .child(el("h3", "").text(text(Key::HurtHowMuch)))
        .child(lights())
        .child(el("h3", "").text(text(Key::HurtStopTitle)))
        .child(el("p", "").text(text(Key::HurtStop)))
}

fn card(app: App) -> Fragment {
    let hurts = app.hurts();
    if hurts.is_empty() {
        return Fragment::new();
    }
    let rows = hurts.into_iter().map(|hurt| {
        let from_now_on = fill(Key::HurtNotAgain, &[("pose", words::pose(hurt.pose).name)]);
        el("li", "").child(el("p", "").text(&told(hurt))).child(sore_toggle(
            app,
            hurt.pose,
            &from_now_on,
        ))
    });
    el("section", "card")
        .child(el("h2", "").text(text(Key::HurtAfter)))
        .child(el("ul", "list").children(rows))
        .child(el("p", "soft").text(text(Key::HurtNotAgainHint)))
        .child(link("link", &Route::Safety.href(), Key::HurtSafety))
        .into()
}
