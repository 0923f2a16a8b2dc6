//! What has to be near before a session begins.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::stored::Known;

/// Something that would have to be fetched in the midst of a session. A wall and a doorway stay where they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Thing {
    /// A firm chair.
    Chair,
    /// A strap, towel or belt.
    Strap,
    /// A pillow.
    Pillow,
    /// Something soft under a knee.
    KneePad,
}

impl Thing {
    /// All of them, in the order in which they are named.
    pub const ALL: [Self; 4] = [Self::Chair, Self::Strap, Self::Pillow, Self::KneePad];
}

/// A set of things.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Kit(u8);

impl Kit {
    /// No things.
    pub const EMPTY: Self = Self(0);

    /// All sets.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..1 << Thing::ALL.len()).map(Self)
    }

    /// Whether there is nothing in it.
    pub fn is_empty(self) -> bool {
        self == Self::EMPTY
    }

    /// Whether a thing is in it.
    pub fn has(self, thing: Thing) -> bool {
        self.0 & Self::bit(thing) != 0
    }

    /// The things in it.
    pub fn things(self) -> impl DoubleEndedIterator<Item = Thing> {
        Thing::ALL.into_iter().filter(move |thing| self.has(*thing))
    }

    fn bit(thing: Thing) -> u8 {
        1 << thing as u8
    }
}

impl FromIterator<Thing> for Kit {
    fn from_iter<I: IntoIterator<Item = Thing>>(things: I) -> Self {
        Self(things.into_iter().fold(0, |all, thing| all | Self::bit(thing)))
    }
}

impl Serialize for Kit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.things())
    }
}

impl<'de> Deserialize<'de> for Kit {
    /// Skips things of a newer version.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let things = Vec::<Known<Thing>>::deserialize(deserializer)?;
        Ok(things.into_iter().filter_map(Known::value).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_set_is_read_as_it_was_written() {
        let mut count = 0;
        for kit in Kit::all() {
            let text = serde_json::to_string(&kit).unwrap();
            assert_eq!(serde_json::from_str::<Kit>(&text).unwrap(), kit);
            assert_eq!(kit.things().collect::<Kit>(), kit);
            count += 1;
        }
        assert_eq!(count, 16);
        let newer: Kit = serde_json::from_str(r#"["chair", "rocket", 7]"#).unwrap();
        assert_eq!(newer, Kit::from_iter([Thing::Chair]));
    }
}
