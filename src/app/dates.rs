//! Dates as people write them, for the screens.

pub(crate) use crate::platform::intl::{
    clock, clock_time, date, long_day, weekday, weekday_letter,
};
