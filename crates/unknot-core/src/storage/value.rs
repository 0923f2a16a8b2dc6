//! Single values (settings, heartbeats): JSON in an envelope with its version, as a line.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::domain::settings::Settings;
use crate::session::Snapshot;

use super::fields;
use super::line::{json_of, open, seal};

/// The newest version that can be read.
const VERSION: u32 = 2;

/// A type that can be stored as a value.
pub trait Stored: Serialize + DeserializeOwned {
    /// The oldest version that can represent this value, in which it is written. Older apps don't
    /// touch values of newer versions.
    fn version(&self) -> u32;

    /// Reads the value from JSON. `None` if it can't be read.
    fn read(json: &str) -> Option<Self> {
        serde_json::from_str(json).ok()
    }
}

/// Version 2 has lists and objects in place of the packed numbers and joined strings of version 1.
impl Stored for Settings {
    fn version(&self) -> u32 {
        2
    }

    fn read(json: &str) -> Option<Self> {
        fields::read(json)
    }
}

/// Version 1 can't read the new form of hurts, swaps and rhythms.
impl Stored for Snapshot {
    fn version(&self) -> u32 {
        let options = &self.options;
        let plain = self.hurts.is_empty() && options.keeps_all() && options.manner.rhythm.is_none();
        if plain { 1 } else { 2 }
    }
}

/// Why a value couldn't be read. In both cases the text has to be quarantined before it is
/// overwritten.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ValueError {
    /// The checksum is wrong, or the content isn't valid.
    #[error("the stored value is damaged")]
    Damaged,
    /// A newer version of the app wrote it.
    #[error("the stored value has version {version}, which this app does not know")]
    Newer {
        /// The version of the value.
        version: u32,
    },
}

#[derive(Serialize)]
struct Envelope<T> {
    v: u32,
    data: T,
}

#[derive(Deserialize)]
struct Opened<'a> {
    v: u32,
    #[serde(borrow)]
    data: Option<&'a RawValue>,
}

/// Encodes a value as `{"v":2,"data":…}\t<crc32 as 8 hex digits>`, in ASCII and without a line end.
pub fn encode_value<T: Stored>(value: &T) -> String {
    seal(&json_of(&Envelope { v: value.version(), data: value }))
}

/// Encodes a value that replaces `stored`, and preserves what only a newer version understands of
/// `stored`. Ignores a `stored` text that can't be read.
pub fn encode_over<T: Stored + Default>(value: &T, stored: &str) -> String {
    let fields = data_of(stored).ok().and_then(|data| fields::merge_unknown(value, data));
    match fields {
        Some(data) => seal(&json_of(&Envelope { v: value.version(), data })),
        None => encode_value(value),
    }
}

/// Settings that two tabs have changed at the same time: what this tab has changed from `base` to
/// `ours`, and for the rest what the other tab has stored.
pub fn rebase_settings(base: &Settings, ours: &Settings, theirs: &Settings) -> Settings {
    fields::rebase(base, ours, theirs).unwrap_or_else(|| ours.clone())
}

/// The settings, with those that have their default taken from `older` ones.
pub fn fill_settings(settings: &Settings, older: &Settings) -> Settings {
    fields::fill_defaults(settings, older).unwrap_or_else(|| settings.clone())
}

/// The settings in a text that may be something else. `None` if it has no setting.
pub fn settings_in(text: &str) -> Option<Settings> {
    let data = data_of(text).ok()?;
    fields::has_field::<Settings>(data).then(|| Settings::read(data)).flatten()
}

/// Decodes a value.
///
/// # Errors
/// If the text is damaged, or was written by a newer version of the app.
pub fn decode_value<T: Stored>(text: &str) -> Result<T, ValueError> {
    data_of(text).and_then(|data| T::read(data).ok_or(ValueError::Damaged))
}

/// Decodes a value that no version stores unreadably: one that is whole, and can't be read all the same, is of a newer
/// version.
///
/// # Errors
/// If the text is damaged, or was written by a newer version of the app.
pub fn decode_whole<T: Stored>(text: &str) -> Result<T, ValueError> {
    let data = data_of(text)?;
    T::read(data).ok_or(ValueError::Newer { version: VERSION + 1 })
}

/// The JSON inside the envelope.
pub(super) fn data_of(text: &str) -> Result<&str, ValueError> {
    let opened = open(text).and_then(|json| serde_json::from_str::<Opened>(json).ok());
    match opened {
        Some(Opened { v: 1..=VERSION, data: Some(data) }) => Ok(data.get()),
        Some(Opened { v, .. }) if v > VERSION => Err(ValueError::Newer { version: v }),
        _ => Err(ValueError::Damaged),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Name {
        name: String,
    }

    impl Stored for Name {
        fn version(&self) -> u32 {
            1
        }
    }

    #[test]
    fn settings_that_two_tabs_changed_keep_both_changes() {
        let base = Settings { bells: 40, safety_read: true, ..Settings::default() };
        let mut ours = Settings { bells: 10, ..base.clone() };
        ours.sore.toggle("cat-cow");
        let theirs = Settings { vibration: !base.vibration, safety_read: false, ..base.clone() };
        let both = rebase_settings(&base, &ours, &theirs);
        assert_eq!(both, Settings { bells: 10, sore: ours.sore.clone(), ..theirs.clone() });
        assert_eq!(rebase_settings(&base, &base, &theirs), theirs);
        assert_eq!(rebase_settings(&base, &ours, &base), ours);
    }

    #[test]
    fn settings_with_defaults_are_filled_from_older_ones() {
        let older = Settings { bells: 40, safety_read: true, asked: true, ..Settings::default() };
        let settings = Settings { bells: 10, ..Settings::default() };
        assert_eq!(fill_settings(&settings, &older), Settings { bells: 10, ..older.clone() });
    }

    #[test]
    fn value_has_a_version_and_ignores_unknown_fields() {
        let name = || Name { name: "\u{e9}".to_owned() };
        assert_eq!(encode_value(&name()), seal(r#"{"v":1,"data":{"name":"\u00e9"}}"#));
        let read = |json: &str| decode_value::<Name>(&seal(json));
        for version in 1..=VERSION {
            let json = format!(r#"{{"since":[],"data":{{"x":1,"name":"\u00e9"}},"v":{version}}}"#);
            assert_eq!(read(&json), Ok(name()));
        }
        for json in [r#"{"v":3,"data":{"seven":true}}"#, r#"{"v":3}"#] {
            assert_eq!(read(json), Err(ValueError::Newer { version: 3 }));
        }
        for json in ["", "7", r#"{"v":0,"data":{"name":""}}"#, r#"{"v":1}"#, r#"{"v":1,"data":{}}"#]
        {
            assert_eq!(read(json), Err(ValueError::Damaged), "{json}");
        }
        let unsealed = decode_value::<Name>(r#"{"v":1,"data":{"name":""}}"#);
        assert_eq!(unsealed, Err(ValueError::Damaged));
    }
}
