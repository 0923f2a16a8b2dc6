//! The keys of the player.

use crate::app::{App, Command};
use crate::dom::Fragment;
use crate::session::Phase;
use crate::ui::components::later::LaterScreen;

/// Space pauses and goes on, the arrows go by steps. Nothing of it is seen.
pub(crate) fn keys(app: App) -> LaterScreen {
    Box::new(move || {
        app.on_key(move |key| {
            let Some(view) = app.stage.view.get_untracked() else { return false };
            let command = match (key, view.phase) {
                (" ", Phase::Ready) => {
                    app.start();
                    return true;
                }
                (" ", Phase::Running) => Command::Pause,
                (" ", Phase::Paused(_)) => Command::Resume,
                ("ArrowRight", Phase::Running | Phase::Paused(_)) => Command::Skip,
                ("ArrowLeft", Phase::Running | Phase::Paused(_)) => Command::Back,
                _ => return false,
            };
            app.command(command);
            true
        });
        Fragment::new()
    })
}
