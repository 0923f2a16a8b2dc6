//! How the phone mixes the app's sound with that of other apps (W3C Audio Session, in Safari since
//! 16.4).

use std::cell::Cell;

use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Navigator;

use super::globals::window;

// Not in web-sys.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = Navigator)]
    type AudioSessionNavigator;

    #[wasm_bindgen(method, getter, catch, js_name = audioSession)]
    fn audio_session(this: &AudioSessionNavigator) -> Result<Option<AudioSession>, JsValue>;

    type AudioSession;

    #[wasm_bindgen(method, getter, catch, js_name = type)]
    fn kind(this: &AudioSession) -> Result<Option<String>, JsValue>;

    #[wasm_bindgen(method, setter, catch, js_name = type)]
    fn set_kind(this: &AudioSession, kind: &str) -> Result<(), JsValue>;
}

thread_local! {
    /// Whether the microphone is on.
    static IS_RECORDING: Cell<bool> = const { Cell::new(false) };
}

/// Whether the browser lets the app choose.
pub(crate) fn is_supported() -> bool {
    session().is_some()
}

/// Mixes with the sound of other apps, or else interrupts it like a music player, which keeps
/// playing on a locked phone. Mixed sound is silenced by the silent switch (`WebKit` treats
/// "transient" as ambient sound).
pub(crate) fn play_over_others(over: bool) {
    // Any other type would turn the microphone off.
    if !IS_RECORDING.get() {
        set_kind(if over { "transient" } else { "playback" });
    }
}

/// Keeps the session type for recording until it is dropped. `WebKit` refuses the microphone to a
/// page with any other type.
pub(super) struct RecordingSession {
    before: Option<String>,
}

impl RecordingSession {
    /// Sets the session type for recording.
    pub(super) fn begin() -> Self {
        let before = session().and_then(|session| session.kind().ok().flatten());
        IS_RECORDING.set(true);
        set_kind("play-and-record");
        Self { before }
    }
}

impl Drop for RecordingSession {
    fn drop(&mut self) {
        IS_RECORDING.set(false);
        if let Some(before) = &self.before {
            set_kind(before);
        }
    }
}

fn set_kind(kind: &str) {
    if let Some(session) = session() {
        // Browsers ignore a type that they don't know, and mix the sound as by default.
        let _ = session.set_kind(kind);
    }
}

fn session() -> Option<AudioSession> {
    window().navigator().unchecked_into::<AudioSessionNavigator>().audio_session().ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::Stub;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn recording_has_its_own_type_and_restores_the_one_before() {
        let browser = Stub::install(
            "navigator.audioSession = { type: 'auto' };
            return {
                restore: () => delete navigator.audioSession,
                report: () => navigator.audioSession.type,
            };",
        );
        assert!(is_supported());
        play_over_others(true);
        assert_eq!(browser.report(), "transient");
        let recording = RecordingSession::begin();
        assert_eq!(browser.report(), "play-and-record");
        play_over_others(false);
        assert_eq!(browser.report(), "play-and-record");
        drop(recording);
        assert_eq!(browser.report(), "transient");
        play_over_others(false);
        assert_eq!(browser.report(), "playback");
    }

    #[wasm_bindgen_test]
    fn browser_without_audio_sessions_is_no_error() {
        let _browser = Stub::property("navigator", "audioSession", "undefined");
        assert!(!is_supported());
        play_over_others(true);
        drop(RecordingSession::begin());
    }
}
