//! The history as pictures show it: by day, by week and by month, what was practised most, and what hurt.
//!
//! All views are pure functions of the log. A view of some days reads only these days, and that of all months
//! no session at all.

mod hurts;
mod month_names;
mod months;
mod most;
mod period;
mod practice;
mod span;
mod told;
mod weeks;
mod year;

pub use hurts::{HurtCount, hurts};
pub use month_names::month_names;
pub use months::months;
pub use most::{Favourite, most_practised};
pub use period::Period;
pub use span::Span;
pub use told::Told;
pub use weeks::{WeekTotal, average_week, weeks};
pub use year::{DayTotal, Level, Year};
