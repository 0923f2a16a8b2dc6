//! Black-box tests of the soundtrack: timelines go in, and the WAV file that comes out is decoded
//! and measured. Nothing here depends on how sounds are synthesised or mixed.
#![cfg(not(target_arch = "wasm32"))]
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_possible_wrap,
    reason = "sample counts and values are small"
)]
#![expect(clippy::unwrap_used, reason = "a panic fails the test")]

mod ambience;
mod bs1770;
mod distinct;
mod file;
mod levels;
mod meter;
mod onsets;
mod receiver;
mod reference;
mod typical;
mod voice;
