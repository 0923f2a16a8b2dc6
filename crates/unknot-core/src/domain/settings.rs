//! The person's settings. Every field has a default that suits a first session.
//!
//! The `serde` attributes define how a field is stored and clamped. `storage` reads fields one by
//! one, so that an unreadable value resets only its own field.

use serde::{Deserialize, Serialize};

use super::app_voice::AppVoice;
use super::background::Background;
use super::bell::Bell;
use super::catalog::PoseId;
use super::caution::Cautions;
use super::civil::CivilDay;
use super::goal::{EarlierGoals, Goal, Goals};
use super::routine::Rhythm;
use super::stored::{self, ListOr};
use super::time::Millis;

/// The person's settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "each is an independent switch")]
pub struct Settings {
    /// Whether sessions are silent, whatever is chosen for bells, background and voice.
    pub silent: bool,
    /// Loudness of bells and chimes in percent, 0 to 100. At 0 only the carrier remains.
    #[serde(deserialize_with = "stored::percent")]
    pub bells: u8,
    /// The bell sound.
    pub bell: Bell,
    /// The background sound.
    pub background: Background,
    /// Loudness of the background in percent, 0 to 100.
    #[serde(deserialize_with = "stored::percent")]
    pub background_percent: u8,
    /// Whether the sound mixes with the audio of other apps, which works only while the screen is
    /// on. If not, it interrupts them.
    pub over_others: bool,
    /// Whether lines are spoken.
    pub voice: bool,
    /// Whether the device's speech synthesis speaks the lines, which works only while the page is
    /// visible. If not, the track contains the app's own voice.
    #[serde(rename = "phones_voice")]
    pub device_voice: bool,
    /// Which of the app's own voices speaks.
    pub app_voice: AppVoice,
    /// The id of the device's voice that speaks. Empty, or one that this device doesn't have: the most
    /// suitable one.
    pub phone_voice: String,
    /// Loudness of the voice in percent, 0 to [`Self::LOUDEST_VOICE`]. The app's own voice is as loud as
    /// its clips at 100, the default.
    #[serde(deserialize_with = "stored::voice_percent")]
    pub voice_percent: u8,
    /// Whether cues vibrate on devices that can.
    pub vibration: bool,
    /// Whether the screen stays on during a session.
    pub keep_awake: bool,
    /// Time to settle before the first step, up to [`Self::LONGEST_PREPARATION`].
    #[serde(deserialize_with = "stored::preparation")]
    pub preparation: Millis,
    /// The colour theme.
    pub theme: Theme,
    /// When the person's day starts, in minutes after midnight, 0 to [`Self::LATEST_DAY_START`].
    #[serde(deserialize_with = "stored::day_start")]
    pub day_start_min: u16,
    /// On how many days of a week the person wants to practise.
    #[serde(deserialize_with = "stored::goal")]
    pub goal: Goal,
    /// What is remembered of earlier goals. Only [`Self::set_goal`] changes it.
    pub earlier_goals: EarlierGoals,
    /// Whether the days, weeks and the strength of the practice are counted where the person can see it.
    pub counts_days: bool,
    /// Whether the person has read the safety page.
    pub safety_read: bool,
    /// Whether the person has answered or dismissed the questions about themselves.
    pub asked: bool,
    /// Slugs of the favourite routines.
    pub favourites: Slugs,
    /// Slugs of the poses that hurt.
    pub sore: Slugs,
    /// The person's cautions, which poses have to respect.
    pub cautions: Cautions,
    /// The pain that the person usually has, 0 to [`WORST`](super::pain::WORST). `None` until they say so.
    #[serde(deserialize_with = "stored::usual_pain")]
    pub usual_pain: Option<u8>,
    /// How much a meditation says.
    pub guidance: Guidance,
    /// When the bells of a silence ring.
    pub silence_bells: SilenceBells,
    /// The posture for meditations. `None` for the posture that each meditation suggests.
    #[serde(rename = "still", deserialize_with = "stored::posture")]
    pub posture: Option<PoseId>,
    /// The person's own breathing rhythm.
    pub rhythm: Rhythm,
    /// What the person has written down for themselves or for their doctor, as they typed it.
    pub note: String,
}

/// How much a meditation says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Guidance {
    /// Everything.
    #[default]
    Full,
    /// Only the instructions that are needed to follow it.
    Light,
    /// Nothing. Only bells and breath sounds are heard.
    Bells,
}

