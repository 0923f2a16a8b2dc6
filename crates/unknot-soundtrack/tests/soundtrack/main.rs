//! The soundtrack, heard from outside: timelines go in, and the WAV file that comes out is decoded
//! and listened to. Nothing here knows how sounds are made or mixed.
#![cfg(not(target_arch = "wasm32"))]
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_possible_wrap,
    reason = "measures samples, of which there are few"
)]
#![expect(clippy::unwrap_used, reason = "a receiver that hears nothing fails the test")]

mod ambience;
mod distinct;
mod file;
mod levels;
mod meter;
mod onsets;
mod receiver;
mod reference;
mod typical;
mod voice;
