//! Keeps the screen on while a session is running, if the person wants that.

use leptos::prelude::*;

use crate::platform::wake_lock::WakeLock;
use crate::services::session_runner::signals::SessionSignals;
use unknot_core::domain::settings::Settings;
use unknot_core::session::Phase;

/// Holds the wake lock while a session is running and the settings ask for it. The browser releases it when the page is
/// hidden, so it is requested again whenever `shown` changes.
pub(crate) fn start(signals: SessionSignals, settings: Signal<Settings>, shown: Signal<u32>) {
    let is_wanted = Memo::new(move |_| {
        let runs = signals.view.with(|view| view.is_some_and(|view| view.phase == Phase::Running));
        runs && settings.with(|settings| settings.keep_awake)
    });
    let lock = WakeLock::default();
    Effect::new(move || {
        shown.track();
        lock.set(is_wanted.get());
    });
}
