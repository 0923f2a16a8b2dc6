//! The clocks: the wall clock with its offset from UTC, and a clock for when no sound can play.

use std::cell::Cell;

use crate::domain::civil::Moment;
use crate::domain::time::Millis;

/// Now, and the offset from UTC that the device's clock has.
#[expect(clippy::cast_possible_truncation, reason = "a date and an offset in minutes are whole")]
pub(crate) fn now() -> Moment {
    let date = js_sys::Date::new_0();
    Moment {
        utc_ms: date.get_time() as i64,
        // JavaScript counts minutes west.
        offset_min: -date.get_timezone_offset() as i16,
    }
}

/// A clock that can be stopped and set, in place of the element's where no sound can play.
///
/// It is the wall clock, because `performance.now` stands still on most systems while the device
/// sleeps. A wall clock may be set: going back is taken as standing still.
#[derive(Debug, Default)]
pub(crate) struct QuietClock {
    at: Cell<f64>,
    since: Cell<Option<f64>>,
}

impl QuietClock {
    /// Lets it run.
    pub(crate) fn play(&self) {
        if self.since.get().is_none() {
            self.since.set(Some(js_sys::Date::now()));
        }
    }

    /// Stops it.
    pub(crate) fn pause(&self) {
        self.at.set(self.read());
        self.since.set(None);
    }

    /// Sets it, running or not.
    pub(crate) fn seek(&self, to: Millis) {
        self.at.set(f64::from(to.0));
        self.since.set(self.since.get().map(|_| js_sys::Date::now()));
    }

    /// Where it stands.
    pub(crate) fn position(&self) -> Millis {
        millis(self.read())
    }

    fn read(&self) -> f64 {
        let running = self.since.get().map_or(0.0, |since| js_sys::Date::now() - since);
        self.at.get() + running.max(0.0)
    }
}

/// Whole milliseconds; nothing that is no length of time.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped before")]
pub(super) fn millis(ms: f64) -> Millis {
    Millis(ms.clamp(0.0, f64::from(u32::MAX)) as u32)
}
