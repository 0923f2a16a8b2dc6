//! Names of entries. They are made outside (the browser's random generator), so that this module
//! stays pure; here is only what may be one.

use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Serialize};

/// The name of an entry, unique among all devices: 1 to 64 ASCII letters, digits, `-` and `_`.
///
/// A UUID or a ULID will do. The alphabet is narrow so that a name can be part of a storage key
/// and of a file as it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct EntryId(Box<str>);

/// What was not the name of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an id is 1 to 64 ascii letters, digits, hyphens and underscores")]
pub struct ParseIdError;

impl EntryId {
    /// The longest that a name can be.
    pub const MAX_LENGTH: usize = 64;

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for EntryId {
    type Error = ParseIdError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        let fits = (1..=Self::MAX_LENGTH).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
        if fits { Ok(Self(text.into_boxed_str())) } else { Err(ParseIdError) }
    }
}

impl FromStr for EntryId {
    type Err = ParseIdError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.to_owned().try_into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uuids_and_ulids_are_names_and_other_text_is_not() {
        for text in ["0b9c7f1e-6f0a-4c55-9d0e-0c8f4b1a2d3e", "01KAXF8Q0M3V5T7W9Y1B3D5F7H", "a_"] {
            assert_eq!(text.parse::<EntryId>().unwrap().as_str(), text);
        }
        for text in ["", "a b", "é", "a.b", "a\n", &"x".repeat(65)] {
            assert_eq!(text.parse::<EntryId>(), Err(ParseIdError), "{text}");
        }
    }
}
