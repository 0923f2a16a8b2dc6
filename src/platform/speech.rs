//! The phone's own voice (Speech Synthesis). Only an extra: a chime in the track marks the same
//! moment, and nothing waits for it.

use std::cell::RefCell;

use js_sys::{Array, Function};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Window;

use super::globals::{present, window};
use super::page;
use unknot_core::content::SPOKEN;
use unknot_core::domain::phone_voice::{self, PhoneVoice};

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

    // Older versions of Safari have neither this nor events of the interface.
    #[wasm_bindgen(method, setter, catch)]
    fn set_onvoiceschanged(this: &Synthesis, listener: &Function) -> Result<(), JsValue>;

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

    #[derive(Clone)]
    type Voice;

    #[wasm_bindgen(method, getter, catch, js_name = voiceURI)]
    fn id(this: &Voice) -> Result<String, JsValue>;

    #[wasm_bindgen(method, getter, catch)]
    fn name(this: &Voice) -> Result<String, JsValue>;

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

/// The voices that can speak the app's language without a network, the most suitable first. Some
/// browsers load their voices late, so this may change.
pub(crate) fn voices() -> Vec<PhoneVoice> {
    let described = local_voices().iter().filter_map(|voice| describe(voice).ok()).collect();
    phone_voice::suitable(described, SPOKEN, &page::language())
}

/// Calls `listener` when the browser has loaded its voices, in place of an earlier listener.
pub(crate) fn on_voices_change(listener: impl Fn() + 'static) {
    let Some(synthesis) = synthesis() else { return };
    let listener = Closure::<dyn Fn()>::new(listener).into_js_value();
    // A browser without the event has its voices at once.
    let _ = synthesis.set_onvoiceschanged(listener.unchecked_ref());
}

/// Speaks a line at a volume in percent, interrupting the current one: in the voice with the id
/// `chosen`, or else in the most suitable one. Does nothing while the page is hidden.
pub(crate) fn speak(text: &str, percent: u8, chosen: &str) {
    // A line that isn't spoken is still on the screen.
    let _ = try_to_speak(text, percent, chosen);
}

fn try_to_speak(text: &str, percent: u8, chosen: &str) -> Result<(), JsValue> {
    let Some(synthesis) = synthesis().filter(|_| page::is_visible()) else { return Ok(()) };
    let suitable = voices();
    let id = phone_voice::chosen(&suitable, chosen).map(|voice| voice.id.as_str());
    let voice = local_voices().into_iter().find(|voice| voice.id().ok().as_deref() == id);
    let Some(voice) = voice else { return Ok(()) };
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

/// The voices that need no network.
fn local_voices() -> Vec<Voice> {
    let voices = synthesis().and_then(|synthesis| synthesis.get_voices().ok()).unwrap_or_default();
    let voices = voices.iter().map(JsCast::unchecked_into::<Voice>);
    voices.filter(|voice| voice.local_service() == Ok(true)).collect()
}

fn describe(voice: &Voice) -> Result<PhoneVoice, JsValue> {
    Ok(PhoneVoice {
        id: voice.id()?,
        name: voice.name()?,
        tag: voice.lang()?,
        is_default: voice.default()?,
    })
}

fn synthesis() -> Option<Synthesis> {
    window().unchecked_into::<SpeechWindow>().speech_synthesis().ok().and_then(present)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::Stub;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn local_voices_of_the_language_are_found_and_others_are_not() {
        let _voices = Stub::property(
            "speechSynthesis",
            "getVoices",
            "() => [
                { voiceURI: 'a', name: 'Anna', lang: 'de-DE', localService: true, default: true },
                { voiceURI: 'b', name: 'Cloud', lang: 'en-GB', localService: false, default: false },
                { voiceURI: 'c', name: 'Zarvox', lang: 'en-US', localService: true, default: false },
                { voiceURI: 'd', name: 'Daniel', lang: 'en_GB', localService: true, default: false },
            ]",
        );
        let found = voices();
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].id.as_str(), found[0].name.as_str()), ("d", "Daniel"));
    }

    #[wasm_bindgen_test]
    fn browser_without_speech_is_no_error() {
        let _browser = Stub::property("window", "speechSynthesis", "undefined");
        assert!(voices().is_empty());
        speak("Breathe in.", 80, "");
        unlock();
        cancel();
    }
}
