//! The clocks: the wall clock with its offset from UTC, and a clock for when no sound can play.

use std::cell::Cell;

use unknot_core::domain::civil::Moment;
use unknot_core::domain::time::Millis;

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
/// sleeps. A wall clock may be set: at each reading, going back is taken as standing still.
#[derive(Debug, Default)]
pub(crate) struct QuietClock {
    /// Where it stood at the last reading.
    at: Cell<f64>,
    /// When that was, while it runs.
    read: Cell<Option<f64>>,
}

impl QuietClock {
    /// Lets it run.
    pub(crate) fn play(&self) {
        if self.read.get().is_none() {
            self.read.set(Some(js_sys::Date::now()));
        }
    }

    /// Stops it.
    pub(crate) fn pause(&self) {
        self.pass_time();
        self.read.set(None);
    }

    /// Sets it, running or not.
    pub(crate) fn seek(&self, to: Millis) {
        self.pass_time();
        self.at.set(f64::from(to.0));
    }

    /// Where it stands.
    pub(crate) fn position(&self) -> Millis {
        self.pass_time();
        millis(self.at.get())
    }

    fn pass_time(&self) {
        if let Some(read) = self.read.get() {
            let now = js_sys::Date::now();
            self.at.set(self.at.get() + (now - read).max(0.0));
            self.read.set(Some(now));
        }
    }
}

/// The nearest whole millisecond; nothing that is no length of time. What comes back from a player
/// that counts in seconds is a hair less than it was told.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped before")]
pub(super) fn millis(ms: f64) -> Millis {
    Millis((ms + 0.5).clamp(0.0, f64::from(u32::MAX)) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::reflect;
    use js_sys::Date;
    use std::rc::Rc;
    use wasm_bindgen::JsValue;
    use wasm_bindgen::closure::Closure;
    use wasm_bindgen_test::wasm_bindgen_test;

    /// The wall clock of the page, in our hands until this is dropped.
    struct WallClock {
        now: Rc<Cell<f64>>,
        own: JsValue,
        _body: Closure<dyn Fn() -> f64>,
    }

    impl WallClock {
        fn take() -> Self {
            let now = Rc::new(Cell::new(1e12));
            let shown = now.clone();
            let body = Closure::<dyn Fn() -> f64>::new(move || shown.get());
            let own = reflect::get(&Self::date(), "now").unwrap();
            reflect::set(&Self::date(), "now", body.as_ref());
            Self { now, own, _body: body }
        }

        fn date() -> JsValue {
            reflect::get(&js_sys::global(), "Date").unwrap()
        }

        fn go(&self, ms: f64) {
            self.now.set(self.now.get() + ms);
        }
    }

    impl Drop for WallClock {
        fn drop(&mut self) {
            reflect::set(&Self::date(), "now", &self.own);
        }
    }

    #[wasm_bindgen_test]
    fn the_quiet_clock_runs_only_while_it_plays() {
        let (wall, clock) = (WallClock::take(), QuietClock::default());
        wall.go(1000.0);
        assert_eq!(clock.position(), Millis::ZERO);
        clock.play();
        wall.go(1000.0);
        clock.play();
        wall.go(500.0);
        assert_eq!(clock.position(), Millis(1500));
        clock.pause();
        wall.go(60_000.0);
        clock.pause();
        assert_eq!(clock.position(), Millis(1500));
        clock.play();
        wall.go(20.0);
        assert_eq!(clock.position(), Millis(1520));
    }

    #[wasm_bindgen_test]
    fn the_quiet_clock_goes_where_it_is_sent_running_or_not() {
        let (wall, clock) = (WallClock::take(), QuietClock::default());
        clock.seek(Millis(9000));
        wall.go(1000.0);
        assert_eq!(clock.position(), Millis(9000));
        clock.play();
        wall.go(1000.0);
        clock.seek(Millis(300));
        assert_eq!(clock.position(), Millis(300));
        wall.go(1000.0);
        assert_eq!(clock.position(), Millis(1300));
    }

    #[wasm_bindgen_test]
    fn a_wall_clock_that_is_set_back_stops_nothing_and_takes_nothing_back() {
        let (wall, clock) = (WallClock::take(), QuietClock::default());
        clock.play();
        wall.go(10_000.0);
        assert_eq!(clock.position(), Millis::secs(10));
        wall.go(-3_600_000.0);
        assert_eq!(clock.position(), Millis::secs(10));
        wall.go(5_000.0);
        assert_eq!(clock.position(), Millis::secs(15));
        clock.pause();
        assert_eq!(clock.position(), Millis::secs(15));
    }

    #[wasm_bindgen_test]
    #[expect(clippy::cast_precision_loss, reason = "a date is well within what is exact")]
    fn now_has_the_offset_that_the_device_writes_after_its_time() {
        let moment = now();
        // Such as "Wed Nov 25 2026 00:30:00 GMT-0930 (Marquesas Time)".
        let date = Date::new(&JsValue::from(moment.utc_ms as f64));
        let text = reflect::call(&date, "toString", &[]).and_then(|text| text.as_string()).unwrap();
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
