//! Where the names of months are in a picture whose columns are weeks.

use core::ops::Range;

use crate::domain::civil::CivilDay;

/// The months that are named above some weeks beside each other, and the column in which each name begins, from 0 on.
///
/// The first column, of `columns`, begins with the day `first`; `days` are shown. A name needs `room` columns, at most
/// three: then each month that is shown from its first day to its last has a name, in these weeks or in those before or
/// after. A month that continues there is named where it has room. If it has none on either side, its name ends with the
/// last column here.
pub fn month_names(
    first: CivilDay,
    days: &Range<CivilDay>,
    columns: i32,
    room: i32,
) -> Vec<(i32, CivilDay)> {
    let column = |day: CivilDay| day.since(first) / 7;
    let all = (0..days.end.since(days.start)).map(|n| days.start.plus(n));
    let begins = all.filter(|day| *day == days.start || day.first_of_month() == *day);
    let place = |day: CivilDay| {
        let next_month = day.first_of_month().plus(31).first_of_month();
        let (here, next) = (column(day), column(next_month));
        let end = if next_month < days.end { next } else { columns };
        let has_room = end - here >= room;
        let is_squeezed = here + room == columns + 1 && (1..room).contains(&(next - columns));
        has_room.then_some(here).or(is_squeezed.then_some(columns - room))
    };
    begins.filter_map(|day| Some((place(day)?, day.first_of_month()))).collect()
}
