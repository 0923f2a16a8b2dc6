//! Deserializers for fields that a plain derive can't read: clamped numbers, lists with unknown
//! members, and the packed numbers and joined strings of version 1.
//!
//! Version 1 must stay readable for as long as the app exists (docs/adr/0016-serde.md).

use serde::de::{DeserializeOwned, Error, IgnoredAny};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
pub(super) use unknot_content::ListOr;

use super::care::{Care, Rise, Warning};
use super::catalog::PoseId;
use super::goal::Goal;
use super::kit::Kit;
use super::pain;
use super::routine::{BreathPattern, Hurt, Rhythm, Swap};
use super::settings::{Settings, SilenceBells};
use super::time::Millis;

/// A stored rhythm: an object with its parts in milliseconds. Version 1 packed the parts into one
/// number of four bytes, in half seconds, with `inhale` in the most significant byte.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum StoredRhythm {
    Parts(BreathPattern),
    Version1(u32),
}

impl From<StoredRhythm> for Rhythm {
    fn from(stored: StoredRhythm) -> Self {
        let halves = |part: Millis| u8::try_from(part.0 / 500).unwrap_or(u8::MAX);
        Self::new(match stored {
            StoredRhythm::Parts(BreathPattern { inhale, hold_full, exhale, hold_empty }) => {
                [inhale, hold_full, exhale, hold_empty].map(halves)
            }
            StoredRhythm::Version1(packed) => packed.to_be_bytes(),
        })
    }
}

impl From<Rhythm> for BreathPattern {
    fn from(rhythm: Rhythm) -> Self {
        rhythm.pattern()
    }
}

/// Reads a whole number and clamps it.
fn clamped<'de, D, N>(deserializer: D, least: N, most: N) -> Result<N, D::Error>
where
    D: Deserializer<'de>,
    N: TryFrom<i64> + Into<i64>,
{
    let number = i64::deserialize(deserializer)?.clamp(least.into(), most.into());
    N::try_from(number).map_err(|_| D::Error::custom("number out of range"))
}

/// Reads a volume in percent, 0 to 100.
pub(super) fn percent<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u8, D::Error> {
    clamped(deserializer, 0, 100)
}

/// Reads the loudness of the voice in percent, 0 to [`Settings::LOUDEST_VOICE`].
pub(super) fn voice_percent<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u8, D::Error> {
    clamped(deserializer, 0, Settings::LOUDEST_VOICE)
}

/// Reads the start of the day in minutes after midnight, 0 to [`Settings::LATEST_DAY_START`].
pub(super) fn day_start<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u16, D::Error> {
    clamped(deserializer, 0, Settings::LATEST_DAY_START)
}

/// Reads the goal in days of a week, 1 to 7.
pub(super) fn goal<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Goal, D::Error> {
    clamped(deserializer, 1, 7).map(Goal::new)
}

/// Reads the usual pain, if the person has said it, 0 to [`pain::WORST`].
pub(super) fn usual_pain<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<u8>, D::Error> {
    let stored = Option::<i64>::deserialize(deserializer)?;
    Ok(stored.and_then(|number| u8::try_from(number.clamp(0, pain::WORST.into())).ok()))
}

/// Reads the preparation time, at most [`Settings::LONGEST_PREPARATION`].
pub(super) fn preparation<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Millis, D::Error> {
    clamped(deserializer, 0, Settings::LONGEST_PREPARATION.0).map(Millis)
}

/// Reads an optional pose. Version 1 stored `None` as an empty string.
pub(super) fn posture<'de, D>(deserializer: D) -> Result<Option<PoseId>, D::Error>
where
    D: Deserializer<'de>,
{
    let slug = Option::<String>::deserialize(deserializer)?.unwrap_or_default();
    let pose = PoseId::from_slug(&slug);
    if pose.is_none() && !slug.is_empty() {
        return Err(D::Error::custom("unknown pose"));
    }
    Ok(pose)
}

