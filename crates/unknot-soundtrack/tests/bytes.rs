//! The same timeline gives the same bytes on every machine. These tests run natively and in browser
//! engines.

#[path = "soundtrack/typical.rs"]
mod typical;

use unknot_core::domain::background::Background;
use unknot_core::domain::bell::Bell;
use unknot_core::domain::cue::Line;
use unknot_core::domain::time::Millis;
use unknot_soundtrack::{AmbienceRenderer, Mix, Narration, Sounds, SpokenLine, Track, compile};

/// Digest of a session without speech and ambience, for each bell. It changes only if a sound does.
const BELLS_DIGEST: u64 = 0x3e89_b51e_ff33_e650;
/// Digest of a session with speech and ambience. It also changes with backgrounds, with the
/// placement of speech and with ducking.
const SPEECH_DIGEST: u64 = 0x06eb_87e4_761c_fb30;

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
fn a_session_has_the_same_bytes_everywhere() {
    let bytes = Bell::ALL.into_iter().flat_map(|bell| {
        bytes_of(&compile(&typical::session(5), &Mix::new(80, bell), Millis::ZERO))
    });
    let digest = digest(bytes);
    assert_eq!(digest, BELLS_DIGEST, "{digest:#018x}");
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
fn a_session_with_speech_and_ambience_has_the_same_bytes_everywhere() {
    // A sawtooth needs no maths library.
    let sawtooth = |n: u16| f32::from(n % 120) / 120.0 - 0.5;
    let clips = [(0..24_000).map(sawtooth).collect(), vec![0.0; 999], vec![0.3; 2000]];
    let speech = SpokenLine::from_clips(&clips);
    let bytes = [Background::Waves, Background::Drone].into_iter().flat_map(|background| {
        let narration = Narration::new([(Line::Prepare, speech.clone())]);
        let mix = Mix::new(80, Bell::default()).with_narration(narration, 70);
        let mix = mix.with_ambience(AmbienceRenderer::new(background, 50).finish());
        bytes_of(&compile(&typical::session(2), &mix, Millis(10)))
    });
    let digest = digest(bytes);
    assert_eq!(digest, SPEECH_DIGEST, "{digest:#018x}");
}

fn bytes_of(track: &Track) -> Vec<u8> {
    let mut sounds = Sounds::new(track.mix());
    let distinct: Vec<_> =
        (0..track.distinct()).map(|number| sounds.render(track, number)).collect();
    track.parts().iter().flat_map(|&part| distinct[part].clone()).collect()
}

/// The 64-bit FNV-1a hash.
fn digest(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |digest: u64, byte| {
        (digest ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
