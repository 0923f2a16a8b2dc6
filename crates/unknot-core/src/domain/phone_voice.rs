//! The choice among the voices that the device itself has.

use std::cmp::Reverse;

/// A voice of the device.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PhoneVoice {
    /// Its id on this device.
    pub id: String,
    /// Its name, which is shown.
    pub name: String,
    /// Its language tag.
    pub tag: String,
    /// Whether it is the device's default.
    pub is_default: bool,
}

/// Joke voices, and robots of the 1980s, which macOS lists among the others.
const NOVELTIES: [&str; 24] = [
    "Albert",
    "Bad News",
    "Bahh",
    "Bells",
    "Boing",
    "Bubbles",
    "Cellos",
    "Deranged",
    "Fred",
    "Good News",
    "Hysterical",
    "Jester",
    "Junior",
    "Kathy",
    "Organ",
    "Pipe Organ",
    "Princess",
    "Ralph",
    "Superstar",
    "Trinoids",
    "Whisper",
    "Wobble",
    "Zarvox",
    "Agnes",
];

/// Voices of characters, which iPhones and Macs have in each language. Better than nothing.
const CHARACTERS: [&str; 8] =
    ["Eddy", "Flo", "Grandma", "Grandpa", "Reed", "Rocko", "Sandy", "Shelley"];

impl PhoneVoice {
    /// The name without the language in brackets that some devices append.
    fn short_name(&self) -> &str {
        self.name.split(" (").next().unwrap_or_default().trim()
    }

    /// Linux lists each voice in dozens of distortions: “English+croak”.
    fn is_novelty(&self) -> bool {
        NOVELTIES.contains(&self.short_name()) || self.name.contains('+')
    }

    fn is_character(&self) -> bool {
        CHARACTERS.contains(&self.short_name())
    }
}

/// The voices that can speak a language, the most suitable first: those of the person's region, which
/// the device's language tag names, then the device's default. Novelties are left out.
pub fn suitable(voices: Vec<PhoneVoice>, language: &str, device_tag: &str) -> Vec<PhoneVoice> {
    let region = region(device_tag);
    let mut suitable: Vec<_> = voices
        .into_iter()
        .filter(|voice| language_of(&voice.tag).eq_ignore_ascii_case(language))
        .filter(|voice| !voice.is_novelty())
        .collect();
    suitable.sort_by_key(|voice| {
        let is_near = region.is_some() && self::region(&voice.tag) == region;
        (voice.is_character(), Reverse(is_near), Reverse(voice.is_default))
    });
    suitable
}

/// The voice that speaks: the chosen one, or the most suitable if it is not on this device.
pub fn chosen<'a>(suitable: &'a [PhoneVoice], id: &str) -> Option<&'a PhoneVoice> {
    suitable.iter().find(|voice| voice.id == id).or_else(|| suitable.first())
}

/// The primary subtag. Android writes `en_US`.
fn language_of(tag: &str) -> &str {
    tag.split(['-', '_']).next().unwrap_or_default()
}

/// The region of a language tag, in capitals.
fn region(tag: &str) -> Option<String> {
    let tag = tag.split(['.', '@']).next().unwrap_or_default();
    let mut parts = tag.split(['-', '_']).skip(1).take_while(|part| part.len() > 1);
    let region =
        parts.find(|part| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_alphabetic()));
    region.map(str::to_ascii_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn voice(name: &str, tag: &str) -> PhoneVoice {
        PhoneVoice {
            id: format!("id of {name}"),
            name: name.to_owned(),
            tag: tag.to_owned(),
            is_default: false,
        }
    }

    fn default(name: &str, tag: &str) -> PhoneVoice {
        PhoneVoice { is_default: true, ..voice(name, tag) }
    }

    /// The names of the suitable voices for English.
    fn names(voices: &[PhoneVoice], device_tag: &str) -> Vec<String> {
        suitable(voices.to_vec(), "en", device_tag).into_iter().map(|voice| voice.name).collect()
    }

    #[test]
    fn voice_of_the_region_comes_before_the_default_of_the_device() {
        let voices = [
            voice("Moira", "en-IE"),
            default("Anna", "de-DE"),
            default("Samantha", "en-US"),
            voice("Daniel", "en_GB"),
            voice("Kate", "en-GB"),
        ];
        for (device, first) in [
            ("en-GB", "Daniel"),
            ("en_gb", "Daniel"),
            ("en-IE", "Moira"),
            ("en-IE-u-hc-h23", "Moira"),
            ("en-US@posix", "Samantha"),
            ("en-ZA", "Samantha"),
            ("en", "Samantha"),
            ("de-DE", "Samantha"),
            ("C", "Samantha"),
            ("", "Samantha"),
        ] {
            let names = names(&voices, device);
            assert_eq!(names[0], first, "{device}");
            assert_eq!(names.len(), 4, "{names:?}");
        }
    }

    #[test]
    fn novelties_are_never_offered_and_characters_only_if_there_is_nothing_else() {
        // As a Mac lists them, where no English voice is the default, and each is local.
        let voices: Vec<_> = NOVELTIES
            .iter()
            .chain(&CHARACTERS)
            .map(|name| voice(name, "en-US"))
            .chain([voice("Karen", "en-AU"), voice("English (America)+croak", "en-US")])
            .collect();
        assert_eq!(names(&voices, "en-US")[0], "Karen");
        let without = &voices[..voices.len() - 2];
        assert!(CHARACTERS.contains(&names(without, "en-US")[0].as_str()));
        assert!(names(&[voice("Zarvox (English (US))", "en-US")], "en-US").is_empty());
    }

    #[test]
    fn language_is_the_primary_subtag() {
        for (tag, speaks) in [
            // Middle English, as Filipino (`fil`) is no Finnish (`fi`).
            ("enm", false),
            ("enm-GB", false),
            ("fi-FI", false),
            ("", false),
            ("en", true),
            ("EN-us", true),
            ("en_US", true),
        ] {
            assert_eq!(!names(&[voice("Voice", tag)], "en-GB").is_empty(), speaks, "{tag}");
        }
    }

    #[test]
    fn chosen_voice_speaks_as_long_as_the_device_has_it() {
        let voices = [voice("Kate", "en-GB"), voice("Daniel", "en-GB")];
        let name = |id| chosen(&voices, id).map(|voice| voice.name.as_str());
        assert_eq!(name("id of Daniel"), Some("Daniel"));
        assert_eq!(name("id of a voice that was removed"), Some("Kate"));
        assert_eq!(name(""), Some("Kate"));
        assert_eq!(chosen(&[], "id of Kate"), None);
    }
}
