//! On which day weeks start where the person lives.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use unknot_core::domain::civil::Weekday;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl)]
    type Locale;

    #[wasm_bindgen(constructor, catch, js_namespace = Intl)]
    fn new(tag: &str) -> Result<Locale, JsValue>;

    #[wasm_bindgen(method, catch, js_name = getWeekInfo)]
    fn get_week_info(this: &Locale) -> Result<WeekInfo, JsValue>;

    /// The older form of `getWeekInfo`.
    #[wasm_bindgen(method, catch, getter, js_name = weekInfo)]
    fn week_info(this: &Locale) -> Result<Option<WeekInfo>, JsValue>;

    type WeekInfo;

    /// From 1, Monday, to 7.
    #[wasm_bindgen(method, catch, getter, js_name = firstDay)]
    fn first_day(this: &WeekInfo) -> Result<Option<f64>, JsValue>;
}

/// Regions where weeks start on Sunday, for browsers that don't know (CLDR 46).
const FROM_SUNDAY: &str = "AG AS BD BR BS BT BW BZ CA CO DM DO ET GT GU HK HN ID IL IN JM JP KE KH \
    KR LA MH MM MO MT MX MZ NI NP PA PE PH PK PR PT PY SA SG SV TH TT TW UM US VE VI WS YE ZA ZW";
/// Regions where weeks start on Saturday.
const FROM_SATURDAY: &str = "AE AF BH DJ DZ EG IQ IR JO KW LY OM QA SD SY";

/// The first day of the week for the device's language and region: Monday if neither says otherwise.
pub(super) fn first_weekday(tag: &str) -> Weekday {
    from_browser(tag).or_else(|| from_region(tag)).unwrap_or(Weekday::Monday)
}

fn from_browser(tag: &str) -> Option<Weekday> {
    let locale = Locale::new(tag).ok()?;
    let info = locale.get_week_info().ok().or_else(|| locale.week_info().ok().flatten())?;
    let day = info.first_day().ok().flatten()?;
    Weekday::ALL
        .into_iter()
        .zip(1_u8..)
        .find(|(_, number)| (f64::from(*number) - day).abs() < 0.5)
        .map(|(day, _)| day)
}

fn from_region(tag: &str) -> Option<Weekday> {
    let region = tag.split(['-', '_', '.', '@']).skip(1).find(|part| part.len() == 2)?;
    let is_in = |regions: &str| regions.split(' ').any(|one| one.eq_ignore_ascii_case(region));
    if is_in(FROM_SUNDAY) {
        Some(Weekday::Sunday)
    } else {
        is_in(FROM_SATURDAY).then_some(Weekday::Saturday)
    }
}
