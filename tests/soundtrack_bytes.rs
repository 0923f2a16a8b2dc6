//! The same timeline is the same bytes on every machine. Run natively and in a browser's engine.

#[path = "soundtrack/typical.rs"]
mod typical;

use unknot::domain::bell::Bell;
use unknot::domain::time::Millis;
use unknot::soundtrack::{Mix, Sounds, compile};

/// Changes with the palette, and with nothing else.
const DIGEST: u64 = 0xc352_4c18_5cbf_a27f;

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
fn a_session_is_the_same_bytes_everywhere() {
    let bytes = Bell::ALL.into_iter().flat_map(|bell| {
        let track = compile(&typical::session(5), &Mix::new(80, bell), Millis::ZERO);
        let mut sounds = Sounds::new(track.mix());
        let different: Vec<_> =
            (0..track.different()).map(|number| sounds.render(&track, number)).collect();
        track.parts().iter().flat_map(|&part| different[part].clone()).collect::<Vec<_>>()
    });
    // FNV-1a.
    let digest = bytes.fold(0xcbf2_9ce4_8422_2325, |digest: u64, byte| {
        (digest ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    assert_eq!(digest, DIGEST, "{digest:#018x}");
}
