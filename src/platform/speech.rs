//! The phone's own voice. Only an extra: a chime in the track marks the same point, and nothing
//! waits for it.

use std::cell::RefCell;

use wasm_bindgen::JsCast;
use web_sys::{SpeechSynthesis, SpeechSynthesisUtterance, SpeechSynthesisVoice};

use super::globals::window;
use super::{page, reflect};
use unknot_core::content::SPOKEN;

thread_local! {
    /// What is being said. Browsers forget an utterance that nobody holds, and fall silent.
    static SAYING: RefCell<Option<SpeechSynthesisUtterance>> = const { RefCell::new(None) };
}

/// Whether there is a voice that needs no network. Some browsers load their voices late, so the
/// answer may change.
pub(crate) fn is_there() -> bool {
    synthesis().is_some_and(|synthesis| voice(&synthesis).is_some())
}

/// Says a line in place of what is being said, at so many percent of the voice's loudness. Silent while the page is hidden.
pub(crate) fn say(text: &str, percent: u8) {
    let Some(synthesis) = synthesis().filter(|_| page::is_visible()) else { return };
    let Some(voice) = voice(&synthesis) else { return };
    let Ok(utterance) = SpeechSynthesisUtterance::new_with_text(text) else { return };
    utterance.set_voice(Some(&voice));
    utterance.set_lang(&voice.lang());
    // A little slower than the usual: there is time.
    utterance.set_rate(0.92);
    utterance.set_volume(f32::from(percent.min(100)) / 100.0);
    // Some browsers hang in «speaking»; a cancel first sets them free.
    synthesis.cancel();
    synthesis.speak(&utterance);
    SAYING.with_borrow_mut(|saying| *saying = Some(utterance));
}

/// Falls silent.
pub(crate) fn hush() {
    if let Some(synthesis) = synthesis() {
        synthesis.cancel();
    }
    SAYING.with_borrow_mut(|saying| *saying = None);
}

/// Phones let a page speak only after a tap in which it did; said in the tap on Start.
pub(crate) fn unlock() {
    let Some(synthesis) = synthesis() else { return };
    if let Ok(utterance) = SpeechSynthesisUtterance::new_with_text("") {
        utterance.set_volume(0.0);
        synthesis.speak(&utterance);
    }
}

/// A voice of the device itself that speaks the language of the words, the person's own default first.
fn voice(synthesis: &SpeechSynthesis) -> Option<SpeechSynthesisVoice> {
    let voices = synthesis.get_voices();
    let spoken = voices
        .iter()
        .map(JsCast::unchecked_into::<SpeechSynthesisVoice>)
        .filter(|voice| voice.local_service() && voice.lang().starts_with(SPOKEN));
    spoken.max_by_key(SpeechSynthesisVoice::default)
}

fn synthesis() -> Option<SpeechSynthesis> {
    // The getter throws where there is none.
    reflect::get(&window(), "speechSynthesis")?.dyn_into().ok()
}
