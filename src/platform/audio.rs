//! An `<audio>` element, and the track in it.
//!
//! The element plays the track while this page's code is stopped; its `currentTime` is the clock.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use gloo_events::EventListener;
use js_sys::Promise;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlAudioElement, Url};

use super::clock::millis;
use super::pieces::File;
use super::task;
use unknot_core::domain::time::Millis;

/// What the element tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AudioEvent {
    /// It plays.
    Playing,
    /// Time has passed; comes about four times a second, hidden or not.
    TimeUpdate,
    /// It has come to where it was sent.
    Arrived,
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

thread_local! {
    /// An element lives as long as the page, and so there is one to try sounds with.
    static SPARE: OnceCell<Option<Audio>> = const { OnceCell::new() };
}

impl Audio {
    /// The element on which sounds are tried, apart from any session.
    pub(crate) fn spare() -> Option<Self> {
        SPARE.with(|spare| spare.get_or_init(Self::new).clone())
    }

    /// An element with no track; `None` where the browser has no such thing.
    pub(crate) fn new() -> Option<Self> {
        let element = HtmlAudioElement::new().ok()?;
        element.set_preload("auto");
        let audio =
            Self { element, url: Rc::default(), loaded: Rc::default(), listener: Rc::default() };
        for (name, event) in [
            ("playing", AudioEvent::Playing),
            ("timeupdate", AudioEvent::TimeUpdate),
            ("seeked", AudioEvent::Arrived),
            ("pause", AudioEvent::Paused),
            ("ended", AudioEvent::Ended),
            ("error", AudioEvent::Failed),
        ] {
            let this = audio.clone();
            EventListener::new(&audio.element, name, move |_| this.tell(event)).forget();
        }
        Some(audio)
    }

    /// Says where events go.
    pub(crate) fn on_event(&self, listener: impl Fn(AudioEvent) + 'static) {
        *self.listener.borrow_mut() = Some(Rc::new(listener));
    }

    /// Puts a track in the element, which then stands at its start.
    pub(crate) fn load(&self, track: &File) {
        self.unload();
        let Ok(url) = Url::create_object_url_with_blob(&track.0) else {
            self.fail();
            return;
        };
        self.element.set_src(&url);
        // Safari takes no notice of `preload`.
        self.element.load();
        *self.url.borrow_mut() = Some(url);
        self.loaded.set(true);
    }

    /// Tells, after the code that runs now, that there is no track to be played.
    pub(crate) fn fail(&self) {
        let listener = self.listener.borrow().clone();
        if let Some(listener) = listener {
            task::spawn(async move { listener(AudioEvent::Failed) });
        }
    }

