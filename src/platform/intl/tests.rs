use super::*;
use crate::platform::testing::Stub;
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

// `./dev test web` runs these in a time zone far west of UTC, half an hour off the full hour.

#[wasm_bindgen_test]
fn days_keep_their_date_and_name_in_any_time_zone() {
    // Two years, one of them a leap year, with all changes to and from summer time.
    let first = CivilDay::from_ymd(2027, 1, 1).unwrap();
    for day in (0..731).map(|days| first.plus(days)) {
        let (_, month, date) = day.ymd();
        let name = format!("{:?}", day.weekday());
        let long = long_day(day, day);
        let words: Vec<&str> = long.split([' ', ',']).collect();
        for word in [name.as_str(), MONTHS[month as usize - 1], &date.to_string()] {
            assert!(words.contains(&word), "{day}: {long}");
        }
        let month_name = MONTHS[month as usize - 1];
        assert!(self::month(day).starts_with(month_name), "{day}: {}", self::month(day));
        assert!(month_name.starts_with(&short_month(day)[..3]), "{day}: {}", short_month(day));
        assert!(short_date(day).contains(&date.to_string()), "{day}: {}", short_date(day));
        assert_eq!(weekday(day), name);
        assert_eq!(weekday_letter(day), name[..1]);
    }
}

#[wasm_bindgen_test]
fn days_of_another_year_have_the_year() {
    let today = CivilDay::from_ymd(2026, 1, 1).unwrap();
    assert!(!long_day(CivilDay::from_ymd(2026, 12, 31).unwrap(), today).contains("2026"));
    for year in [1970, 2016, 2025, 2027, 2100] {
        let day = CivilDay::from_ymd(year, 12, 31).unwrap();
        let long = long_day(day, today);
        assert!(long.contains(&year.to_string()), "{long}");
        assert!(long.contains("December") && long.contains(&weekday(day)), "{long}");
    }
}

#[wasm_bindgen_test]
fn numbers_and_plurals_follow_the_language() {
    assert_eq!([0, 1, 2, 5, 21].map(plural_category), [5, 1, 5, 5, 5]);
    assert_eq!(number(7), "7");
    assert_eq!(number(1234), "1,234");
}

#[wasm_bindgen_test]
fn weeks_start_as_the_device_says() {
    let days = [
        ("en-US", Weekday::Sunday),
        ("en-GB", Weekday::Monday),
        ("de-DE", Weekday::Monday),
        ("pt-BR", Weekday::Sunday),
        ("ar-EG", Weekday::Saturday),
        // Not a valid tag, but with a region.
        ("en_US", Weekday::Sunday),
        ("C", Weekday::Monday),
        ("", Weekday::Monday),
    ];
    let check = || {
        for (tag, day) in days {
            let _language = set_device_language(&format!("'{tag}'"));
            assert_eq!(first_weekday(), day, "{tag}");
        }
    };
    check();
    for intl in ["undefined", "{}", "{ Locale: class {} }"] {
        let _intl = Stub::property("window", "Intl", intl);
        check();
    }
    let _language = set_device_language("'en-US-u-fw-mon'");
    assert_eq!(first_weekday(), Weekday::Monday, "the device's own choice");
}

#[wasm_bindgen_test]
fn country_codes_become_names() {
    assert_eq!(country("GB"), "United Kingdom");
    assert_eq!(country("?"), "?", "there is no such code");
}

/// Sets the language of the device, as JavaScript.
fn set_device_language(tag: &str) -> Stub {
    Stub::property("navigator", "language", tag)
}

#[wasm_bindgen_test]
fn malformed_device_language_falls_back_to_plain_english() {
    let day = CivilDay::from_ymd(2026, 11, 24).unwrap();
    for tag in ["'en-US@posix'", "'en_US.UTF-8'", "'en-'", "'C'", "''", "undefined", "null"] {
        let _language = set_device_language(tag);
        assert!(long_day(day, day).contains("Tuesday"), "{tag}");
        assert_eq!(minute_of(&clock(432)), 432, "{tag}");
        assert_eq!((plural_category(1), number(1234)), (1, "1,234".to_owned()), "{tag}");
        assert_eq!(country("GB"), "United Kingdom", "{tag}");
    }
}

#[wasm_bindgen_test]
fn browser_without_formatters_shows_plain_dates_and_numbers() {
    let day = CivilDay::from_ymd(2026, 11, 24).unwrap();
    for intl in
        ["undefined", "{}", "{ DateTimeFormat: class { constructor() { throw RangeError(); } } }"]
    {
        // A language that no formatter has been made for.
        let _language = set_device_language("'en-NZ'");
        let _intl = Stub::property("window", "Intl", intl);
        assert_eq!(long_day(day, day), "2026-11-24");
        assert_eq!(date(day), "2026-11-24");
        assert_eq!(clock(432), "07:12");
        assert_eq!((plural_category(1), number(1234)), (5, "1234".to_owned()));
        assert_eq!(country("GB"), "GB");
    }
}

#[wasm_bindgen_test]
fn formatters_are_made_once_for_each_language() {
    let made = Stub::install(
        "const names = ['DateTimeFormat', 'NumberFormat', 'PluralRules', 'DisplayNames'];
        const originals = names.map((name) => Intl[name]);
        const made = [];
        names.forEach((name, n) => {
            Intl[name] = class extends originals[n] {
                constructor(locales, options) {
                    super(locales, options);
                    made.push(`${name} ${locales}`);
                }
            };
        });
        return {
            restore: () => names.forEach((name, n) => { Intl[name] = originals[n]; }),
            report: () => made.join(),
        };",
    );
    let _language = set_device_language("'en-AU'");
    let first = CivilDay::from_ymd(2026, 1, 1).unwrap();
    for n in 0..100 {
        date(first.plus(n));
        number(1000);
        plural_category(1);
        country("GB");
    }
    let all = "DateTimeFormat en-AU,NumberFormat en-AU,PluralRules en-AU,DisplayNames en-AU";
    assert_eq!(made.report(), all);
    let _other = set_device_language("'en-CA'");
    date(first);
    assert_eq!(made.report(), format!("{all},DateTimeFormat en-CA"));
}

/// The minute of the day of a formatted time, in 12 or 24 hours.
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
fn every_minute_of_the_day_is_formatted() {
    for minute in 0..24 * 60 {
        assert_eq!(minute_of(&clock(minute)), minute, "{}", clock(minute));
    }
}

#[wasm_bindgen_test]
fn moment_is_shown_in_the_time_zone_in_which_it_was_recorded() {
    // 23:50 in London, on a day without summer time.
    let utc_ms = 1_795_564_200_000;
    for (offset_min, shown) in
        [(0, 23 * 60 + 50), (120, 110), (-300, 18 * 60 + 50), (330, 5 * 60 + 20)]
    {
        assert_eq!(minute_of(&clock_time(Moment { utc_ms, offset_min })), shown);
    }
}
