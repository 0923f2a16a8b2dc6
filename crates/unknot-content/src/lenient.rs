//! Lists with members that only a newer version knows.

use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer};

/// A list, or what version 1 stored instead of one.
#[derive(Deserialize)]
#[serde(untagged, bound(deserialize = "T: Deserialize<'de>, V1: Deserialize<'de>"))]
pub enum ListOr<T, V1> {
    /// The members that this version knows.
    List(#[serde(deserialize_with = "known_members")] Vec<T>),
    /// What version 1 stored.
    Version1(V1),
}

/// Reads a list and skips the members that can't be read.
fn known_members<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Member<T> {
        Known(T),
        Unknown(IgnoredAny),
    }
    let members = Vec::<Member<T>>::deserialize(deserializer)?;
    let known = members.into_iter().filter_map(|member| match member {
        Member::Known(member) => Some(member),
        Member::Unknown(_) => None,
    });
    Ok(known.collect())
}
