//! The system's media controls: lock screen, headphones, media keys (Media Session).

use js_sys::{Array, Function, Object};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Navigator;

use super::clock::millis;
use super::globals::{document, window};
use unknot_core::domain::time::Millis;

// Behind web-sys' unstable flag.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = Navigator)]
    type MediaNavigator;

    #[wasm_bindgen(method, getter, catch, js_name = mediaSession)]
    fn media_session(this: &MediaNavigator) -> Result<Option<MediaSession>, JsValue>;

    type MediaSession;

    #[wasm_bindgen(method, getter)]
    fn metadata(this: &MediaSession) -> Option<MediaMetadata>;

    #[wasm_bindgen(method, setter, catch)]
    fn set_metadata(this: &MediaSession, metadata: Option<&MediaMetadata>) -> Result<(), JsValue>;

    #[wasm_bindgen(method, getter, js_name = playbackState)]
    fn playback_state(this: &MediaSession) -> String;

    #[wasm_bindgen(method, setter, catch, js_name = playbackState)]
    fn set_playback_state(this: &MediaSession, state: &str) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch, js_name = setActionHandler)]
    fn set_action_handler(
        this: &MediaSession,
        action: &str,
        handler: Option<&Function>,
    ) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch, js_name = setPositionState)]
    fn set_position_state(this: &MediaSession, state: &PositionState) -> Result<(), JsValue>;

    type MediaMetadata;

    #[wasm_bindgen(constructor, catch)]
    fn new(init: &MetadataInit) -> Result<MediaMetadata, JsValue>;

    #[wasm_bindgen(extends = Object)]
    type MetadataInit;

    #[wasm_bindgen(method, setter)]
    fn set_title(this: &MetadataInit, title: &str);

    #[wasm_bindgen(method, setter)]
    fn set_artist(this: &MetadataInit, artist: &str);

    #[wasm_bindgen(method, setter)]
    fn set_album(this: &MetadataInit, album: &str);

    #[wasm_bindgen(method, setter)]
    fn set_artwork(this: &MetadataInit, artwork: &Array);

    #[wasm_bindgen(extends = Object)]
    type Image;

    #[wasm_bindgen(method, setter)]
    fn set_src(this: &Image, address: &str);

    #[wasm_bindgen(method, setter)]
    fn set_sizes(this: &Image, sizes: &str);

    #[wasm_bindgen(method, setter, js_name = type)]
    fn set_type(this: &Image, kind: &str);

    #[wasm_bindgen(extends = Object)]
    type PositionState;

    #[wasm_bindgen(method, setter)]
    fn set_duration(this: &PositionState, seconds: f64);

    #[wasm_bindgen(method, setter)]
    fn set_position(this: &PositionState, seconds: f64);

    #[wasm_bindgen(method, setter, js_name = playbackRate)]
    fn set_playback_rate(this: &PositionState, rate: f64);

    type ActionDetails;

    #[wasm_bindgen(method, getter, js_name = seekTime)]
    fn seek_time(this: &ActionDetails) -> Option<f64>;
}

/// An action of the media controls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MediaAction {
    Play,
    Pause,
    Stop,
    Previous,
    Next,
    /// Seeks to a position in the track.
    Seek(Millis),
}

/// Sets what the lock screen shows.
pub(crate) fn set_metadata(title: &str, routine: &str, artwork: &str) {
    let Some(session) = session() else { return };
    let image = Object::new().unchecked_into::<Image>();
    image.set_src(&absolute(artwork));
    image.set_sizes("512x512");
    image.set_type("image/png");
    let init = Object::new().unchecked_into::<MetadataInit>();
    init.set_title(title);
    init.set_artist(routine);
    init.set_album("Unknot");
    init.set_artwork(&Array::of1(&image));
    // Without metadata the lock screen shows the name of the page.
    if let Ok(metadata) = MediaMetadata::new(&init) {
        let _ = session.set_metadata(Some(&metadata));
    }
}

/// Sends the actions to `handler`. Has to be called again when playback starts, because `WebKit`
/// forgets the handlers.
pub(crate) fn set_action_handlers(handler: impl Fn(MediaAction) + Clone + 'static) {
    let Some(session) = session() else { return };
    let plain = [
        ("play", MediaAction::Play),
        ("pause", MediaAction::Pause),
        ("stop", MediaAction::Stop),
        ("previoustrack", MediaAction::Previous),
        ("nexttrack", MediaAction::Next),
    ];
    for (name, action) in plain {
        let handler = handler.clone();
        set_action_handler(&session, name, move |_| handler(action));
    }
    // Once any handler is set, the lock screen's slider is dead without this one.
    set_action_handler(&session, "seekto", move |details| {
        if let Some(seconds) = details.seek_time() {
            handler(MediaAction::Seek(millis(seconds * 1000.0)));
        }
    });
    // Otherwise iPhones show ten-second jumps in place of previous and next.
    for name in ["seekbackward", "seekforward"] {
        remove_action_handler(&session, name);
    }
}

