//! The phone's own voice (Speech Synthesis). Only an extra: a chime in the track marks the same
//! moment, and nothing waits for it.

use std::cell::RefCell;

use js_sys::Array;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Window;

use super::globals::{present, window};
use super::intl::is_tag_of;
use super::page;
use unknot_core::content::SPOKEN;

// In web-sys most of these don't catch. Speech engines of phones fail in many ways.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = Window)]
    type SpeechWindow;

    #[wasm_bindgen(method, getter, catch, js_name = speechSynthesis)]
    fn speech_synthesis(this: &SpeechWindow) -> Result<Synthesis, JsValue>;

    type Synthesis;

    #[wasm_bindgen(method, catch, js_name = getVoices)]
    fn get_voices(this: &Synthesis) -> Result<Array, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn speak(this: &Synthesis, utterance: &Utterance) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch)]
    fn cancel(this: &Synthesis) -> Result<(), JsValue>;

    #[wasm_bindgen(js_name = SpeechSynthesisUtterance)]
    type Utterance;

    #[wasm_bindgen(constructor, catch, js_class = SpeechSynthesisUtterance)]
    fn new(text: &str) -> Result<Utterance, JsValue>;

    #[wasm_bindgen(method, setter, catch)]
    fn set_voice(this: &Utterance, voice: &Voice) -> Result<(), JsValue>;

    #[wasm_bindgen(method, setter, catch)]
    fn set_lang(this: &Utterance, lang: &str) -> Result<(), JsValue>;

    #[wasm_bindgen(method, setter, catch)]
    fn set_rate(this: &Utterance, rate: f32) -> Result<(), JsValue>;

    #[wasm_bindgen(method, setter, catch)]
    fn set_volume(this: &Utterance, volume: f32) -> Result<(), JsValue>;

    type Voice;

    #[wasm_bindgen(method, getter, catch)]
    fn lang(this: &Voice) -> Result<String, JsValue>;

    #[wasm_bindgen(method, getter, catch, js_name = localService)]
    fn local_service(this: &Voice) -> Result<bool, JsValue>;

    #[wasm_bindgen(method, getter, catch)]
    fn default(this: &Voice) -> Result<bool, JsValue>;
}

thread_local! {
    /// The current utterance. If it isn't referenced, browsers collect it and fall silent.
    static CURRENT: RefCell<Option<Utterance>> = const { RefCell::new(None) };
}

/// Whether there is a voice that needs no network. Some browsers load their voices late, so this may
/// change.
pub(crate) fn is_available() -> bool {
    synthesis().is_some_and(|synthesis| voice(&synthesis).is_some())
}

/// Speaks a line at a volume in percent, interrupting the current one. Does nothing while the page is
/// hidden.
pub(crate) fn speak(text: &str, percent: u8) {
    // A line that isn't spoken is still on the screen.
    let _ = try_to_speak(text, percent);
}

fn try_to_speak(text: &str, percent: u8) -> Result<(), JsValue> {
    let Some(synthesis) = synthesis().filter(|_| page::is_visible()) else { return Ok(()) };
    let Some(voice) = voice(&synthesis) else { return Ok(()) };
    let utterance = Utterance::new(text)?;
    utterance.set_voice(&voice)?;
    utterance.set_lang(&voice.lang()?)?;
    // A little slower than usual, because there is time. A voice without a rate has one of its own.
    let _ = utterance.set_rate(0.92);
    utterance.set_volume(f32::from(percent.min(100)) / 100.0)?;
    // Some browsers hang in the state "speaking" until they are cancelled.
    let _ = synthesis.cancel();
    synthesis.speak(&utterance)?;
    CURRENT.set(Some(utterance));
    Ok(())
}

/// Stops speaking.
pub(crate) fn cancel() {
    if let Some(synthesis) = synthesis() {
        // If this fails, the line is spoken to its end.
        let _ = synthesis.cancel();
    }
    CURRENT.take();
}

/// Speaks silently, so that the page may speak later: phones require that it has first done so in a
/// tap. Has to be called in the tap on Start.
pub(crate) fn unlock() {
    let Some(synthesis) = synthesis() else { return };
    // Only a silent utterance will do.
    if let Ok(utterance) = Utterance::new("")
        && utterance.set_volume(0.0).is_ok()
    {
        let _ = synthesis.speak(&utterance);
    }
}

/// A local voice for the app's language, preferably the person's default.
fn voice(synthesis: &Synthesis) -> Option<Voice> {
    let voices = synthesis.get_voices().ok()?;
    let matching = voices.iter().map(JsCast::unchecked_into::<Voice>).filter(|voice| {
        voice.local_service() == Ok(true) && voice.lang().is_ok_and(|lang| is_tag_of(&lang, SPOKEN))
    });
    matching.max_by_key(|voice| voice.default() == Ok(true))
}

fn synthesis() -> Option<Synthesis> {
    window().unchecked_into::<SpeechWindow>().speech_synthesis().ok().and_then(present)
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