/// When the bells of a silence ring.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SilenceBells {
    /// At regular times.
    #[default]
    Regular,
    /// At random times, on average as often.
    Random,
}

impl SilenceBells {
    /// Whether they ring at regular times.
    pub fn is_regular(&self) -> bool {
        *self == Self::Regular
    }
}

/// The colour theme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// Follows the device.
    #[default]
    System,
    /// Light colours.
    Light,
    /// Dark colours.
    Dark,
}

impl Settings {
    /// The preparation times on offer.
    pub const PREPARATIONS: [Millis; 5] =
        [Millis::ZERO, Millis::secs(10), Millis::secs(20), Millis::secs(40), Millis::secs(90)];

    /// The upper limit for the loudness of the voice in percent, 7 dB above the default. Earlier versions
    /// had 100, which means the same as then.
    pub const LOUDEST_VOICE: u8 = 150;

    /// The upper limit for a preparation read from storage. No version has offered as much.
    pub const LONGEST_PREPARATION: Millis = Millis::minutes(10);

    /// The upper limit for the start of the day, in minutes after midnight.
    pub const LATEST_DAY_START: u16 = 360;

    /// The most characters that can be typed as a note, of about half a page. What is stored is never cut.
    pub const LONGEST_NOTE: usize = 2_000;

    /// The goal, with the earlier ones.
    pub fn goals(&self) -> Goals {
        Goals { now: self.goal, earlier: self.earlier_goals.clone() }
    }

    /// Sets the goal on a day. It takes no week away that was reached with an earlier one.
    pub fn set_goal(&mut self, goal: Goal, today: CivilDay) {
        let mut goals = self.goals();
        goals.set(goal, today);
        (self.goal, self.earlier_goals) = (goals.now, goals.earlier);
    }

    /// The settings as a session follows them: without any sound if it is silent.
    #[must_use]
    pub fn heard(&self) -> Self {
        let settings = self.clone();
        if self.silent {
            Self { bells: 0, background: Background::Nothing, voice: false, ..settings }
        } else {
            settings
        }
    }

    /// Whether the track contains the app's own voice.
    pub fn speaks_in_track(&self) -> bool {
        self.voice && !self.device_voice
    }
}

/// A list of unique slugs in the order of insertion. May contain slugs that this version doesn't
/// know.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "ListOr<String, String>")]
pub struct Slugs(Vec<String>);

impl Slugs {
    /// Whether the list contains this slug.
    pub fn has(&self, slug: &str) -> bool {
        self.0.iter().any(|other| other == slug)
    }

    /// Adds the slug, or removes it if it is present.
    pub fn toggle(&mut self, slug: &str) {
        match self.0.iter().position(|other| other == slug) {
            Some(index) => drop(self.0.remove(index)),
            None => self.0.push(slug.to_owned()),
        }
    }

    /// The slugs in order.
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
            silent: false,
            bells: 80,
            bell: Bell::default(),
            background: Background::default(),
            background_percent: 60,
            over_others: false,
            voice: true,
            device_voice: false,
            app_voice: AppVoice::default(),
            phone_voice: String::new(),
            voice_percent: 100,
            vibration: true,
            keep_awake: true,
            preparation: Millis::secs(10),
            theme: Theme::System,
            // A session at 02:00 belongs to the previous day.
            day_start_min: 240,
            goal: Goal::DEFAULT,
            earlier_goals: EarlierGoals::default(),
            counts_days: true,
            safety_read: false,
            asked: false,
            favourites: Slugs::default(),
            sore: Slugs::default(),
            cautions: Cautions::default(),
            usual_pain: None,
            guidance: Guidance::Full,
            silence_bells: SilenceBells::Regular,
            posture: None,
            rhythm: Rhythm::default(),
            note: String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_silent_session_forgets_no_choice() {
        let loud = Settings { background: Background::Rain, ..Settings::default() };
        assert_eq!(loud.heard(), loud);
        let silent = Settings { silent: true, ..loud.clone() };
        let heard = silent.heard();
        assert_eq!((heard.bells, heard.background, heard.voice), (0, Background::Nothing, false));
        assert_eq!((heard.vibration, heard.preparation), (loud.vibration, loud.preparation));
        assert_eq!(Settings { silent: false, ..silent }, loud);
    }

    #[test]
    fn toggling_adds_and_removes_slugs() {
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
