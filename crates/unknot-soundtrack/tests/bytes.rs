//! The same timeline is the same bytes on every machine. Run natively and in a browser's engine.

#[path = "soundtrack/typical.rs"]
mod typical;

use unknot_core::domain::background::Background;
use unknot_core::domain::bell::Bell;
use unknot_core::domain::cue::Line;
use unknot_core::domain::time::Millis;
use unknot_soundtrack::{Loop, Mix, Narration, Sounds, Take, Track, compile};

/// Changes with the palette, and with nothing else.
const DIGEST: u64 = 0xc352_4c18_5cbf_a27f;
/// Changes with backgrounds, and with how they and bells make room for speech.
const SPOKEN: u64 = 0x4e1e_0f73_ac63_3f2b;

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
fn a_session_is_the_same_bytes_everywhere() {
    let bytes = Bell::ALL.into_iter().flat_map(|bell| {
        bytes_of(&compile(&typical::session(5), &Mix::new(80, bell), Millis::ZERO))
    });
    let digest = digest(bytes);
    assert_eq!(digest, DIGEST, "{digest:#018x}");
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
fn a_session_that_speaks_before_a_background_is_the_same_bytes_everywhere() {
    // A saw tooth, which takes no mathematics library.
    let tooth = |n: u16| f32::from(n % 120) / 120.0 - 0.5;
    let take = Take::of(&[(0..24_000).map(tooth).collect(), vec![0.0; 999], vec![0.3; 2000]]);
    let bytes = [Background::Waves, Background::Drone].into_iter().flat_map(|background| {
        let narration = Narration::new([(Line::Prepare, take.clone())]);
        let mix = Mix::new(80, Bell::default()).saying(narration, 70);
        let mix = mix.before(Loop::new(background, 50).finish());
        bytes_of(&compile(&typical::session(2), &mix, Millis(10)))
    });
    let digest = digest(bytes);
    assert_eq!(digest, SPOKEN, "{digest:#018x}");
}

fn bytes_of(track: &Track) -> Vec<u8> {
    let mut sounds = Sounds::new(track.mix());
    let different: Vec<_> =
        (0..track.different()).map(|number| sounds.render(track, number)).collect();
    track.parts().iter().flat_map(|&part| different[part].clone()).collect()
}

/// FNV-1a.
fn digest(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |digest: u64, byte| {
        (digest ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
