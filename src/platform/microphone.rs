//! The microphone: records what is spoken from one tap to the next, and is off otherwise.

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
use super::{crash, page, task};
use unknot_core::domain::time::Millis;

// For checking whether the class exists, which web-sys doesn't support.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = Window)]
    type RecorderWindow;

    #[wasm_bindgen(method, getter, js_name = MediaRecorder)]
    fn media_recorder(this: &RecorderWindow) -> Option<Function>;
}

/// The time limit for the browser to hand over a recording.
const LIMIT: Millis = Millis::secs(5);

/// A recording: a file in a format of the browser's choice.
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

/// A recording in progress. When dropped, it is discarded, and the microphone is turned off.
pub(crate) struct Recorder {
    // The listeners are dropped first, because a recorder without tracks stops and fires events.
    on_data: EventListener,
    on_stop: EventListener,
    _on_hide: EventListener,
    media: MediaRecorder,
    /// The chunks that the browser has handed over.
    chunks: Array,
    _stream: Stream,
    // Dropped after the tracks: `WebKit` turns off the microphone under any other session type.
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
        // It may have ended by itself, when the microphone was disconnected.
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
        // In Firefox the recorder's own type can be empty.
        let chunk_type = self.chunks.get(0).dyn_ref().map(Blob::type_);
        let mime_type = chunk_type.filter(|chunk_type| !chunk_type.is_empty());
        Some(Recording { bytes, mime_type: mime_type.unwrap_or_else(|| self.media.mime_type()) })
    }
}

/// Calls `on_end` after the event, because that drops the listener that calls this.
fn notify(on_end: &(impl Fn() + Clone + 'static)) {
    let on_end = on_end.clone();
    task::spawn(async move { on_end() });
}

/// The audio stream of the microphone. Dropping it turns the microphone off.
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
        crash::stop_with_program(&stream);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::testing::{EventLog, Stub, next_frame, wait_until};
    use wasm_bindgen_test::wasm_bindgen_test;

    /// A microphone that hears silence, and reports the state of its track.
    fn silent_microphone() -> Stub {
        Stub::install(
            "const devices = navigator.mediaDevices;
            const context = new AudioContext();
            const { stream } = context.createMediaStreamDestination();
            const [track] = stream.getTracks();
            window.unplugTestMicrophone = () => track.stop();
            devices.getUserMedia = async () => stream;
            return {
                restore: () => {
                    delete devices.getUserMedia;
                    delete window.unplugTestMicrophone;
                    context.close();
                },
                report: () => track.readyState,
            };",
        )
    }

    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(js_name = unplugTestMicrophone)]
        fn unplug_test_microphone();
    }

    fn microphone_that_fails_with(name: &str) -> Stub {
        let failure = format!("async () => {{ throw new DOMException('', '{name}'); }}");
        Stub::property("navigator.mediaDevices", "getUserMedia", &failure)
    }

    async fn error_of_begin() -> Option<MicrophoneError> {
        Recorder::begin(|| ()).await.err()
    }

    #[wasm_bindgen_test]
    async fn finished_recording_is_handed_over_and_the_microphone_is_off() {
        let microphone = silent_microphone();
        assert!(is_supported());
        let log = EventLog::new();
        let end = log.listener();
        let recorder = Recorder::begin(move || end(())).await.unwrap();
        assert_eq!(microphone.report(), "live");
        for _ in 0..10 {
            next_frame().await;
        }
        let recording = recorder.finish().await.unwrap();
        assert!(recording.bytes.byte_length() > 0);
        assert!(recording.mime_type.starts_with("audio/"), "{}", recording.mime_type);
        assert_eq!(microphone.report(), "ended");
        next_frame().await;
        assert_eq!(log.take(), []);
    }

    #[wasm_bindgen_test]
    async fn dropped_recorder_turns_the_microphone_off_and_reports_nothing() {
        let microphone = silent_microphone();
        let log = EventLog::new();
        let end = log.listener();
        drop(Recorder::begin(move || end(())).await.unwrap());
        assert_eq!(microphone.report(), "ended");
        for _ in 0..5 {
            next_frame().await;
        }
        assert_eq!(log.take(), []);
    }

    #[wasm_bindgen_test]
    async fn recording_ends_by_itself_when_the_microphone_is_gone() {
        let _microphone = silent_microphone();
        let log = EventLog::new();
        let end = log.listener();
        let recorder = Recorder::begin(move || end(())).await.unwrap();
        unplug_test_microphone();
        log.until(()).await;
        assert!(recorder.finish().await.is_some());
    }

    #[wasm_bindgen_test]
    async fn error_says_whether_the_microphone_is_forbidden_or_missing() {
        for (name, error) in [
            ("NotAllowedError", MicrophoneError::NotAllowed),
            ("SecurityError", MicrophoneError::NotAllowed),
            ("NotFoundError", MicrophoneError::NoMicrophone),
            ("NotReadableError", MicrophoneError::NoMicrophone),
        ] {
            let _microphone = microphone_that_fails_with(name);
            assert_eq!(error_of_begin().await, Some(error), "{name}");
        }
        let _page = Stub::property("navigator", "mediaDevices", "undefined");
        assert!(!is_supported());
        assert_eq!(error_of_begin().await, Some(MicrophoneError::NoMicrophone));
    }

    #[wasm_bindgen_test]
    async fn browser_without_recorders_turns_the_microphone_off() {
        let microphone = silent_microphone();
        let _browser = Stub::property("window", "MediaRecorder", "undefined");
        assert!(!is_supported());
        assert_eq!(error_of_begin().await, Some(MicrophoneError::NoMicrophone));
        wait_until(async || {
            next_frame().await;
            microphone.report() == "ended"
        })
        .await;
    }
}
