//! Emergency numbers by country, for the program and for the page that is shown before it.
//!
//! Only countries with an unambiguous public number for an ambulance or for all emergencies. 112 is
//! valid in the whole European Union (Decision 91/396/EEC), in some countries alongside older
//! numbers. Mobile phones treat 112 and 911 as emergency calls on every network (3GPP TS 22.101,
//! section 10).

/// Countries where the number for an ambulance isn't 112.
const OTHER_NUMBERS: [(&str, &str); 17] = [
    ("AU", "000"),
    ("BR", "192"),
    ("CA", "911"),
    ("CH", "144"),
    ("CN", "120"),
    ("GB", "999"),
    ("HK", "999"),
    ("IL", "101"),
    ("JP", "119"),
    ("KR", "119"),
    ("MX", "911"),
    ("MY", "999"),
    ("NO", "113"),
    ("NZ", "111"),
    ("PH", "911"),
    ("SG", "995"),
    ("US", "911"),
];

/// Countries where 112 is valid, in some of them alongside other numbers.
const WITH_112: [&str; 29] = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IN",
    "IS", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
];

/// The countries, as upper-case ISO 3166-1 alpha-2 codes, and the number to dial in each.
pub fn numbers() -> impl Iterator<Item = (&'static str, &'static str)> {
    OTHER_NUMBERS.into_iter().chain(WITH_112.map(|country| (country, "112")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_listed_once_and_numbers_are_digits() {
        let mut all: Vec<_> = numbers().map(|(country, _)| country).collect();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), OTHER_NUMBERS.len() + WITH_112.len());
        let is_written = |(country, number): (&str, &str)| {
            country.len() == 2 && number.bytes().all(|digit| digit.is_ascii_digit())
        };
        assert!(numbers().all(is_written));
    }
}
