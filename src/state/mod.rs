//! What pages read and what a person can do: one context for each concern, each with named actions.
//!
//! A page gets a context with `use_settings()`, `use_session()` and so on. Contexts are small and `Copy`. Values that can
//! change are read through signals; whatever changes them is a method with the name of what the person does.
//! [`provide_state`] makes all of them, once, in the root component.

mod assets;
mod clock;
mod history;
mod navigation;
mod search;
mod session;
mod settings;
#[cfg(test)]
pub(crate) mod testing;

use std::rc::Rc;

use leptos::prelude::*;

pub(crate) use assets::{Assets, LoadState, use_assets};
pub(crate) use clock::{Clock, use_clock};
pub(crate) use history::{History, use_history};
pub(crate) use navigation::{Navigation, use_navigation};
pub(crate) use search::{SearchState, use_search};
pub(crate) use session::{SessionState, use_session};
pub(crate) use settings::{SettingsState, Speaker, use_settings};

use crate::platform::page;
use crate::services::notices::Notices;
use crate::services::persistence::{self, Persistence};
use crate::services::session_runner::SessionRunner;
use crate::services::session_runner::signals::SessionSignals;
use crate::services::{app_updates, background_sound, narration, wake_lock};
use unknot_core::i18n::{self, Rules};

/// The notices of this app.
pub(crate) fn use_notices() -> Notices {
    expect_context()
}

/// Loads what is stored, creates every context and starts the services that follow them.
pub(crate) fn provide_state() {
    let Parts { runner, persistence, signals, notices, settings, clock, assets, navigation } =
        provide_contexts();
    settings.follow_stored(notices);
    wake_lock::start(signals, settings.signal(), clock.shown());
    background_sound::start(runner.clone(), settings.signal());
    narration::start(narration::Sources {
        runner: runner.clone(),
        signals,
        settings: settings.signal(),
        recordings: assets.recordings_revision(),
        is_session_open: Memo::new(move |_| navigation.is_in_session()),
        is_library_loaded: Memo::new(move |_| assets.library() == LoadState::Loaded),
        notices,
    });
    let sounding = runner.clone();
    Effect::new(move || settings.with(|settings| sounding.apply_sound_settings(settings)));
    start_after_first_render(assets, runner, persistence, notices);
}

/// What the services are started with.
struct Parts {
    runner: Rc<SessionRunner>,
    persistence: Rc<Persistence>,
    signals: SessionSignals,
    notices: Notices,
    settings: SettingsState,
    clock: Clock,
    assets: Assets,
    navigation: Navigation,
}

/// Loads what is stored and creates every context. Nothing follows them yet.
fn provide_contexts() -> Parts {
    i18n::count_by(Rules {
        category: crate::platform::intl::plural_category,
        number: crate::platform::intl::number,
    });
    let notices = Notices::new();
    let settings = SettingsState::load(notices);
    let (log, interrupted) = (RwSignal::default(), RwSignal::new(None));
    let persistence = Persistence::new(log, interrupted, notices);
    persistence.load_log();
    let signals = SessionSignals::new();
    let runner = SessionRunner::new(signals, settings.signal(), persistence.clone());
    let clock = Clock::new(settings);
    let history = History::new(log, settings, persistence.clone());
    let navigation = Navigation::follow_address(move || history.forget_flare_note());
    let assets = Assets::new();
    let context =
        session::Context { signals, interrupted, settings, history, clock, assets, navigation };
    let session = SessionState::new(&context, runner.clone(), persistence.clone());

    provide_context(notices);
    provide_context(settings);
    provide_context(history);
    provide_context(navigation);
    provide_context(clock);
    provide_context(assets);
    provide_context(SearchState::new(settings, history, clock));
    provide_context(session);
    Parts { runner, persistence, signals, notices, settings, clock, assets, navigation }
}

/// Starts what nobody waits for, once the first page is in the document.
fn start_after_first_render(
    assets: Assets,
    runner: Rc<SessionRunner>,
    persistence: Rc<Persistence>,
    notices: Notices,
) {
    Effect::new(move || {
        page::remove_splash();
        assets.load_library();
        runner.warm_up();
        persistence::recovery::start(persistence.clone());
        app_updates::start(notices);
    });
}

/// Contexts for the tests of components: nothing is started, so that a test alone decides what happens.
#[cfg(test)]
pub(crate) fn provide_state_for_test() {
    provide_contexts();
}
