//! The wall clock, as a signal.

use leptos::prelude::*;

use super::SettingsState;
use crate::platform::{clock, page};
use unknot_core::domain::civil::{CivilDay, Moment};

/// The wall clock. Its readers run again when the page comes to the front, perhaps a night later.
#[derive(Clone, Copy)]
pub(crate) struct Clock {
    shown: RwSignal<u32>,
    settings: SettingsState,
}

/// The clock of this app.
pub(crate) fn use_clock() -> Clock {
    expect_context()
}

impl Clock {
    pub(super) fn new(settings: SettingsState) -> Self {
        let shown = RwSignal::new(0_u32);
        page::on_visibility_change(move |visible| {
            if visible {
                shown.update(|times| *times = times.wrapping_add(1));
            }
        });
        Self { shown, settings }
    }

    /// Changes whenever the page comes to the front.
    pub(super) fn shown(self) -> Signal<u32> {
        self.shown.into()
    }

    /// The current moment.
    pub(crate) fn now(self) -> Moment {
        self.shown.track();
        clock::now()
    }

    /// The current day, which starts when the person's day does.
    pub(crate) fn today(self) -> CivilDay {
        self.now().day(self.settings.with(|settings| settings.day_start_min))
    }
}
