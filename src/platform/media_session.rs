//! The phone's media controls: lock screen, headphones, media keys.

use js_sys::{Array, Object};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

use super::globals::window;
use super::reflect;
use unknot_core::domain::time::Millis;

/// What a control asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Control {
    Play,
    Pause,
    Stop,
    Previous,
    Next,
    /// To a position in the track.
    Seek(Millis),
}

/// Sets what the lock screen shows.
pub(crate) fn show(title: &str, routine: &str, artwork: &str) {
    let Some(session) = session() else { return };
    let image = Object::new();
    // Lock screens want an absolute address.
    let base = window().document().and_then(|document| document.base_uri().ok().flatten());
    let address = web_sys::Url::new_with_base(artwork, &base.unwrap_or_default());
    reflect::set(&image, "src", &address.map_or(artwork.into(), |url| url.href().into()));
    reflect::set(&image, "sizes", &"512x512".into());
    reflect::set(&image, "type", &"image/png".into());
    let about = Object::new();
    reflect::set(&about, "title", &title.into());
    reflect::set(&about, "artist", &routine.into());
    reflect::set(&about, "album", &"Unknot".into());
    reflect::set(&about, "artwork", &Array::of1(&image));
    if let Some(metadata) = reflect::construct("MediaMetadata", &[&about]) {
        reflect::set(&session, "metadata", &metadata);
    }
}

/// Sends the controls to `handler`. To be said again when playing begins: `WebKit` forgets.
pub(crate) fn handle(handler: impl Fn(Control) + Clone + 'static) {
    let Some(session) = session() else { return };
    let plain = [
        ("play", Control::Play),
        ("pause", Control::Pause),
        ("stop", Control::Stop),
        ("previoustrack", Control::Previous),
        ("nexttrack", Control::Next),
    ];
    for (name, control) in plain {
        let handler = handler.clone();
        set_handler(&session, name, move |_| handler(control));
    }
    // Where any handler is set, this one must be too, or the lock screen's slider is dead.
    set_handler(&session, "seekto", move |details| {
        let seconds = reflect::get(&details, "seekTime").and_then(|time| time.as_f64());
        if let Some(seconds) = seconds {
            handler(Control::Seek(super::clock::millis(seconds * 1000.0)));
        }
    });
    // Without these iPhones would show ten-second jumps in place of the steps.
    for name in ["seekbackward", "seekforward"] {
        reflect::call(&session, "setActionHandler", &[&name.into(), &JsValue::NULL]);
    }
}

/// Tells where the track stands; to be said when it starts, stops or jumps, not all the time.
pub(crate) fn set_position(playing: bool, position: Millis, duration: Millis) {
    let Some(session) = session() else { return };
    reflect::set(&session, "playbackState", &if playing { "playing" } else { "paused" }.into());
    let state = Object::new();
    reflect::set(&state, "duration", &(f64::from(duration.0) / 1000.0).into());
    reflect::set(&state, "position", &(f64::from(position.min(duration).0) / 1000.0).into());
    reflect::set(&state, "playbackRate", &1.0.into());
    reflect::call(&session, "setPositionState", &[&state]);
}

/// Takes the controls down.
pub(crate) fn release() {
    let Some(session) = session() else { return };
    reflect::set(&session, "metadata", &JsValue::NULL);
    reflect::set(&session, "playbackState", &"none".into());
    for name in ["play", "pause", "stop", "previoustrack", "nexttrack", "seekto"] {
        reflect::call(&session, "setActionHandler", &[&name.into(), &JsValue::NULL]);
    }
}

fn set_handler(session: &JsValue, name: &str, body: impl Fn(JsValue) + 'static) {
    let closure = Closure::<dyn Fn(JsValue)>::new(body);
    // An action that this browser does not know throws; the others are set all the same.
    reflect::call(session, "setActionHandler", &[&name.into(), closure.as_ref()]);
    closure.into_js_value().unchecked_into::<js_sys::Function>();
}

fn session() -> Option<JsValue> {
    reflect::get(&reflect::navigator(), "mediaSession")
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn shown(of: &str) -> Option<String> {
        reflect::get(&reflect::get(&session()?, "metadata")?, of)?.as_string()
    }

    fn state() -> String {
        reflect::get(&session().unwrap(), "playbackState").unwrap().as_string().unwrap()
    }

    #[wasm_bindgen_test]
    fn the_lock_screen_shows_the_session_until_it_is_released() {
        show("Cat-cow", "Morning mobility", "icons/icon-512.png");
        assert_eq!(shown("title").as_deref(), Some("Cat-cow"));
        assert_eq!(shown("artist").as_deref(), Some("Morning mobility"));
        let metadata = reflect::get(&session().unwrap(), "metadata").unwrap();
        let image = Array::from(&reflect::get(&metadata, "artwork").unwrap()).get(0);
        let address = reflect::get(&image, "src").unwrap().as_string().unwrap();
        assert!(address.starts_with("http"), "{address}");

        handle(|_| ());
        set_position(true, Millis::secs(3), Millis::secs(9));
        assert_eq!(state(), "playing");
        // The end of a track may be told a moment late.
        set_position(false, Millis::secs(10), Millis::secs(9));
        assert_eq!(state(), "paused");

        release();
        assert_eq!((shown("title"), state().as_str()), (None, "none"));
        release();
    }
}
