//! Ids of entries. The shell generates them, because the core has no source of randomness.

use core::fmt;
use core::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// The id of an entry, unique across devices: 1 to 64 ASCII letters, digits, `-` and `_`.
///
/// UUIDs and ULIDs are valid. The alphabet allows using an id in storage keys and file names
/// without escaping. Cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct EntryId(Arc<str>);

/// The text isn't a valid id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an id is 1 to 64 ASCII letters, digits, hyphens and underscores")]
pub struct ParseIdError;

impl EntryId {
    /// The maximum length in bytes.
    const MAX_LENGTH: usize = 64;

    /// The id as text.
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
        let is_valid = (1..=Self::MAX_LENGTH).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
        if is_valid { Ok(Self(text.into())) } else { Err(ParseIdError) }
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
    fn uuids_and_ulids_parse_and_other_texts_do_not() {
        for text in ["0b9c7f1e-6f0a-4c55-9d0e-0c8f4b1a2d3e", "01KAXF8Q0M3V5T7W9Y1B3D5F7H", "a_"] {
            assert_eq!(text.parse::<EntryId>().unwrap().as_str(), text);
        }
        for text in ["", "a b", "é", "a.b", "a\n", &"x".repeat(65)] {
            assert_eq!(text.parse::<EntryId>(), Err(ParseIdError), "{text}");
        }
    }
}
