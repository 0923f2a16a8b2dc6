//! The wall clock, as a signal.

use leptos::prelude::*;

use super::SettingsState;
use crate::platform::scheduling::Scheduled;
use crate::platform::{clock, page};
use crate::services::daily_offer::TIMES_OF_DAY;
use unknot_core::domain::civil::{CivilDay, Moment};

/// The wall clock. Its readers run again when the page comes to the front, perhaps a night later, and when the date, the
/// person's day or the time of day changes while it is in front.
#[derive(Clone, Copy)]
pub(crate) struct Clock {
    turned: RwSignal<u32>,
    settings: SettingsState,
}

/// The clock of this app.
pub(crate) fn use_clock() -> Clock {
    expect_context()
}

impl Clock {
    pub(super) fn new(settings: SettingsState) -> Self {
        let turned = RwSignal::new(0_u32);
        let turn = move || turned.update(|times| *times = times.wrapping_add(1));
        let day_start = settings.select(|settings| settings.day_start_min);
        // One timer, for the next change, and none while the page is hidden.
        let timer = StoredValue::new_local(None::<Scheduled>);
        Effect::new(move || {
            turned.track();
            let [morning, day, evening] = TIMES_OF_DAY;
            let changes = [0, morning, day, evening, day_start.get()];
            let next = || Scheduled::after(clock::until_next(&changes), turn);
            timer.set_value(page::is_visible().then(next));
        });
        page::on_visibility_change(move |visible| {
            if visible {
                turn();
            } else {
                timer.set_value(None);
            }
        });
        // A timer stands still while the device sleeps with the page in front.
        page::on_focus(turn);
        Self { turned, settings }
    }

    /// Changes whenever the page comes to the front, and with the time of day.
    pub(super) fn turned(self) -> Signal<u32> {
        self.turned.into()
    }

    /// The current moment.
    pub(crate) fn now(self) -> Moment {
        self.turned.track();
        clock::now()
    }

    /// The current day, which starts when the person's day does.
    pub(crate) fn today(self) -> CivilDay {
        self.now().day(self.settings.with(|settings| settings.day_start_min))
    }
}
