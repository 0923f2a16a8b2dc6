//! The microphone: what is spoken from one tap to the next. It is on for no longer.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::EventListener;
use js_sys::{Array, Object, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::audio_session::RecordingSession;
use super::download::answer;
use super::globals::document;
use super::scheduling::within;
use super::{page, reflect, task};
use unknot_core::domain::time::Millis;

/// How long a browser may take to hand over what it has recorded.
const PATIENCE: Millis = Millis::secs(5);

/// What was recorded: a file of this browser's, and its kind.
#[derive(Clone)]
pub(crate) struct Recorded {
    pub(super) bytes: JsValue,
    pub(super) kind: String,
}

/// Why nothing is recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoRecording {
    /// The person, or the browser for them, does not let the page hear.
    NotAllowed,
    /// There is no microphone, or another app has it.
    NoMicrophone,
}

/// Whether this browser can record at all.
pub(crate) fn is_there() -> bool {
    reflect::get(&js_sys::global(), "MediaRecorder").is_some()
        && reflect::get(&reflect::navigator(), "mediaDevices").is_some()
}

/// A recording that goes on. Dropped, it is thrown away, and the microphone is off.
pub(crate) struct Recorder {
    stream: JsValue,
    media: JsValue,
    /// What it has handed over.
    chunks: Rc<RefCell<Array>>,
    _on_data: Closure<dyn FnMut(JsValue)>,
    _on_stop: Closure<dyn FnMut()>,
    _on_hide: EventListener,
    /// After the stream's tracks.
    _hearing: RecordingSession,
}

impl Recorder {
    /// Begins to record. Browsers ask the person the first time. Calls `on_end` when it ends by itself: nobody looks at the
    /// page any more, or the microphone is gone.
    pub(crate) async fn begin(on_end: impl Fn() + Clone + 'static) -> Result<Self, NoRecording> {
        let hearing = RecordingSession::begin();
        let stream = hear().await?;
        let chunks = Rc::new(RefCell::new(Array::new()));
        let handed = chunks.clone();
        let on_data = Closure::<dyn FnMut(JsValue)>::new(move |event: JsValue| {
            if let Some(chunk) = reflect::get(&event, "data") {
                handed.borrow().push(&chunk);
            }
        });
        let ended = on_end.clone();
        // Later, because what is told drops this closure.
        let on_stop = Closure::<dyn FnMut()>::new(move || later(ended.clone()));
        let media = reflect::construct("MediaRecorder", &[&stream]).unwrap_or_default();
        reflect::set(&media, "ondataavailable", on_data.as_ref());
        reflect::set(&media, "onstop", on_stop.as_ref());
        let on_hide = EventListener::new(&document(), "visibilitychange", move |_| {
            if !page::is_visible() {
                later(on_end.clone());
            }
        });
        let begun = Self {
            stream,
            media,
            chunks,
            _on_data: on_data,
            _on_stop: on_stop,
            _on_hide: on_hide,
            _hearing: hearing,
        };
        // Dropped where it does not begin.
        match reflect::call(&begun.media, "start", &[]) {
            Some(_) => Ok(begun),
            None => Err(NoRecording::NoMicrophone),
        }
    }

    /// Ends it. `None` where the browser hands nothing over.
    pub(crate) async fn finish(self) -> Option<Recorded> {
        // It may have ended by itself, when the microphone was taken away.
        let state = reflect::get(&self.media, "state")?.as_string();
        if state.as_deref() != Some("inactive") {
            let media = self.media.clone();
            let over = Promise::new(&mut |resolve, reject| {
                reflect::set(&media, "onstop", &resolve);
                if reflect::call(&media, "stop", &[]).is_none() {
                    let _ = reject.call0(&JsValue::UNDEFINED);
                }
            });
            within(PATIENCE, JsFuture::from(over)).await?.ok()?;
        }
        let kind = reflect::get(&self.media, "mimeType").and_then(|kind| kind.as_string());
        let kind = kind.unwrap_or_default();
        let chunks = self.chunks.borrow().clone();
        let file = reflect::construct("Blob", &[&chunks])?;
        let bytes = answer(&file, "arrayBuffer", &[]).await?;
        Some(Recorded { bytes, kind })
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        // Without its tracks it ends, and hands over what it has, to nobody.
        for handler in ["ondataavailable", "onstop"] {
            reflect::set(&self.media, handler, &JsValue::NULL);
        }
        let tracks = reflect::call(&self.stream, "getTracks", &[]).unwrap_or_default();
        for track in Array::from(&tracks).iter() {
            // One that has ended stays so.
            let _ = reflect::call(&track, "stop", &[]);
        }
    }
}

fn later(tell: impl Fn() + 'static) {
    task::spawn(async move { tell() });
}

/// What the microphone hears.
async fn hear() -> Result<JsValue, NoRecording> {
    let devices =
        reflect::get(&reflect::navigator(), "mediaDevices").ok_or(NoRecording::NoMicrophone)?;
    let wishes = Object::new();
    let audio = Object::new();
    for (name, wish) in [
        ("channelCount", JsValue::from(1)),
        // A screen reader may be speaking.
        ("echoCancellation", true.into()),
        ("noiseSuppression", true.into()),
        ("autoGainControl", true.into()),
    ] {
        reflect::set(&audio, name, &wish);
    }
    reflect::set(&wishes, "audio", &audio);
    let asked = reflect::call(&devices, "getUserMedia", &[&wishes]);
    let asked: Promise =
        asked.and_then(|asked| asked.dyn_into().ok()).ok_or(NoRecording::NoMicrophone)?;
    JsFuture::from(asked).await.map_err(|error| {
        let name = reflect::get(&error, "name").and_then(|name| name.as_string());
        match name.as_deref() {
            Some("NotAllowedError" | "SecurityError") => NoRecording::NotAllowed,
            _ => NoRecording::NoMicrophone,
        }
    })
}
