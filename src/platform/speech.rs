//! The phone's own voice (Speech Synthesis). Only an extra: a chime in the track marks the same
//! moment, and nothing waits for it.

use std::cell::RefCell;

use wasm_bindgen::JsCast;
use web_sys::{SpeechSynthesis, SpeechSynthesisUtterance, SpeechSynthesisVoice};

use super::globals::{present, window};
use super::intl::is_tag_of;
use super::page;
use unknot_core::content::SPOKEN;

thread_local! {
    /// The current utterance. If it isn't referenced, browsers collect it and fall silent.
    static CURRENT: RefCell<Option<SpeechSynthesisUtterance>> = const { RefCell::new(None) };
}

/// Whether there is a voice that needs no network. Some browsers load their voices late, so this may
/// change.
pub(crate) fn is_available() -> bool {
    synthesis().is_some_and(|synthesis| voice(&synthesis).is_some())
}

/// Speaks a line at a volume in percent, interrupting the current one. Does nothing while the page is
/// hidden.
pub(crate) fn speak(text: &str, percent: u8) {
    let Some(synthesis) = synthesis().filter(|_| page::is_visible()) else { return };
    let Some(voice) = voice(&synthesis) else { return };
    let Ok(utterance) = SpeechSynthesisUtterance::new_with_text(text) else { return };
    utterance.set_voice(Some(&voice));
    utterance.set_lang(&voice.lang());
    // A little slower than usual, because there is time.
    utterance.set_rate(0.92);
    utterance.set_volume(f32::from(percent.min(100)) / 100.0);
    // Some browsers hang in the state "speaking" until they are cancelled.
    synthesis.cancel();
    synthesis.speak(&utterance);
    CURRENT.set(Some(utterance));
}

/// Stops speaking.
pub(crate) fn cancel() {
    if let Some(synthesis) = synthesis() {
        synthesis.cancel();
    }
    CURRENT.take();
}

/// Speaks silently, so that the page may speak later: phones require that it has first done so in a
/// tap. Has to be called in the tap on Start.
pub(crate) fn unlock() {
    let Some(synthesis) = synthesis() else { return };
    if let Ok(utterance) = SpeechSynthesisUtterance::new_with_text("") {
        utterance.set_volume(0.0);
        synthesis.speak(&utterance);
    }
}

/// A local voice for the app's language, preferably the person's default.
fn voice(synthesis: &SpeechSynthesis) -> Option<SpeechSynthesisVoice> {
    let voices = synthesis.get_voices();
    let matching = voices
        .iter()
        .map(JsCast::unchecked_into::<SpeechSynthesisVoice>)
        .filter(|voice| voice.local_service() && is_tag_of(&voice.lang(), SPOKEN));
    matching.max_by_key(SpeechSynthesisVoice::default)
}

fn synthesis() -> Option<SpeechSynthesis> {
    window().speech_synthesis().ok().and_then(present)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::Stub;
    use wasm_bindgen_test::wasm_bindgen_test;

    /// Gives the browser a single voice, a local one, of that language.
    fn with_voice(lang: &str) -> Stub {
        let voices = format!("() => [{{ lang: '{lang}', localService: true, default: true }}]");
        Stub::property("speechSynthesis", "getVoices", &voices)
    }

    #[wasm_bindgen_test]
    fn voice_is_chosen_by_its_primary_language_subtag() {
        for (lang, matches) in [
            // Middle English, as Filipino (`fil`) is no Finnish (`fi`).
            ("enm", false),
            ("enm-GB", false),
            ("fi-FI", false),
            ("", false),
            ("en", true),
            ("en-GB", true),
            // As Android writes it.
            ("en_US", true),
            ("EN-us", true),
        ] {
            let _voices = with_voice(lang);
            assert_eq!(is_available(), matches, "{lang}");
        }
    }

    #[wasm_bindgen_test]
    fn browser_without_speech_is_no_error() {
        let _browser = Stub::property("window", "speechSynthesis", "undefined");
        assert!(!is_available());
        speak("Breathe in.", 80);
        unlock();
        cancel();
    }
}
