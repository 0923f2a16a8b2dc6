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

/// Whom to call, and where that is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Emergency {
    /// The country, by its code of two letters (ISO 3166-1).
    pub country: &'static str,
    /// The number.
    pub number: &'static str,
}

/// Whom to call in the country of a language tag (“en-GB”), where that is told and known.
pub fn emergency_in(tag: &str) -> Option<Emergency> {
    // The region: two capitals, after the language and perhaps a script.
    // What follows a single letter is an extension.
    let mut parts = tag.split('-').skip(1).take_while(|part| part.len() > 1);
    let region = parts
        .find(|part| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_alphabetic()))?;
    let with_112 = WITH_112.iter().map(|&country| (country, "112"));
    OWN.into_iter()
        .chain(with_112)
        .find(|(country, _)| country.eq_ignore_ascii_case(region))
        .map(|(country, number)| Emergency { country, number })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_country_is_told_by_the_region_of_the_language() {
        for (tag, told) in [
            ("en-GB", Some(("GB", "999"))),
            ("en-US", Some(("US", "911"))),
            ("de-DE", Some(("DE", "112"))),
            ("zh-Hant-HK", Some(("HK", "999"))),
            ("en-gb", Some(("GB", "999"))),
            ("de-DE-u-nu-latn", Some(("DE", "112"))),
            ("en-u-ca-gregory", None),
            ("en", None),
            ("en-001", None),
            ("sl-rozaj", None),
            ("en-AQ", None),
            ("", None),
        ] {
            let found = emergency_in(tag).map(|found| (found.country, found.number));
            assert_eq!(found, told, "{tag}");
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
