//! The library: routines, poses and texts that a first visit doesn't need. In a release they are in the part of the program that
//! is fetched after the first paint, together with the pages that need them (`pages::library_part`).

#[cfg(not(feature = "split"))]
use std::future::{Ready, ready};

use leptos::wasm_split::SplitLoaderError;
#[cfg(feature = "split")]
use leptos::wasm_split::wasm_split;

use crate::platform::task::next_frame;
use unknot_core::content;

/// Fetches the library after the next paint and opens it. Returns false if it can't be fetched. The next call tries again.
pub(crate) async fn load() -> bool {
    next_frame().await;
    open().await.is_ok()
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
