//! The browser's formatters. Each is created once, because that takes far longer than formatting.

use std::cell::{OnceCell, RefCell};

use js_sys::{Function, Intl};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use unknot_core::content::LANGUAGE;

// In js-sys these don't catch, though the constructors throw on a malformed language tag.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl)]
    type DateTimeFormat;

    #[wasm_bindgen(constructor, catch, js_namespace = Intl)]
    fn new(tag: &str, options: &Intl::DateTimeFormatOptions) -> Result<DateTimeFormat, JsValue>;

    #[wasm_bindgen(method, getter, catch)]
    fn format(this: &DateTimeFormat) -> Result<Function, JsValue>;

    #[wasm_bindgen(js_namespace = Intl)]
    type NumberFormat;

    #[wasm_bindgen(constructor, catch, js_namespace = Intl)]
    fn new(tag: &str, options: &Intl::NumberFormatOptions) -> Result<NumberFormat, JsValue>;

    #[wasm_bindgen(method, getter, catch)]
    fn format(this: &NumberFormat) -> Result<Function, JsValue>;

    #[wasm_bindgen(js_namespace = Intl)]
    pub(super) type PluralRules;

    #[wasm_bindgen(constructor, catch, js_namespace = Intl)]
    fn new(tag: &str) -> Result<PluralRules, JsValue>;

    #[wasm_bindgen(method, catch)]
    pub(super) fn select(this: &PluralRules, number: f64) -> Result<String, JsValue>;

    #[wasm_bindgen(js_namespace = Intl)]
    pub(super) type DisplayNames;

    #[wasm_bindgen(constructor, catch, js_namespace = Intl)]
    fn new(tag: &str, options: &Intl::DisplayNamesOptions) -> Result<DisplayNames, JsValue>;

    #[wasm_bindgen(method, catch)]
    pub(super) fn of(this: &DisplayNames, code: &str) -> Result<Option<String>, JsValue>;
}

/// The parts of a date or time to include.
#[derive(Clone, Copy)]
pub(super) enum DateStyle {
    LongDay,
    LongDayAndYear,
    Date,
    ShortDate,
    Month,
    ShortMonth,
    Weekday,
    WeekdayLetter,
    Clock,
}

const DATE_STYLES: usize = 9;

/// What a number counts.
#[derive(Clone, Copy)]
pub(super) enum Unit {
    None,
    Minutes,
    Seconds,
}

const UNITS: usize = 3;

/// The formatters for one language. A cell is empty until its formatter is first used, and holds
/// `None` if the browser can't create it.
#[derive(Default)]
pub(super) struct Formatters {
    tag: String,
    dates: [OnceCell<Option<Function>>; DATE_STYLES],
    numbers: [OnceCell<Option<Function>>; UNITS],
    plural: OnceCell<Option<PluralRules>>,
    regions: OnceCell<Option<DisplayNames>>,
}

thread_local! {
    static FORMATTERS: RefCell<Formatters> = RefCell::default();
}

impl Formatters {
    /// Formats in the language of a tag. Its formatters are cached until another language is requested,
    /// which happens when the person changes the language of the device.
    pub(super) fn with<T>(tag: String, format: impl FnOnce(&Formatters) -> T) -> T {
        FORMATTERS.with_borrow_mut(|formatters| {
            if formatters.tag != tag {
                *formatters = Formatters { tag, ..Formatters::default() };
            }
        });
        FORMATTERS.with_borrow(format)
    }

    /// The formatter of dates or times.
    pub(super) fn date(&self, style: DateStyle) -> Option<&Function> {
        let make = || {
            let options = style.options();
            self.make(|tag| DateTimeFormat::new(tag, &options)?.format())
        };
        self.dates[style as usize].get_or_init(make).as_ref()
    }

    /// The formatter of numbers, with the name of what they count.
    pub(super) fn number(&self, unit: Unit) -> Option<&Function> {
        let make = || {
            let options = unit.options();
            self.make(|tag| NumberFormat::new(tag, &options)?.format())
        };
        self.numbers[unit as usize].get_or_init(make).as_ref()
    }

    /// The rules for plural categories.
    pub(super) fn plural(&self) -> Option<&PluralRules> {
        self.plural.get_or_init(|| self.make(PluralRules::new)).as_ref()
    }

    /// The names of countries.
    pub(super) fn regions(&self) -> Option<&DisplayNames> {
        let make = || {
            let options = Intl::DisplayNamesOptions::new();
            options.set_type(Intl::DisplayNamesType::Region);
            self.make(|tag| DisplayNames::new(tag, &options))
        };
        self.regions.get_or_init(make).as_ref()
    }

    /// Creates a formatter for the device's language tag, or for the plain language if the tag is
    /// malformed: browsers pass on the system's setting, such as `en-US@posix`.
    fn make<T>(&self, make: impl Fn(&str) -> Result<T, JsValue>) -> Option<T> {
        make(&self.tag).or_else(|_| make(LANGUAGE)).ok()
    }
}

impl Unit {
    fn options(self) -> Intl::NumberFormatOptions {
        let options = Intl::NumberFormatOptions::new();
        let unit = match self {
            Self::None => return options,
            Self::Minutes => "minute",
            Self::Seconds => "second",
        };
        options.set_style(Intl::NumberFormatStyle::Unit);
        options.set_unit(unit);
        options.set_unit_display(Intl::UnitDisplay::Long);
        options
    }
}

impl DateStyle {
    fn options(self) -> Intl::DateTimeFormatOptions {
        use Intl::{DayFormat, MonthFormat, NumericFormat, WeekdayFormat, YearFormat};
        let options = Intl::DateTimeFormatOptions::new();
        // A civil day must not be shifted by a time zone.
        options.set_time_zone("UTC");
        match self {
            Self::LongDay | Self::LongDayAndYear => {
                options.set_weekday(WeekdayFormat::Long);
                options.set_day(DayFormat::Numeric);
                options.set_month(MonthFormat::Long);
                if let Self::LongDayAndYear = self {
                    options.set_year(YearFormat::Numeric);
                }
            }
            Self::Date => {
                options.set_day(DayFormat::Numeric);
                options.set_month(MonthFormat::Long);
                options.set_year(YearFormat::Numeric);
            }
            Self::ShortDate => {
                options.set_day(DayFormat::Numeric);
                options.set_month(MonthFormat::Short);
            }
            Self::Month => {
                options.set_month(MonthFormat::Long);
                options.set_year(YearFormat::Numeric);
            }
            Self::ShortMonth => options.set_month(MonthFormat::Short),
            Self::Weekday => options.set_weekday(WeekdayFormat::Long),
            Self::WeekdayLetter => options.set_weekday(WeekdayFormat::Narrow),
            Self::Clock => {
                options.set_hour(NumericFormat::Numeric);
                options.set_minute(NumericFormat::TwoDigit);
            }
        }
        options
    }
}
