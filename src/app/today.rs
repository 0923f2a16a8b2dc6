//! What is offered today: movement in the morning, calm in the evening, and the side that goes
//! first.

use crate::domain::catalog;
use crate::domain::civil::{CivilDay, Moment};
use crate::domain::cue::Side;
use crate::domain::routine::Routine;

/// The routine for a bad moment.
pub(crate) const FOR_A_BAD_MOMENT: &str = "breathing-space";

/// Parts of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PartOfDay {
    Morning,
    Afternoon,
    Evening,
}

/// The part of the day of a moment.
pub(crate) fn part_of_day(now: Moment) -> PartOfDay {
    match now.minute_of_day() / 60 {
        4..12 => PartOfDay::Morning,
        12..17 => PartOfDay::Afternoon,
        _ => PartOfDay::Evening,
    }
}

/// The routine that is offered first.
pub(crate) fn routine_of(part: PartOfDay) -> &'static Routine {
    let slug = match part {
        PartOfDay::Morning | PartOfDay::Afternoon => "morning-mobility",
        PartOfDay::Evening => "breath-awareness",
    };
    catalog::routine(slug)
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
