//! Dates in the person's own language, by the browser's `Intl`.

use js_sys::{Array, Date, Intl, Object};
use wasm_bindgen::JsValue;

use super::events::window;
use super::reflect;
use crate::domain::civil::{CivilDay, Moment};

/// “Tuesday, 24 November”.
pub(crate) fn long_day(day: CivilDay) -> String {
    format(day, &[("weekday", "long"), ("day", "numeric"), ("month", "long")])
}

/// “Tuesday”.
pub(crate) fn weekday(day: CivilDay) -> String {
    format(day, &[("weekday", "long")])
}

/// “T”.
pub(crate) fn weekday_letter(day: CivilDay) -> String {
    format(day, &[("weekday", "narrow")])
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

/// The person's own kind of English, or a plain one: dates speak the language of the words.
fn locales() -> Array {
    let own = window().navigator().language().filter(|tag| tag.starts_with("en"));
    Array::of1(&JsValue::from(own.as_deref().unwrap_or("en-GB")))
}
