//! Single values (settings, the heartbeat): JSON in an envelope that tells its version, framed as
//! a line.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::json;
use super::line::{open, seal};

/// The version in which values are written.
const VERSION: u32 = 1;

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

#[derive(Deserialize)]
struct Version {
    v: u32,
}

#[derive(Serialize, Deserialize)]
struct Envelope<T> {
    v: u32,
    data: T,
}

/// A value as text: `{"v":1,"data":…}\t<crc32 as 8 hex digits>`, in ASCII and without a line end.
///
/// The keys of its maps, if it has any, are text.
pub fn encode_value<T: Serialize>(value: &T) -> String {
    seal(&json::write(&Envelope { v: VERSION, data: value }))
}

/// The value of a text.
///
/// # Errors
///
/// Where the text is damaged, or was written by a newer version of the app.
pub fn decode_value<T: DeserializeOwned>(text: &str) -> Result<T, ValueError> {
    let text = open(text).ok_or(ValueError::Damaged)?;
    let Version { v: version } = json::read(text).ok_or(ValueError::Damaged)?;
    if version > VERSION {
        return Err(ValueError::Newer { version });
    }
    let envelope: Envelope<T> = json::read(text).ok_or(ValueError::Damaged)?;
    if envelope.v == VERSION { Ok(envelope.data) } else { Err(ValueError::Damaged) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_tells_its_version_and_ignores_what_it_does_not_know() {
        assert_eq!(encode_value(&"\u{e9}"), seal(r#"{"v":1,"data":"\u00e9"}"#));
        let read = |json: &str| decode_value::<u8>(&seal(json));
        assert_eq!(read(r#"{"since":[],"data":7,"v":1}"#), Ok(7));
        assert_eq!(read(r#"{"v":2,"data":{"seven":true}}"#), Err(ValueError::Newer { version: 2 }));
        for json in ["", "7", r#"{"v":0,"data":7}"#, r#"{"v":1}"#, r#"{"v":1,"data":"x"}"#] {
            assert_eq!(read(json), Err(ValueError::Damaged), "{json}");
        }
        assert_eq!(decode_value::<u8>(r#"{"v":1,"data":7}"#), Err(ValueError::Damaged));
    }
}
