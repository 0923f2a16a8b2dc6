//! The keys of texts, as the build script writes them from the English words.

include!(concat!(env!("OUT_DIR"), "/keys.rs"));

impl Key {
    /// All of them, in order of their names.
    pub const fn all() -> &'static [Self] {
        &ALL_OF_KEY
    }

    /// Its place in the words: `player.pause`.
    pub fn name(self) -> &'static str {
        NAMES_OF_KEY[self as usize]
    }
}

impl PluralKey {
    /// All of them, in order of their names.
    pub const fn all() -> &'static [Self] {
        &ALL_OF_PLURALKEY
    }

    /// Its place in the words: `progress.days`.
    pub fn name(self) -> &'static str {
        NAMES_OF_PLURALKEY[self as usize]
    }
}
