//! Dates, numbers and plurals in the language of the words, by the browser's `Intl`.

use js_sys::{Array, Date, Intl, Object};
use wasm_bindgen::JsValue;

use super::globals::window;
use super::reflect;
use unknot_core::content::{LANGUAGE, SPOKEN};
use unknot_core::domain::civil::{CivilDay, Moment};

/// “Tuesday, 24 November”.
pub(crate) fn long_day(day: CivilDay) -> String {
    format(day, &[("weekday", "long"), ("day", "numeric"), ("month", "long")])
}

/// “24 November 2026”.
pub(crate) fn date(day: CivilDay) -> String {
    format(day, &[("day", "numeric"), ("month", "long"), ("year", "numeric")])
}

/// “Tuesday”.
pub(crate) fn weekday(day: CivilDay) -> String {
    format(day, &[("weekday", "long")])
}

/// “T”.
pub(crate) fn weekday_letter(day: CivilDay) -> String {
    format(day, &[("weekday", "narrow")])
}

/// “United Kingdom”, of a code of two letters; the code, where the browser has no names.
pub(crate) fn country(code: &str) -> String {
    name_of(code).unwrap_or_else(|| code.to_owned())
}

fn name_of(code: &str) -> Option<String> {
    // js-sys knows no DisplayNames.
    let intl = reflect::get(&js_sys::global(), "Intl")?;
    let options = Object::new();
    reflect::set(&options, "type", &"region".into());
    let names = reflect::construct_of(&intl, "DisplayNames", &[&locales(), &options])?;
    reflect::call(&names, "of", &[&code.into()])?.as_string()
}

/// “07:12”, as the clock stood where the moment was recorded.
pub(crate) fn clock_time(moment: Moment) -> String {
    clock(moment.minute_of_day())
}

/// “04:00”, so many minutes after midnight.
pub(crate) fn clock(minute_of_day: u16) -> String {
    let options = options(&[("hour", "numeric"), ("minute", "2-digit")]);
    render(f64::from(minute_of_day) * 60_000.0, &options)
}

fn format(day: CivilDay, parts: &[(&str, &str)]) -> String {
    render(f64::from(day.epoch_days()) * 86_400_000.0, &options(parts))
}

fn options(parts: &[(&str, &str)]) -> Object {
    let options = Object::new();
    // The day is civil already: no zone may move it.
    reflect::set(&options, "timeZone", &"UTC".into());
    for (name, value) in parts {
        reflect::set(&options, name, &JsValue::from(*value));
    }
    options
}

fn render(utc_ms: f64, options: &Object) -> String {
    let format = Intl::DateTimeFormat::new(&locales(), options);
    let text = format.format().call1(&JsValue::UNDEFINED, &Date::new(&utc_ms.into()));
    text.ok().and_then(|text| text.as_string()).unwrap_or_default()
}

/// The person's own kind of the language of the words, or a plain one: dates speak the language of the words.
fn locales() -> Array {
    let is_spoken = |tag: &String| tag.split('-').next() == Some(SPOKEN);
    let own = window().navigator().language().filter(is_spoken);
    Array::of1(&JsValue::from(own.as_deref().unwrap_or(LANGUAGE)))
}

/// The form of a plural that a number takes, by its place in the list of the packs.
pub(crate) fn category(n: u32) -> usize {
    const NAMES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];
    let rules = Intl::PluralRules::new(&locales(), &Object::new());
    let name = rules.select(f64::from(n)).as_string().unwrap_or_default();
    NAMES.iter().position(|other| *other == name).unwrap_or(NAMES.len() - 1)
}

/// “1,234”.
pub(crate) fn number(n: u32) -> String {
    let format = Intl::NumberFormat::new(&locales(), &Object::new());
    let text = format.format().call1(&JsValue::UNDEFINED, &n.into());
    text.ok().and_then(|text| text.as_string()).unwrap_or_else(|| n.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];

    // `./dev test web` runs these in a zone far west of UTC, half an hour off the hour.

    #[wasm_bindgen_test]
    fn a_day_is_called_by_its_own_name_in_any_zone() {
        // Two years, one of them a leap year, with each change of the clocks.
        let first = CivilDay::from_ymd(2027, 1, 1).unwrap();
        for day in (0..731).map(|days| first.plus(days)) {
            let (_, month, date) = day.ymd();
            let name = format!("{:?}", day.weekday());
            let long = long_day(day);
            let words: Vec<&str> = long.split([' ', ',']).collect();
            for word in [name.as_str(), MONTHS[month as usize - 1], &date.to_string()] {
                assert!(words.contains(&word), "{day}: {long}");
            }
            assert_eq!(weekday(day), name);
            assert_eq!(weekday_letter(day), name[..1]);
        }
    }

    #[wasm_bindgen_test]
    fn numbers_and_their_plurals_are_those_of_the_language() {
        assert_eq!([0, 1, 2, 5, 21].map(category), [5, 1, 5, 5, 5]);
        assert_eq!(number(7), "7");
        assert_eq!(number(1234), "1,234");
    }

    #[wasm_bindgen_test]
    fn countries_are_called_by_their_names() {
        assert_eq!(country("GB"), "United Kingdom");
        assert_eq!(country("?"), "?", "there is no such code");
    }

    /// Hour and minute of a written time, whether it has 12 hours or 24.
    fn minute_of(text: &str) -> u16 {
        let letters = text.to_lowercase();
        let (hour, rest) = letters.split_once(':').unwrap();
        let hour: u16 = hour.parse().unwrap();
        let minute: u16 = rest[..2].parse().unwrap();
        let hour = match (rest.contains("am"), rest.contains("pm")) {
            (false, false) => hour,
            (_, afternoon) => hour % 12 + if afternoon { 12 } else { 0 },
        };
        hour * 60 + minute
    }

    #[wasm_bindgen_test]
    fn every_minute_of_a_day_is_written_as_itself() {
        for minute in 0..24 * 60 {
            assert_eq!(minute_of(&clock(minute)), minute, "{}", clock(minute));
        }
    }

    #[wasm_bindgen_test]
    fn a_moment_is_shown_as_the_clock_stood_where_it_was_recorded() {
        // 23:50 in London, on a day without summer time.
        let utc_ms = 1_795_564_200_000;
        for (offset_min, shown) in
            [(0, 23 * 60 + 50), (120, 110), (-300, 18 * 60 + 50), (330, 5 * 60 + 20)]
        {
            assert_eq!(minute_of(&clock_time(Moment { utc_ms, offset_min })), shown);
        }
    }
}
