//! What is offered today: movement in the morning, calm in the evening, and the side that goes
//! first.

use crate::care::{self, Fit};
use crate::domain::catalog;
use crate::domain::civil::{CivilDay, Moment};
use crate::domain::cue::Side;
use crate::domain::routine::{Routine, TimeOfDay};
use crate::domain::settings::Settings;

/// The routine for a bad moment.
pub(crate) const FOR_A_BAD_MOMENT: &str = "breathing-space";

/// The time of day of a moment.
pub(crate) fn time_of_day(now: Moment) -> TimeOfDay {
    match now.minute_of_day() / 60 {
        4..12 => TimeOfDay::Morning,
        12..17 => TimeOfDay::Day,
        _ => TimeOfDay::Evening,
    }
}

/// The routine that is offered first: what suits the person, and breath for who should not move now.
pub(crate) fn routine_for(time: TimeOfDay, person: &Settings) -> &'static Routine {
    const CALM: &str = "breath-awareness";
    let slug = match time {
        TimeOfDay::Morning | TimeOfDay::Day => "morning-mobility",
        TimeOfDay::Evening => CALM,
    };
    let suits = |routine: &&Routine| care::fit(routine, person) != Fit::NotNow;
    catalog::routine(slug)
        .filter(suits)
        .or_else(|| catalog::routine(CALM))
        .or_else(|| catalog::routines().next())
        .expect("some routines are part of the program")
}

/// The side that goes first: it changes from day to day, because the first often gets the better
/// attention.
pub(crate) fn first_side(day: CivilDay) -> Side {
    if day.epoch_days() % 2 == 0 { Side::Left } else { Side::Right }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn the_first_side_changes_from_day_to_day() {
        let day = CivilDay::from_epoch_days(-1);
        assert_eq!(first_side(day), Side::Right);
        assert_eq!(first_side(day.plus(1)), Side::Left);
    }
}
