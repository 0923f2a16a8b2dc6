//! Dates, times of day, lengths and country names, formatted in the language of the app.

use crate::platform::intl;
use unknot_core::domain::time::Millis;

pub(crate) use crate::platform::intl::{
    clock, clock_time, country, date, first_weekday, long_day, month, number, short_date,
    short_month, weekday, weekday_letter,
};

/// “8 minutes 12 seconds”. Unlike “8:12”, it doesn't look or sound like a time of day.
pub(crate) fn length(time: Millis) -> String {
    let seconds = time.as_secs_up();
    match (seconds / 60, seconds % 60) {
        (0, seconds) => intl::seconds(seconds),
        (minutes, 0) => intl::minutes(minutes),
        (minutes, seconds) => format!("{} {}", intl::minutes(minutes), intl::seconds(seconds)),
    }
}

/// “8 minutes”: to the nearest minute, or in seconds if it is shorter than one.
pub(crate) fn rough_length(time: Millis) -> String {
    let seconds = time.as_secs();
    if seconds < 60 { intl::seconds(seconds) } else { intl::minutes((seconds + 30) / 60) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn lengths_are_in_words() {
        for (seconds, exact, rough) in [
            (0, "0 seconds", "0 seconds"),
            (1, "1 second", "1 second"),
            (59, "59 seconds", "59 seconds"),
            (60, "1 minute", "1 minute"),
            (89, "1 minute 29 seconds", "1 minute"),
            (492, "8 minutes 12 seconds", "8 minutes"),
            (600, "10 minutes", "10 minutes"),
            (3570, "59 minutes 30 seconds", "60 minutes"),
        ] {
            assert_eq!(length(Millis::secs(seconds)), exact);
            assert_eq!(rough_length(Millis::secs(seconds)), rough);
        }
        assert_eq!(length(Millis(1)), "1 second", "a countdown is rounded up");
    }
}
