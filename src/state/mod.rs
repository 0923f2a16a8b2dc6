//! What pages read and what a person can do: one context for each concern, each with named actions.
//!
//! A page gets a context with `use_settings()`, `use_session()` and so on. Contexts are small and `Copy`. Values that
//! can change are read through signals; they are changed by methods that are named after what the person does.
//! [`provide_state`] makes all of them, once, in the root component.

mod assets;
mod backups;
mod clock;
mod daily_offer;
mod history;
mod navigation;
mod restore;
mod search;
mod session;
mod settings;
#[cfg(test)]
pub(crate) mod testing;

use std::rc::Rc;

use leptos::prelude::*;

pub(crate) use assets::{Assets, LoadState, use_assets};
pub(crate) use backups::{Backups, use_backups};
pub(crate) use clock::{Clock, use_clock};
pub(crate) use daily_offer::{DailyOffer, use_daily_offer};
pub(crate) use history::{Change, History, LastChange, use_history};
pub(crate) use navigation::{Navigation, use_navigation};
pub(crate) use restore::{RestoreState, use_restore};
pub(crate) use search::{SearchState, use_search};
pub(crate) use session::{SessionState, use_session};
pub(crate) use settings::{SettingsState, Speaker, use_settings};

use crate::platform::{page, task};
use crate::services::notices::Notices;
use crate::services::persistence::{self, Persistence};
use crate::services::session_runner::SessionRunner;
use crate::services::{app_updates, background_sound, narration, wake_lock};
use unknot_core::i18n::{self, Rules};

/// The notices of this app.
pub(crate) fn use_notices() -> Notices {
    expect_context()
}

/// Loads what is stored, creates every context and starts the services that follow them.
pub(crate) fn provide_state() {
    let (runner, persistence) = provide_contexts();
    let (assets, clock, navigation) = (use_assets(), use_clock(), use_navigation());
    let (notices, settings, session) = (use_notices(), use_settings(), use_session());
    let last_restore = persistence.last_restore();
    settings.follow_stored(notices, move || last_restore.track());
    // Recordings may have come with it.
    Effect::watch(
        move || last_restore.track(),
        move |(), _, _| assets.recordings_have_changed(),
        false,
    );
    wake_lock::start(runner.signals(), settings.signal(), clock.turned());
    background_sound::start(runner.clone(), settings.signal());
    narration::start(narration::Sources {
        runner: runner.clone(),
        settings: settings.signal(),
        recordings: assets.recordings_revision(),
        is_session_open: Memo::new(move |_| navigation.is_in_session() || session.is_under_way()),
        is_library_loaded: Memo::new(move |_| assets.has_library()),
        notices,
    });
    runner.follow_sound_settings();
    session.record_what_is_no_longer_offered();
    start_after_first_render(assets, runner, persistence, notices);
}

/// Loads what is stored and creates every context, without starting any service.
fn provide_contexts() -> (Rc<SessionRunner>, Rc<Persistence>) {
    i18n::set_rules(Rules {
        category: crate::platform::intl::plural_category,
        number: crate::platform::intl::number,
    });
    let notices = Notices::new();
    persistence::take_over::from_local_storage();
    let settings = SettingsState::load(notices);
    let persistence = Persistence::new(notices);
    persistence.load_log();
    let runner = SessionRunner::new(settings.signal(), persistence.clone());
    let clock = Clock::new(settings);
    let history = History::new(settings, persistence.clone());

    provide_context(notices);
    provide_context(settings);
    provide_context(clock);
    provide_context(history);
    provide_context(Backups::new(settings, history, persistence.clone()));
    let assets = Assets::new();
    provide_context(assets);
    provide_context(DailyOffer::new(settings, history, clock, assets));
    provide_context(RestoreState::new(settings, persistence.clone()));
    provide_context(Navigation::follow_address(move || history.forget_changes()));
    provide_context(SearchState::new(settings, history, clock));
    provide_context(SessionState::new(runner.clone(), persistence.clone()));
    (runner, persistence)
}

/// Starts everything that isn't urgent, once the first page has been painted. Each group is a task of its own, so that
/// a tap doesn't wait for all of them.
fn start_after_first_render(
    assets: Assets,
    runner: Rc<SessionRunner>,
    persistence: Rc<Persistence>,
    notices: Notices,
) {
    Effect::new(move || {
        page::remove_splash();
        let (runner, persistence) = (runner.clone(), persistence.clone());
        task::spawn(async move {
            task::after_paint().await;
            persistence::recovery::start(persistence.clone());
            persistence::other_tabs::follow(&persistence);
            runner.follow_other_tabs();
            task::next_task().await;
            assets.load_library();
            runner.warm_up();
            task::next_task().await;
            app_updates::start(notices);
        });
    });
}

/// Contexts for the tests of components. No service is started, so that only the test makes things happen. Returns what
/// stores the log.
#[cfg(test)]
pub(crate) fn provide_state_for_test() -> Rc<Persistence> {
    provide_contexts().1
}
