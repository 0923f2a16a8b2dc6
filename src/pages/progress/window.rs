//! The part of a long history that is shown.

use unknot_core::domain::civil::CivilDay;
use unknot_core::history::Log;

/// The newest days of a history: as many whole months as it takes to show enough sessions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Window {
    /// The days with sessions, newest first.
    pub days: Vec<CivilDay>,
    /// How many sessions they have.
    pub shown: usize,
    /// Whether there are earlier ones.
    pub has_earlier: bool,
}

impl Window {
    /// Whole months with at least `enough` sessions if there are that many.
    pub(super) fn of(log: &Log, enough: usize) -> Self {
        let (mut window, mut month) = (Self::default(), None);
        for (day, sessions) in log.days().rev() {
            let of_day = day.first_of_month();
            if window.shown >= enough && month != Some(of_day) {
                window.has_earlier = true;
                break;
            }
            month = Some(of_day);
            window.shown += sessions.len();
            window.days.push(day);
        }
        window
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unknot_core::domain::civil::Moment;
    use unknot_core::domain::time::Millis;
    use unknot_core::history::{Entry, Outcome, Record};
    use wasm_bindgen_test::wasm_bindgen_test;

    fn session(name: &str, day: CivilDay) -> Record {
        Record {
            id: name.parse().unwrap(),
            started: Moment { utc_ms: i64::from(day.epoch_days()) * 86_400_000, offset_min: 0 },
            day,
            routine: "morning-mobility".into(),
            planned: Millis::minutes(10),
            practised: Millis::minutes(10),
            outcome: Outcome::Finished,
            skipped: None,
            hurts: Vec::new(),
        }
    }

    #[wasm_bindgen_test]
    fn a_window_has_whole_months_and_enough_sessions() {
        let day = |year, month, day| CivilDay::from_ymd(year, month, day).unwrap();
        let days = [day(2025, 1, 31), day(2025, 11, 1), day(2026, 11, 1), day(2026, 11, 30)];
        let history: Log =
            days.iter().map(|day| Entry::from(session(&day.to_string(), *day))).collect();
        for (enough, shown) in [(1, 2), (2, 2), (3, 3), (4, 4), (9, 4)] {
            let window = Window::of(&history, enough);
            assert_eq!((window.shown, window.has_earlier), (shown, shown < 4), "{enough}");
            assert_eq!(window.days[0], day(2026, 11, 30));
        }
        assert_eq!(Window::of(&Log::new(), 1), Window::default());
    }
}
