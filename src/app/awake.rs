//! The screen is kept on while a session runs, as the person wants it. Its code comes later
//! (docs/adr/0009-later-code.md): the first session of all may run for some seconds before it is kept on.

use super::stage::Stage;
use crate::dom::Live;
use crate::domain::settings::Settings;
use crate::platform::wake_lock::WakeLock;
use crate::session::Phase;

/// What follows the session and the settings, to be called by an effect: whether the screen is to stay on.
pub(super) fn wanting(stage: Stage, settings: Live<Settings>, awake: Live<bool>) -> Box<dyn Fn()> {
    Box::new(move || {
        let runs = stage.view.with(|view| view.is_some_and(|view| view.phase == Phase::Running));
        let is_wanted = runs && settings.with(|settings| settings.keep_awake);
        // The picture changes thirty times a second, and this seldom.
        if awake.get_untracked() != is_wanted {
            awake.set(is_wanted);
        }
    })
}

/// What keeps it on, to be called by an effect. The browser lets go of it when the page is hidden, so it is asked again
/// whenever the page is `shown`.
pub(super) fn keeping(awake: Live<bool>, shown: Live<()>) -> Box<dyn Fn()> {
    let lock = WakeLock::default();
    Box::new(move || {
        shown.get();
        lock.set(awake.get());
    })
}
