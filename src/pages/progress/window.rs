//! Which sessions of a long history are shown.

use crate::domain::civil::CivilDay;
use crate::history::{DayGroup, Record};

/// A day and its sessions, newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Day {
    /// The day.
    pub day: CivilDay,
    /// Its sessions.
    pub sessions: Vec<Record>,
}

/// The newest sessions of a history: whole months, as many as it takes to show enough.
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
