//! What the person has chosen. Every field has a default that suits a first session.
//!
//! The `serde` attributes say how a field is stored and clamped. `storage` reads the fields one by one, so that a value
//! it can't read costs that field alone.

use serde::{Deserialize, Serialize};

use super::background::Background;
use super::bell::Bell;
use super::catalog::PoseId;
use super::caution::Cautions;
use super::routine::Rhythm;
use super::stored::{self, ListOr};
use super::time::Millis;

/// The person's settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Settings {
    /// Loudness of bells and chimes in percent, 0 to 100; 0 leaves only the carrier.
    #[serde(deserialize_with = "stored::percent")]
    pub bells: u8,
    /// What is struck.
    pub bell: Bell,
    /// What is heard behind all else.
    pub background: Background,
    /// Loudness of that in percent, 0 to 100.
    #[serde(deserialize_with = "stored::percent")]
    pub background_percent: u8,
    /// Whether it plays over what other apps play, which takes a screen that is on, or in its place.
    pub over_others: bool,
    /// Whether lines are spoken.
    pub voice: bool,
    /// Whether the phone's own voice speaks them, while the page is in front, and not the app's, which is in the track.
    pub phones_voice: bool,
    /// Loudness of the voice in percent, 0 to 100.
    #[serde(deserialize_with = "stored::percent")]
    pub voice_percent: u8,
    /// Whether cues vibrate, where the device can.
    pub vibration: bool,
    /// Whether the screen is kept on in a session.
    pub keep_awake: bool,
    /// Time to settle before the first step, up to [`Self::LONGEST_PREPARATION`].
    #[serde(deserialize_with = "stored::preparation")]
    pub preparation: Millis,
    /// Colours.
    pub theme: Theme,
    /// When the person's day starts, in minutes after midnight, 0 to 360.
    #[serde(deserialize_with = "stored::day_start")]
    pub day_start_min: u16,
    /// Whether the safety screen has been read.
    pub safety_read: bool,
    /// Whether the questions about the person have been looked at, or put off for good.
    pub asked: bool,
    /// The routines that the person likes best.
    pub favourites: Slugs,
    /// The poses that hurt.
    pub sore: Slugs,
    /// What poses have to reckon with.
    pub cautions: Cautions,
    /// How much a meditation says.
    pub guidance: Guidance,
    /// How the person sits or lies in a meditation; as each meditation has it where nothing is chosen.
    #[serde(deserialize_with = "stored::posture")]
    pub still: Option<PoseId>,
    /// The breath of their own.
    pub rhythm: Rhythm,
}

/// How much a meditation says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Guidance {
    /// All of it.
    #[default]
    Full,
    /// What there is to do, and no more.
    Light,
    /// Nothing: bells, and the sounds of the breath.
    Bells,
}

/// Which colours the screens take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the device.
    #[default]
    System,
    /// Warm paper.
    Light,
    /// Deep water.
    Dark,
}

impl Settings {
    /// Preparation times that are offered.
    pub const PREPARATIONS: [Millis; 5] =
        [Millis::ZERO, Millis::secs(10), Millis::secs(20), Millis::secs(40), Millis::secs(90)];

    /// The longest preparation that is read from storage: more than any version has offered.
    pub const LONGEST_PREPARATION: Millis = Millis::minutes(10);

    /// The latest start of the day, in minutes after midnight.
    pub const LATEST_DAY_START: u16 = 360;

    /// Whether the app's own voice speaks, in the track.
    pub fn speaks_in_track(&self) -> bool {
        self.voice && !self.phones_voice
    }
}

/// A list of unique slugs, in the order in which they were added. It may hold slugs that only another version knows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "ListOr<String, String>")]
pub struct Slugs(Vec<String>);

impl Slugs {
    /// Whether one is in it.
    pub fn has(&self, slug: &str) -> bool {
        self.0.iter().any(|other| other == slug)
    }

    /// Puts one in, or takes it out.
    pub fn toggle(&mut self, slug: &str) {
        match self.0.iter().position(|other| other == slug) {
            Some(place) => drop(self.0.remove(place)),
            None => self.0.push(slug.to_owned()),
        }
    }

    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

impl<S: Into<String>> FromIterator<S> for Slugs {
    fn from_iter<I: IntoIterator<Item = S>>(slugs: I) -> Self {
        let mut list: Vec<String> = Vec::new();
        for slug in slugs.into_iter().map(S::into) {
            if !slug.is_empty() && !list.contains(&slug) {
                list.push(slug);
            }
        }
        Self(list)
    }
}

impl From<ListOr<String, String>> for Slugs {
    fn from(stored: ListOr<String, String>) -> Self {
        match stored {
            ListOr::List(slugs) => slugs.into_iter().collect(),
            ListOr::Version1(joined) => joined.split(' ').collect(),
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            bells: 80,
            bell: Bell::default(),
            background: Background::default(),
            background_percent: 60,
            over_others: false,
            voice: true,
            phones_voice: false,
            voice_percent: 100,
            vibration: true,
            keep_awake: true,
            preparation: Millis::secs(10),
            theme: Theme::System,
            // People who wind down after midnight still mean the day before.
            day_start_min: 240,
            safety_read: false,
            asked: false,
            favourites: Slugs::default(),
            sore: Slugs::default(),
            cautions: Cautions::default(),
            guidance: Guidance::Full,
            still: None,
            rhythm: Rhythm::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_come_and_go() {
        let mut slugs = Slugs::default();
        for slug in ["desk-break-3", "desk-reset-5", "thoracic"] {
            assert!(!slugs.has(slug));
            slugs.toggle(slug);
            assert!(slugs.has(slug));
        }
        slugs.toggle("desk-reset-5");
        assert!(!slugs.has("desk-reset-5") && !slugs.has("desk") && !slugs.has(""));
        assert!(slugs.iter().eq(["desk-break-3", "thoracic"]));
    }
}
