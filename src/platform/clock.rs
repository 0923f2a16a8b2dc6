//! The clocks: the wall clock with its offset from UTC, and a clock for when sound can't be played.

use std::cell::Cell;

use js_sys::Date;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use unknot_core::domain::civil::Moment;
use unknot_core::domain::time::Millis;
use unknot_core::import::Zone;

// In js-sys `getTimezoneOffset` doesn't catch, though it depends on the device's time zone data.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = Date)]
    type ZonedDate;

    #[wasm_bindgen(method, catch, js_name = getTimezoneOffset)]
    fn timezone_offset(this: &ZonedDate) -> Result<f64, JsValue>;
}

/// The current time, with the offset of the device's time zone from UTC.
#[expect(clippy::cast_possible_truncation, reason = "a date in milliseconds is whole")]
pub(crate) fn now() -> Moment {
    let date = Date::new_0();
    Moment { utc_ms: date.get_time() as i64, offset_min: offset_of(&date) }
}

/// The time zone of the device, for other times than now.
pub(crate) struct DeviceZone;

impl Zone for DeviceZone {
    fn offset_of_local(&self, local_ms: i64) -> i16 {
        // The same numbers on a clock in UTC.
        let utc = date_at(local_ms);
        offset_of(&Date::new_with_year_month_day_hr_min_sec(
            utc.get_utc_full_year(),
            utc.get_utc_month().cast_signed(),
            utc.get_utc_date().cast_signed(),
            utc.get_utc_hours().cast_signed(),
            utc.get_utc_minutes().cast_signed(),
            utc.get_utc_seconds().cast_signed(),
        ))
    }

    fn offset_at(&self, utc_ms: i64) -> i16 {
        offset_of(&date_at(utc_ms))
    }
}

#[expect(clippy::cast_precision_loss, reason = "no date is beyond 2^53 milliseconds")]
fn date_at(utc_ms: i64) -> Date {
    Date::new(&JsValue::from_f64(utc_ms as f64))
}

/// Minutes east of UTC at a date. Without a time zone, UTC is as good as any.
#[expect(clippy::cast_possible_truncation, reason = "an offset in minutes is whole")]
fn offset_of(date: &Date) -> i16 {
    // JavaScript counts minutes west of UTC.
    let west = date.unchecked_ref::<ZonedDate>().timezone_offset().unwrap_or_default();
    -west as i16
}

/// The time until the clock on the wall next shows one of `minutes` after midnight, across changes to and from summer time.
/// The next day at the latest.
pub(crate) fn until_next(minutes: &[u16]) -> Millis {
    const DAY: f64 = 86_400_000.0;
    let now = js_sys::Date::new_0();
    let next = |minute: &u16| {
        let at = |days_ahead: u32| {
            let date = js_sys::Date::new(&now);
            date.set_date(now.get_date() + days_ahead);
            date.set_hours(u32::from(*minute / 60));
            date.set_minutes(u32::from(*minute % 60));
            date.set_seconds(0);
            date.set_milliseconds(0);
            date.get_time() - now.get_time()
        };
        let today = at(0);
        if today > 0.0 { today } else { at(1) }
    };
    millis(minutes.iter().map(next).fold(DAY, f64::min).max(1.0))
}

/// A clock that can be paused and set, in place of the audio element's clock if sound can't be
/// played.
///
/// It is based on the wall clock, because on most systems `performance.now` stops while the device
/// sleeps. If the wall clock is set back between two readings, no time has passed.
#[derive(Debug, Default)]
pub(crate) struct SilentClock {
    /// Its position at the last reading, in milliseconds.
    at: Cell<f64>,
    /// The wall clock at that reading, while it runs.
    read: Cell<Option<f64>>,
}

impl SilentClock {
    /// Starts it.
    pub(crate) fn play(&self) {
        if self.read.get().is_none() {
            self.read.set(Some(Date::now()));
        }
    }

    /// Pauses it.
    pub(crate) fn pause(&self) {
        self.pass_time();
        self.read.set(None);
    }

    /// Sets its position, whether it is running or not.
    pub(crate) fn seek(&self, to: Millis) {
        self.pass_time();
        self.at.set(f64::from(to.0));
    }

    /// Its position.
    pub(crate) fn position(&self) -> Millis {
        self.pass_time();
        millis(self.at.get())
    }

    fn pass_time(&self) {
        if let Some(read) = self.read.get() {
            let now = Date::now();
            self.at.set(self.at.get() + (now - read).max(0.0));
            self.read.set(Some(now));
        }
    }
}

