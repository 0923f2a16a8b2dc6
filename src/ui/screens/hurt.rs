//! “This hurts”: what has taken the place of the step, how much is all right, and when to stop; after the session, what hurt
//! and whether it is to be left out from now on.

use crate::app::route::Route;
use crate::app::{App, Command};
use crate::dom::{Element, Fragment, el, follow, region};
use crate::domain::catalog::PoseId;
use crate::domain::routine::{Hurt, Swap};
use crate::ui::components::button::{button, link, main_button};
use crate::ui::components::later::LaterScreen;
use crate::words::{self, Key, fill, text};

/// How much pain is all right while one moves (docs/content.md), from the mildest on.
const LIGHTS: [(&str, Key); 3] = [
    ("light light--green", Key::HurtGreen),
    ("light light--amber", Key::HurtAmber),
    ("light light--red", Key::HurtRed),
];

/// What is said over the player; the session goes on behind it.
pub(crate) fn hurt_dialog(app: App) -> LaterScreen {
    Box::new(move || dialog(app).into())
}

/// What hurt in the session that is over; nothing where nothing did.
pub(crate) fn hurts_card(app: App) -> LaterScreen {
    Box::new(move || card(app))
}

/// “Cat and cow, the easier way”.
pub(crate) fn told(hurt: Hurt) -> String {
    let key = match hurt.swap {
        Swap::Instead(_) => Key::HurtLeftOut,
        _ => Key::HurtEasier,
    };
    fill(key, &[("pose", words::pose(hurt.pose).name)])
}

/// The lights in a list.
pub(super) fn lights() -> Element {
    let lights = LIGHTS.map(|(class, words)| el("li", class).text(text(words)));
    el("ul", "lights").children(lights)
}

fn dialog(app: App) -> Element {
    // It is about this step: with the next, it is out of date.
    let step = move || app.stage.view.with(|view| view.map(|view| view.step));
    let opened = app.stage.view.with_untracked(|view| view.map(|view| view.step));
    follow(move || {
        if step() != opened {
            app.stage.hurting.set(false);
        }
    });
    app.ask("hurt");
    let how_much = el("section", "")
        .child(el("h3", "").text(text(Key::HurtHowMuch)))
        .child(lights())
        .child(el("p", "soft").text(text(Key::HurtUsual)));
    let signs = el("section", "card card--alert")
        .child(el("h3", "").text(text(Key::HurtStopTitle)))
        .child(el("p", "").text(text(Key::HurtStop)))
        .child(button("button", Key::PlayerEndYes, move || app.command(Command::End)));
    let words = el("form", "dialog__box")
        .attribute("method", "dialog")
        .child(el("div", "").attribute("role", "status").child(region(move || now(app))))
        .child(main_button(Key::HurtGoOn, || ()))
        .child(region(move || others(app)))
        .child(how_much)
        .child(signs);
    el("dialog", "dialog")
        .attribute("id", "hurt")
        .attribute("aria-label", text(Key::PlayerHurts))
        .child(words)
        .on("close", move |_| app.stage.hurting.set(false))
}

fn last(app: App) -> Option<Hurt> {
    app.stage.hurts.with(|hurts| hurts.last().copied())
}

/// What is done from here on.
fn now(app: App) -> Fragment {
    let Some(hurt) = last(app) else {
        return el("p", "").text(text(Key::HurtNothing)).into();
    };
    let what = match hurt.swap {
        Swap::Instead(pose) => words::pose(pose).setup,
        _ => words::easier(hurt.pose),
    };
    Fragment::new().child(el("h2", "").text(&told(hurt))).child(el("p", "").text(what))
}

/// What else can be done.
fn others(app: App) -> Fragment {
    let Some(hurt) = last(app) else { return Fragment::new() };
    let more = match hurt.swap {
        Swap::Instead(_) => Key::HurtAnother,
        _ => Key::HurtLeaveOut,
    };
    // To press one of these doesn't close the dialog.
    Fragment::new()
        .child(
            button("button", more, move || app.command(Command::Hurts)).attribute("type", "button"),
        )
        .child(not_again(app, hurt.pose).attribute("type", "button"))
        .child(button("link", Key::HurtSlip, move || app.command(Command::UndoHurt)))
}

/// On the sore list, or off it.
fn not_again(app: App, pose: PoseId) -> Element {
    el("button", "button")
        .live_attribute("aria-pressed", move || {
            let is_sore = app.settings.with(|settings| settings.sore.has(pose.slug()));
            Some(is_sore.to_string())
        })
        .text(&fill(Key::HurtNotAgain, &[("pose", words::pose(pose).name)]))
        .on_click(move || app.settings.update(|settings| settings.sore.toggle(pose.slug())))
}

fn card(app: App) -> Fragment {
    let hurts = app.stage.hurts.get_untracked();
    if hurts.is_empty() {
        return Fragment::new();
    }
    let rows = hurts.iter().map(|&hurt| {
        el("li", "").child(el("p", "").text(&told(hurt))).child(not_again(app, hurt.pose))
    });
    el("section", "card")
        .child(el("h2", "").text(text(Key::HurtAfter)))
        .child(el("ul", "list").children(rows))
        .child(el("p", "soft").text(text(Key::HurtAfterHint)))
        .child(link("link", &Route::Safety.href(), Key::HurtSafety))
        .into()
}
