//! The dark screen of a meditation: black but for a glow, until it is touched.

use leptos::prelude::{Get, GetUntracked, RwSignal, Set};

use crate::app::App;
use crate::dom::{Element, Fragment, el, follow, when};
use crate::session::Phase;
use crate::ui::components::button::button;
use crate::ui::components::later::LaterScreen;
use crate::words::{Key, text};

/// What darkens the screen, among the controls of the player.
pub(crate) fn dimmer(app: App) -> LaterScreen {
    Box::new(move || {
        let is_dim = RwSignal::new(false);
        let runs = move || {
            app.stage.trouble.with(Option::is_none)
                && app.stage.view.with(|view| view.is_some_and(|view| view.phase == Phase::Running))
        };
        // Whatever stops the session or its sound is to be seen, and stays so.
        follow(move || {
            if !runs() && is_dim.get_untracked() {
                is_dim.set(false);
                // What was touched is gone.
                app.focus("title");
            }
        });
        Fragment::new()
            .child(
                button("link", Key::DimOpen, move || is_dim.set(true))
                    .live_flag("disabled", move || !runs()),
            )
            .child(when(move || is_dim.get(), move || dark(app, is_dim).into()))
    })
}

fn dark(app: App, is_dim: RwSignal<bool>) -> Element {
    app.ask("dim");
    let wake = el("button", "dim__wake")
        .child(el("span", "dim__glow").attribute("aria-hidden", "true"))
        .child(el("span", "dim__words").text(text(Key::DimWake)));
    el("dialog", "dim")
        .attribute("id", "dim")
        .attribute("aria-label", text(Key::DimOpen))
        // Pressing it anywhere closes it, and so does Escape.
        .child(el("form", "").attribute("method", "dialog").child(wake))
        .on("close", move |_| is_dim.set(false))
}
