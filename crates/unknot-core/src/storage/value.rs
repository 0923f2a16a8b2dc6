//! Single values (settings, the heartbeat): JSON in an envelope that tells its version, framed as
//! a line.

use super::json::{Object, Writer};
use super::line::{open, seal};
use super::stored::Stored;

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

/// A value as text: `{"v":1,"data":…}\t<crc32 as 8 hex digits>`, in ASCII and without a line end.
pub fn encode_value<T: Stored>(value: &T) -> String {
    seal(&Writer::new().number("v", VERSION).object("data", value.write()).end())
}

/// The value of a text.
///
/// # Errors
///
/// Where the text is damaged, or was written by a newer version of the app.
pub fn decode_value<T: Stored>(text: &str) -> Result<T, ValueError> {
    let read = || {
        let envelope = Object::read(open(text)?)?;
        Some((envelope.number("v")?, envelope))
    };
    match read() {
        Some((VERSION, envelope)) => {
            envelope.object("data").and_then(|data| T::read(&data)).ok_or(ValueError::Damaged)
        }
        Some((version, _)) if version > VERSION => Err(ValueError::Newer { version }),
        _ => Err(ValueError::Damaged),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq)]
    struct Name(String);

    impl Stored for Name {
        fn write(&self) -> Writer {
            Writer::new().text("name", &self.0)
        }

        fn read(object: &Object<'_>) -> Option<Self> {
            object.text("name").map(Self)
        }
    }

    #[test]
    fn a_value_tells_its_version_and_ignores_what_it_does_not_know() {
        let name = Name("\u{e9}".to_owned());
        assert_eq!(encode_value(&name), seal(r#"{"v":1,"data":{"name":"\u00e9"}}"#));
        let read = |json: &str| decode_value::<Name>(&seal(json));
        assert_eq!(read(r#"{"since":[],"data":{"x":1,"name":"\u00e9"},"v":1}"#), Ok(name));
        assert_eq!(read(r#"{"v":2,"data":{"seven":true}}"#), Err(ValueError::Newer { version: 2 }));
        for json in ["", "7", r#"{"v":0,"data":{"name":""}}"#, r#"{"v":1}"#, r#"{"v":1,"data":{}}"#]
        {
            assert_eq!(read(json), Err(ValueError::Damaged), "{json}");
        }
        let unsealed = decode_value::<Name>(r#"{"v":1,"data":{"name":""}}"#);
        assert_eq!(unsealed, Err(ValueError::Damaged));
    }
}
