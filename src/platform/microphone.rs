//! The microphone: what is spoken from one tap to the next. It is on for no longer.

use futures::channel::oneshot;
use gloo_events::EventListener;
use js_sys::{Array, ArrayBuffer, Function};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Blob, BlobEvent, DomException, MediaDevices, MediaRecorder, MediaStream,
    MediaStreamConstraints, MediaStreamTrack, MediaTrackConstraints, RecordingState, Window,
};

use super::audio_session::RecordingSession;
use super::globals::{document, present, window};
use super::scheduling::within;
use super::{page, task};
use crate::domain::time::Millis;

// Whether the class exists, which web-sys can't say.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = Window)]
    type RecorderWindow;

    #[wasm_bindgen(method, getter, js_name = MediaRecorder)]
    fn media_recorder(this: &RecorderWindow) -> Option<Function>;
}

/// How long a browser may take to hand over what it has recorded.
const LIMIT: Millis = Millis::secs(5);

/// A recording: a file in a format of this browser's choice.
#[derive(Clone)]
pub(crate) struct Recording {
    pub(super) bytes: ArrayBuffer,
    pub(super) mime_type: String,
}

/// Why the microphone can't be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MicrophoneError {
    /// The person, or the browser for them, doesn't allow it.
    NotAllowed,
    /// There is none, or another app is using it.
    NoMicrophone,
}

/// Whether this browser can record at all.
pub(crate) fn is_supported() -> bool {
    window().unchecked_into::<RecorderWindow>().media_recorder().is_some() && devices().is_some()
}

/// A recording in progress. Dropped, it is discarded, and the microphone is off.
pub(crate) struct Recorder {
    // The listeners are dropped first: a recorder without tracks stops and hands over what it has.
    on_data: EventListener,
    on_stop: EventListener,
    _on_hide: EventListener,
    media: MediaRecorder,
    /// What the browser has handed over.
    chunks: Array,
    _stream: Stream,
    // After the tracks: `WebKit` turns off a microphone under any other session.
    _session: RecordingSession,
}

impl Recorder {
    /// Starts recording. Browsers ask the person the first time. Calls `on_end` if the recording
    /// ends by itself: the page is hidden, or the microphone is gone.
    pub(crate) async fn begin(
        on_end: impl Fn() + Clone + 'static,
    ) -> Result<Self, MicrophoneError> {
        let session = RecordingSession::begin();
        let stream = Stream::open().await?;
        let media = MediaRecorder::new_with_media_stream(&stream.0).map_err(no_microphone)?;
        let chunks = Array::new();
        let received = chunks.clone();
        let on_data = EventListener::new(&media, "dataavailable", move |event| {
            if let Some(chunk) = event.dyn_ref::<BlobEvent>().and_then(BlobEvent::data) {
                received.push(&chunk);
            }
        });
        let ended = on_end.clone();
        let on_stop = EventListener::new(&media, "stop", move |_| notify(&ended));
        let on_hide = EventListener::new(&document(), "visibilitychange", move |_| {
            if !page::is_visible() {
                notify(&on_end);
            }
        });
        media.start().map_err(no_microphone)?;
        Ok(Self {
            on_data,
            on_stop,
            _on_hide: on_hide,
            media,
            chunks,
            _stream: stream,
            _session: session,
        })
    }

    /// Ends the recording. `None` if the browser doesn't hand it over.
    pub(crate) async fn finish(self) -> Option<Recording> {
        drop(self.on_stop);
        // It may have ended by itself, when the microphone was taken away.
        if self.media.state() != RecordingState::Inactive {
            let (sender, stopped) = oneshot::channel();
            let _on_stop = EventListener::once(&self.media, "stop", move |_| {
                // The limit may have passed.
                let _ = sender.send(());
            });
            self.media.stop().ok()?;
            within(LIMIT, stopped).await?.ok()?;
        }
        drop(self.on_data);
        let file = Blob::new_with_blob_sequence(&self.chunks).ok()?;
        let bytes = file.array_buffer().await.ok()?.unchecked_into();
        Some(Recording { bytes, mime_type: self.media.mime_type() })
    }
}

/// Calls `on_end` after the event, because it drops the listener that calls this.
fn notify(on_end: &(impl Fn() + Clone + 'static)) {
    let on_end = on_end.clone();
    task::spawn(async move { on_end() });
}

/// The sound of the microphone. Dropped, the microphone is off.
struct Stream(MediaStream);

impl Stream {
    async fn open() -> Result<Self, MicrophoneError> {
        let devices = devices().ok_or(MicrophoneError::NoMicrophone)?;
        let audio = MediaTrackConstraints::new();
        audio.set_channel_count_i32(1);
        // A screen reader may be speaking.
        audio.set_echo_cancellation_bool(true);
        audio.set_noise_suppression_bool(true);
        audio.set_auto_gain_control_bool(true);
        let constraints = MediaStreamConstraints::new();
        constraints.set_audio_media_track_constraints(&audio);
        let request = devices.get_user_media_with_constraints(&constraints);
        let stream = request.map_err(no_microphone)?.await.map_err(|error| {
            match error.dyn_ref::<DomException>().map(DomException::name).as_deref() {
                Some("NotAllowedError" | "SecurityError") => MicrophoneError::NotAllowed,
                _ => MicrophoneError::NoMicrophone,
            }
        })?;
        Ok(Self(stream.unchecked_into()))
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        for track in self.0.get_tracks() {
            track.unchecked_into::<MediaStreamTrack>().stop();
        }
    }
}

fn no_microphone(_: JsValue) -> MicrophoneError {
    MicrophoneError::NoMicrophone
}

/// `None` in a page that isn't served securely.
fn devices() -> Option<MediaDevices> {
    window().navigator().media_devices().ok().and_then(present)
}

// Former names.
pub(crate) use {MicrophoneError as NoRecording, Recording as Recorded, is_supported as is_there};