/// Rounds to the nearest millisecond, and anything that isn't a length of time to zero. A player that
/// counts in seconds returns slightly less than it was set to.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped before")]
pub(super) fn millis(ms: f64) -> Millis {
    Millis((ms + 0.5).clamp(0.0, f64::from(u32::MAX)) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::Stub;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(js_name = advanceTestClock)]
        fn advance_test_clock(ms: f64);
    }

    /// A wall clock that is advanced by hand, until this is dropped.
    struct WallClock(#[expect(dead_code, reason = "dropping it restores the clock")] Stub);

    impl WallClock {
        fn stub() -> Self {
            Self(Stub::install(
                "const own = Date.now;
                let now = 1e12;
                Date.now = () => now;
                window.advanceTestClock = (ms) => { now += ms; };
                return {
                    restore: () => {
                        Date.now = own;
                        delete window.advanceTestClock;
                    },
                };",
            ))
        }

        /// Advances it by that many milliseconds.
        fn advance(ms: f64) {
            advance_test_clock(ms);
        }
    }

    #[wasm_bindgen_test]
    fn the_zone_of_other_times_agrees_with_that_of_now() {
        let now = now();
        assert_eq!(DeviceZone.offset_at(now.utc_ms), now.offset_min);
        // Noon, where no clock is changed.
        for utc_ms in (0..24).map(|months| 1_768_478_400_000 + months * 30 * 86_400_000) {
            let offset_min = DeviceZone.offset_at(utc_ms);
            let local_ms = utc_ms + i64::from(offset_min) * 60_000;
            assert_eq!(DeviceZone.offset_of_local(local_ms), offset_min, "{utc_ms}");
        }
    }

    #[wasm_bindgen_test]
    fn silent_clock_runs_only_while_it_plays() {
        let (_wall, clock) = (WallClock::stub(), SilentClock::default());
        WallClock::advance(1000.0);
        assert_eq!(clock.position(), Millis::ZERO);
        clock.play();
        WallClock::advance(1000.0);
        clock.play();
        WallClock::advance(500.0);
        assert_eq!(clock.position(), Millis(1500));
        clock.pause();
        WallClock::advance(60_000.0);
        clock.pause();
        assert_eq!(clock.position(), Millis(1500));
        clock.play();
        WallClock::advance(20.0);
        assert_eq!(clock.position(), Millis(1520));
    }

    #[wasm_bindgen_test]
    fn silent_clock_can_be_set_while_it_runs_and_while_it_is_paused() {
        let (_wall, clock) = (WallClock::stub(), SilentClock::default());
        clock.seek(Millis(9000));
        WallClock::advance(1000.0);
        assert_eq!(clock.position(), Millis(9000));
        clock.play();
        WallClock::advance(1000.0);
        clock.seek(Millis(300));
        assert_eq!(clock.position(), Millis(300));
        WallClock::advance(1000.0);
        assert_eq!(clock.position(), Millis(1300));
    }

    #[wasm_bindgen_test]
    fn wall_clock_that_is_set_back_counts_as_no_time() {
        let (_wall, clock) = (WallClock::stub(), SilentClock::default());
        clock.play();
        WallClock::advance(10_000.0);
        assert_eq!(clock.position(), Millis::secs(10));
        WallClock::advance(-3_600_000.0);
        assert_eq!(clock.position(), Millis::secs(10));
        WallClock::advance(5_000.0);
        assert_eq!(clock.position(), Millis::secs(15));
        clock.pause();
        assert_eq!(clock.position(), Millis::secs(15));
    }

    #[wasm_bindgen_test]
    #[expect(clippy::cast_precision_loss, reason = "a date is well within what is exact")]
    fn now_has_the_offset_of_the_device() {
        let moment = now();
        // Such as "Wed Nov 25 2026 00:30:00 GMT-0930 (Marquesas Time)".
        let date = Date::new(&JsValue::from(moment.utc_ms as f64));
        let text = String::from(date.to_string());
        let (_, zone) = text.split_once("GMT").unwrap();
        let (sign, digits) = (&zone[..1], &zone[1..5]);
        let minutes: i16 =
            digits[..2].parse::<i16>().unwrap() * 60 + digits[2..].parse::<i16>().unwrap();
        assert_eq!(moment.offset_min, if sign == "-" { -minutes } else { minutes });
        let time =
            format!("{:02}:{:02}:", moment.minute_of_day() / 60, moment.minute_of_day() % 60);
        assert!(text.contains(&time), "{text}: {time}");
        assert_eq!(moment.day(0).to_string()[8..], text[8..10]);
    }
}
