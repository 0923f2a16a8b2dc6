//! What settings are about, for somebody who has to choose between two sets of them.

use unknot_core::i18n::{Key, text};
use unknot_core::storage::Difference;

/// What the settings that differ are about, each once, in the order of the Settings page.
pub(super) fn topics(differences: &[Difference]) -> Vec<&'static str> {
    let mut topics: Vec<Topic> = differences.iter().map(|one| Topic::of(&one.name)).collect();
    topics.sort_unstable();
    topics.dedup();
    topics.into_iter().map(Topic::name).collect()
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Topic {
    AboutYou,
    Favourites,
    Note,
    Sound,
    Session,
    Days,
    Look,
    Others,
}

impl Topic {
    /// The topic of a setting, by its stored name.
    fn of(name: &str) -> Self {
        match name {
            "cautions" | "sore" | "usual_pain" | "asked" => Self::AboutYou,
            "favourites" => Self::Favourites,
            "note" => Self::Note,
            "bells" | "bell" | "background" | "background_percent" | "over_others" | "voice"
            | "phones_voice" | "app_voice" | "phone_voice" | "voice_percent" | "silent" => {
                Self::Sound
            }
            "vibration" | "keep_awake" | "preparation" | "guidance" | "silence_bells" | "still"
            | "rhythm" => Self::Session,
            "goal" | "earlier_goals" | "counts_days" | "day_start_min" => Self::Days,
            "theme" => Self::Look,
            _ => Self::Others,
        }
    }

    fn name(self) -> &'static str {
        text(match self {
            Self::AboutYou => Key::AboutYouTitle,
            Self::Favourites => Key::RestoreAboutFavourites,
            Self::Note => Key::RestoreAboutNote,
            Self::Sound => Key::SettingsSound,
            Self::Session => Key::SettingsSession,
            Self::Days => Key::SettingsDays,
            Self::Look => Key::SettingsLook,
            Self::Others => Key::RestoreAboutOthers,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unknot_core::domain::settings::Settings;
    use unknot_core::storage::{encode_value, settings_differences};
    use wasm_bindgen::JsCast;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn each_topic_is_named_once_and_every_setting_has_one() {
        let theirs = Settings { bells: 1, voice: false, note: "x".into(), ..Settings::default() };
        let differences = settings_differences(None, &encode_value(&theirs)).unwrap();
        let expected = [text(Key::RestoreAboutNote), text(Key::SettingsSound)];
        assert_eq!(topics(&differences), expected);
        let text = encode_value(&Settings::default());
        let (json, _) = text.rsplit_once('\t').unwrap();
        let stored = js_sys::JSON::parse(json).unwrap();
        let data = js_sys::Reflect::get(&stored, &"data".into()).unwrap();
        let names = js_sys::Object::keys(&data.unchecked_into::<js_sys::Object>()).into_iter();
        let names: Vec<String> = names.filter_map(|name| name.as_string()).collect();
        assert!(names.len() > 20);
        // What has been read and dismissed is nothing that a person would choose.
        for name in names.iter().filter(|name| *name != "safety_read") {
            assert!(Topic::of(name) != Topic::Others, "{name}");
        }
    }
}
