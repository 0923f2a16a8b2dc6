//! Single values (settings, the heartbeat): JSON in an envelope that tells its version, framed as
//! a line.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::domain::settings::Settings;
use crate::session::Snapshot;

use super::fields;
use super::line::{json_of, open, seal};

/// The newest version that can be read.
const VERSION: u32 = 2;

/// What can be stored as a value.
pub trait Stored: Serialize + DeserializeOwned {
    /// The version to write it as: the oldest that understands all of this value. An older app
    /// leaves a newer value untouched.
    fn version(&self) -> u32;

    /// Reads it from JSON; `None` if it makes no sense.
    fn read(json: &str) -> Option<Self> {
        serde_json::from_str(json).ok()
    }
}

/// Version 2 has lists and objects where version 1 had packed numbers and joined strings.
impl Stored for Settings {
    fn version(&self) -> u32 {
        2
    }

    fn read(json: &str) -> Option<Self> {
        fields::read(json)
    }
}

/// Version 1 can't read hurts, swaps and a rhythm of one's own in the new form.
impl Stored for Snapshot {
    fn version(&self) -> u32 {
        let options = &self.options;
        let plain = self.hurts.is_empty() && options.keeps_all() && options.manner.rhythm.is_none();
        if plain { 1 } else { 2 }
    }
}

/// Why a value could not be read. Either way its text must not be written over before it has been
/// set aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ValueError {
    /// The text is not what was written.
    #[error("the stored value is damaged")]
    Damaged,
    /// A newer version of the app wrote it.
    #[error("the stored value is of version {version}, which this app does not know")]
    Newer {
        /// The version in which it was written.
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

/// A value as text: `{"v":2,"data":…}\t<crc32 as 8 hex digits>`, in ASCII and without a line end.
pub fn encode_value<T: Stored>(value: &T) -> String {
    seal(&json_of(&Envelope { v: value.version(), data: value }))
}

/// Encodes a value that replaces `stored`, and preserves what only a newer version understands of
/// that. A `stored` text that can't be read is ignored.
pub fn encode_over<T: Stored + Default>(value: &T, stored: &str) -> String {
    let fields = data_of(stored).ok().and_then(|data| fields::over(value, data));
    match fields {
        Some(data) => seal(&json_of(&Envelope { v: value.version(), data })),
        None => encode_value(value),
    }
}

/// The value of a text.
///
/// # Errors
///
/// Where the text is damaged, or was written by a newer version of the app.
pub fn decode_value<T: Stored>(text: &str) -> Result<T, ValueError> {
    data_of(text).and_then(|data| T::read(data).ok_or(ValueError::Damaged))
}

/// The JSON inside the envelope.
fn data_of(text: &str) -> Result<&str, ValueError> {
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
    fn a_value_tells_its_version_and_ignores_what_it_does_not_know() {
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
