//! How the phone treats the app's sound beside that of other apps (W3C Audio Session; Safari has it since 16.4).

use std::sync::atomic::{AtomicBool, Ordering};

use wasm_bindgen::JsValue;

use super::reflect;

/// Whether the browser lets an app say so.
pub(crate) fn is_there() -> bool {
    session().is_some()
}

/// Plays over what other apps play, or else in its place, as a player does that goes on with the phone locked. What plays
/// over others is silenced by the silent switch (`WebKit` has "transient" as ambient sound).
pub(crate) fn play_over_others(over: bool) {
    // Not while the microphone hears, which would be turned off.
    if !HEARS.load(Ordering::Relaxed) {
        set_kind(if over { "transient" } else { "playback" });
    }
}

/// Whether the microphone is to hear. A page has one thread.
static HEARS: AtomicBool = AtomicBool::new(false);

/// The microphone is to hear, until this is dropped: `WebKit` gives none to a page that plays in any other manner.
pub(super) struct Hearing {
    before: Option<String>,
}

impl Hearing {
    /// From here on.
    pub(super) fn begin() -> Self {
        let before = session().and_then(|session| reflect::get(&session, "type")?.as_string());
        HEARS.store(true, Ordering::Relaxed);
        set_kind("play-and-record");
        Self { before }
    }
}

impl Drop for Hearing {
    fn drop(&mut self) {
        HEARS.store(false, Ordering::Relaxed);
        if let Some(before) = &self.before {
            set_kind(before);
        }
    }
}

fn set_kind(kind: &str) {
    if let Some(session) = session() {
        // A kind that a browser does not know is passed over, as an unknown value of any such list is.
        reflect::set(&session, "type", &kind.into());
    }
}

fn session() -> Option<JsValue> {
    reflect::get(&reflect::navigator(), "audioSession")
}
