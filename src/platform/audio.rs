//! The one `<audio>` element of the app, and the track in it.
//!
//! The track is a composite Blob: a quiet second is one Blob, named as often as it is heard, so
//! that ten minutes are a few megabytes. The element plays it while this page's code is stopped;
//! its `currentTime` is the clock.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, HtmlAudioElement, Url};

use super::clock::millis;
use super::events::listen;
use super::task;
use crate::domain::time::Millis;

/// What the element tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AudioEvent {
    /// It plays.
    Playing,
    /// Time has passed; comes about four times a second, hidden or not.
    TimeUpdate,
    /// It stands, whoever stopped it.
    Paused,
    /// The track is over.
    Ended,
    /// It was not allowed to play without a tap.
    Refused,
    /// It can't play the track.
    Failed,
}

type Listener = Rc<dyn Fn(AudioEvent)>;

/// The element.
#[derive(Clone)]
pub(crate) struct Audio {
    element: HtmlAudioElement,
    url: Rc<RefCell<Option<String>>>,
    /// Whether a source is loaded: an element without one reports errors of its own.
    loaded: Rc<Cell<bool>>,
    listener: Rc<RefCell<Option<Listener>>>,
}

impl Audio {
    /// An element with no track; `None` where the browser has no such thing.
    pub(crate) fn new() -> Option<Self> {
        let element = HtmlAudioElement::new().ok()?;
        element.set_preload("auto");
        let audio =
            Self { element, url: Rc::default(), loaded: Rc::default(), listener: Rc::default() };
        for (name, event) in [
            ("playing", AudioEvent::Playing),
            ("timeupdate", AudioEvent::TimeUpdate),
            ("pause", AudioEvent::Paused),
            ("ended", AudioEvent::Ended),
            ("error", AudioEvent::Failed),
        ] {
            let this = audio.clone();
            listen(&audio.element, name, move |_| this.tell(event));
        }
        Some(audio)
    }

    /// Says where events go.
    pub(crate) fn on_event(&self, listener: impl Fn(AudioEvent) + 'static) {
        *self.listener.borrow_mut() = Some(Rc::new(listener));
    }

    /// Puts a track in the element: `parts` are the indices of seconds in `unique`.
    ///
    /// The element then stands at the start. Answers false where the browser makes no Blob of it.
    pub(crate) fn load<'a>(
        &self,
        header: &[u8],
        unique: impl Iterator<Item = &'a [u8]>,
        parts: impl Iterator<Item = usize>,
    ) -> bool {
        self.unload();
        let seconds: Vec<JsValue> = unique
            .map(|bytes| {
                let sequence = Array::of1(&Uint8Array::from(bytes));
                Blob::new_with_u8_array_sequence(&sequence).map_or(JsValue::NULL, JsValue::from)
            })
            .collect();
        let sequence = Array::of1(&Uint8Array::from(header));
        for part in parts {
            sequence.push(seconds.get(part).unwrap_or(&JsValue::NULL));
        }
        let kind = BlobPropertyBag::new();
        kind.set_type("audio/wav");
        let Ok(blob) = Blob::new_with_blob_sequence_and_options(&sequence, &kind) else {
            return false;
        };
        let Ok(url) = Url::create_object_url_with_blob(&blob) else { return false };
        self.element.set_src(&url);
        // Safari takes no notice of `preload`.
        self.element.load();
        *self.url.borrow_mut() = Some(url);
        self.loaded.set(true);
        true
    }

    /// Plays. To be called in the tap itself the first time.
    pub(crate) fn play(&self) {
        let Ok(promise) = self.element.play() else {
            self.tell(AudioEvent::Failed);
            return;
        };
        let this = self.clone();
        task::spawn(async move {
            if let Err(reason) = JsFuture::from(promise.unchecked_into::<Promise>()).await {
                // A pause or a new track right after: the element has told that itself.
                match super::reflect::get(&reason, "name").and_then(|name| name.as_string()) {
                    Some(name) if name == "NotAllowedError" => this.tell(AudioEvent::Refused),
                    Some(name) if name == "NotSupportedError" => this.tell(AudioEvent::Failed),
                    _ => {}
                }
            }
        });
    }

    /// Stops; the position is kept.
    pub(crate) fn pause(&self) {
        // Pausing what is paused is no error.
        let _ = self.element.pause();
    }

    /// Whether it stands.
    pub(crate) fn is_paused(&self) -> bool {
        self.element.paused()
    }

    /// Goes to a position in the track.
    pub(crate) fn seek(&self, to: Millis) {
        self.element.set_current_time(f64::from(to.0) / 1000.0);
    }

    /// Where it stands in the track.
    pub(crate) fn position(&self) -> Millis {
        millis(self.element.current_time() * 1000.0)
    }

    /// Lets go of the track, the lock screen's player and the phone's sound, so that the person's
    /// music can go on.
    pub(crate) fn unload(&self) {
        let Some(url) = self.url.borrow_mut().take() else { return };
        self.loaded.set(false);
        self.pause();
        let _ = self.element.remove_attribute("src");
        self.element.load();
        let _ = Url::revoke_object_url(&url);
    }

    fn tell(&self, event: AudioEvent) {
        if !self.loaded.get() {
            return;
        }
        let listener = self.listener.borrow().clone();
        if let Some(listener) = listener {
            listener(event);
        }
    }
}
