use super::*;
use crate::platform::blob::{BlobBuilder, Bytes, Chunk};
use crate::platform::globals::window;
use crate::platform::testing::{EventLog, next_frame};
use wasm_bindgen_test::wasm_bindgen_test;

// The tests' browser allows playback without a tap (webdriver.json), so a refusal can't be tested here.

const RATE: u32 = 8000;

/// The header of a WAV file of that length: mono, 16 bits.
fn header(seconds: u32) -> Vec<u8> {
    let bytes = seconds * RATE * 2;
    let mut header = Vec::new();
    header.extend(b"RIFF");
    header.extend((bytes + 36).to_le_bytes());
    header.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    header.extend(RATE.to_le_bytes());
    header.extend((RATE * 2).to_le_bytes());
    header.extend(b"\x02\0\x10\0data");
    header.extend(bytes.to_le_bytes());
    header
}

/// Loads a track of that length: a tick in the first second, and one shared chunk for all others.
fn load(audio: &Audio, seconds: u32) {
    let tick: Vec<u8> = (0..RATE * 2).map(|n| u8::from(n < 200)).collect();
    let quiet = Chunk::new(&[Bytes::new(&vec![0; tick.len()])]).unwrap();
    let mut track = BlobBuilder::default();
    track.push_bytes(&Bytes::new(&header(seconds))).unwrap();
    track.push_bytes(&Bytes::new(&tick)).unwrap();
    for _ in 1..seconds {
        track.push(&quiet).unwrap();
    }
    audio.load(&track.finish("audio/wav").unwrap());
}

fn audio_with_log() -> (Audio, Rc<EventLog<AudioEvent>>) {
    let (audio, log) = (Audio::new().unwrap(), EventLog::new());
    audio.on_event(log.listener());
    (audio, log)
}

/// Whether an object URL hasn't been revoked.
async fn is_valid(url: &str) -> bool {
    window().fetch_with_str(url).await.is_ok()
}

#[wasm_bindgen_test]
async fn track_with_shared_chunks_has_exact_positions() {
    let (audio, log) = audio_with_log();
    load(&audio, 600);
    assert!(audio.is_paused());
    assert_eq!(audio.length().await, 600_000_000);
    assert_eq!(audio.position(), Millis::ZERO);
    // Anywhere in it, to the millisecond.
    for to in [Millis(599_000), Millis(1001), Millis(1), Millis(300_517)] {
        audio.seek(to);
        log.until(AudioEvent::TimeUpdate).await;
        assert_eq!(audio.position(), to);
        log.take();
    }
    audio.unload();
}

#[wasm_bindgen_test]
async fn seek_before_the_track_is_known_is_kept() {
    let (audio, _log) = audio_with_log();
    load(&audio, 600);
    audio.seek(Millis(300_517));
    assert_eq!(audio.length().await, 600_000_000);
    assert_eq!(audio.position(), Millis(300_517));
    audio.unload();
}

#[wasm_bindgen_test]
async fn position_advances_only_while_playing() {
    let (audio, log) = audio_with_log();
    load(&audio, 60);
    audio.play();
    log.until(AudioEvent::Playing).await;
    assert!(!audio.is_paused());
    while audio.position() < Millis(50) {
        log.take();
        log.until(AudioEvent::TimeUpdate).await;
    }
    audio.pause();
    log.until(AudioEvent::Paused).await;
    assert!(audio.is_paused());
    let paused_at = audio.position();
    for _ in 0..10 {
        next_frame().await;
    }
    assert_eq!(audio.position(), paused_at);

    // It resumes from there.
    log.take();
    audio.play();
    log.until(AudioEvent::Playing).await;
    while audio.position() <= paused_at {
        log.take();
        log.until(AudioEvent::TimeUpdate).await;
    }
    assert!(audio.position() < paused_at + Millis::secs(30));
    audio.unload();
}

#[wasm_bindgen_test]
async fn end_of_the_track_is_reported() {
    let (audio, log) = audio_with_log();
    load(&audio, 60);
    audio.seek(Millis(59_900));
    audio.play();
    log.until(AudioEvent::Ended).await;
    assert_eq!(audio.position(), Millis::secs(60));
    audio.unload();
}

#[wasm_bindgen_test]
async fn unloaded_element_holds_no_track_and_reports_nothing() {
    let (audio, log) = audio_with_log();
    load(&audio, 60);
    audio.play();
    log.until(AudioEvent::Playing).await;
    let url = audio.element.src();
    assert!(is_valid(&url).await);

    audio.unload();
    log.take();
    assert!(audio.is_paused());
    assert!(!is_valid(&url).await);
    assert_eq!(audio.position(), Millis::ZERO);
    // The browser's error for playing without a track is not reported.
    audio.play();
    next_frame().await;
    next_frame().await;
    assert_eq!(log.take(), []);
    audio.unload();
}

#[wasm_bindgen_test]
async fn track_loaded_during_playback_is_not_reported_as_a_pause() {
    let (audio, log) = audio_with_log();
    load(&audio, 60);
    audio.play();
    log.until(AudioEvent::Playing).await;
    let url = audio.element.src();
    log.take();
    load(&audio, 30);
    audio.play();
    log.until(AudioEvent::Playing).await;
    while audio.position() < Millis(50) {
        log.until(AudioEvent::TimeUpdate).await;
        next_frame().await;
    }
    assert_eq!(audio.length().await, 30_000_000);
    let events = log.take();
    // The element waits for the data of the track.
    let is_expected = |event: &AudioEvent| {
        matches!(event, AudioEvent::Playing | AudioEvent::TimeUpdate | AudioEvent::Stalled)
    };
    assert!(events.iter().all(is_expected), "{events:?}");
    assert!(!is_valid(&url).await);
    audio.unload();
}

#[wasm_bindgen_test]
async fn failure_is_reported_asynchronously() {
    let (audio, log) = audio_with_log();
    audio.fail();
    assert_eq!(log.take(), []);
    log.until(AudioEvent::Failed).await;
}

#[wasm_bindgen_test]
async fn invalid_track_fails_and_the_next_one_plays() {
    let (audio, log) = audio_with_log();
    let mut invalid = BlobBuilder::default();
    invalid.push_bytes(&Bytes::new(b"no track at all")).unwrap();
    audio.load(&invalid.finish("audio/wav").unwrap());
    log.until(AudioEvent::Failed).await;
    log.take();
    audio.play();
    log.until(AudioEvent::Failed).await;
    load(&audio, 60);
    log.take();
    audio.play();
    log.until(AudioEvent::Playing).await;
    assert!(!log.take().contains(&AudioEvent::Failed));
    audio.unload();
}
