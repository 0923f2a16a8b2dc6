//! An `<audio>` element, and the track in it.
//!
//! The element plays the track even while the page's code is suspended. Its `currentTime` is the
//! clock of a session.

#[cfg(test)]
mod tests;

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use gloo_events::EventListener;
use js_sys::Promise;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DomException, HtmlAudioElement, Url};

use super::blob::Blob;
use super::clock::millis;
use super::{crash, task};
use unknot_core::domain::time::Millis;

// In web-sys most of these don't catch.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = HtmlAudioElement, extends = web_sys::HtmlMediaElement, extends = web_sys::Element)]
    #[wasm_bindgen(extends = web_sys::EventTarget)]
    #[derive(Clone)]
    type MediaElement;

    #[wasm_bindgen(method, setter, catch)]
    fn set_preload(this: &MediaElement, preload: &str) -> Result<(), JsValue>;

    #[wasm_bindgen(method, setter, catch)]
    fn set_src(this: &MediaElement, address: &str) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch)]
    fn load(this: &MediaElement) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch)]
    fn play(this: &MediaElement) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn pause(this: &MediaElement) -> Result<(), JsValue>;

    #[wasm_bindgen(method, getter, catch)]
    fn paused(this: &MediaElement) -> Result<bool, JsValue>;

    #[wasm_bindgen(method, getter, catch, js_name = currentTime)]
    fn current_time(this: &MediaElement) -> Result<f64, JsValue>;

    #[wasm_bindgen(method, setter, catch, js_name = currentTime)]
    fn set_current_time(this: &MediaElement, seconds: f64) -> Result<(), JsValue>;
}

/// What the element reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AudioEvent {
    /// Playback has started (`playing`).
    Playing,
    /// The position has changed (`timeupdate`), about four times a second, in a hidden page too.
    TimeUpdate,
    /// A seek has finished (`seeked`).
    Arrived,
    /// Playback has paused (`pause`), for whatever reason.
    Paused,
    /// The track is over (`ended`).
    Ended,
    /// The browser doesn't allow playback without a tap (`NotAllowedError`).
    Refused,
    /// The element can't play the track (`error`, `NotSupportedError`).
    Failed,
    /// The element has to wait for the track (`waiting`, `stalled`).
    Stalled,
}

type Listener = Rc<dyn Fn(AudioEvent)>;

/// The element.
#[derive(Clone)]
pub(crate) struct Audio {
    element: MediaElement,
    /// The object URL of the track.
    url: Rc<RefCell<Option<String>>>,
    /// Whether a track is loaded. An element without one reports errors of its own.
    loaded: Rc<Cell<bool>>,
    listener: Rc<RefCell<Option<Listener>>>,
}

thread_local! {
    /// The element for previews. An element lives as long as the page, so one is enough.
    static SPARE: OnceCell<Option<Audio>> = const { OnceCell::new() };
}

impl Audio {
    /// The element for previews of sounds, apart from any session.
    pub(crate) fn spare() -> Option<Self> {
        SPARE.with(|spare| spare.get_or_init(Self::new).clone())
    }

    /// An element without a track. `None` if the browser has no audio elements.
    pub(crate) fn new() -> Option<Self> {
        let element = HtmlAudioElement::new().ok()?.unchecked_into::<MediaElement>();
        // Only a hint.
        let _ = element.set_preload("auto");
        crash::stop_with_program(&element);
        let audio =
            Self { element, url: Rc::default(), loaded: Rc::default(), listener: Rc::default() };
        for (name, event) in [
            ("playing", AudioEvent::Playing),
            ("timeupdate", AudioEvent::TimeUpdate),
            ("seeked", AudioEvent::Arrived),
            ("pause", AudioEvent::Paused),
            ("ended", AudioEvent::Ended),
            ("error", AudioEvent::Failed),
            ("waiting", AudioEvent::Stalled),
            ("stalled", AudioEvent::Stalled),
        ] {
            let this = audio.clone();
            EventListener::new(&audio.element, name, move |_| this.emit(event)).forget();
        }
        Some(audio)
    }

    /// Sends the events to `listener` from now on.
    pub(crate) fn on_event(&self, listener: impl Fn(AudioEvent) + 'static) {
        *self.listener.borrow_mut() = Some(Rc::new(listener));
    }

    /// Loads a track in place of the previous one, paused at its start.
    pub(crate) fn load(&self, track: &Blob) {
        self.unload();
        if self.try_to_load(track).is_err() {
            self.fail();
        }
    }

    fn try_to_load(&self, track: &Blob) -> Result<(), JsValue> {
        let url = Url::create_object_url_with_blob(&track.0)?;
        self.element.set_src(&url)?;
        *self.url.borrow_mut() = Some(url);
        self.loaded.set(true);
        // Safari ignores `preload`. The element loads the track when it plays, at the latest.
        let _ = self.element.load();
        // An element that doesn't tell these is no clock.
        self.element.paused().and(self.element.current_time()).map(drop)
    }

    /// Reports asynchronously that there is no playable track.
    pub(crate) fn fail(&self) {
        let listener = self.listener.borrow().clone();
        if let Some(listener) = listener {
            task::spawn(async move { listener(AudioEvent::Failed) });
        }
    }

    /// Starts playback. The first time, it has to be called in the tap itself.
    pub(crate) fn play(&self) {
        let Ok(started) = self.element.play() else {
            self.fail();
            return;
        };
        let this = self.clone();
        task::spawn(async move {
            // Older browsers return nothing.
            let Err(error) = Promise::resolve(&started).await else { return };
            match error.dyn_ref::<DomException>().map(DomException::name).as_deref() {
                Some("NotAllowedError") => this.emit(AudioEvent::Refused),
                Some("NotSupportedError") => this.emit(AudioEvent::Failed),
                // It was paused or given another track in the meantime, and has reported that itself.
                _ => {}
            }
        });
    }

    /// Pauses at the current position.
    pub(crate) fn pause(&self) {
        // Pausing an element that is paused is no error.
        let _ = self.element.pause();
    }

    /// Whether it is paused.
    pub(crate) fn is_paused(&self) -> bool {
        self.element.paused().unwrap_or(true)
    }

    /// Seeks to a position in the track.
    pub(crate) fn seek(&self, to: Millis) {
        if self.element.set_current_time(f64::from(to.0) / 1000.0).is_err() {
            self.fail();
        }
    }

    /// The position in the track.
    pub(crate) fn position(&self) -> Millis {
        millis(self.element.current_time().unwrap_or_default() * 1000.0)
    }

    /// Removes the track. This releases the lock screen's player and the audio output, so that the
    /// person's music can continue.
    pub(crate) fn unload(&self) {
        let Some(url) = self.url.borrow_mut().take() else { return };
        self.loaded.set(false);
        self.pause();
        // If one of these fails, the track stays in memory, paused.
        let _ = self.element.remove_attribute("src");
        let _ = self.element.load();
        let _ = Url::revoke_object_url(&url);
    }

    /// The length of the track in microseconds, which are finer than samples, once the element knows
    /// it.
    #[cfg(test)]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a length")]
    pub(crate) async fn length(&self) -> u64 {
        while self.element.duration().is_nan() {
            let known = js_sys::Promise::new(&mut |resolve, _| {
                self.element.set_ondurationchange(Some(&resolve));
            });
            known.await.unwrap();
        }
        (self.element.duration() * 1e6).round() as u64
    }

    fn emit(&self, event: AudioEvent) {
        if !self.loaded.get() {
            return;
        }
        let listener = self.listener.borrow().clone();
        if let Some(listener) = listener {
            listener(event);
        }
    }
}