/// Sets the position in the track. Has to be called only when it starts, stops or seeks.
pub(crate) fn set_position(playing: bool, position: Millis, duration: Millis) {
    let Some(session) = session() else { return };
    let state = Object::new().unchecked_into::<PositionState>();
    state.set_duration(f64::from(duration.0) / 1000.0);
    state.set_position(f64::from(position.min(duration).0) / 1000.0);
    state.set_playback_rate(1.0);
    // If this fails, the controls show no position, and the session continues.
    let _ = session.set_playback_state(if playing { "playing" } else { "paused" });
    let _ = session.set_position_state(&state);
}

/// Removes the controls.
pub(crate) fn clear() {
    let Some(session) = session() else { return };
    // Fails if nothing was set.
    let _ = session.set_metadata(None);
    let _ = session.set_playback_state("none");
    for name in ["play", "pause", "stop", "previoustrack", "nexttrack", "seekto"] {
        remove_action_handler(&session, name);
    }
}

fn set_action_handler(session: &MediaSession, name: &str, body: impl Fn(ActionDetails) + 'static) {
    // The browser frees the closure once it has forgotten the handler.
    let handler = Closure::<dyn Fn(ActionDetails)>::new(body).into_js_value();
    // Throws for an action that this browser doesn't know. The others are set anyway.
    let _ = session.set_action_handler(name, Some(handler.unchecked_ref()));
}

fn remove_action_handler(session: &MediaSession, name: &str) {
    // As above.
    let _ = session.set_action_handler(name, None);
}

/// Lock screens need an absolute address.
fn absolute(address: &str) -> String {
    let base = document().base_uri().ok().flatten().unwrap_or_default();
    let url = web_sys::Url::new_with_base(address, &base);
    url.map_or_else(|_| address.to_owned(), |url| url.href())
}

fn session() -> Option<MediaSession> {
    window().navigator().unchecked_into::<MediaNavigator>().media_session().ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::{EventLog, Stub};
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(method, getter)]
        fn title(this: &MediaMetadata) -> String;

        #[wasm_bindgen(method, getter)]
        fn artist(this: &MediaMetadata) -> String;

        #[wasm_bindgen(method, getter)]
        fn artwork(this: &MediaMetadata) -> Vec<Image>;

        #[wasm_bindgen(method, getter)]
        fn src(this: &Image) -> String;
    }

    #[wasm_bindgen_test]
    fn lock_screen_shows_the_session_until_it_is_cleared() {
        let session = session().unwrap();
        set_metadata("Cat-cow", "Morning mobility", "icons/icon-512.png");
        let metadata = session.metadata().unwrap();
        assert_eq!(
            (metadata.title(), metadata.artist()),
            ("Cat-cow".into(), "Morning mobility".into())
        );
        let address = metadata.artwork()[0].src();
        assert!(address.starts_with("http"), "{address}");

        set_action_handlers(|_| ());
        set_position(true, Millis::secs(3), Millis::secs(9));
        assert_eq!(session.playback_state(), "playing");
        // The end of a track may be reported a moment late.
        set_position(false, Millis::secs(10), Millis::secs(9));
        assert_eq!(session.playback_state(), "paused");

        clear();
        assert!(session.metadata().is_none());
        assert_eq!(session.playback_state(), "none");
        clear();
    }

    #[wasm_bindgen_test]
    fn actions_are_passed_on_and_unknown_ones_ignored() {
        let browser = Stub::install(
            "const own = MediaSession.prototype.setActionHandler;
            const handlers = {};
            MediaSession.prototype.setActionHandler = (name, handler) => {
                if (name === 'stop') throw new TypeError(name);
                handlers[name] = handler;
            };
            return {
                restore: () => { MediaSession.prototype.setActionHandler = own; },
                report: () => {
                    handlers.pause({ action: 'pause' });
                    handlers.seekto({ action: 'seekto', seekTime: 1.5 });
                    handlers.seekto({ action: 'seekto' });
                    handlers.nexttrack({ action: 'nexttrack' });
                    return Object.keys(handlers).filter((name) => handlers[name]).join();
                },
            };",
        );
        let log = EventLog::new();
        set_action_handlers(log.listener());
        assert_eq!(browser.report(), "play,pause,previoustrack,nexttrack,seekto");
        let expected = [MediaAction::Pause, MediaAction::Seek(Millis(1500)), MediaAction::Next];
        assert_eq!(log.take(), expected);
    }

    #[wasm_bindgen_test]
    fn browser_without_media_sessions_is_no_error() {
        let _browser = Stub::property("navigator", "mediaSession", "undefined");
        set_metadata("Cat-cow", "Morning mobility", "icons/icon-512.png");
        set_action_handlers(|_| ());
        set_position(true, Millis::secs(3), Millis::secs(9));
        clear();
    }
}
