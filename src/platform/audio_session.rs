//! How the phone treats the app's sound beside that of other apps (W3C Audio Session; Safari has it since 16.4).

use wasm_bindgen::JsValue;

use super::reflect;

/// Whether the browser lets an app say so.
pub(crate) fn is_there() -> bool {
    session().is_some()
}

/// Plays over what other apps play, or else in its place, as a player does that goes on with the phone locked. What plays
/// over others is silenced by the silent switch (`WebKit` has "transient" as ambient sound).
pub(crate) fn play_over_others(over: bool) {
    if let Some(session) = session() {
        // A kind that a browser does not know is passed over, as an unknown value of any such list is.
        reflect::set(&session, "type", &if over { "transient" } else { "playback" }.into());
    }
}

fn session() -> Option<JsValue> {
    reflect::get(&reflect::navigator(), "audioSession")
}
