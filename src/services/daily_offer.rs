//! The times of a day, the routine for a bad moment, and which side goes first.

use unknot_core::domain::civil::{CivilDay, Moment};
use unknot_core::domain::cue::Side;
use unknot_core::domain::routine::TimeOfDay;

/// The slug of the routine for a bad moment.
pub(crate) const FOR_A_BAD_MOMENT: &str = "breathing-space";

/// When the morning, the day and the evening begin, in minutes after midnight.
pub(crate) const TIMES_OF_DAY: [u16; 3] = [4 * 60, 12 * 60, 17 * 60];

/// The time of day: morning from 4 to 12 o'clock, day until 17, then evening.
pub(crate) fn time_of_day(now: Moment) -> TimeOfDay {
    let [morning, day, evening] = TIMES_OF_DAY;
    match now.minute_of_day() {
        minute if minute < morning || minute >= evening => TimeOfDay::Evening,
        minute if minute < day => TimeOfDay::Morning,
        _ => TimeOfDay::Day,
    }
}

/// The side that goes first. It alternates from day to day, because people tend to practise the first side more carefully.
pub(crate) fn first_side(day: CivilDay) -> Side {
    if day.epoch_days() % 2 == 0 { Side::Left } else { Side::Right }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn the_first_side_alternates_from_day_to_day() {
        let day = CivilDay::from_epoch_days(-1);
        assert_eq!(first_side(day), Side::Right);
        assert_eq!(first_side(day.plus(1)), Side::Left);
    }
}
