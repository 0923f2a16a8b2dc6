//! Dates and names of countries as people write them, for the screens.

pub(crate) use crate::platform::intl::{
    clock, clock_time, country, date, long_day, weekday, weekday_letter,
};
