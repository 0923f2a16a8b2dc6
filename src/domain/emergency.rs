//! Whom to call in an emergency, by country.
//!
//! Only countries whose number is beyond doubt: public and general, or for an ambulance. 112 is the number of the European
//! Union (Decision 91/396/EEC), beside older ones that some countries keep. Mobile phones put 112 and 911 through as emergency
//! calls wherever there is a network (3GPP TS 22.101, section 10).

/// Of countries where it isn't 112, the number for an ambulance.
const OWN: [(&str, &str); 17] = [
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

/// Countries where it is 112, in some of them beside others.
const WITH_112: [&str; 29] = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IN",
    "IS", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
];

/// The number to call in the country of a language tag (“en-GB”), where that is told and known.
pub fn number_of(tag: &str) -> Option<&'static str> {
    // The region: two capitals, after the language and perhaps a script.
    // What follows a single letter is an extension.
    let mut parts = tag.split('-').skip(1).take_while(|part| part.len() > 1);
    let region = parts
        .find(|part| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_alphabetic()))?;
    let is = |other: &str| other.eq_ignore_ascii_case(region);
    let own = OWN.iter().find(|(country, _)| is(country)).map(|(_, number)| *number);
    own.or_else(|| WITH_112.iter().any(|country| is(country)).then_some("112"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_country_is_told_by_the_region_of_the_language() {
        for (tag, number) in [
            ("en-GB", Some("999")),
            ("en-US", Some("911")),
            ("de-DE", Some("112")),
            ("zh-Hant-HK", Some("999")),
            ("en-gb", Some("999")),
            ("de-DE-u-nu-latn", Some("112")),
            ("en-u-ca-gregory", None),
            ("en", None),
            ("en-001", None),
            ("sl-rozaj", None),
            ("en-AQ", None),
            ("", None),
        ] {
            assert_eq!(number_of(tag), number, "{tag}");
        }
    }

    #[test]
    fn no_country_is_named_twice() {
        let own = OWN.iter().map(|(country, _)| *country);
        let mut all: Vec<_> = own.chain(WITH_112).collect();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), OWN.len() + WITH_112.len());
    }
}
