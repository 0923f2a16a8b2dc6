//! Dates, times of day and country names, formatted in the language of the app.

pub(crate) use crate::platform::intl::{
    clock, clock_time, country, date, long_day, weekday, weekday_letter,
};
