//! Emergency numbers by country.

use unknot_content::emergency::numbers;

/// A country's emergency number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Emergency {
    /// The country, as an upper-case ISO 3166-1 alpha-2 code.
    pub country: &'static str,
    /// The number to dial.
    pub number: &'static str,
}

/// Free crisis lines that answer day and night, where the number is the national one. Samaritans
/// answer in the United Kingdom and in Ireland, 988 in the United States and Canada, Lifeline in
/// Australia, and 1737 in New Zealand (docs/content.md says what was checked).
const CRISIS_LINES: [CrisisLine; 6] = [
    CrisisLine { country: "AU", name: "Lifeline", number: "13 11 14" },
    CrisisLine { country: "CA", name: "Suicide Crisis Helpline", number: "988" },
    CrisisLine { country: "GB", name: "Samaritans", number: "116 123" },
    CrisisLine { country: "IE", name: "Samaritans", number: "116 123" },
    CrisisLine { country: "NZ", name: "Need to Talk?", number: "1737" },
    CrisisLine { country: "US", name: "Suicide and Crisis Lifeline", number: "988" },
];

/// A country's crisis line for thoughts of suicide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CrisisLine {
    /// The country, as an upper-case ISO 3166-1 alpha-2 code.
    pub country: &'static str,
    /// The name by which people know it.
    pub name: &'static str,
    /// The number to dial, with spaces for reading.
    pub number: &'static str,
}

/// The emergency number for the region of a BCP 47 language tag such as `en-GB`. `None` if the tag
/// has no region, or if the number isn't known.
pub fn emergency_in(tag: &str) -> Option<Emergency> {
    let region = region(tag)?;
    numbers()
        .find(|(country, _)| country.eq_ignore_ascii_case(region))
        .map(|(country, number)| Emergency { country, number })
}

/// The crisis line for the region of a BCP 47 language tag. `None` if the tag has no region, or if
/// the line isn't known.
pub fn crisis_line_in(tag: &str) -> Option<CrisisLine> {
    let region = region(tag)?;
    CRISIS_LINES.into_iter().find(|line| line.country.eq_ignore_ascii_case(region))
}

/// The region of a BCP 47 language tag. Browsers pass on the system's locale, such as
/// `en_GB.UTF-8` or `en-US@posix`.
fn region(tag: &str) -> Option<&str> {
    // The region is the first subtag of two letters after the language. A single letter starts an
    // extension.
    let tag = tag.split(['.', '@']).next().unwrap_or_default();
    let mut parts = tag.split(['-', '_']).skip(1).take_while(|part| part.len() > 1);
    parts.find(|part| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_alphabetic()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn number_depends_on_the_region_of_the_language_tag() {
        for (tag, expected) in [
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
            ("en_GB", Some(("GB", "999"))),
            ("en_GB.UTF-8", Some(("GB", "999"))),
            ("en-US@posix", Some(("US", "911"))),
            ("C", None),
            ("@", None),
            ("-_-", None),
            ("ünö-ßß", None),
        ] {
            let found = emergency_in(tag).map(|found| (found.country, found.number));
            assert_eq!(found, expected, "{tag}");
        }
    }

    #[test]
    fn crisis_line_depends_on_the_region_of_the_language_tag() {
        for (tag, expected) in [
            ("en-GB", Some("116 123")),
            ("ga-ie", Some("116 123")),
            ("en_US.UTF-8", Some("988")),
            ("fr-CA", Some("988")),
            ("en-AU", Some("13 11 14")),
            ("en-NZ", Some("1737")),
            ("de-DE", None),
            ("en", None),
        ] {
            assert_eq!(crisis_line_in(tag).map(|line| line.number), expected, "{tag}");
        }
        let dialled =
            |line: &CrisisLine| line.number.bytes().all(|c| c == b' ' || c.is_ascii_digit());
        assert!(CRISIS_LINES.iter().all(dialled));
        assert!(CRISIS_LINES.is_sorted_by_key(|line| line.country), "listed once, in order");
    }
}
