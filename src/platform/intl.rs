//! Dates, numbers and plurals in the language of the app's texts, from the browser's `Intl`.

mod formatters;
#[cfg(test)]
mod tests;
mod week;

use js_sys::{Date, Function};
use wasm_bindgen::JsValue;

use self::formatters::{DateStyle, Formatters, Unit};
use super::page;
use unknot_core::content::{LANGUAGE, SPOKEN};
use unknot_core::domain::civil::{CivilDay, Moment, Weekday};

/// “Tuesday, 24 November”, or “Monday, 24 November 2025” if that isn't the year of today.
pub(crate) fn long_day(day: CivilDay, today: CivilDay) -> String {
    let is_this_year = day.ymd().0 == today.ymd().0;
    format_day(day, if is_this_year { DateStyle::LongDay } else { DateStyle::LongDayAndYear })
}

/// “24 November 2026”.
pub(crate) fn date(day: CivilDay) -> String {
    format_day(day, DateStyle::Date)
}

/// “24 Nov”.
pub(crate) fn short_date(day: CivilDay) -> String {
    format_day(day, DateStyle::ShortDate)
}

/// “November 2026”, the month of a day.
pub(crate) fn month(day: CivilDay) -> String {
    format_day(day, DateStyle::Month)
}

/// “Nov”, the month of a day.
pub(crate) fn short_month(day: CivilDay) -> String {
    format_day(day, DateStyle::ShortMonth)
}

/// “Tuesday”.
pub(crate) fn weekday(day: CivilDay) -> String {
    format_day(day, DateStyle::Weekday)
}

/// “T”.
pub(crate) fn weekday_letter(day: CivilDay) -> String {
    format_day(day, DateStyle::WeekdayLetter)
}

/// The first day of the week where the person lives, according to the device's language, whatever the app's is.
pub(crate) fn first_weekday() -> Weekday {
    week::first_weekday(&page::language())
}

/// “07:12”, in the time zone in which the moment was recorded.
pub(crate) fn clock_time(moment: Moment) -> String {
    clock(moment.minute_of_day())
}

/// “04:00” for a minute of the day.
pub(crate) fn clock(minute_of_day: u16) -> String {
    format_utc(f64::from(minute_of_day) * 60_000.0, DateStyle::Clock)
        .unwrap_or_else(|| format!("{:02}:{:02}", minute_of_day / 60, minute_of_day % 60))
}

/// “United Kingdom” for a country code of two letters, or the code if the browser has no name for
/// it.
pub(crate) fn country(code: &str) -> String {
    let name = format_with(|formatters| formatters.regions()?.of(code).ok().flatten());
    name.unwrap_or_else(|| code.to_owned())
}

/// The plural category of a number, as an index into the list of plural forms in the packs.
pub(crate) fn plural_category(n: u32) -> usize {
    const NAMES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];
    let name = format_with(|formatters| formatters.plural()?.select(f64::from(n)).ok());
    let index = name.and_then(|name| NAMES.iter().position(|other| *other == name));
    index.unwrap_or(NAMES.len() - 1)
}

/// “1,234”.
pub(crate) fn number(n: u32) -> String {
    format_number(n, Unit::None).unwrap_or_else(|| n.to_string())
}

/// “10 minutes”.
pub(crate) fn minutes(n: u32) -> String {
    format_number(n, Unit::Minutes).unwrap_or_else(|| format!("{n} min"))
}

/// “1 second”.
pub(crate) fn seconds(n: u32) -> String {
    format_number(n, Unit::Seconds).unwrap_or_else(|| format!("{n} s"))
}

/// Whether a language tag, such as `en-GB` (or `en_GB` on Android), belongs to a language, such as `en`.
fn is_tag_of(tag: &str, language: &str) -> bool {
    tag.split(['-', '_']).next().is_some_and(|primary| primary.eq_ignore_ascii_case(language))
}

/// A day in words, or as “2026-11-24” if the browser can't format it.
fn format_day(day: CivilDay, style: DateStyle) -> String {
    format_utc(f64::from(day.epoch_days()) * 86_400_000.0, style).unwrap_or_else(|| day.to_string())
}

fn format_number(n: u32, unit: Unit) -> Option<String> {
    format_with(|formatters| call(formatters.number(unit)?, &n.into()))
}

fn format_utc(ms: f64, style: DateStyle) -> Option<String> {
    format_with(|formatters| call(formatters.date(style)?, &Date::new(&ms.into())))
}

fn call(format: &Function, value: &JsValue) -> Option<String> {
    format.call1(&JsValue::UNDEFINED, value).ok()?.as_string()
}

/// The device's variant of the app's language, such as `en-NZ`, or else the plain language, so that
/// dates are never in a different language than the text around them.
fn preferred_tag() -> String {
    let device = page::language();
    if is_tag_of(&device, SPOKEN) { device } else { LANGUAGE.to_owned() }
}

fn format_with<T>(format: impl FnOnce(&Formatters) -> T) -> T {
    Formatters::with(preferred_tag(), format)
}
