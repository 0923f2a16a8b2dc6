//! Stands in for the crate of that name, which Leptos brings along for server functions.
//!
//! The real one exports classes for JavaScript. Whatever is exported is kept by the linker with all
//! that it calls: 10 KB of code that an app without a server never runs
//! (docs/adr/0006-bytes.md). Here is what must be there to compile; calling it is a mistake of ours.

use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use wasm_bindgen::JsValue;

const NONE: &str = "this app has no streams";

/// A stream of the browser.
#[derive(Debug)]
pub struct ReadableStream(());

impl ReadableStream {
    /// Of one that the browser has made.
    pub fn from_raw(_: web_sys::ReadableStream) -> Self {
        unreachable!("{NONE}")
    }

    /// Of one of ours.
    pub fn from_stream<S>(_: S) -> Self
    where
        S: Stream<Item = Result<JsValue, JsValue>> + 'static,
    {
        unreachable!("{NONE}")
    }

    /// As the browser has it.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        unreachable!("{NONE}")
    }

    /// As Rust has it.
    pub fn into_stream(self) -> IntoStream {
        unreachable!("{NONE}")
    }
}

/// A stream as Rust has it.
#[derive(Debug)]
pub struct IntoStream(());

impl Stream for IntoStream {
    type Item = Result<JsValue, JsValue>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        unreachable!("{NONE}")
    }
}
