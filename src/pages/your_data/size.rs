//! Sizes of files in words.

use unknot_core::i18n::{Key, fill};

/// “12 KB” or “1.8 MB”, for a number of bytes. The number and its unit stay on one line.
pub(super) fn size(bytes: u64) -> String {
    if bytes < 1_000_000 {
        return fill(Key::YourDataSizeKb, &[("n", &bytes.div_ceil(1000).to_string())]);
    }
    let tenths = bytes.div_ceil(100_000);
    fill(Key::YourDataSizeMb, &[("n", &format!("{}.{}", tenths / 10, tenths % 10))])
}

#[cfg(test)]
mod tests {
    use super::*;
    use unknot_core::content;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn sizes_are_rounded_up() {
        content::open_library();
        for (bytes, words) in [
            (0, "0\u{a0}KB"),
            (1, "1\u{a0}KB"),
            (999_000, "999\u{a0}KB"),
            (1_000_000, "1.0\u{a0}MB"),
            (1_800_001, "1.9\u{a0}MB"),
            (62_000_000, "62.0\u{a0}MB"),
        ] {
            assert_eq!(size(bytes), words);
        }
    }
}
