//! Settings of another device: how they differ from ours, and taking them over.

use crate::domain::settings::Settings;

use super::fields::{self, Fields};
use super::line::{json_of, seal};
use super::value::{Stored, ValueError, data_of, encode_value};

/// A field that two stored settings don't agree about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The stored name of the field.
    pub name: String,
    /// Our value as JSON. `None` if only the other settings have the field, which only a newer
    /// version understands.
    pub ours: Option<String>,
    /// The other value as JSON. `None` if only our settings have the field.
    pub theirs: Option<String>,
}

/// The fields that differ between two stored settings, in order of name. Fields that this version
/// understands are compared as it understands them, others as texts. Without settings of ours, or
/// if ours are unreadable, theirs are compared with the defaults.
///
/// # Errors
/// If theirs are damaged, or were written by a newer version of the app.
pub fn settings_differences(
    ours: Option<&str>,
    theirs: &str,
) -> Result<Vec<Difference>, ValueError> {
    let theirs = understood(data_of(theirs)?).ok_or(ValueError::Damaged)?;
    let ours = ours.and_then(|text| understood(data_of(text).ok()?)).unwrap_or_else(defaults);
    let names = ours.keys().chain(theirs.keys().filter(|name| !ours.contains_key(*name)));
    let value = |fields: &Fields, name: &str| fields.get(name).map(|value| value.get().to_owned());
    let mut differences: Vec<_> = names
        .map(|name| Difference {
            name: name.clone(),
            ours: value(&ours, name),
            theirs: value(&theirs, name),
        })
        .filter(|field| field.ours != field.theirs)
        .collect();
    differences.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(differences)
}

/// The text to store when theirs are taken in place of ours: theirs, to the letter, unless ours
/// have fields of a newer version that theirs lack, which are preserved.
///
/// # Errors
/// If theirs are damaged, or were written by a newer version of the app.
pub fn take_settings(theirs: &str, ours: Option<&str>) -> Result<String, ValueError> {
    let their_data = data_of(theirs)?;
    let mut taken: Fields = serde_json::from_str(their_data).map_err(|_| ValueError::Damaged)?;
    let known = defaults();
    let ours: Fields =
        ours.and_then(|text| serde_json::from_str(data_of(text).ok()?).ok()).unwrap_or_default();
    let count = taken.len();
    for (name, value) in ours {
        if !known.contains_key(&name) {
            taken.entry(name).or_insert(value);
        }
    }
    if taken.len() == count {
        return Ok(theirs.to_owned());
    }
    let version = Settings::default().version();
    let data = json_of(&taken);
    Ok(seal(&format!(r#"{{"v":{version},"data":{data}}}"#)))
}

/// All fields, those that this version understands in the form in which it writes them.
fn understood(data: &str) -> Option<Fields> {
    let mut all: Fields = serde_json::from_str(data).ok()?;
    all.extend(fields::fields_of(&Settings::read(data)?)?);
    Some(all)
}

fn defaults() -> Fields {
    let text = encode_value(&Settings::default());
    let data = data_of(&text).unwrap_or("{}");
    serde_json::from_str(data).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stored(data: &str) -> String {
        seal(&format!(r#"{{"v":2,"data":{data}}}"#))
    }

    #[test]
    fn differences_are_those_that_a_person_would_see() {
        let ours = stored(r#"{"bells":40,"sore":["cat-cow"],"mood":1}"#);
        // The joined string of version 1, a default that is left out, and a number out of range.
        let theirs = stored(r#"{"bells":900,"sore":"cat-cow","bell":null,"moon":true}"#);
        let found = settings_differences(Some(&ours), &theirs).unwrap();
        let found: Vec<_> = found
            .iter()
            .map(|field| (field.name.as_str(), field.ours.as_deref(), field.theirs.as_deref()))
            .collect();
        let expected = [
            ("bells", Some("40"), Some("100")),
            ("mood", Some("1"), None),
            ("moon", None, Some("true")),
        ];
        assert_eq!(found, expected);
        assert_eq!(settings_differences(None, &stored("{}")), Ok(Vec::new()));
        assert_eq!(settings_differences(Some("damaged"), &stored("{}")), Ok(Vec::new()));
    }

    #[test]
    fn theirs_are_taken_to_the_letter_and_what_only_a_newer_version_knows_stays() {
        let theirs = stored(r#"{ "bells" : 40, "moon": [1e999] }"#);
        for ours in [None, Some("damaged"), Some(&*stored(r#"{"bells":10,"moon":2}"#))] {
            assert_eq!(take_settings(&theirs, ours).as_ref(), Ok(&theirs));
        }
        let ours = stored(r#"{"bells":10,"mood":{"deep":[1e999]},"moon":2}"#);
        let both = stored(r#"{"bells":40,"mood":{"deep":[1e999]},"moon":[1e999]}"#);
        assert_eq!(take_settings(&theirs, Some(&ours)), Ok(both));
    }

    #[test]
    fn settings_of_a_newer_version_are_not_touched() {
        let newer = seal(r#"{"v":3,"data":{}}"#);
        assert_eq!(take_settings(&newer, None), Err(ValueError::Newer { version: 3 }));
        assert_eq!(settings_differences(None, "?"), Err(ValueError::Damaged));
    }
}
