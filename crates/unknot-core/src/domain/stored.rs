//! How fields are read where a derived reader won't do: ranges, lists of which a newer version knows more members, and the
//! forms of version 1, which packed numbers and joined texts because a JSON reader of our own could read no others.
//!
//! What is written is the derived form; version 1 is read for as long as the app exists (docs/adr/0016-serde.md).

use serde::de::{DeserializeOwned, Error, IgnoredAny};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::catalog::PoseId;
use super::routine::{BreathPattern, Hurt, Rhythm, Swap};
use super::settings::Settings;
use super::time::Millis;

/// A list, or what version 1 wrote in its place. Members that can't be read are not in it.
#[derive(Deserialize)]
#[serde(from = "ListForm<T, V1>", bound(deserialize = "T: Deserialize<'de>, V1: Deserialize<'de>"))]
pub(super) enum ListOr<T, V1> {
    List(Vec<T>),
    Version1(V1),
}

#[derive(Deserialize)]
#[serde(untagged)]
enum ListForm<T, V1> {
    List(Vec<Member<T>>),
    Version1(V1),
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Member<T> {
    Known(T),
    Unknown(IgnoredAny),
}

impl<T, V1> From<ListForm<T, V1>> for ListOr<T, V1> {
    fn from(form: ListForm<T, V1>) -> Self {
        let known = |member| match member {
            Member::Known(member) => Some(member),
            Member::Unknown(_) => None,
        };
        match form {
            ListForm::List(members) => Self::List(members.into_iter().filter_map(known).collect()),
            ListForm::Version1(other) => Self::Version1(other),
        }
    }
}

/// A rhythm: its parts in milliseconds, or in version 1 a byte for each part in half seconds, the first of them the highest.
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

/// A whole number, moved into a range.
fn clamped<'de, D, N>(deserializer: D, least: N, most: N) -> Result<N, D::Error>
where
    D: Deserializer<'de>,
    N: TryFrom<i64> + Into<i64>,
{
    let number = i64::deserialize(deserializer)?.clamp(least.into(), most.into());
    N::try_from(number).map_err(|_| D::Error::custom("out of range"))
}

/// A loudness in percent.
pub(super) fn percent<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u8, D::Error> {
    clamped(deserializer, 0, 100)
}

/// When a day starts, in minutes after midnight.
pub(super) fn day_start<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u16, D::Error> {
    clamped(deserializer, 0, Settings::LATEST_DAY_START)
}

/// A preparation.
pub(super) fn preparation<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Millis, D::Error> {
    clamped(deserializer, 0, Settings::LONGEST_PREPARATION.0).map(Millis)
}

/// A pose that was chosen, or none: in version 1 an empty text.
pub(super) fn posture<'de, D>(deserializer: D) -> Result<Option<PoseId>, D::Error>
where
    D: Deserializer<'de>,
{
    let slug = Option::<String>::deserialize(deserializer)?.unwrap_or_default();
    let pose = PoseId::from_slug(&slug);
    if pose.is_none() && !slug.is_empty() {
        return Err(D::Error::custom("no pose of that slug"));
    }
    Ok(pose)
}

/// Whatever can't be read is as by default: a field that is not worth losing the rest for. Nothing of it is
/// looked at before that, so that it may be as deep as it likes.
///
/// # Errors
/// Where there is no JSON at all.
pub fn or_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned + Default,
{
    let json = Box::<RawValue>::deserialize(deserializer)?;
    Ok(serde_json::from_str(json.get()).unwrap_or_default())
}

/// What hurt; in version 1 `cat-cow:e sphinx:constructive-rest`. Poses that are not known can't be told of, which is no
/// reason to lose the session.
///
/// # Errors
/// Where there is no JSON at all.
pub fn hurts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Hurt>, D::Error> {
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

/// What becomes of each step; in version 1 `- e constructive-rest`.
///
/// # Errors
/// Where one of them is not known: in its place nothing can be guessed.
pub fn swaps<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Swap>, D::Error> {
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
            swaps.ok_or_else(|| D::Error::custom("no such swap"))
        }
    }
}

/// `-` for a step that is kept, `e` for its easier way, or the slug of what is done instead.
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

    fn written<T: serde::Serialize>(value: &T) -> String {
        serde_json::to_string(value).unwrap()
    }

    #[test]
    fn cautions_are_a_list_of_names_and_once_were_bits() {
        let some = Cautions::of(&[Caution::Osteoporosis, Caution::BloodPressure]);
        assert_eq!(written(&some), r#"["osteoporosis","blood_pressure"]"#);
        assert_eq!(read::<Cautions>(&written(&some)), some);
        assert_eq!(read::<Cautions>(&some.0.to_string()), some);
        assert_eq!(read::<Cautions>("4294967295"), Cautions::of(&Caution::ALL));
        assert_eq!(
            read::<Cautions>(r#"["scoliosis","knee",{"a":7}]"#),
            Cautions::of(&[Caution::Knee])
        );
        assert!(serde_json::from_str::<Cautions>(r#""knee""#).is_err());
    }

    #[test]
    fn slugs_are_a_list_and_once_were_one_text() {
        let slugs: Slugs = ["desk-break-3", "from-a-newer-version"].into_iter().collect();
        assert_eq!(written(&slugs), r#"["desk-break-3","from-a-newer-version"]"#);
        assert_eq!(read::<Slugs>(&written(&slugs)), slugs);
        assert_eq!(read::<Slugs>(r#""desk-break-3 from-a-newer-version""#), slugs);
        assert_eq!(read::<Slugs>(r#""""#), Slugs::default());
        assert_eq!(read::<Slugs>(r#"["a",7,"a",""]"#), Slugs::from_iter(["a"]));
    }

    #[test]
    fn a_rhythm_is_an_object_and_once_was_a_number() {
        let rhythm = Rhythm::new([9, 0, 13, 4]);
        let json = r#"{"inhale":4500,"hold_full":0,"exhale":6500,"hold_empty":2000}"#;
        assert_eq!(written(&rhythm), json);
        assert_eq!(read::<Rhythm>(json), rhythm);
        assert_eq!(read::<Rhythm>("150998276"), rhythm);
        let extreme = r#"{"inhale":4000000000,"hold_full":0,"exhale":1,"hold_empty":2000}"#;
        assert_eq!(read::<Rhythm>(extreme).parts(), [20, 0, 4, 4]);
    }

    #[test]
    fn a_swap_that_is_not_known_costs_all_of_them_and_a_hurt_itself() {
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
