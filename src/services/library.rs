//! The library: routines, poses and words that a first visit does without, in the part of the program that a release fetches
//! after the first paint. The pages that need it are in the same part (`pages::library_part`).

#[cfg(not(feature = "split"))]
use std::future::{Ready, ready};
use std::pin::pin;

use futures::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use leptos::wasm_split::SplitLoaderError;
#[cfg(feature = "split")]
use leptos::wasm_split::wasm_split;

use crate::services::page;
use unknot_core::content;

/// How long the part may take, in ms. Then the person is told, and can try again.
const LIMIT_MS: u32 = 30_000;

/// Fetches the library after the first paint and opens it. False if it can't be fetched; the next call tries again.
pub(crate) async fn load() -> bool {
    page::next_frame().await;
    match select(pin!(open()), TimeoutFuture::new(LIMIT_MS)).await {
        Either::Left((opened, _)) => opened.is_ok(),
        Either::Right(_) => false,
    }
}

#[cfg(feature = "split")]
#[wasm_split(library, wasm_split_path = leptos::wasm_split, fallible)]
#[allow(
    clippy::unnecessary_wraps,
    reason = "the macro wants a result, into which it puts its own failures"
)]
fn open() -> Result<(), SplitLoaderError> {
    content::open_library();
    Ok(())
}

#[cfg(not(feature = "split"))]
fn open() -> Ready<Result<(), SplitLoaderError>> {
    content::open_library();
    ready(Ok(()))
}