/// Reads a value, or returns the default if it can't be read. Accepts any JSON, even beyond the
/// parser's recursion limit.
///
/// # Errors
/// Only if the input isn't JSON.
pub(crate) fn or_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned + Default,
{
    let json = Box::<RawValue>::deserialize(deserializer)?;
    Ok(serde_json::from_str(json.get()).unwrap_or_default())
}

/// A value, or one of a newer version. For fields among flattened ones, where raw JSON can't be read.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Known<T> {
    Value(T),
    Other(IgnoredAny),
}

impl<T> Known<T> {
    pub(super) fn value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Other(_) => None,
        }
    }
}

/// Reads what is said to a person, each part by itself: nothing if a newer version says something else.
pub(crate) fn care<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Care, D::Error> {
    #[derive(Deserialize)]
    struct Parts {
        warning: Option<Known<Warning>>,
        rise: Option<Known<Rise>>,
        kit: Option<Known<Kit>>,
    }
    let parts: Known<Parts> = Known::deserialize(deserializer)?;
    Ok(parts.value().map_or_else(Care::default, |parts| Care {
        warning: parts.warning.and_then(Known::value),
        rise: parts.rise.and_then(Known::value).unwrap_or_default(),
        kit: parts.kit.and_then(Known::value).unwrap_or_default(),
    }))
}

/// Reads when the bells of a silence ring: at regular times if a newer version says something else.
pub(crate) fn silence_bells<'de, D>(deserializer: D) -> Result<SilenceBells, D::Error>
where
    D: Deserializer<'de>,
{
    Known::deserialize(deserializer).map(|bells| bells.value().unwrap_or_default())
}

/// Reads a list of hurts and skips unknown poses. Version 1 joined the list into `cat-cow:e
/// sphinx:constructive-rest`.
///
/// # Errors
/// Only if the input isn't JSON.
pub(crate) fn hurts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Hurt>, D::Error> {
    let hurt = |text: &str| {
        let (pose, swap) = text.split_once(':')?;
        Some(Hurt { pose: PoseId::from_slug(pose)?, swap: swap_of_version_1(swap)? })
    };
    Ok(match or_default(deserializer)? {
        Some(ListOr::List(hurts)) => hurts,
        Some(ListOr::Version1(joined)) => joined.split(' ').filter_map(hurt).collect::<Vec<Hurt>>(),
        None::<ListOr<Hurt, String>> => Vec::new(),
    })
}

/// Reads the swap of each step. Version 1 joined the list into `- e constructive-rest`.
///
/// # Errors
/// If any swap is unknown, because a guess could bring back a pose that hurts.
pub(crate) fn swaps<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Swap>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Form {
        List(Vec<Swap>),
        Version1(String),
    }
    match Form::deserialize(deserializer)? {
        Form::List(swaps) => Ok(swaps),
        Form::Version1(joined) => {
            let swaps: Option<_> = joined.split(' ').map(swap_of_version_1).collect();
            swaps.ok_or_else(|| D::Error::custom("unknown swap"))
        }
    }
}

