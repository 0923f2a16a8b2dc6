//! The part of a long history that is shown.

use unknot_core::domain::civil::CivilDay;
use unknot_core::history::{DayGroup, Record};

/// A day and its sessions, newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Day {
    /// The day.
    pub day: CivilDay,
    /// Its sessions.
    pub sessions: Vec<Record>,
}

/// The newest sessions of a history: as many whole months as it takes to show enough.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Window {
    /// The days, newest first.
    pub days: Vec<Day>,
    /// How many sessions they have.
    pub shown: usize,
    /// Whether there are earlier ones.
    pub has_earlier: bool,
}

impl Window {
    /// Whole months of `history`, whose newest day comes first, with at least `enough` sessions if there are that many.
    pub(super) fn of(history: &[DayGroup], enough: usize) -> Self {
        let (mut window, mut month) = (Self::default(), None);
        for group in history {
            let of_group = month_of(group.day);
            if window.shown >= enough && month != Some(of_group) {
                window.has_earlier = true;
                break;
            }
            month = Some(of_group);
            window.shown += group.sessions.len();
            let sessions = group.sessions.iter().map(|&record| record.clone()).collect();
            window.days.push(Day { day: group.day, sessions });
        }
        window
    }

    /// The sessions of a day; none if it is not shown.
    pub(super) fn sessions(&self, day: CivilDay) -> &[Record] {
        self.days.iter().find(|other| other.day == day).map_or(&[], |day| &day.sessions)
    }
}

fn month_of(day: CivilDay) -> (i32, u32) {
    let (year, month, _) = day.ymd();
    (year, month)
}

#[cfg(test)]
mod tests {
    use super::*;
    use unknot_core::domain::civil::Moment;
    use unknot_core::domain::time::Millis;
    use unknot_core::history::{Outcome, by_day};
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
        let records: Vec<_> = days.iter().map(|day| session(&day.to_string(), *day)).collect();
        let records: Vec<_> = records.iter().collect();
        let history = by_day(&records);
        for (enough, shown) in [(1, 2), (2, 2), (3, 3), (4, 4), (9, 4)] {
            let window = Window::of(&history, enough);
            assert_eq!((window.shown, window.has_earlier), (shown, shown < 4), "{enough}");
            assert_eq!(window.days[0].day, day(2026, 11, 30));
        }
        assert_eq!(Window::of(&[], 1), Window::default());
    }
}