    /// Plays. To be called in the tap itself the first time.
    pub(crate) fn play(&self) {
        let Ok(promise) = self.element.play() else {
            self.fail();
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

    /// The length of the track in microseconds, which are finer than samples, as soon as the element
    /// knows it.
    #[cfg(test)]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a length")]
    pub(crate) async fn length(&self) -> u64 {
        while self.element.duration().is_nan() {
            let known = Promise::new(&mut |resolve, _| {
                self.element.set_ondurationchange(Some(&resolve));
            });
            let _ = JsFuture::from(known).await;
        }
        (self.element.duration() * 1e6).round() as u64
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::pieces::{Bytes, Piece, Pieces};
    use crate::platform::reflect;
    use crate::platform::testing::{EventLog, next_frame};
    use wasm_bindgen_test::wasm_bindgen_test;

    // The tests' browser plays without a tap (webdriver.json), so a refusal can't be seen here.

    const RATE: u32 = 8000;

    /// The header of so many seconds of samples: mono, 16 bits.
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

    /// Loads a track of so many seconds: a ticking one at the start, and else one that is shared.
    fn load(audio: &Audio, seconds: u32) {
        let tick: Vec<u8> = (0..RATE * 2).map(|n| u8::from(n < 200)).collect();
        let quiet = Piece::new(&[Bytes::new(&vec![0; tick.len()])]).unwrap();
        let mut track = Pieces::default();
        track.push_bytes(&Bytes::new(&header(seconds))).unwrap();
        track.push_bytes(&Bytes::new(&tick)).unwrap();
        for _ in 1..seconds {
            track.push(&quiet).unwrap();
        }
        audio.load(&track.finish("audio/wav").unwrap());
    }

    fn listened() -> (Audio, Rc<EventLog<AudioEvent>>) {
        let (audio, heard) = (Audio::new().unwrap(), EventLog::new());
        audio.on_event(heard.listener());
        (audio, heard)
    }

    /// Whether an address of a Blob still leads to it.
    async fn is_there(url: &str) -> bool {
        let promise = reflect::call(&js_sys::global(), "fetch", &[&url.into()]).unwrap();
        JsFuture::from(promise.unchecked_into::<Promise>()).await.is_ok()
    }

    #[wasm_bindgen_test]
    async fn seconds_that_are_named_often_make_one_track() {
        let (audio, heard) = listened();
        load(&audio, 600);
        assert!(audio.is_paused());
        assert_eq!(audio.length().await, 600_000_000);
        assert_eq!(audio.position(), Millis::ZERO);
        // Anywhere in it, to the millisecond.
        for to in [Millis(599_000), Millis(1001), Millis(1), Millis(300_517)] {
            audio.seek(to);
            heard.until(AudioEvent::TimeUpdate).await;
            assert_eq!(audio.position(), to);
            heard.take();
        }
        audio.unload();
    }

    #[wasm_bindgen_test]
    async fn a_seek_before_the_element_knows_its_track_is_not_lost() {
        let (audio, _heard) = listened();
        load(&audio, 600);
        audio.seek(Millis(300_517));
        assert_eq!(audio.length().await, 600_000_000);
        assert_eq!(audio.position(), Millis(300_517));
        audio.unload();
    }

    #[wasm_bindgen_test]
    async fn time_passes_while_it_plays_and_stands_while_it_does_not() {
        let (audio, heard) = listened();
        load(&audio, 60);
        audio.play();
        heard.until(AudioEvent::Playing).await;
        assert!(!audio.is_paused());
        while audio.position() < Millis(50) {
            heard.take();
            heard.until(AudioEvent::TimeUpdate).await;
        }
        audio.pause();
        heard.until(AudioEvent::Paused).await;
        assert!(audio.is_paused());
        let stands = audio.position();
        for _ in 0..10 {
            next_frame().await;
        }
        assert_eq!(audio.position(), stands);

        // And on from there.
        heard.take();
        audio.play();
        heard.until(AudioEvent::Playing).await;
        while audio.position() <= stands {
            heard.take();
            heard.until(AudioEvent::TimeUpdate).await;
        }
        assert!(audio.position() < stands + Millis::secs(30));
        audio.unload();
    }

    #[wasm_bindgen_test]
    async fn it_tells_when_the_track_is_over() {
        let (audio, heard) = listened();
        load(&audio, 60);
        audio.seek(Millis(59_900));
        audio.play();
        heard.until(AudioEvent::Ended).await;
        assert_eq!(audio.position(), Millis::secs(60));
        audio.unload();
    }

    #[wasm_bindgen_test]
    async fn unloaded_it_lets_go_of_everything_and_is_silent() {
        let (audio, heard) = listened();
        load(&audio, 60);
        audio.play();
        heard.until(AudioEvent::Playing).await;
        let url = audio.element.src();
        assert!(is_there(&url).await);

        audio.unload();
        heard.take();
        assert!(audio.is_paused());
        assert!(!is_there(&url).await);
        assert_eq!(audio.position(), Millis::ZERO);
        // Asked without a track, the browser complains; that is nobody's trouble.
        audio.play();
        next_frame().await;
        next_frame().await;
        assert_eq!(heard.take(), []);
        audio.unload();
    }

    #[wasm_bindgen_test]
    async fn a_new_track_takes_the_place_of_one_that_plays_without_telling_of_a_pause() {
        let (audio, heard) = listened();
        load(&audio, 60);
        audio.play();
        heard.until(AudioEvent::Playing).await;
        let url = audio.element.src();
        heard.take();
        load(&audio, 30);
        audio.play();
        heard.until(AudioEvent::Playing).await;
        while audio.position() < Millis(50) {
            heard.until(AudioEvent::TimeUpdate).await;
            next_frame().await;
        }
        assert_eq!(audio.length().await, 30_000_000);
        let told = heard.take();
        let quiet =
            |event: &AudioEvent| matches!(event, AudioEvent::Playing | AudioEvent::TimeUpdate);
        assert!(told.iter().all(quiet), "{told:?}");
        assert!(!is_there(&url).await);
        audio.unload();
    }

    #[wasm_bindgen_test]
    async fn a_failure_is_told_after_the_code_that_meets_it() {
        let (audio, heard) = listened();
        audio.fail();
        assert_eq!(heard.take(), []);
        heard.until(AudioEvent::Failed).await;
    }

    #[wasm_bindgen_test]
    async fn what_is_no_track_fails_and_the_next_plays_all_the_same() {
        let (audio, heard) = listened();
        let mut no_track = Pieces::default();
        no_track.push_bytes(&Bytes::new(b"no track at all")).unwrap();
        audio.load(&no_track.finish("audio/wav").unwrap());
        heard.until(AudioEvent::Failed).await;
        heard.take();
        audio.play();
        heard.until(AudioEvent::Failed).await;
        load(&audio, 60);
        heard.take();
        audio.play();
        heard.until(AudioEvent::Playing).await;
        assert!(!heard.take().contains(&AudioEvent::Failed));
        audio.unload();
    }
}