/// Parses a swap of version 1: `-` keeps the step, `e` makes it easier, anything else is the slug
/// of a replacement pose.
fn swap_of_version_1(name: &str) -> Option<Swap> {
    match name {
        "-" => Some(Swap::Keep),
        "e" => Some(Swap::Easier),
        slug => PoseId::from_slug(slug).map(Swap::Instead),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::caution::{Caution, Cautions};
    use crate::domain::settings::Slugs;

    fn read<T: DeserializeOwned>(json: &str) -> T {
        serde_json::from_str(json).unwrap()
    }

    fn to_json<T: serde::Serialize>(value: &T) -> String {
        serde_json::to_string(value).unwrap()
    }

    #[test]
    fn cautions_parse_from_names_and_bits() {
        let some = Cautions::of(&[Caution::Osteoporosis, Caution::BloodPressure]);
        assert_eq!(to_json(&some), r#"["osteoporosis","blood_pressure"]"#);
        assert_eq!(read::<Cautions>(&to_json(&some)), some);
        assert_eq!(read::<Cautions>(&some.0.to_string()), some);
        assert_eq!(read::<Cautions>("4294967295"), Cautions::of(&Caution::ALL));
        assert_eq!(
            read::<Cautions>(r#"["scoliosis","knee",{"a":7}]"#),
            Cautions::of(&[Caution::Knee])
        );
        // Those of a later version have names, and no bits.
        let later =
            Cautions::of(&[Caution::SoreHip, Caution::LegPain, Caution::Lungs, Caution::Drowsy]);
        assert_eq!(to_json(&later), r#"["sore_hip","leg_pain","lungs","drowsy"]"#);
        assert_eq!(read::<Cautions>(&to_json(&later)), later);
        assert!(serde_json::from_str::<Cautions>(r#""knee""#).is_err());
    }

    #[test]
    fn slugs_parse_from_a_list_and_a_joined_string() {
        let slugs: Slugs = ["desk-break-3", "from-a-newer-version"].into_iter().collect();
        assert_eq!(to_json(&slugs), r#"["desk-break-3","from-a-newer-version"]"#);
        assert_eq!(read::<Slugs>(&to_json(&slugs)), slugs);
        assert_eq!(read::<Slugs>(r#""desk-break-3 from-a-newer-version""#), slugs);
        assert_eq!(read::<Slugs>(r#""""#), Slugs::default());
        assert_eq!(read::<Slugs>(r#"["a",7,"a",""]"#), Slugs::from_iter(["a"]));
    }

    #[test]
    fn rhythm_parses_from_an_object_and_a_packed_number() {
        let rhythm = Rhythm::new([9, 0, 13, 4]);
        let json = r#"{"inhale":4500,"hold_full":0,"exhale":6500,"hold_empty":2000}"#;
        assert_eq!(to_json(&rhythm), json);
        assert_eq!(read::<Rhythm>(json), rhythm);
        assert_eq!(read::<Rhythm>("150998276"), rhythm);
        let extreme = r#"{"inhale":4000000000,"hold_full":0,"exhale":1,"hold_empty":2000}"#;
        assert_eq!(read::<Rhythm>(extreme).parts(), [20, 0, 4, 4]);
    }

    #[test]
    fn unknown_hurts_are_skipped_and_unknown_swaps_are_rejected() {
        #[derive(Debug, Deserialize, PartialEq)]
        struct Both {
            #[serde(deserialize_with = "swaps")]
            swaps: Vec<Swap>,
            #[serde(deserialize_with = "hurts")]
            hurts: Vec<Hurt>,
        }
        let both = Both {
            swaps: vec![Swap::Keep, Swap::Easier, Swap::Instead(PoseId::Sphinx)],
            hurts: vec![Hurt { pose: PoseId::CatCow, swap: Swap::Easier }],
        };
        assert_eq!(read::<Both>(r#"{"swaps":"- e sphinx","hurts":"cat-cow:e handstand:e"}"#), both);
        let hurts =
            r#""hurts":[{"pose":"cat-cow","swap":"easier"},{"pose":"handstand","swap":"easier"}]"#;
        let now = format!(r#"{{"swaps":["keep","easier",{{"instead":"sphinx"}}],{hurts}}}"#);
        assert_eq!(read::<Both>(&now), both);
        for swaps in [r#""- handstand""#, r#"["keep",{"instead":"handstand"}]"#, "7"] {
            let json = format!(r#"{{"swaps":{swaps},"hurts":[]}}"#);
            assert!(serde_json::from_str::<Both>(&json).is_err(), "{json}");
        }
        let deep =
            format!(r#"{{"swaps":[],"hurts":[{}1e999{}]}}"#, "[".repeat(999), "]".repeat(999));
        assert_eq!(read::<Both>(&deep).hurts, []);
    }
}
